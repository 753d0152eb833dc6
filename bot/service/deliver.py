"""Sends what waits in the outbox: claim, render, send, mark.

One loop claims; each run of one chat is a task that sends one delivery after the other; what became of them is
gathered and written together. A run that fails gives the rest of it back, so that the order of its chat holds.
"""

import asyncio
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from bot.service.claim import AHEAD, Budget, Claim, Slotted, ahead, claim
from bot.service.errors import place
from bot.service.fresh import Fresh
from bot.service.mark import Mark, mark
from bot.service.messenger import Delivered, Messenger
from bot.service.retry import Failure, pause
from bot.service.send import Gate, Sender
from bot.service.studio import Studio
from bot.store import limiter, outbox
from bot.store.database import Connection, Database, DatabaseError, now
from bot.store.keys import Keys
from bot.store.outbox import Row
from bot.store.owner import Owner

__all__ = ["Delivered", "Failure", "Messenger", "Post"]

P = ParamSpec("P")
R = TypeVar("R")

_OPEN = 200
_GATHER = 0.02
_IDLE = 1.0

_log = structlog.get_logger(__name__)


class Post:
    """The one exit. ``fresh`` knows what turns of this process wrote just now."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        messenger: Messenger,
        rate: float,
        chance: Callable[[], float],
        studio: Studio,
        fresh: Fresh | None = None,
    ) -> None:
        self._database = database
        self._budget = Budget(rate)
        self._chance = chance
        self._owner = Owner(database)
        self._sender = Sender(
            keys, messenger, Gate(rate), chance, self._note, self._progress, studio, fresh or Fresh()
        )
        self._woken = asyncio.Event()
        self._hurry = asyncio.Event()
        self._stopped = asyncio.Event()
        self._stopped.set()
        self._open: set[asyncio.Task[None]] = set()
        self._marks: list[Mark] = []
        self._ahead = AHEAD
        self._marking: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Says that something may be waiting; to be called in the loop's thread."""
        self._woken.set()

    async def run(self) -> None:
        """Sends until ``drain``. What an earlier holder of this slot had in flight is taken back first."""
        self._stopped.clear()
        try:
            await self._insist(_give_back, self._owner.slot)
            while not self._sender.stopping:
                await self._round()
        finally:
            self._stopped.set()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - what is late is given back, not given up
        """Stops claiming, finishes what is in flight for so many seconds, and gives back what was not sent."""
        self._sender.stopping = True
        self._woken.set()
        self._hurry.set()
        try:
            async with asyncio.timeout(timeout):
                await self._stopped.wait()
                if self._open:
                    await asyncio.wait(self._open)
        except TimeoutError:
            for task in self._open:
                task.cancel()
        if self._marking:
            await asyncio.wait({self._marking})
        await self._database.run(_give_back, self._owner.slot)
        self._owner.close()

    async def _round(self) -> None:
        if self._marking and self._marking.done():
            self._marking.result()  # it ended with an error: nothing can be marked, so nothing be sent
        self._woken.clear()
        if len(self._open) >= _OPEN:
            await self._woken.wait()
            return
        room = _OPEN - len(self._open)
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        try:
            claimed = await self._database.run(claim, self._owner.name, self._budget, room, loop.time, self._ahead)
        except DatabaseError as error:
            _log.warning("claim failed", error=type(error).__name__)
            await self._begin_anew()
            return
        self._ahead = ahead(loop.time() - asked_at)
        if self._sender.stopping:
            return
        for run in claimed.runs:
            task = loop.create_task(self._send(run, claimed))
            self._open.add(task)
            task.add_done_callback(self._closed)
        await self._rest(claimed)

    async def _begin_anew(self) -> None:
        """Gives back all that is ours, once nothing is in flight.

        A claim that failed may have been committed before its answer was lost. What it took nobody here would
        send, for we never take again what is ours.
        """
        while busy := self._open | ({self._marking} if self._marking else set()):
            await asyncio.wait(busy)
            if self._marking and self._marking.done():
                self._marking.result()
        await self._insist(_give_back, self._owner.slot)

    async def _rest(self, claimed: Claim) -> None:
        """Waits until there may be something to claim."""
        delay = _IDLE
        if claimed.again:
            delay = min(delay, claimed.local(claimed.again) - asyncio.get_running_loop().time())
        if delay <= 0:
            await asyncio.sleep(0)
            return
        try:
            async with asyncio.timeout(delay):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _send(self, run: tuple[Slotted, ...], claimed: Claim) -> None:
        """Sends a run; one that breaks is given back, for we do not take again what is ours."""
        try:
            await self._sender.send(run, claimed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest goes on
            _log.error("run failed", error=place(error))
            for slotted in run:
                self._note(Mark(slotted.row, "back", None, claimed.now))

    def _closed(self, task: asyncio.Task[None]) -> None:
        if len(self._open) >= _OPEN:
            self._woken.set()
        self._open.discard(task)

    def _note(self, became: Mark) -> None:
        self._marks.append(became)
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark())
            self._marking.add_done_callback(lambda _: self._woken.set())

    async def _mark(self) -> None:
        """Writes down what was gathered; again and again while the database is away."""
        try:
            async with asyncio.timeout(_GATHER):
                await self._hurry.wait()
        except TimeoutError:
            pass
        while self._marks:
            marks, self._marks = self._marks, []
            await self._insist(mark, self._owner.name, marks)
            self._woken.set()
        self._marking = None

    async def _progress(self, row: Row, sent: int) -> bool:
        return await self._insist(_progress, self._owner.name, row, sent, self._budget)

    async def _insist(
        self, function: Callable[Concatenate[Connection, P], R], *args: P.args, **named: P.kwargs
    ) -> R:
        """Runs it in one transaction, and again, ever more patiently, while the database is away."""
        attempts = 0
        while True:
            try:
                return await self._database.run(function, *args, **named)
            except DatabaseError as error:
                attempts += 1
                _log.warning("database away", error=type(error).__name__, attempts=attempts)
                await asyncio.sleep(pause(attempts, self._chance()))


def _give_back(connection: Connection, slot: str) -> None:
    """Makes all free that this slot has; a claim of its that is still at work has to end first."""
    moment = now(connection)
    limiter.lock(connection, moment)
    outbox.give_back(connection, slot, moment)


def _progress(connection: Connection, me: str, row: Row, sent: int, budget: Budget) -> bool:
    """Notes that parts of a message have left, and takes the slot that the next one needs."""
    limiter.charge(connection, now(connection), budget.interval(row.priority))
    return outbox.progress(connection, me, row.id, sent)
