"""What has to be thrown away from time to time."""

import asyncio
from datetime import timedelta

import structlog

from bot.store import causes, versions
from bot.store.database import Connection, Database, DatabaseError, now

_log = structlog.get_logger(__name__)

_KEPT = timedelta(hours=48)
"""Telegram offers an update again for 24 hours."""
VERSIONS_KEPT = timedelta(days=365)
"""So long whoever left off in the middle can go on in the version that she was in.

Where people stand is sealed, so that nobody can ask the database which versions are still in use; after this time
she moves to the present one.
"""

EVERY = 3600.0
"""So many seconds apart is often enough."""


def purge(connection: Connection) -> None:
    """Drops the causes that can no longer come again, and the versions of dialogs replaced long ago."""
    moment = now(connection)
    causes.purge(connection, moment - _KEPT)
    versions.purge(connection, moment - VERSIONS_KEPT)


async def run(database: Database) -> None:
    """Does it for as long as the bot runs; a database that is away is asked again the next time."""
    while True:
        try:
            await database.run(purge)
        except DatabaseError as error:
            _log.warning("nothing purged", error=type(error).__name__)
        await asyncio.sleep(EVERY)
