"""What has to be thrown away from time to time."""

import asyncio
from datetime import timedelta

import structlog

from bot.store import causes
from bot.store.database import Connection, Database, DatabaseError, now

_log = structlog.get_logger(__name__)

_KEPT = timedelta(hours=48)
"""Telegram offers an update again for 24 hours."""

EVERY = 3600.0
"""So many seconds apart is often enough."""


def purge(connection: Connection) -> None:
    """Drops the causes that can no longer come again."""
    causes.purge(connection, now(connection) - _KEPT)


async def run(database: Database) -> None:
    """Does it for as long as the bot runs; a database that is away is asked again the next time."""
    while True:
        try:
            await database.run(purge)
        except DatabaseError as error:
            _log.warning("nothing purged", error=type(error).__name__)
        await asyncio.sleep(EVERY)
