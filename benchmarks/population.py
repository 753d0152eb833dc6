"""People as they may be, so that what is measured costs what it costs with people.

Of a hundred, 40 are **new** (they know the coach, and one person), 45 **under way** (half of the course, 12 people
in their network), 13 **long** with it (the whole course, 40 people, ten weeks) and 2 have the **largest** network
(150 people). Each kind came where it stands turn by turn, answering what it was asked, with what the coach sent in
between; people of one kind are copies of each other, each sealed under a key of her own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from msgspec import field
from msgspec.structs import replace

from bot.coaching.calendar import WEEK
from bot.coaching.moments import DAILY
from bot.engine import conversation as conversations
from bot.engine.asking import DONE
from bot.engine.conversation import Turn
from bot.engine.effects import Meet, Save, Talk
from bot.engine.inputs import Command, Press, Text
from bot.engine.people import Contact
from bot.engine.script import Script
from bot.engine.values import Value
from bot.render.calls import Call, Send
from bot.service.network import sealed, sealed_talk
from bot.service.rehearsal import Rehearsal, acquainted
from bot.store import answers, contacts, moments, people, talks
from bot.store.database import Connection
from bot.store.keys import Keys, Seal

KINDS = {"new": 40, "under way": 45, "long": 13, "largest": 2}
"""How many there are of each kind among a hundred."""
_LIVES: Mapping[str, tuple[int, int, int]] = {
    "new": (0, 1, 3),
    "under way": (5, 12, 20),
    "long": (10, 40, 70),
    "largest": (10, 150, 70),
}
"""Dialogs of the course that were done, people in the network, days with the coach."""
_SCATTER = 37
"""Mixes the kinds: neighbouring chats are seldom of one."""
_CIRCLES = ("klanten", "zakelijk", "collegas", "familie", "vriendinnen", "buurt")
_RHYTHMS = (7, 30, 90, 0)
_WORDS = ("Dat doe ik al jaren zo", "Een klant die vaak belt", "7", "Meer werk dan gedacht", "1 maart", "9:00")
_CHOSEN: Mapping[str, Value] = {"dagvraag_moment": "ochtend", "dagvraag_dagen": WEEK}
_PATIENCE = 60
"""Turns in which somebody is through a dialog, or leaves it."""


class Life(Rehearsal):
    """Somebody who talks with the coach, and what was kept of it beside where she stands."""

    answers: dict[tuple[int, str], Save] = field(default_factory=dict)
    talks: dict[tuple[int, str], Talk] = field(default_factory=dict)
    turns: int = 0

    def _take(self, turn: Turn) -> None:
        Rehearsal._take(self, turn)  # noqa: SLF001 -- its own
        for effect in turn.effects:
            if isinstance(effect, Save):
                self.answers[effect.asked, effect.name] = effect
            elif isinstance(effect, Talk):
                self.talks[effect.asked, effect.contact] = effect

    def goes_through(self, dialog: str) -> None:
        """Does a dialog, question after question."""
        command = next(one for one in self.script.commands if one.dialog == dialog)
        seen = list(self.give(Command(command.names["nl"])))
        for _ in range(_PATIENCE):
            if not self.conversation.frames:
                return
            self.now += timedelta(seconds=40)
            seen = list(self._answers(seen))
        list(self.give(Command("annuleer")))

    def _answers(self, seen: Iterable[Call]) -> Iterator[Call]:
        """Presses what answers the question, else writes something; goes on after ticking one of several."""
        self.turns += 1
        buttons = [data for call in seen if isinstance(call, Send) for row in call.buttons for _, data in row]
        choices = [data.split(":", 2)[2] for data in buttons if type(data) is str]
        usual = [one for one in choices if not one.startswith("~")]
        ticked = [one for one in choices if one.startswith("~pick.")]
        message, asked = self.turns, self.conversation.asked
        if usual and self.conversation.misses == 0:
            yield from self.give(Press(asked, usual[self.turns % len(usual)], "query", message, "shown"))
        elif ticked and self.conversation.misses == 0:
            yield from self.give(Press(asked, ticked[self.turns % len(ticked)], "query", message, "shown"))
            yield from self.give(Press(self.conversation.asked, DONE, "query", message, "shown"))
        else:
            words = _WORDS[self.turns % len(_WORDS)]
            yield from self.give(Text(words, message, int(self.now.timestamp())))


def kind_of(chat: int) -> str:
    """Of which kind the person in this chat is."""
    place = chat * _SCATTER % 100
    for kind, share in KINDS.items():
        if place < share:
            return kind
        place -= share
    raise AssertionError


def lives(script: Script, at: datetime) -> dict[str, Life]:
    """One life of each kind, up to this moment, at which the message of the morning is due."""
    return {kind: _lived(script, at, *lived) for kind, lived in _LIVES.items()}


def _lived(script: Script, at: datetime, done: int, known: int, days: int) -> Life:
    first = at - timedelta(days=days)
    before = acquainted(script, "nl")
    stands = replace(before, answers={**before.answers, **_CHOSEN}, asked=int(first.timestamp()), contacts=known)
    morning = {DAILY: first}
    life = Life(script, first, known=True, conversation=replace(stands, moments=morning), moments=dict(morning))
    for number in range(known):
        life.know(_contact(number, at.date()))
    course = iter(script.course[:done])
    for day in range(days):
        for dialog in islice(course, 1 if day % max(1, days // (done + 1)) == 0 else 0):
            life.goes_through(dialog)
        if day < days - 1:
            list(life.wait(timedelta(days=1)))
            if life.conversation.frames and day % 2:
                list(life._answers(()))  # noqa: SLF001 -- hers
    life.conversation = replace(life.conversation, moments={DAILY: at})
    return life


def _contact(number: int, today: date) -> Contact:
    """Somebody in a network: a fifth of them due, some with a birthday near, some with lines."""
    spoken = today - timedelta(days=(number * 11) % 100)
    born = today + timedelta(days=(number * 17) % 365)
    return Contact(
        f"Noor{number}",
        circle=_CIRCLES[number % len(_CIRCLES)],
        organisation="de drukkerij" if number % 4 == 0 else "",
        standing="loket" if number % 9 == 8 else "echt",
        brings=("informatie",) if number % 3 == 0 else (),
        takes=("product", "promotie") if number % 5 == 0 else (),
        rhythm=_RHYTHMS[number % len(_RHYTHMS)],
        birthday=f"--{born:%m-%d}" if number % 3 == 0 else "",
        added=(today - timedelta(days=120)).isoformat(),
        spoken=spoken.isoformat() if number % 7 else "",
    )


def settle(connection: Connection, master: Keys, everybody: Mapping[str, Life], chats: Iterable[int]) -> None:
    """Puts people in these chats, each of her kind, as they stood at the end of that life."""
    hers = {chat: everybody[kind_of(chat)] for chat in chats}
    met = {
        chat: {"chat": chat, "language": "nl", "met_at": life.now, "seen_at": life.now}
        for chat, life in hers.items()
    }
    people.meet(connection, [{**row, "key": master.wrapped(chat)} for chat, row in met.items()])
    for row in people.lock(connection, hers):
        _write(connection, row.id, master.person(row.key, row.chat), hers[row.chat])


def _write(connection: Connection, person: int, seal: Seal, life: Life) -> None:
    state = seal.close(conversations.to_json(life.conversation), "state")
    stay = {"new_language": "nl", "new_blocked_at": None, "now": life.now}
    people.save(connection, [{"person": person, "new_state": state, **stay}])
    known = (Meet(id_, one) for id_, one in life.contacts.items())
    contacts.keep(
        connection, [{"person": person, "contact": one.contact, "sealed": sealed(seal, one)} for one in known]
    )
    answers.keep(connection, [_answer(person, seal, one, life.now) for one in life.answers.values()])
    told = ((one, sealed_talk(seal, one)) for one in life.talks.values())
    talks.note(
        connection,
        [
            {"person": person, "asked": one.asked, "contact": one.contact, "sealed": written}
            for one, written in told
        ],
    )
    at = life.conversation.moments[DAILY]
    due = {"person": person, "kind": DAILY, "subject": at.isoformat(), "due_at": at}
    moments.put(connection, [due])


def _answer(person: int, seal: Seal, save: Save, at: datetime) -> dict[str, Any]:
    written = seal.close(json.dumps(save.value).encode(), f"answer:{save.asked}:{save.name}")
    told = {"dialog": save.dialog, "node": save.node, "given_at": at, "sealed": written}
    return {"person": person, "asked": save.asked, "name": save.name, **told}
