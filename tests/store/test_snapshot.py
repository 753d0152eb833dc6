"""The database is read while the coach writes in it, and nothing of it changes."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import schema
from bot.store.database import Connection, Database, DatabaseError
from bot.store.schema import SchemaNewer, SchemaOlder
from bot.store.snapshot import NoDatabase, snapshot

RECORD = text("INSERT INTO causes VALUES (:cause, '2026-01-01 00:00:00.000000')")


def causes(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT cause FROM causes")).scalars())


def address(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_one_moment_is_seen_while_another_process_writes(database: Database) -> None:
    with database.transaction() as writing:
        writing.execute(RECORD, {"cause": "a"})
    with database.transaction() as writing:
        writing.execute(RECORD, {"cause": "b"})
        with snapshot(address(database)) as reading:
            assert causes(reading) == {"a"}, "what is not committed is not there"
    with snapshot(address(database)) as reading:
        assert causes(reading) == {"a", "b"}
        with database.transaction() as writing:
            writing.execute(RECORD, {"cause": "c"})
        assert causes(reading) == {"a", "b"}


def test_nothing_can_be_changed(database: Database) -> None:
    with pytest.raises(DatabaseError, match=r"(?i)read.?only"), snapshot(address(database)) as reading:
        reading.execute(RECORD, {"cause": "a"})


def test_a_file_that_nobody_uses_is_read_and_can_be_used_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a b#c%20?.db'}".replace("?", "")
    for count in range(2):
        database = Database(url)
        schema.prepare(database)
        with database.transaction() as writing:
            writing.execute(RECORD, {"cause": str(count)})
        database.close()
        with snapshot(url) as reading:
            assert len(causes(reading)) == count + 1


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///{folder}/none.db"])
def test_where_there_is_no_database_none_is_made(url: str, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase), snapshot(url.format(folder=tmp_path)):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("found", "error"), [("0001", SchemaOlder), ("0002", SchemaOlder), ("9999", SchemaNewer), (schema.HEAD, None)]
)
def test_another_schema_is_refused_if_it_does_not_hold_what_is_read(
    database: Database, found: str, error: type[Exception] | None
) -> None:
    with database.transaction() as writing:
        writing.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": found})
    try:
        with snapshot(address(database)) as reading:
            if error:
                with pytest.raises(error):
                    schema.check_readable(reading)
            else:
                schema.check_readable(reading)
    finally:
        with database.transaction() as writing:
            writing.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": schema.HEAD})
