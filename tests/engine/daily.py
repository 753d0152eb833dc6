"""A small message of the day: a daily question, and under it somebody to speak to."""

from msgspec.structs import replace

from bot.engine.inputs import Moment
from bot.engine.people import Contact
from bot.engine.repertoire import NOTHING, Repertoire
from bot.engine.script import Script
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import KNOWN

TODAY = """
dialog: vandaag
title: Vandaag
aside: true
nodes:
  vraag:
    call: {one_of: daily}
    beside: true
  wie:
    each: contacts
    name: wie
    by: nickname
    most: 1
    call: spreek
    next: end
"""
SPEAK = """
dialog: spreek
title: Spreek
aside: true
nodes:
  vraag:
    ask:
      - Dit is {wie}.
      - Wat doe je ermee?
    type: choice
    optional: false
    choices:
      nu: {label: Nu, go: hoe}
      later: {label: "Later met {wie:nickname}", go: end}
  hoe:
    ask: Hoe gaat het met {wie}?
    type: text
    example: Goed
    save: hoe_gaat_het
  klaar:
    end: Dag {wie}.
"""
TALK = """
dialog: praat
title: Het praatje
nodes:
  een:
    ask: Waar praten we over?
    type: text
    example: Het weer
    save: waarover
    next: end
"""


def coached(*dialogs: str, repertoire: Repertoire = NOTHING, plan: str = "") -> Script:
    """The small script with a message of the day and these dialogs, of which this one may come as planned."""
    files = {f"{text.split()[1]}.yaml": text for text in (TODAY, SPEAK, TALK, *dialogs)}
    moments = f"moments: {{daily: vandaag{f', plan: {plan}' if plan else ''}}}\n"
    commands = moments + sources()["commands.yaml"]
    return compiled({**sources(), **files, "commands.yaml": commands}, repertoire=repertoire)


def known(script: Script, *people: str) -> Chat:
    """Somebody who knows the coach and these people."""
    chat = Chat(script)
    chat.conversation = replace(chat.conversation, answers={KNOWN: 1})
    chat.world = replace(chat.world, contacts={f"@{at + 1}": Contact(name) for at, name in enumerate(people)})
    return chat


def comes(chat: Chat, kind: str = "daily") -> str:
    """What she is told as this moment comes."""
    return chat.give(Moment(kind))
