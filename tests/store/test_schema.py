from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.store import schema
from bot.store.database import Database
from bot.store.schema import SchemaNewer, SchemaOlder


def test_migrating_makes_exactly_the_tables_that_are_declared(database: Database) -> None:
    with database.transaction() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(found, SQLModel.metadata) == []


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    return config


def test_the_revision_we_need_is_the_newest_there_is() -> None:
    assert ScriptDirectory.from_config(migrations()).get_current_head() == schema.HEAD


def test_the_upgrade_keeps_which_message_bears_her_question_and_all_that_hangs_on_her(database: Database) -> None:
    config = migrations()
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        SQLModel.metadata.drop_all(connection)
        connection.execute(text("DELETE FROM alembic_version"))
        command.upgrade(config, "0004")
        connection.execute(
            text(
                "INSERT INTO people (chat, key, language, state, live, met_at, seen_at)"
                " VALUES (11, '', 'nl', '', 77, '2026-01-01', '2026-01-01')"
            )
        )
        connection.execute(text("INSERT INTO answers VALUES (1, 3, 'n', 'd', 'q', '2026-01-01', '')"))
        connection.execute(text("INSERT INTO moments VALUES (1, 'daily', 'today', '2026-01-01')"))
        command.upgrade(config, "head")
        assert connection.execute(text("SELECT person, kind, leased_until FROM moments")).all() == [
            (1, "daily", None)
        ]
        assert connection.execute(text("SELECT person, message FROM live_questions")).all() == [(1, 77)]
        assert connection.execute(text("SELECT person, asked FROM answers")).all() == [(1, 3)]
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_a_second_migration_changes_nothing(database: Database) -> None:
    schema.migrate(database)
    assert schema.is_current(database)


def test_a_new_file_gets_its_tables_and_no_backup(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    schema.prepare(database)
    assert schema.is_current(database)
    database.close()
    assert not list(tmp_path.glob("*before*"))


def test_a_database_in_memory_gets_its_tables() -> None:
    database = Database("sqlite://")
    schema.prepare(database)
    assert schema.is_current(database)
    database.close()


def test_an_older_schema_is_upgraded_after_a_copy_or_named_with_the_command_to_give(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema.HEAD
    monkeypatch.setattr(schema, "HEAD", "9999")
    with database.transaction() as connection:
        connection.execute(text("INSERT INTO causes VALUES ('update:1', '2026-01-01 00:00:00.000000')"))
    if not database.is_sqlite:
        with pytest.raises(SchemaOlder, match="netwerkcoach migrate"):
            schema.prepare(database)
        return
    schema.prepare(database)
    copy = Database(f"sqlite:///{database.file}.before-{before}")
    with copy.transaction() as connection:
        assert connection.execute(text("SELECT cause FROM causes")).scalars().all() == ["update:1"]
    copy.close()


def test_a_schema_of_a_newer_version_is_left_alone(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    found = schema.HEAD
    monkeypatch.setattr(schema, "HEAD", "0000")
    with pytest.raises(SchemaNewer, match=found):
        schema.prepare(database)
