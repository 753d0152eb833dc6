"""Gathers the updates that wait at the same moment into batches, and gives each its own outcome.

An update that fails is tried again at once, three times in all; then it is laid aside, and what its person sent
after it goes on. One batch at a time: while it is written, the next one gathers.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec
import structlog
from msgspec import Struct, field

from bot.service.errors import place
from bot.service.turn import Coach, Outcome, Received, take
from bot.store import causes, laid_aside, people
from bot.store.database import Connection, Database, DatabaseError, Unavailable, now
from bot.store.keys import Unreadable

_BATCH = 100
_TRIES = 3

_log = structlog.get_logger(__name__)


class NotTaken(Exception):  # noqa: N818 - it reads so where it is caught
    """The database could not take the updates now; they are to be offered again."""


class _Waiting(Struct, frozen=True):
    received: Sequence[Received]
    outcomes: asyncio.Future[list[Outcome]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Turns:
    """The one entrance for updates. ``wake`` is called after each commit (``Post.wake``).

    ``coach`` takes each batch; another may be put in its place between two.
    """

    def __init__(self, database: Database, coach: Coach, wake: Callable[[], None]) -> None:
        self._database = database
        self.coach = coach
        self._wake = wake
        self._waiting: deque[_Waiting] = deque()
        self._runner: asyncio.Task[None] | None = None

    async def take(self, received: Sequence[Received]) -> list[Outcome]:
        """Takes these, in order; returns once all are committed. Every result is taken, repeated or laid aside.

        Polling hands a whole ``getUpdates``, the webhook one at a time. Raises ``NotTaken`` when the database is
        away: do not confirm the offset, answer 503.
        """
        waiting = _Waiting(received)
        self._waiting.append(waiting)
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._work())
        return await waiting.outcomes

    async def lay_aside(self, cause: str, chat: int, payload: bytes, error: BaseException) -> None:
        """Keeps an update that the gateway could not read, sealed, and records its cause; once."""
        try:
            await self._database.run(_lay_aside, self.coach, cause, chat, payload, place(error))
        except DatabaseError as refused:
            raise NotTaken(type(refused).__name__) from None
        _log.error("update laid aside", cause=cause, error=place(error))

    async def _work(self) -> None:
        while self._waiting:
            together = self._gather()
            received = [one for waiting in together for one in waiting.received]
            try:
                outcomes = await self._settle(received)
            except Exception as error:  # noqa: BLE001 - each waits for an answer, and gets this one
                for waiting in together:
                    if not waiting.outcomes.done():
                        waiting.outcomes.set_exception(_refusal(error))
                continue
            for waiting in together:
                mine, outcomes = outcomes[: len(waiting.received)], outcomes[len(waiting.received) :]
                if not waiting.outcomes.done():  # nobody waits any more: it is taken all the same
                    waiting.outcomes.set_result(mine)

    def _gather(self) -> list[_Waiting]:
        together = [self._waiting.popleft()]
        size = len(together[0].received)
        while self._waiting and size + len(self._waiting[0].received) <= _BATCH:
            together.append(self._waiting.popleft())
            size += len(together[-1].received)
        return together

    async def _settle(self, received: Sequence[Received]) -> list[Outcome]:
        """Tries until each is settled for good."""
        settled: dict[int, Outcome] = {}
        tries: Counter[int] = Counter()
        while pending := [index for index in range(len(received)) if index not in settled]:
            outcomes = await self._try([received[index] for index in pending])
            for index, outcome in zip(pending, outcomes, strict=True):
                if outcome.result == "failed":
                    tries[index] += 1
                    _log.warning("update failed", cause=outcome.cause, error=outcome.error, tries=tries[index])
                    if tries[index] >= _TRIES:
                        settled[index] = await self._give_up(received[index], outcome.error)
                elif outcome.result != "held":
                    settled[index] = outcome
        return [settled[index] for index in range(len(received))]

    async def _try(self, received: Sequence[Received]) -> list[Outcome]:
        """Takes them together; each alone when they are refused together."""
        try:
            outcomes = await self._database.run(take, self.coach, received)
        except Exception as error:
            if len(received) > 1:
                return await self._each(received)
            if isinstance(error, Unavailable):
                raise
            return [Outcome(received[0].cause, "failed", place(error))]
        self._wake()
        return outcomes

    async def _each(self, received: Iterable[Received]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        waiting: set[int] = set()
        for one in received:
            outcomes += [Outcome(one.cause, "held")] if one.chat in waiting else await self._try([one])
            if outcomes[-1].result == "failed":
                waiting.add(one.chat)
        return outcomes

    async def _give_up(self, received: Received, error: str) -> Outcome:
        payload = msgspec.json.encode(received)
        await self._database.run(_lay_aside, self.coach, received.cause, received.chat, payload, error)
        _log.error("update laid aside", cause=received.cause, error=error)
        return Outcome(received.cause, "laid aside", error)


def _refusal(error: Exception) -> Exception:
    return NotTaken(type(error).__name__) if isinstance(error, DatabaseError) else error


def _lay_aside(
    connection: Connection, coach: Coach, cause: str, chat: int, payload: bytes, error: str
) -> Literal["laid aside", "repeated"]:
    """Keeps an update whole, under its person's key where there is one, so that it is forgotten with her."""
    moment = now(connection)
    if not causes.record(connection, [cause], moment):
        return "repeated"
    whose = next(iter(people.lock(connection, [chat])), None)
    seal = coach.keys.master
    if whose:
        try:
            seal = coach.keys.person(whose.key, whose.chat)
        except Unreadable:
            whose = None
    row = {
        "what": "update",
        "key": cause,
        "person": whose.id if whose else None,
        "chat": chat,
        "error": error,
        "at": moment,
        "sealed": seal.close(payload, f"update:{cause}"),
    }
    laid_aside.put(connection, [row])
    return "laid aside"
