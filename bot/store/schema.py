"""The schema's revisions: which one a database has, and how it is brought to ours."""

from bot.store.database import Database


class SchemaOlder(Exception):
    """The database has an older schema; ``str()`` carries the command to give."""


def is_current(database: Database) -> bool:
    """Whether the schema is the one this version needs."""
    raise NotImplementedError


def migrate(database: Database) -> None:
    """Brings the schema to this version's."""
    raise NotImplementedError


def prepare(database: Database) -> None:
    """What ``run`` does at start: SQLite is upgraded after a backup copy, elsewhere ``SchemaOlder`` is raised."""
    raise NotImplementedError
