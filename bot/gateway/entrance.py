"""Where updates come in, whichever way they were fetched: read, and handed to the turn."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.gateway import attachments, incoming
from bot.gateway.attachments import Attachments, Fetch
from bot.gateway.fields import Json, number
from bot.service.turn import Received
from bot.service.turns import NotTaken, Turns


class NotFetched(NotTaken):
    """A file that came with an update is not to be had now; the update is to be offered again."""


class Entrance:
    """Takes updates for one bot; what it has taken is committed. ``fetch`` brings files that come with them."""

    def __init__(self, turns: Turns, username: str, clock: Callable[[], datetime], fetch: Fetch) -> None:
        self._turns = turns
        self._username = username
        self._clock = clock
        self._attachments = Attachments(fetch)

    async def take(self, updates: Sequence[Json]) -> None:
        """Takes these, in order within a chat; raises ``NotTaken`` if the database is away, or a file.

        Nobody waits for somebody else's file: whatever can be answered is taken first.
        """
        received = [each for update in updates if (each := await self._read(update))]
        ready, held = _parted(received)
        if ready:
            await self._turns.take(ready)
        if held:
            await self._take_opened(held)

    async def _take_opened(self, held: Sequence[Received]) -> None:
        opened = await asyncio.gather(*(self._attachments.open(one) for one in held))
        late = {one.chat for one, found in zip(held, opened, strict=True) if found is None}
        ready = [one for one in opened if one and one.chat not in late]
        if ready:
            await self._turns.take(ready)
        if late:
            raise NotFetched("a file was not to be had")

    async def _read(self, update: Json) -> Received | None:
        """What it means. Reading cannot fail; if it does, a programmer finds that one laid aside."""
        try:
            return incoming.read(update, self._username, self._clock())
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other updates must not wait for it
            cause, chat = f"update:{number(update, 'update_id')}", number(incoming.chat_of(update), "id")
            await self._turns.lay_aside(cause, chat, json.dumps(update).encode(), error)
            return None


def _parted(received: Sequence[Received]) -> tuple[list[Received], list[Received]]:
    """What can be answered at once, and what waits for a file: with it, all that its chat sent after it."""
    ready: list[Received] = []
    held: list[Received] = []
    waiting: set[int] = set()
    for one in received:
        if attachments.awaits(one):
            waiting.add(one.chat)
        (held if one.chat in waiting else ready).append(one)
    return ready, held
