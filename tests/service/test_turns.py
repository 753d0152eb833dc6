import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.engine.inputs import Start, Text
from bot.service.turn import Coach, Outcome
from bot.service.turns import NotTaken, Turns
from bot.store.database import Database
from bot.store.keys import Keys
from tests.service.ledger import counted, known, query, results, stands, takes
from tests.service.talk import Updates, press

ANS, BEA = 11, 22


class Wakes:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture
def wakes() -> Wakes:
    return Wakes()


@pytest.fixture
def turns(database: Database, coach: Coach, wakes: Wakes) -> Turns:
    return Turns(database, coach, wakes)


async def test_a_batch_is_taken_in_order_and_the_post_is_woken(
    turns: Turns, database: Database, keys: Keys, update: Updates, wakes: Wakes
) -> None:
    outcomes = await turns.take([update(ANS, Start()), update(ANS, press(1)), update(BEA, Start())])
    assert outcomes == [Outcome(f"update:{number}", "taken") for number in (1, 2, 3)]
    assert stands(database, keys, ANS).asked == 2
    assert wakes.count == 1


async def test_nothing_to_take_is_nothing(turns: Turns) -> None:
    assert await turns.take([]) == []


async def test_updates_that_wait_at_the_same_moment_share_commits(
    turns: Turns, update: Updates, wakes: Wakes
) -> None:
    updates = [update(chat, Start()) for chat in range(1, 251)]
    taken = await asyncio.gather(*(turns.take([one]) for one in updates))
    assert [outcome.cause for (outcome,) in taken] == [one.cause for one in updates]
    assert wakes.count == 3


async def test_one_who_no_longer_waits_is_taken_all_the_same(
    turns: Turns, database: Database, update: Updates
) -> None:
    leaving = asyncio.create_task(turns.take([update(ANS, Start())]))
    staying = asyncio.create_task(turns.take([update(BEA, Start())]))
    await asyncio.sleep(0)
    leaving.cancel()
    assert results(await staying) == ["taken"]
    assert counted(database)["people"] == 2


async def test_a_poisoned_update_is_laid_aside_after_three_tries_and_the_next_goes_on(
    turns: Turns, database: Database, keys: Keys, update: Updates
) -> None:
    await turns.take([update(ANS, Start())])
    poison = update(ANS, Text("boem"))
    with capture_logs() as logs:
        outcomes = await turns.take([poison, update(ANS, Text("geheim")), update(BEA, Start())])
    assert results(outcomes) == ["laid aside", "taken", "taken"]
    assert [log["tries"] for log in logs if log["event"] == "update failed"] == [1, 2, 3]
    assert stands(database, keys, ANS).asked == 2
    ((what, key, error, sealed),) = query(database, "SELECT what, key, error, sealed FROM laid_aside")
    assert (what, key) == ("update", poison.cause)
    assert error.startswith("ValueError in talk.py:")
    row = known(database, ANS)
    assert row
    assert b"boem" in keys.person(row.key, ANS).open(bytes(sealed), f"update:{key}")
    assert results(await turns.take([poison])) == ["repeated"]


async def test_a_log_never_holds_what_she_wrote(turns: Turns, update: Updates) -> None:
    with capture_logs() as logs:
        await turns.take([update(ANS, Start()), update(ANS, Text("boem"))])
    assert logs
    assert "boem" not in str(logs)


async def test_what_the_database_refuses_is_found_and_laid_aside_alone(
    turns: Turns, database: Database, update: Updates
) -> None:
    outcomes = await turns.take([update(BEA, Start()), update(ANS, Text("onschrijfbaar")), update(BEA, press(1))])
    assert results(outcomes) == ["taken", "laid aside", "taken"]
    assert counted(database)["answers"] == 0


async def test_who_is_forgotten_takes_along_what_was_laid_aside_for_her(
    turns: Turns, database: Database, update: Updates
) -> None:
    await turns.take([update(ANS, Start()), update(ANS, Text("boem"))])
    assert counted(database)["laid_aside"] == 1
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM people"))
    assert counted(database)["laid_aside"] == 0


async def test_an_update_that_cannot_be_read_is_kept_once(
    turns: Turns, database: Database, keys: Keys, update: Updates
) -> None:
    for _ in range(2):
        await turns.lay_aside("update:9", ANS, b'{"odd": 1}', KeyError("odd"))
    ((error, sealed),) = query(database, "SELECT error, sealed FROM laid_aside")
    assert error == "KeyError"
    assert keys.master.open(bytes(sealed), "update:update:9") == b'{"odd": 1}'
    assert results(takes(database, turns.coach, replace(update(ANS, Start()), cause="update:9"))) == ["repeated"]


class Flaky(Database):
    """A database that is away for a number of transactions."""

    away = 0

    async def run(self, function: object, *args: object, **named: object) -> object:  # type: ignore[override] # passes all on
        if self.away:
            self.away -= 1
            raise OperationalError("", None, Exception("the connection is gone"))
        return await super().run(function, *args, **named)  # type: ignore[arg-type] # as it came


async def test_a_database_that_is_away_takes_nothing_and_says_so(url: str, coach: Coach, update: Updates) -> None:
    database = Flaky(url)
    turns = Turns(database, coach, Wakes())
    batch = [update(ANS, Start()), update(BEA, Start())]
    database.away = 100
    with pytest.raises(NotTaken, match="OperationalError"):
        await turns.take(batch)
    database.away = 0
    assert results(await turns.take(batch)) == ["taken", "taken"]
    database.close()


async def test_a_batch_that_the_database_dropped_is_tried_one_by_one(
    url: str, coach: Coach, update: Updates
) -> None:
    database = Flaky(url)
    turns = Turns(database, coach, Wakes())
    database.away = 1
    assert results(await turns.take([update(ANS, Start()), update(ANS, press(1))])) == ["taken", "taken"]
    database.close()
