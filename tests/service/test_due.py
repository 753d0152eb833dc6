"""A moment that has come becomes a turn, once, on both databases."""

from datetime import timedelta

import pytest

from bot.coaching.plans import Plan, written
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Await
from bot.engine.inputs import Command, Elapsed, Input, Start, Text
from bot.engine.script import Script, Vocabulary
from bot.engine.world import World
from bot.service import due
from bot.service.claim import Budget
from bot.service.turn import Coach, Presence, Received
from bot.service.turns import Turns
from bot.store import moments
from bot.store.database import Database
from bot.store.keys import Keys
from tests import awaiting, shipped
from tests.conftest import Clock
from tests.service.ledger import query
from tests.service.talk import GROUP, STRANGER

SILENT = Script({}, {}, {}, {}, (), {}, Vocabulary({}, {}), "", "", {})
DAY = timedelta(days=1)


class Talk:
    """Somebody whose every word sets a deadline, and what came in for her."""

    def __init__(self, database: Database, keys: Keys, clock: Clock) -> None:
        self.given: list[Input] = []
        self.clock = clock
        self.database = database
        self.updates = 0
        self.turns = Turns(database, Coach(SILENT, keys, GROUP, STRANGER, self.advance), lambda: None)

    def advance(self, _script: Script, conversation: Conversation, given: Input, world: World) -> Turn:
        self.given.append(given)
        waits = isinstance(given, Text)
        return Turn(conversation, (Await(len(self.given), world.now + DAY),) if waits else ())

    async def says(self, given: Input | Presence) -> None:
        self.updates += 1
        await self.turns.take([Received(f"update:{self.updates}", 7, given, self.clock(), "nl")])

    async def passes(self, time: timedelta) -> int:
        self.clock.passes(time.total_seconds())
        return await due.see_to(self.database, self.turns, Budget(1000))


@pytest.fixture
async def talk(database: Database, keys: Keys, clock: Clock) -> Talk:
    return Talk(database, keys, clock)


async def test_nothing_comes_before_its_moment(talk: Talk) -> None:
    await talk.says(Text("hoi"))
    assert await talk.passes(DAY - timedelta(seconds=1)) == 0


async def test_what_is_due_comes_once(talk: Talk) -> None:
    await talk.says(Text("hoi"))
    assert [await talk.passes(DAY), await talk.passes(DAY)] == [1, 0]
    assert talk.given == [Text("hoi"), Elapsed(1)]


async def test_a_later_deadline_takes_the_place_of_the_last(talk: Talk) -> None:
    await talk.says(Text("een"))
    await talk.passes(DAY / 2)
    await talk.says(Text("twee"))
    assert await talk.passes(DAY / 2) == 0
    assert await talk.passes(DAY / 2) == 1
    assert talk.given[-1] == Elapsed(2)


async def test_a_moment_that_is_found_again_after_a_kill_changes_nothing(talk: Talk) -> None:
    await talk.says(Text("hoi"))
    await talk.passes(DAY)
    moment = {"person": 1, "kind": moments.DEADLINE, "subject": "1", "due_at": talk.clock()}
    with talk.database.transaction() as connection:
        moments.put(connection, [moment])
    assert await talk.passes(timedelta(0)) == 1
    assert talk.given == [Text("hoi"), Elapsed(1)]


async def test_who_blocked_the_bot_is_left_alone(talk: Talk) -> None:
    await talk.says(Text("hoi"))
    await talk.says(Presence(blocked=True))
    await talk.passes(DAY)
    assert talk.given == [Text("hoi")]


async def test_what_passed_while_she_had_blocked_the_bot_is_set_anew_on_her_return(
    database: Database, keys: Keys, clock: Clock
) -> None:
    """The engine's own turn: what it remembers of a moment whose row is gone would else never come again."""
    script = shipped.script()
    stands = awaiting.standing(script, clock() + DAY, {})
    with database.transaction() as connection:
        awaiting.settle(connection, keys, [7], stands)
    turns = Turns(database, Coach(script, keys, GROUP, STRANGER), lambda: None)
    await turns.take([Received("update:1", 7, Presence(blocked=True), clock(), "nl")])
    clock.passes(DAY.total_seconds())
    assert await due.see_to(database, turns, Budget(1000)) == 1
    assert _moments(database) == []
    await turns.take([Received("update:2", 7, Text("hoi"), clock(), "nl")])
    assert _moments(database) == ["daily"]


@pytest.mark.parametrize("days", [1, 3, 40])
async def test_a_messenger_that_fails_for_weeks_destroys_no_plans(
    database: Database, keys: Keys, clock: Clock, days: int
) -> None:
    script = shipped.script()
    on = clock().date() + DAY * 3
    planned = {name: held for name, held in written([Plan("Bo bellen", on.isoformat(), "09:00")]).items() if held}
    with database.transaction() as connection:
        awaiting.settle(connection, keys, [7], awaiting.standing(script, clock() + DAY, planned))
    turns = Turns(database, Coach(script, keys, GROUP, STRANGER), lambda: None)
    await turns.take([Received("update:1", 7, Command("menu"), clock(), "nl")])
    assert _moments(database) == ["daily", "plan"]
    await turns.take([Received("update:2", 7, Presence(blocked=True), clock(), "nl")])
    for _ in range(days):
        clock.passes(DAY.total_seconds())
        await due.see_to(database, turns, Budget(1000))
    await turns.take([Received("update:3", 7, Start(), clock(), "nl")])
    assert _moments(database) == ["daily", "plan"]
    assert [row.contact for row in query(database, "SELECT contact FROM contacts")] == ["@1"]


def _moments(database: Database) -> list[str]:
    return [row.kind for row in query(database, "SELECT kind FROM moments ORDER BY kind")]
