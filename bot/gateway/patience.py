"""Waiting out what goes by: longer after each failure in a row, and never all processes at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

T = TypeVar("T")

_log = structlog.stdlib.get_logger(__name__)

_FIRST = 0.5
_LONGEST = 60.0


class Refused(Exception):  # noqa: N818 -- it names what happened
    """Telegram says no, and would say so again: the token or a setting is wrong."""


class Patience:
    """Pauses between attempts; ``chance`` answers 0 up to 1, ``sleep`` waits."""

    def __init__(
        self, chance: Callable[[], float], sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._chance = chance
        self._sleep = sleep
        self._failures = 0

    def restore(self) -> None:
        """All is well again: the next failure is the first."""
        self._failures = 0

    async def wait(self, error: Exception | None = None) -> None:
        """Waits as long as this failure asks for; without one, as after any."""
        longest = min(_LONGEST, _FIRST * 2 ** min(self._failures, 10))
        self._failures += 1
        asked = _asked(error)
        await self._sleep(asked + longest * (1 + self._chance()) / 2)

    async def insist(self, doing: str, attempt: Callable[[], Awaitable[T]]) -> T:
        """Tries until it works; raises ``Refused`` where no repetition helps."""
        while True:
            try:
                result = await attempt()
            except InvalidToken:
                raise Refused(f"{doing}: Telegram does not know this token") from None
            except BadRequest as error:
                raise Refused(f"{doing}: Telegram refuses, {error}") from None
            except TelegramError as error:
                _log.warning("Telegram did not answer; trying again", doing=doing, error=str(error))
                await self.wait(error)
            else:
                self.restore()
                return result


def _asked(error: Exception | None) -> float:
    """How many seconds Telegram itself asked for."""
    match error:
        case RetryAfter(retry_after=timedelta() as asked):
            return asked.total_seconds()
        case RetryAfter(retry_after=float() | int() as seconds):
            return seconds
        case _:
            return 0
