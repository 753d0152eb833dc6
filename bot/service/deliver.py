"""Sends what waits in the outbox: claim, render, send, mark."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from bot.render.calls import Call
from bot.store.database import Database
from bot.store.keys import Keys

FailureKind: TypeAlias = Literal["flood", "blocked", "refused", "ignorable", "unreachable", "unsure"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """The messenger accepted it; ``message`` is the id of a new message (0 where none was made)."""

    message: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """The messenger did not accept it.

    ``flood`` 429, with ``retry_after`` seconds · ``blocked`` 403 · ``refused`` another 400 · ``ignorable`` a 400 that
    changes nothing (not modified, not found to edit, query too old) · ``unreachable`` 5xx, or it never left ·
    ``unsure`` no answer in time: it may have arrived. ``description`` is the messenger's, never what was sent.
    """

    kind: FailureKind
    retry_after: float = 0
    description: str = ""


class Messenger(Protocol):
    """The one way out. It raises nothing for what the world does: that is a ``Failure``."""

    async def call(self, chat: int, call: Call) -> Delivered | Failure:
        """Makes one call to one chat."""


class Post:
    """The one exit."""

    def __init__(
        self, database: Database, keys: Keys, messenger: Messenger, rate: float, chance: Callable[[], float]
    ) -> None:
        raise NotImplementedError

    async def run(self) -> None:
        """Sends until ``drain`` is called."""

    def wake(self) -> None:
        """Says that something may be waiting; safe to call from the loop's thread at any time."""

    async def drain(self, timeout: float) -> None:
        """Stops claiming, finishes what is in flight, and gives back what was not sent."""
