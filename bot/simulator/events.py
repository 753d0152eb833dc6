"""What the page hears: server-sent events, kept for a while so that a page that was away can catch up.

Nothing is turned into text unless a page listens. A listener holds no queue, only the number of the last event it
has seen; when that has fallen out of the memory it is told to load everything anew.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Callable
from itertools import islice

_REMEMBERED = 2000
_KEEP_ALIVE = 15.0
_PAUSE = 0.02  # a burst of events goes out together

Event = tuple[int, int, str, object]  # number, bot, kind, data


class Events:
    """The last events, numbered, and those who listen."""

    def __init__(self, first: int) -> None:
        self._last = first
        self._kept: deque[Event] = deque(maxlen=_REMEMBERED)
        self._listeners: set[asyncio.Event] = set()
        self._open = True

    def begin(self) -> None:
        """Let pages listen."""
        self._open = True

    def end(self) -> None:
        """Let every page go."""
        self._open = False
        for listener in self._listeners:
            listener.set()

    def publish(self, bot: int, kind: str, data: object) -> None:
        """Add an event; data that can be called is asked for only when it is sent."""
        self._last += 1
        self._kept.append((self._last, bot, kind, data))
        for listener in self._listeners:
            listener.set()

    async def listen(self, bot: int, after: int | None) -> AsyncGenerator[str, None]:
        """Yield the events of this bot as text, from just after the given number, or from now on."""
        woken = asyncio.Event()
        self._listeners.add(woken)
        seen = self._last if after is None else after
        try:
            yield ": listening\n\n"
            while self._open:
                last = self._last  # more may come while the page reads
                if not self._remembers(seen):
                    yield f"id: {last}\nevent: reset\ndata: {{}}\n\n"
                elif text := "".join(self._texts(bot, seen)):
                    yield text
                seen = last
                if await _set_within(woken, _KEEP_ALIVE):
                    await asyncio.sleep(_PAUSE)
                    woken.clear()
                else:
                    yield ":\n\n"  # shows at once whether the page is still there
        finally:
            self._listeners.discard(woken)

    def _remembers(self, seen: int) -> bool:
        oldest = self._last - len(self._kept)
        return oldest <= seen <= self._last

    def _texts(self, bot: int, seen: int) -> list[str]:
        skipped = seen - (self._last - len(self._kept))
        events = [event for event in islice(self._kept, skipped, None) if event[1] in {0, bot}]
        last_asked = {kind: number for number, _, kind, data in events if callable(data)}
        return [
            _text(number, kind, data)
            for number, _, kind, data in events
            if not callable(data) or last_asked[kind] == number
        ]


async def _set_within(woken: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(woken.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _text(number: int, kind: str, data: object | Callable[[], object]) -> str:
    content = data() if callable(data) else data
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
