"""What was laid aside: updates that could not be taken, deliveries that were refused."""

from typing import Any

from sqlalchemy import insert

from bot.store.database import Connection
from bot.store.tables import table

_PUT = insert(table("laid_aside"))


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Lays things aside: what, key, person, chat, error, at, sealed."""
    if rows:
        connection.execute(_PUT, rows)
