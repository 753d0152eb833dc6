"""Versions of dialogs that somebody may still be in, as the engine writes them down."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.engine.versions import Version
from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_versions = table("versions")
_IDENTITY = ("dialog", "version")

_ALL = select(*(_versions.c[name] for name in (*_IDENTITY, "written"))).order_by(*_versions.primary_key.columns)
_LOCKED = _ALL.with_for_update()
_REPLACE = update(_versions).where(_versions.c.replaced_at.is_(None)).values(replaced_at=bindparam("now"))
_KEEP = insert_or_replace(_versions, _IDENTITY)
_PURGE = delete(_versions).where(_versions.c.replaced_at < bindparam("before"))


def keep(connection: Connection, present: Iterable[Version], now: datetime) -> None:
    """Keeps these, which are the present ones from now on; all others are replaced, if they were not before."""
    rows = [
        {"dialog": one.dialog, "version": one.version, "written": one.written, "replaced_at": None}
        for one in sorted(present, key=lambda one: (one.dialog, one.version))
    ]
    connection.execute(_LOCKED).all()  # in one order, so that two processes that start never wait for each other
    connection.execute(_REPLACE, {"now": now})
    if rows:
        connection.execute(chosen(connection, _KEEP), rows)


def everything(connection: Connection) -> list[Version]:
    """Every version that is kept, the present ones among them."""
    return [Version(*row) for row in connection.execute(_ALL)]


def purge(connection: Connection, before: datetime) -> None:
    """Drops those that were replaced before this moment."""
    connection.execute(_PURGE, {"before": before})
