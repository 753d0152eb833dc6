"""Gathers the updates that wait at the same moment into batches, and gives each its own outcome."""

from collections.abc import Callable, Sequence

from bot.service.turn import Coach, Outcome, Received
from bot.store.database import Database


class NotTaken(Exception):
    """The database could not take the updates now; nothing was changed, and they are to be offered again."""


class Turns:
    """The one entrance for updates. ``wake`` is called after each commit (``Post.wake``)."""

    def __init__(self, database: Database, coach: Coach, wake: Callable[[], None]) -> None:
        raise NotImplementedError

    async def take(self, received: Sequence[Received]) -> list[Outcome]:
        """Takes these, in order; returns once all are committed. Every result is taken, repeated or laid aside.

        Polling hands a whole ``getUpdates``, the webhook one at a time. Raises ``NotTaken`` when the database is
        away: do not confirm the offset, answer 503.
        """
        raise NotImplementedError

    async def lay_aside(self, cause: str, payload: bytes, error: BaseException) -> None:
        """Keeps an update that the gateway could not read, sealed, and records its cause."""
        raise NotImplementedError
