"""Tallies: how often something happened at a question, added up for everybody; no content, no person."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_add
from bot.store.tables import table

_tallies = table("tallies")
_IDENTITY = ("dialog", "version", "node", "event")

_ADD = insert_or_add(_tallies, _IDENTITY, "count")
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
