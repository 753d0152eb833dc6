"""What waits for a bot: its updates in order, until it confirms them."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice

from msgspec import Struct, field

from bot.simulator.refusals import Json, conflict

_BY_DEFAULT_LEFT_OUT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_FIRST_ID = 100_000_001
_SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Updates(Struct):
    """A bot's waiting updates, and who waits for them."""

    next_id: int = _FIRST_ID
    waiting: OrderedDict[int, Json] = field(default_factory=OrderedDict)
    allowed: list[str] = field(default_factory=list)
    _poll: asyncio.Future[str] | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, kind: str, content: Json) -> None:
        """Add an update, unless the bot does not want this kind."""
        if not self._wants(kind):
            return
        self.waiting[self.next_id] = {"update_id": self.next_id, kind: content}
        self.next_id += 1
        self.arrived.set()
        if self._poll and not self._poll.done():
            self._poll.set_result("")

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _BY_DEFAULT_LEFT_OUT

    def confirm(self, offset: int) -> None:
        """Forget every update before this id; a negative offset keeps only the last ones."""
        before = offset if offset >= 0 else self._id_from_end(-offset)
        while self.waiting and next(iter(self.waiting)) < before:
            self.waiting.popitem(last=False)

    def _id_from_end(self, count: int) -> int:
        last = list(islice(reversed(self.waiting), count))
        return last[-1] if last else 0

    def first(self, limit: int) -> list[Json]:
        """Answer the oldest waiting updates."""
        return list(islice(self.waiting.values(), limit))

    def discard(self, ids: Iterable[int]) -> None:
        """Forget these updates: they were delivered."""
        for one in ids:
            self.waiting.pop(one, None)

    @property
    def polled(self) -> bool:
        """Whether somebody waits for an update right now."""
        return self._poll is not None

    async def poll(self, timeout: float) -> None:  # noqa: ASYNC109  Telegram's own word for how long a poll lasts
        """Wait until an update is there or the time is over; a newer poller ends the older one with a 409."""
        self.interrupt(_SECOND_POLLER)
        if self.waiting or timeout <= 0:
            return
        self._poll = mine = asyncio.get_running_loop().create_future()
        try:
            words = await asyncio.wait_for(asyncio.shield(mine), timeout)
        except TimeoutError:
            words = ""
        finally:
            if self._poll is mine:
                self._poll = None
        if words:
            raise conflict(words)

    def interrupt(self, words: str) -> None:
        """End the poll that is going on, if there is one, with a 409 in these words."""
        if self._poll and not self._poll.done():
            self._poll.set_result(words)
