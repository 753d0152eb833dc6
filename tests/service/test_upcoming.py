"""What is told to come on a day is what then comes; nothing is written meanwhile, and nobody is named."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.engine.effects import Message
from bot.service import due
from bot.service.claim import Budget
from bot.service.turn import Coach, Presence, Received
from bot.service.turns import Turns
from bot.service.upcoming import Day, Upcoming, foretell
from bot.store import keystone, moments
from bot.store.database import Connection, Database
from bot.store.keys import Keys, WrongKey
from bot.store.moments import DEADLINE
from bot.store.snapshot import snapshot
from tests import awaiting, shipped
from tests.conftest import Clock
from tests.service.ledger import leaving, query, takes
from tests.stage import coach_of

NINE = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
"""Tuesday at nine in Amsterdam; the tests' clock stands on Monday, at ten."""
HOUR = timedelta(hours=1)
ANS, BEA, COR = 11, 22, 33


@pytest.fixture(scope="module")
def real() -> Coach:
    return coach_of(shipped.script())


class Town:
    """Three people in Amsterdam who hear on Tuesday at nine, and whoever a test adds."""

    def __init__(self, database: Database, coach: Coach, clock: Clock) -> None:
        self.database, self.coach, self.clock = database, coach, clock
        self.add(NINE, {}, ANS, BEA, COR)

    def add(self, at: datetime, answers: dict[str, Any], *chats: int) -> None:
        stands = awaiting.standing(self.coach.script, at, answers)
        with self.database.transaction() as connection:
            awaiting.settle(connection, self.coach.keys, chats, stands)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with snapshot(self.database.url.render_as_string(hide_password=False)) as connection:
            yield connection

    def foretold(self, day: Day, person: int | None = None) -> list[Upcoming]:
        with self.reading() as connection:
            return list(foretell(connection, self.coach.keys, self.coach.script, {}, day, self.clock(), person))

    def people(self) -> dict[int, int]:
        return {row.chat: row.id for row in query(self.database, "SELECT chat, id FROM people")}


@pytest.fixture
def town(database: Database, real: Coach, clock: Clock) -> Town:
    return Town(database, real, clock)


def at_of(found: list[Upcoming]) -> list[str]:
    return [f"{one.at:%a %H:%M %z}" for one in found]


@pytest.mark.parametrize(("day", "count"), [(0, 0), (1, 3), (2, 3), (date(2026, 3, 3), 3), (date(2026, 3, 2), 0)])
def test_each_is_told_on_her_day_also_beyond_the_next_one(town: Town, day: Day, count: int) -> None:
    found = town.foretold(day)
    assert [one.person for one in found] == sorted(town.people().values())[:count]
    assert {one.kind for one in found} <= {"daily"}


def test_why_the_daily_question_is_that_one_is_told_too(town: Town) -> None:
    assert {one.chosen[0] for one in town.foretold(1)} == {"not asked before"}
    town.add(NINE, {"berichten": ("mensen",)}, 44)
    silent = town.foretold(1, town.people()[44])
    assert [one.chosen for one in silent] == [()]


def test_what_is_foretold_is_what_comes(town: Town) -> None:
    found = {one.person: one for one in town.foretold(1)}
    town.clock.now = NINE + timedelta(minutes=5)
    turns = Turns(town.database, town.coach, lambda: None)
    assert asyncio.run(due.see_to(town.database, turns, Budget(30))) == 3
    for chat, person in town.people().items():
        said = [one for one in leaving(town.database, town.coach.keys, chat) if isinstance(one, Message)]
        assert (found[person].fate, found[person].messages) == ("sent", len(said))
        assert found[person].why[0] == "vandaag.wat"


def test_the_times_are_those_at_which_it_will_come(town: Town) -> None:
    """Spread over a few minutes by the chat: the second day's as the turn of the first will set it."""
    (found,) = town.foretold(2, town.people()[BEA])
    town.clock.now = NINE
    turns = Turns(town.database, town.coach, lambda: None)
    asyncio.run(due.see_to(town.database, turns, Budget(30)))
    set_ = query(town.database, f"SELECT due_at FROM moments WHERE person = {town.people()[BEA]}")[0][0]  # noqa: S608 -- ours
    assert str(set_)[:19] == f"{found.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" or set_ == found.at


def test_her_own_date_counts(town: Town) -> None:
    """At ten on Monday in Amsterdam it is eleven in the evening in Kiritimati: Tuesday comes there soon."""
    town.add(datetime(2026, 3, 2, 19, 0, tzinfo=UTC), {"zone": "Pacific/Kiritimati"}, 44)
    town.add(datetime(2026, 3, 3, 19, 0, tzinfo=UTC), {"zone": "Pacific/Honolulu"}, 55)
    people = town.people()
    assert at_of(town.foretold(1, people[44])) == ["Tue 09:00 +1400"]
    assert at_of(town.foretold(1, people[55])) == []  # it is Sunday there, and tomorrow Monday
    assert at_of(town.foretold(2, people[55])) == ["Tue 09:00 -1000"]
    assert at_of(town.foretold(date(2026, 3, 3), people[55])) == ["Tue 09:00 -1000"]


def test_whoever_blocked_the_bot_and_whoever_has_nothing_to_hear_are_told_as_such(town: Town) -> None:
    takes(town.database, town.coach, Received("update:1", ANS, Presence(blocked=True), town.clock(), "nl"))
    town.add(NINE, {"berichten": ("plannen",)}, 44)
    town.add(NINE, {"berichten": ("mensen",)}, 55)
    people = town.people()
    assert [(one.fate, one.messages, one.why) for one in town.foretold(1, people[ANS])] == [("blocked", 0, ())]
    assert [(one.fate, one.messages) for one in town.foretold(1, people[44])] == [("silent", 0)]
    assert [(one.fate, one.why[-1]) for one in town.foretold(1, people[55])] == [("sent", "herinnering.wie")]


def test_what_is_overdue_comes_now_waits_or_is_dropped(town: Town) -> None:
    town.clock.now = NINE + timedelta(days=2, hours=14)  # Thursday at eleven in the evening
    assert {one.fate for one in town.foretold(0)} == {"dropped"}
    town.clock.now = NINE + timedelta(days=2, hours=18)  # Friday at three in the morning
    assert [one.fate for one in town.foretold(0, town.people()[ANS])] == ["waits", "sent"]


def test_a_deadline_is_told_too(town: Town) -> None:
    person = town.people()[ANS]
    with town.database.transaction() as connection:
        moments.put(connection, [{"person": person, "kind": DEADLINE, "subject": "1", "due_at": NINE - HOUR}])
    assert sorted((one.kind, one.fate) for one in town.foretold(1, person)) == [
        ("daily", "sent"),
        (DEADLINE, "silent"),
    ]


def test_many_are_told_one_by_one_each_with_her_own_network(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.upcoming._AT_ONCE", 2)
    monkeypatch.setattr("bot.store.moments._AT_ONCE", 2)
    town.add(NINE, {}, *range(100, 107))
    with town.reading() as connection:
        telling = foretell(connection, town.coach.keys, town.coach.script, {}, 1, town.clock())
        assert next(telling).fate == "sent"
        assert [one.fate for one in telling] == ["sent"] * 9


def test_with_another_key_nothing_is_opened(town: Town) -> None:
    with town.database.transaction() as connection:
        keystone.lay(connection, town.coach.keys)
    with town.reading() as connection, pytest.raises(WrongKey):
        next(foretell(connection, Keys(bytes(range(32))), town.coach.script, {}, 1, town.clock()))
