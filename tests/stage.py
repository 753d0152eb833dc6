"""Performs plays: each line goes through the real turn, database and outbox, one transaction each.

Only Telegram is missing: what would be sent is shown on a ``play.Screen`` and marked as sent.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.engine import effects
from bot.engine.effects import Meet
from bot.engine.inputs import Input
from bot.engine.people import KINDS, Contact
from bot.engine.script import Script
from bot.render.calls import Call, Rekey, Send, answerable
from bot.render.message import compose
from bot.service.claim import Budget, Claim, claim
from bot.service.mark import Mark, mark
from bot.service.network import sealed
from bot.service.play import Screen, passing
from bot.service.turn import Coach, Received, take
from bot.store import contacts, people
from bot.store.database import Database
from bot.store.keys import Keys
from bot.store.outbox import Row
from tests.conftest import Clock

CHAT = 7
_KNOWS = re.compile(r"#\s*(?:kent|knows):\s*(?P<nickname>[^,]+)(?P<parts>(?:,\s*\w+ \S+)*)\s*")
"""Somebody she knows, with what is known of them; a day is written as a number of days: spoken -100."""
_WHO = re.compile(r"#\s*(?:wie|who):\s*(?P<name>.*?),\s*(?P<language>[a-z]{2})\s*")


def coach_of(script: Script) -> Coach:
    """The coach of this script, with a key that is made for the test."""
    return Coach(script, Keys(bytes(32)), script.common["group"][0], script.common["stranger_button"][0])


@dataclass(slots=True)
class Stage:
    """One person and the coach, on a database of their own."""

    database: Database
    coach: Coach
    clock: Clock
    name: str = "Ans"
    language: str = "nl"
    screen: Screen = field(default_factory=Screen)
    updates: int = 0
    sent: int = 100

    def perform(self, lines: list[str]) -> Iterator[str]:
        """The play as it went: her lines as they stand, each followed by what she saw."""
        for line in lines:
            if who := _WHO.fullmatch(line):
                self.name, self.language = who["name"], who["language"]
            if knows := _KNOWS.fullmatch(line):
                self.introduce(knows["nickname"].strip(), knows["parts"])
            if not line.startswith("<"):
                yield line
            if line.startswith("+"):
                self.clock.now += passing(line)
            elif line.startswith(">"):
                self.clock.passes(20)
                yield from self.see(self.screen.act(line, int(self.clock.now.timestamp())))

    def introduce(self, nickname: str, parts: str) -> None:
        """Puts somebody into her network, who has to be there already."""
        told = dict(part.split() for part in parts.split(",")[1:])
        person = Contact(nickname, **{part: self._held(part, value) for part, value in told.items()})
        with self.database.transaction() as connection:
            (row,) = people.lock(connection, {CHAT})
            meet = Meet(f"@{len(contacts.of(connection, [row.id])) + 1}", person)
            seal = self.coach.keys.person(row.key, CHAT)
            contacts.keep(connection, [{"person": row.id, "contact": meet.contact, "sealed": sealed(seal, meet)}])

    def _held(self, part: str, value: str) -> Any:
        if KINDS[part] == "date" and not value.startswith("--"):
            return (self.clock.now.date() + timedelta(days=int(value))).isoformat()
        return int(value) if KINDS[part] == "number" else value

    def see(self, given: Input) -> list[str]:
        """What she sees after this."""
        self.updates += 1
        received = Received(f"update:{self.updates}", CHAT, given, self.clock.now, self.language, self.name)
        with self.database.transaction() as connection:
            (outcome,) = take(connection, self.coach, [received])
        assert outcome.result == "taken", outcome
        return [seen for call in self._delivered() for seen in self.screen.see(call)]

    def _delivered(self) -> Iterator[Call]:
        while (claimed := self._claimed()).runs:
            marks: list[Mark] = []
            for slotted in (slotted for run in claimed.runs for slotted in run):
                live = slotted.row.live or 0
                for call in compose(self._opened(slotted.row), slotted.row.language, live):
                    yield call
                    live = self._live(call, live)
                marks.append(Mark(slotted.row, "sent", live, self.clock.now))
            with self.database.transaction() as connection:
                mark(connection, "test", marks)

    def _live(self, call: Call, live: int) -> int:
        if isinstance(call, Send):
            self.sent += 1
        if isinstance(call, Send) and answerable(call.buttons):
            return self.sent
        return 0 if isinstance(call, Rekey) and not call.buttons else live

    def _claimed(self) -> Claim:
        with self.database.transaction() as connection:
            return claim(connection, "test", Budget(1_000_000), 100, time.monotonic)

    def _opened(self, row: Row) -> effects.Outgoing:
        seal = self.coach.keys.person(row.wrapped, row.chat) if row.wrapped else self.coach.keys.master
        return effects.from_json(seal.open(row.sealed, f"effect:{row.key}"))


def lines_of(file: Path) -> list[str]:
    """The lines of a play, without those that only tell what was seen before."""
    return file.read_text("utf-8").splitlines()
