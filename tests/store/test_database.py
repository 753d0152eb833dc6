import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import causes, limiter
from bot.store.database import Connection, Database, DatabaseError, DatabaseInUse, now
from tests.conftest import Clock


def test_a_second_process_is_told_that_the_file_is_in_use(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'coach.sqlite'}"
    first = Database(url)
    with pytest.raises(DatabaseInUse, match="another process"):
        Database(url)
    first.close()
    Database(url).close()


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'new' / 'coach.sqlite'}").close()
    assert (tmp_path / "new").is_dir()


def test_a_database_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        Database("mysql://here/coach")


async def test_a_function_runs_in_one_transaction_and_gives_its_result(database: Database, clock: Clock) -> None:
    assert await database.run(causes.record, ["update:1"], clock.now) == {"update:1"}
    assert await database.run(causes.record, ["update:1", "update:2"], clock.now) == {"update:2"}


async def test_what_failed_half_way_leaves_nothing(database: Database, clock: Clock) -> None:
    def half(connection: Connection) -> None:
        causes.record(connection, ["update:1"], clock.now)
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(half)
    assert await database.run(causes.record, ["update:1"], clock.now) == {"update:1"}


async def test_the_present_is_the_clocks(database: Database, clock: Clock) -> None:
    assert await database.run(now) == clock.now


async def test_without_a_clock_the_present_is_aware_and_passes(url: str) -> None:
    database = Database(url)
    first, second = await database.run(now), await database.run(now)
    assert first < second
    assert first.utcoffset() is not None
    database.close()


async def test_moments_come_back_as_they_went_in(database: Database, clock: Clock) -> None:
    await database.run(causes.record, ["update:1"], clock.now)
    await database.run(causes.purge, clock.now)
    assert await database.run(causes.record, ["update:1"], clock.now) == set()
    clock.passes(0.000001)
    await database.run(causes.purge, clock.now)
    assert await database.run(causes.record, ["update:1"], clock.now) == {"update:1"}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_sqlite_is_durable_and_checks_what_hangs_together(database: Database) -> None:
    with database.transaction() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_postgresql_notices_a_machine_that_is_gone(database: Database) -> None:
    names = (
        "tcp_keepalives_idle",
        "tcp_keepalives_interval",
        "tcp_keepalives_count",
        "tcp_user_timeout",
        "idle_in_transaction_session_timeout",
    )
    with database.transaction() as connection:
        found = [connection.execute(text(f"SHOW {name}")).scalar() for name in names]
    assert found == ["10", "5", "3", "25000", "30s"]


def test_an_error_of_the_database_does_not_tell_what_was_written(database: Database) -> None:
    wrong = text("INSERT INTO nowhere VALUES (:words)")
    with pytest.raises(DatabaseError) as caught, database.transaction() as connection:
        connection.execute(wrong, {"words": "haar woorden"})
    assert "haar woorden" not in str(caught.value)


def test_transactions_of_several_threads_follow_each_other(database: Database) -> None:
    def add() -> None:
        with database.transaction() as connection:
            limiter.lock(connection, now(connection))
            count = connection.execute(text("SELECT count(*) FROM causes")).scalar_one()
            connection.execute(
                text("INSERT INTO causes VALUES (:cause, '2026-01-01 00:00:00.000000')"), {"cause": str(count)}
            )

    threads = [threading.Thread(target=add) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM causes")).scalar_one() == 20
