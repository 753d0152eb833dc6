from datetime import timedelta

from bot.service import upkeep
from bot.store import causes
from bot.store.database import Database
from tests.conftest import Clock


def test_causes_are_kept_for_two_days(database: Database, clock: Clock) -> None:
    with database.transaction() as connection:
        causes.record(connection, ["update:1"], clock())
        causes.record(connection, ["update:2"], clock() + timedelta(seconds=1))
    clock.passes(48 * 3600 + 0.5)
    with database.transaction() as connection:
        upkeep.purge(connection)
        assert causes.record(connection, ["update:1", "update:2"], clock()) == {"update:1"}
