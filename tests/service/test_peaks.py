"""Many who are due at once, and a bot that was away: the real script, sent by the real post in virtual time."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.engine.inputs import Command
from bot.service import due
from bot.service.claim import Budget
from bot.service.deliver import Post
from bot.service.statistics import questions
from bot.service.studio import Studio
from bot.service.turn import Coach, Received
from bot.service.turns import Turns
from bot.store import tallies
from bot.store.database import Database, now
from tests import awaiting, shipped
from tests.conftest import Clock
from tests.service.ledger import query
from tests.service.telegram import Chats
from tests.service.virtual import AtOnce, InlineDatabase, VirtualLoop, passes
from tests.stage import coach_of

BUDGET = Budget(2)
"""Two messages a second, of which one for those that nobody asked for."""
TWO_MINUTES_TO_NINE = 58 * 60.0
"""In Sydney, on the loop's clock: the day of these tests begins there at eight in the evening."""
NINE = 60 * 60.0


@pytest.fixture(scope="module")
def real() -> Coach:
    return coach_of(shipped.script())


class Evening:
    """People who are all due at two minutes to nine, and quiet from nine on."""

    def __init__(self, url: str, coach: Coach, people: int) -> None:
        self.loop = VirtualLoop()
        self.loop._jumping.now = TWO_MINUTES_TO_NINE
        self.database = InlineDatabase(url, self.loop)
        self.chats = Chats()
        chosen = {"zone": "Australia/Sydney", "dagvraag_moment": "tijd", "dagvraag_tijd": "20:58"}
        with self.database.transaction() as connection:
            stands = awaiting.standing(coach.script, now(connection), chosen)
            awaiting.settle(connection, coach.keys, range(1, people + 1), stands)
        studio = Studio(self.database, coach.keys, lambda: coach.script, AtOnce)
        chance = random.Random(1).random  # noqa: S311 -- repeats itself
        self.post = Post(self.database, coach.keys, self.chats, BUDGET.rate, chance, studio)
        self.turns = Turns(self.database, coach, self.post.wake)

    async def passes(self, seconds: float, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        parts = [self.post.run(), due.run(self.database, self.turns, BUDGET)]
        running = [asyncio.create_task(part) for part in parts]
        if meanwhile:
            await meanwhile()
        await asyncio.sleep(seconds)
        assert not any(part.done() for part in running)

    async def asks_for_the_menu(self) -> None:
        await asyncio.sleep(60)
        await self.turns.take([Received("update:1", 1, Command("menu"), datetime(2026, 3, 2, 9, 59, tzinfo=UTC))])

    def dropped(self) -> int:
        return dropped(self.database)


def dropped(database: Database) -> int:
    """How many ``stats`` tells were dropped."""
    with database.transaction() as connection:
        told = [one.events["dropped"] for one in questions(tallies.everything(connection))]
    return sum(one or 0 for one in told)


@pytest.fixture
def evening(url: str, real: Coach) -> Iterator[Evening]:
    evening = Evening(url, real, people=250)
    yield evening
    evening.post._owner.close()
    evening.database.close()
    evening.loop.close()


def test_a_peak_is_spread_by_the_budget_ends_in_the_window_and_what_is_left_is_dropped_and_counted(
    evening: Evening,
) -> None:
    passes(evening.loop, evening.passes(240))
    times = evening.chats.times()
    assert 115 <= len([at for at in times if at < NINE]) <= 125
    assert max(times) < NINE + due.AHEAD.total_seconds() + 5
    assert len(times) + evening.dropped() == 250
    assert query(evening.database, "SELECT count(*) FROM outbox")[0][0] == 0


def test_a_reply_does_not_wait_for_a_peak(evening: Evening) -> None:
    passes(evening.loop, evening.passes(5, evening.asks_for_the_menu))
    asked = TWO_MINUTES_TO_NINE + 60
    heard = [one.at - asked for one in evening.chats.asked if one.chat == 1 and one.at >= asked]
    assert heard[0] < 2


@pytest.mark.parametrize(
    ("back_after", "messages", "drops"),
    [
        (timedelta(days=3, hours=2), 1, 0),  # Thursday at noon in Amsterdam: one for all that was missed
        (timedelta(days=3, hours=13), 0, 6),  # at night nothing comes, and Thursday's is over
        (timedelta(days=3, hours=18), 0, 0),  # before dawn it waits for the morning
    ],
)
def test_after_a_stop_one_message_comes_to_each_and_what_is_too_old_is_counted(
    database: Database, real: Coach, clock: Clock, back_after: timedelta, messages: int, drops: int
) -> None:
    with database.transaction() as connection:
        awaiting.settle(connection, real.keys, range(1, 7), awaiting.standing(real.script, clock(), {}))
    clock.passes(back_after.total_seconds())
    turns = Turns(database, real, lambda: None)

    async def comes_back() -> list[int]:
        return [await due.see_to(database, turns, Budget(30)) for _ in range(2)]

    assert asyncio.run(comes_back()) == [6, 0]
    assert query(database, "SELECT count(*) FROM outbox WHERE paced")[0][0] == 6 * messages
    assert dropped(database) == drops
    assert len(query(database, "SELECT 1 FROM moments")) == 6
