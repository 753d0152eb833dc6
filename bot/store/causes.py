"""Causes: which updates were taken before."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete

from bot.store.database import Connection
from bot.store.statements import chosen, insert_new
from bot.store.tables import table

_causes = table("causes")

_RECORD = insert_new(_causes, "cause")
_WITHDRAW = delete(_causes).where(_causes.c.cause == bindparam("withdrawn"))
_PURGE = delete(_causes).where(_causes.c.at < bindparam("before"))


def record(connection: Connection, causes: Iterable[str], now: datetime) -> set[str]:
    """Records what is taken now; gives those that were not taken before."""
    rows = [{"cause": cause, "at": now} for cause in sorted(set(causes))]
    return set(connection.execute(chosen(connection, _RECORD), rows).scalars().all())


def withdraw(connection: Connection, causes: Iterable[str]) -> None:
    """Takes back the record of causes that were not taken after all."""
    rows = [{"withdrawn": cause} for cause in causes]
    if rows:
        connection.execute(_WITHDRAW, rows)


def purge(connection: Connection, before: datetime) -> None:
    """Drops those that can no longer come again."""
    connection.execute(_PURGE, {"before": before})
