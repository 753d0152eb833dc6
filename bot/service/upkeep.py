"""What has to be thrown away from time to time."""

from datetime import timedelta

from bot.store import causes
from bot.store.database import Connection, now

_KEPT = timedelta(hours=48)
"""Telegram offers an update again for 24 hours."""

EVERY = 3600.0
"""So many seconds apart is often enough."""


def purge(connection: Connection) -> None:
    """Drops the causes that can no longer come again."""
    causes.purge(connection, now(connection) - _KEPT)
