"""Names that pass with their dialog, words of the script that are kept, and messages of their own."""

import pytest
from msgspec.structs import replace

from bot.engine.effects import Message, Save
from bot.engine.inputs import Text
from bot.engine.people import Contact
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import begun, talking

NOTE = """
dialog: briefje
title: Briefje
passing: [brief, ander]
nodes:
  maak:
    set: {brief: {text: "Dag {wie:nickname}, hier is {Ondernemer} {voornaam}."}}
  zien:
    ask:
      - "Er staat: {brief}"
      - Anders?
    type: text
    example: Dag
    save: brief
  ander:
    ask: Wie nog?
    type: text
    example: Bea
    save: ander
  hier:
    say: "Hier:"
  klaar:
    say: "{brief}"
    alone: true
  dag:
    end: "Dag. {ander}"
"""
AROUND = """
dialog: rond
title: Rond
nodes:
  wie:
    ask: Wie?
    type: contact
    save: wie
  een:
    call: briefje
  twee:
    call: briefje
  open:
    ask:
      - "Nog steeds {ander}."
      - Nog iets?
    type: yes_no
    next: end
"""


def _writing() -> Chat:
    chat = talking(AROUND, NOTE, people=("Fatima", "<b>Ans</b> & {co}"))
    chat.press("Fatima")
    chat.everything.clear()
    return chat


def test_words_of_the_script_are_kept_as_somebody_would_type_them() -> None:
    chat = talking(AROUND, NOTE, people=("Fatima", "<b>Ans</b> & {co}"))
    chat.press("<b>Ans</b> & {co}")
    assert chat.answers["brief"] == "Dag <b>Ans</b> & {co}, hier is Zelfstandige Ans."
    assert chat.said.startswith("Er staat: Dag <b>Ans</b> & {co}, hier is Zelfstandige Ans.")


def test_words_that_hold_what_is_not_known_are_not_kept() -> None:
    chat = talking(AROUND, NOTE)
    chat.command("overslaan")
    assert "brief" not in chat.answers
    assert chat.said == "Anders?\nBijvoorbeeld: Dag"


def test_words_are_kept_in_her_language() -> None:
    english = {
        "briefje.maak.set.brief": ("Dag {wie:nickname}, hier is {Ondernemer} {voornaam}.", "Hi {wie:nickname}")
    }
    script = compiled({**sources(), "rond.yaml": AROUND, "briefje.yaml": NOTE}, {"en": english})
    chat = Chat(script, language="en")
    chat.conversation = replace(chat.conversation, answers={"~done.kennis": 1})
    chat.world = replace(chat.world, language="en", contacts={"@1": Contact("Fatima")})
    begun(chat, "rond")
    chat.press("Fatima")
    assert chat.answers["brief"] == "Hi Fatima"


def test_what_passes_never_comes_into_a_series() -> None:
    chat = _writing()
    said = chat.message + 1
    chat.write("Mooi")
    chat.edit("Prachtig", said)
    assert chat.answers["brief"] == "Prachtig"
    chat.command("wijzig")
    chat.write("Bea")
    assert not any(isinstance(effect, Save) for effect in chat.everything)
    assert "eerste_brief" not in chat.answers


def test_the_second_half_of_long_words_that_pass_comes_into_no_series_either() -> None:
    chat = _writing()
    sent = int(chat.world.now.timestamp())
    first = chat.message + 1
    chat.write("x" * 4096)
    chat.give(Text("y", first + 1, sent))
    assert chat.answers["brief"] == "x" * 4096 + "y"
    assert not any(isinstance(effect, Save) for effect in chat.everything)


def test_what_passes_is_fresh_when_the_dialog_begins_again_and_gone_when_it_is_over() -> None:
    chat = _writing()
    chat.write("Mooi")
    assert chat.write("Bea").startswith("Hier:\nMooi\nDag. Bea\nEr staat: Dag Fatima")
    assert "ander" not in chat.answers
    chat.write("Nog een")
    chat.write("Noor")
    assert chat.said == "Hier:\nNog een\nDag. Noor\nNog iets?"
    assert not {"brief", "ander", "vorige_brief", "eerste_brief"} & chat.answers.keys()


@pytest.mark.parametrize("command", ["annuleer", "opnieuw"])
def test_what_passes_is_gone_however_the_dialog_ends(command: str) -> None:
    chat = _writing()
    chat.write("Mooi")
    chat.command(command)
    assert "brief" not in chat.answers


def test_what_passes_stays_while_something_else_is_open_on_top() -> None:
    chat = _writing()
    chat.write("Mooi")
    chat.command("help")
    assert chat.answers["brief"] == "Mooi"


def test_going_back_brings_back_what_passed() -> None:
    chat = _writing()
    for said in ("Mooi", "Bea", "Prachtig", "Noor"):
        chat.write(said)
    held = []
    for _ in range(3):
        chat.press("Terug")
        held.append(chat.answers["brief"])
    assert held == ["Prachtig", "Dag Fatima, hier is Zelfstandige Ans.", "Mooi"]


def test_words_alone_are_a_message_of_their_own() -> None:
    chat = _writing()
    chat.write("Mooi")
    chat.write("Bea")
    said = [effect for effect in chat.effects if isinstance(effect, Message)]
    assert [len(one.lines) for one in said] == [1, 1, 4]
