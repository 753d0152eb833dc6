"""Versions of dialogs that somebody may still be in, as the engine writes them down."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update

from bot.engine.versions import Version
from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_versions = table("versions")
_IDENTITY = ("dialog", "version")

_ALL = select(*(_versions.c[name] for name in (*_IDENTITY, "written"))).order_by(*_versions.primary_key.columns)
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7268512)")
"""Keeps two processes that start together from waiting for each other's rows; SQLite has one writer anyway."""
_REPLACE = update(_versions).where(_versions.c.replaced_at.is_(None)).values(replaced_at=bindparam("now"))
_KEEP = insert_or_replace(_versions, _IDENTITY)
_PURGE = delete(_versions).where(_versions.c.replaced_at < bindparam("before"))


def keep(connection: Connection, present: Iterable[Version], now: datetime) -> None:
    """Keeps these, which are the present ones from now on; all others are replaced, if they were not before."""
    rows = [
        {"dialog": one.dialog, "version": one.version, "written": one.written, "replaced_at": None}
        for one in sorted(present, key=lambda one: (one.dialog, one.version))
    ]
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)
    connection.execute(_REPLACE, {"now": now})
    if rows:
        connection.execute(chosen(connection, _KEEP), rows)


def everything(connection: Connection) -> list[Version]:
    """Every version that is kept, the present ones among them."""
    return [Version(*row) for row in connection.execute(_ALL)]


def purge(connection: Connection, before: datetime) -> None:
    """Drops those that were replaced before this moment."""
    connection.execute(_PURGE, {"before": before})
