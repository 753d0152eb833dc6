"""Where updates come in, whichever way they were fetched: read, and handed to the turn."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.gateway import incoming
from bot.gateway.fields import Json, number
from bot.service.turn import Received
from bot.service.turns import Turns


class Entrance:
    """Takes updates for one bot; what it has taken is committed."""

    def __init__(self, turns: Turns, username: str, clock: Callable[[], datetime]) -> None:
        self._turns = turns
        self._username = username
        self._clock = clock

    async def take(self, updates: Sequence[Json]) -> None:
        """Takes these, in order; raises ``NotTaken`` if the database is away."""
        received = [each for update in updates if (each := await self._read(update))]
        if received:
            await self._turns.take(received)

    async def _read(self, update: Json) -> Received | None:
        """What it means. Reading cannot fail; if it does, a programmer finds that one laid aside."""
        try:
            return incoming.read(update, self._username, self._clock())
        except Exception as error:  # noqa: BLE001 -- whatever it is, the other updates must not wait for it
            cause, chat = f"update:{number(update, 'update_id')}", number(incoming.chat_of(update), "id")
            await self._turns.lay_aside(cause, chat, json.dumps(update).encode(), error)
            return None
