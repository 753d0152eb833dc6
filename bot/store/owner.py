"""Under which name a process takes deliveries: one that it gets again when it is started anew.

The name is ``<slot>/<token>``. A process on PostgreSQL takes the lowest free slot with an advisory lock, which
goes with its connection; a SQLite database has one process, and one slot. What any earlier holder of that slot
had in flight can be taken back at once. The token is new each time: an old process that wakes up again cannot
mark what is ours.
"""

import secrets
from contextlib import suppress
from itertools import count

from sqlalchemy import text

from bot.store.database import Connection, Database, Unavailable

_SLOTS = 7_268_512
"""Says that an advisory lock is ours; any number that nobody else uses."""
_LET_GO = text("SELECT pg_advisory_unlock_all()")
_TRY = text("SELECT pg_try_advisory_lock(:group, :slot)")


class Owner:
    """The name, and the slot kept for as long as this object is open."""

    def __init__(self, database: Database) -> None:
        self._connection = None if database.is_sqlite else database.connect()
        self.slot = f"{_lowest(self._connection) if self._connection else 0}/"
        self.name = self.slot + secrets.token_hex(8)

    def close(self) -> None:
        """Lets another process have the slot."""
        if self._connection:
            with suppress(*Unavailable):  # then the slot went with the connection
                self._connection.execute(_LET_GO)
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _lowest(connection: Connection) -> int:
    for slot in count():
        if connection.execute(_TRY, {"group": _SLOTS, "slot": slot}).scalar_one():
            return slot
    raise AssertionError
