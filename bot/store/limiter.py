"""The one budget of messages over all processes: a row, locked while slots are reserved.

It is a generic cell rate: the row holds the moment at which the next message may go, and each reserved slot
moves it on by one interval. Nothing is saved up, so a quiet minute does not end in a burst.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from bot.store.database import Connection
from bot.store.tables import table

FARTHEST = timedelta(minutes=1)
"""No slot is reserved farther ahead; one that is was reserved before the clock was set back."""
LONGEST_PAUSE = timedelta(hours=1)
"""Nobody waits longer for the same reason; Telegram asks for minutes."""

_limiter = table("limiter")

_LOCKED = select(_limiter.c.next_at, _limiter.c.paused_until).where(_limiter.c.id == 1).with_for_update()
_MOVE = update(_limiter).where(_limiter.c.id == 1).values(next_at=bindparam("moment"))
_PAUSE = update(_limiter).where(_limiter.c.id == 1).values(paused_until=bindparam("moment"))


def lock(connection: Connection, now: datetime) -> tuple[datetime, datetime]:
    """When the next message may go, and until when all must wait; no other process claims until the commit."""
    next_at, paused_until = connection.execute(_LOCKED).one()
    return min(max(next_at, now), now + FARTHEST), min(paused_until, now + LONGEST_PAUSE)


def move(connection: Connection, next_at: datetime) -> None:
    """Writes down which slots were reserved."""
    connection.execute(_MOVE, {"moment": next_at})


def charge(connection: Connection, now: datetime, cost: timedelta) -> None:
    """Takes slots afterwards, for messages that turned out to be several."""
    next_at, _ = lock(connection, now)
    move(connection, next_at + cost)


def pause(connection: Connection, now: datetime, until: datetime) -> None:
    """Makes everything wait."""
    _, paused_until = lock(connection, now)
    connection.execute(_PAUSE, {"moment": max(paused_until, until)})
