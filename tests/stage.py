"""Performs plays: each line goes through the real turn, database and outbox, one transaction each.

Only Telegram is missing: what would be sent is shown on a ``play.Screen`` and marked as sent.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import text

from bot.engine import effects
from bot.engine.advance import begin
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Meet
from bot.engine.inputs import Input, Start
from bot.engine.people import Contact
from bot.engine.script import Script
from bot.engine.world import World
from bot.render.calls import Call, Rekey, Send, answerable
from bot.render.message import compose
from bot.service import due
from bot.service.claim import Budget, Claim, claim
from bot.service.mark import Mark, mark
from bot.service.rehearsal import acquainted, check_dialog
from bot.service.turn import Coach, Received, take
from bot.store import moments
from bot.store.database import Connection, Database
from bot.store.keys import Keys
from bot.store.outbox import Row
from tests.conftest import Clock

CHAT = 180
"""Where moments are spread by nothing, as in a rehearsal."""


def coach_of(script: Script) -> Coach:
    """The coach of this script, with a key that is made for the test."""
    return Coach(script, Keys(bytes(32)), script.common["group"][0], script.common["stranger_button"][0])


class Stage(Struct):
    """One person and the coach, on a database of their own."""

    database: Database
    coach: Coach
    clock: Clock
    name: str = "Ans"
    language: str = "nl"
    updates: int = 0
    sent: int = 100

    @property
    def now(self) -> datetime:
        return self.clock.now

    def introduce(self, name: str, language: str) -> None:
        self.name, self.language = name, language

    def know(self, person: Contact) -> None:
        def knowing(_script: Script, conversation: Conversation, _given: Input, world: World) -> Turn:
            return Turn(conversation, (Meet(f"@{len(world.contacts) + 1}", person),))

        assert not list(self._taken(replace(self.coach, advance=knowing), Start()))

    def begin(self, dialog: str) -> Iterator[Call]:
        check_dialog(self.coach.script, dialog)
        known = acquainted(self.coach.script, self.language)
        opening = replace(self.coach, advance=lambda script, _, __, world: begin(script, known, dialog, world))
        yield from self._taken(opening, Start())

    def give(self, given: Input) -> Iterator[Call]:
        yield from self._taken(self.coach, given)

    def wait(self, time: timedelta) -> Iterator[Call]:
        until = self.clock.now + time
        while (comes := self._comes()) and comes <= until:
            self.clock.now = max(self.clock.now, comes)
            with self.database.transaction() as connection:
                for planned in (True, False):
                    found, received = due.claim(connection, due.MOST, planned=planned)
                    if received:
                        self._take(connection, self.coach, received)
                        moments.let_pass(connection, found)
            yield from self._delivered()
        self.clock.now = until

    def _comes(self) -> datetime | None:
        """When the next moment comes."""
        with self.database.transaction() as connection:
            found = connection.execute(text("SELECT min(due_at) FROM moments")).scalar_one()
        return datetime.fromisoformat(found).replace(tzinfo=UTC) if found else None

    def _taken(self, coach: Coach, given: Input) -> Iterator[Call]:
        self.updates += 1
        received = Received(f"update:{self.updates}", CHAT, given, self.clock.now, self.language, self.name)
        with self.database.transaction() as connection:
            self._take(connection, coach, [received])
        yield from self._delivered()

    def _take(self, connection: Connection, coach: Coach, received: list[Received]) -> None:
        outcomes = take(connection, coach, received)
        assert {outcome.result for outcome in outcomes} == {"taken"}, outcomes

    def _delivered(self) -> Iterator[Call]:
        claimed = self._claimed([])
        while claimed.runs:
            marks: list[Mark] = []
            for slotted in (slotted for run in claimed.runs for slotted in run):
                live = slotted.row.live or 0
                for call in compose(self._opened(slotted.row), slotted.row.language, live):
                    yield call
                    live = self._live(call, live)
                marks.append(Mark(slotted.row, "sent", live, self.clock.now))
            claimed = self._claimed(marks)

    def _live(self, call: Call, live: int) -> int:
        if isinstance(call, Send):
            self.sent += 1
        if isinstance(call, Send) and answerable(call.buttons):
            return self.sent
        return 0 if isinstance(call, Rekey) and not call.buttons else live

    def _claimed(self, sent: list[Mark]) -> Claim:
        """What goes next, once this is marked as sent."""
        with self.database.transaction() as connection:
            mark(connection, "test", sent)
            return claim(connection, "test", Budget(1_000_000), 100, time.monotonic)

    def _opened(self, row: Row) -> effects.Outgoing:
        seal = self.coach.keys.person(row.wrapped, row.chat) if row.wrapped else self.coach.keys.master
        return effects.from_json(seal.open(row.sealed, f"effect:{row.key}"))


def lines_of(file: Path) -> list[str]:
    """The lines of a play, without those that only tell what was seen before."""
    return file.read_text("utf-8").splitlines()
