"""Whether the coach can do its work."""

import asyncio
from contextlib import suppress

from bot.store.database import Connection, Database, DatabaseError

_SECONDS = 5.0


async def answers(database: Database) -> bool:
    """Whether the database does what it is asked, soon."""
    with suppress(DatabaseError, TimeoutError):
        async with asyncio.timeout(_SECONDS):
            await database.run(_nothing)
            return True
    return False


def _nothing(_connection: Connection) -> None:
    """A transaction with nothing in it."""
