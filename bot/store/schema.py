"""The schema's revisions: which one a database has, and how it is brought to ours."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, text

from bot.store.database import Connection, Database

HEAD = "0007"
"""The revision this version needs: the newest under ``migrations/versions``; they count up."""

_READABLE = "0003"
"""From this revision on a database holds all that is read of it while another version runs."""
_LOCK = text("SELECT pg_advisory_xact_lock(7268511)")
_FOUND = text("SELECT version_num FROM alembic_version")


class SchemaUnfit(Exception):  # noqa: N818 - it reads so where it is caught
    """The schema is not the one this version needs; ``str()`` says what to do."""


class SchemaOlder(SchemaUnfit):
    """The database has an older schema; ``str()`` carries the command to give."""


class SchemaNewer(SchemaUnfit):
    """The database has a schema that a newer version made."""


def revision(connection: Connection) -> str:
    """The revision of the database; empty for one that holds nothing of ours yet."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(_FOUND).scalar() or "")


def is_current(database: Database) -> bool:
    """Whether the schema is the one this version needs."""
    with database.transaction() as connection:
        return revision(connection) == HEAD


def migrate(database: Database) -> None:
    """Brings the schema to this version's, all of it or nothing."""
    from alembic import command  # noqa: PLC0415 - takes 0.2 s, which a start with a current schema saves
    from alembic.config import Config  # noqa: PLC0415 - as slow, and needed as seldom

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.transaction() as connection:
        if not database.is_sqlite:
            connection.execute(_LOCK)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def prepare(database: Database) -> None:
    """What ``run`` does at start.

    SQLite is upgraded after a backup copy beside the file. A database of many processes is another's to
    upgrade, at a moment of her choosing: ``SchemaOlder`` is raised.
    """
    with database.transaction() as connection:
        found = revision(connection)
    _refuse_newer(found)
    if found == HEAD:
        return
    if not database.is_sqlite:
        raise SchemaOlder("the database has an older schema; bring it up to date with: netwerkcoach migrate")
    if found and database.file:
        _back_up(database.file, found)
    migrate(database)


def check_readable(connection: Connection) -> None:
    """Raises unless this version finds here all that it reads without bringing the schema up to date."""
    found = revision(connection)
    _refuse_newer(found)
    if found < _READABLE:
        raise SchemaOlder("the database has an older schema; start the coach, or use: netwerkcoach migrate")


def _refuse_newer(found: str) -> None:
    if found > HEAD:
        raise SchemaNewer(f"the database has the schema {found} of a newer version; this one knows {HEAD}")


def _back_up(file: str, found: str) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(f"{file}.before-{found}")) as copy:
        source.backup(copy)
