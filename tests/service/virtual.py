"""Time that passes as fast as tests can think: a loop that jumps to the next moment at which something happens."""

import asyncio
import pickle
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.store.database import Connection, Database

P = ParamSpec("P")
R = TypeVar("R")


class _Jumping(selectors.DefaultSelector):
    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0)
        if not found:
            assert timeout is not None, "nothing will ever happen again"
            self.now += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class InlineDatabase(Database):
    """The real database, on the loop's time and in the loop's thread; each transaction takes a few milliseconds.

    ``away`` transactions fail first.
    """

    def __init__(self, url: str, loop: VirtualLoop) -> None:
        super().__init__(url, lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC) + timedelta(seconds=loop.time()))
        self.transactions = 0
        self.away: list[Exception] = []

    async def run(self, function: Callable[Concatenate[Connection, P], R], *args: P.args, **named: P.kwargs) -> R:
        self.transactions += 1
        await asyncio.sleep(0.003)
        if self.away:
            raise self.away.pop()
        return self._do(function, *args, **named)


class AtOnce(Executor):
    """Stands where another process works: it does it at once, with what it would get there."""

    def submit(self, function: Callable[..., R], /, *args: Any, **named: Any) -> "Future[R]":
        done: Future[R] = Future()
        try:
            done.set_result(pickle.loads(pickle.dumps(function(*pickle.loads(pickle.dumps(args)), **named))))  # noqa: S301 - ours
        except Exception as error:  # noqa: BLE001 - it is handed over, as a pool does
            done.set_exception(error)
        return done


def passes(loop: VirtualLoop, story: Coroutine[Any, Any, R]) -> R:
    """Runs a story to its end, and ends whatever it left behind."""
    try:
        return loop.run_until_complete(story)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
