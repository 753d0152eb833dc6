"""Tallies: how often something happened at a question, added up for everybody; no content, no person."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Connection
from bot.store.statements import chosen
from bot.store.tables import table

_tallies = table("tallies")
_IDENTITY = ("dialog", "version", "node", "event")


def _adding(dialect: Any) -> Any:
    insert = dialect.insert(_tallies)
    total = _tallies.c.count + insert.excluded["count"]
    return insert.on_conflict_do_update(index_elements=list(_IDENTITY), set_={"count": total})


_ADD = {dialect.dialect.name: _adding(dialect) for dialect in (sqlite, postgresql)}
_ALL = select(*(_tallies.c[name] for name in (*_IDENTITY, "count"))).order_by(*_tallies.primary_key.columns)


class Tally(NamedTuple):
    """How often an event happened at a question of one version of a dialog."""

    dialog: str
    version: str
    node: str
    event: str
    happened: int


def add(connection: Connection, counts: Mapping[tuple[str, str, str, str], int]) -> None:
    """Adds these counts, by (dialog, version, node, event); rows are taken in one order everywhere."""
    rows = [
        {**dict(zip(_IDENTITY, identity, strict=True)), "count": counts[identity]}
        for identity in sorted(counts)
        if counts[identity]
    ]
    if rows:
        connection.execute(chosen(connection, _ADD), rows)


def everything(connection: Connection) -> list[Tally]:
    """All that was counted, in the order of the identities."""
    return [Tally._make(row) for row in connection.execute(_ALL)]
