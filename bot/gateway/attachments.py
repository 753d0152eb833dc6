"""Files of people that come with an update: fetched and read before its turn, as no transaction waits for that."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from msgspec.structs import replace
from telegram.error import TelegramError

from bot.engine.inputs import Cards, Media
from bot.gateway import vcards
from bot.service.errors import place
from bot.service.turn import Received

_log = structlog.stdlib.get_logger(__name__)

Fetch: TypeAlias = Callable[[str, int], Awaitable[bytes | None]]
"""The file with this id, of at most so many bytes; None if there is none. Raises ``TelegramError``: not now."""

LARGEST = 2 * 1024 * 1024
"""Bytes of a file of people that are read: some thousands of people, or some dozens with photos."""
_TRIES = 3
"""Fetches of one file before she is told that it does not work; others' updates wait meanwhile."""
_AT_ONCE = 4


class Attachments:
    """Opens files, a few at a time."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._failures: Counter[str] = Counter()
        self._few = asyncio.Semaphore(_AT_ONCE)

    async def open(self, received: Received) -> Received | None:
        """The update with the people in its file; as it is where nothing is to be read; None for 'not yet'."""
        given = received.given
        if not isinstance(given, Media) or not awaits(received):
            return received
        async with self._few:
            try:
                content = await self._fetch(given.file, LARGEST)
            except TelegramError as error:
                if self._is_to_wait(received.cause, error):
                    return None
                content = None
            self._failures.pop(received.cause, None)
            return replace(received, given=await _read(content, given)) if content else received

    def _is_to_wait(self, cause: str, error: TelegramError) -> bool:
        self._failures[cause] += 1
        tries = self._failures[cause]
        _log.warning("a file was not to be had", cause=cause, error=str(error), tries=tries)
        return tries < _TRIES


def awaits(received: Received) -> bool:
    """Whether there is a file to be opened before this can be answered."""
    return isinstance(received.given, Media) and received.given.kind == "cards" and bool(received.given.file)


async def _read(content: bytes, given: Media) -> Cards | Media:
    """The people in a file, read beside the loop: it can take a second."""
    try:
        people, more = await asyncio.to_thread(vcards.read, content)
    except Exception as error:  # noqa: BLE001 -- a mistake of ours; she is answered, and nobody waits
        _log.error("a file of people broke the reading", error=place(error))
        return given
    return Cards(people, given.message, more) if people else given
