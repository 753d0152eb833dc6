"""Where pictures and documents are made: in a process beside this one, one after the other.

Nobody else waits for it. The turn is over by then, each chat has a sender of its own, and the process only gets
what nobody else wants of the processor, so that replies go first. It opens what is sealed itself, and ends with
ours, or by itself when it takes too long.
"""

import asyncio
import json
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import date
from functools import lru_cache
from multiprocessing import active_children, get_context, parent_process

from msgspec import Struct, field

from bot.engine.distress import Distress
from bot.engine.saying import FORM, NEUTRAL
from bot.engine.script import Script
from bot.render.calls import Present
from bot.render.pictures.words import Words, words_of
from bot.render.showing import Made, Wanted, make
from bot.service import history
from bot.service.history import Names, Rows
from bot.store import shown
from bot.store.database import Connection, Database, DatabaseError
from bot.store.keys import Keys, Seal
from bot.store.outbox import Row

PATIENCE = 3.0
"""Seconds that one waits here for those before it; after that it is tried again later."""
LONGEST = 25
"""Seconds that the making of one may take."""
HEAVY = 1_000_000
"""Bytes of a document (some 250 pages) after which another process takes over, for this one keeps the memory."""
_NICE = 10


class Beside(ProcessPoolExecutor):
    """A process beside this one, which begins when there is something to do."""

    def __init__(self) -> None:
        super().__init__(1, get_context("spawn"), _settle_down)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        """Ends it; without waiting, in the middle of its work too."""
        super().shutdown(wait, cancel_futures=cancel_futures)
        for process in () if wait else active_children():
            process.terminate()


def _settle_down() -> None:
    """Lets others go first, and ends with the process that began this one."""
    os.nice(_NICE)
    if sys.platform == "linux":
        with suppress(OSError):  # where that is forbidden it stays as nice as it is
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(0)


class Shared(Struct, frozen=True):
    """What it takes of a script to open and to word what is shown: the same for many people."""

    names: Names
    words: Words
    distress: Distress


class Order(Struct, frozen=True):
    """What the process beside gets: rows as they lie, and what it takes to open and to word them.

    ``shared`` is a ``Shared``, pickled: it is large, and for each order anew that would hold up the loop.
    """

    call: Present
    language: str
    rows: Rows
    seal: Seal
    before: bytes | None
    shared: bytes


_unpacked: Callable[[bytes], Shared] = lru_cache(maxsize=8)(pickle.loads)
"""What was packed here; the process beside does it once for many orders."""


def carry_out(order: Order) -> tuple[Made, str]:
    """What was ordered, and the messenger's id of the file, where it has the same one already."""
    signal.alarm(LONGEST)
    try:
        call, seal, shared = order.call, order.seal, _unpacked(order.shared)
        named = history.known(order.rows, seal)
        before = json.loads(seal.open(order.before, _purpose(call.what))) if order.before else {}
        made = make(
            Wanted(
                call.what,
                date.fromisoformat(call.on),
                date.fromisoformat(call.since) if call.since else None,
                history.opened(order.rows, seal, named, shared.names),
                named,
                order.language,
                shared.words,
                before.get("shows", ""),
                shared.distress,
            )
        )
        return made, "" if made.content else before.get("file", "")
    finally:
        signal.alarm(0)


def _purpose(what: str) -> str:
    return f"shown:{what}"


class Studio(Struct):
    """Makes what is shown to people, and remembers which file it was. ``script`` is the present one."""

    database: Database
    keys: Keys
    script: Callable[[], Script]
    hire: Callable[[], Executor] = Beside
    _crew: Executor | None = None
    _shared: tuple[Script, dict[tuple[str, str], bytes]] | None = None
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def make(self, row: Row, call: Present, *, afresh: bool = False) -> tuple[Made, str] | None:
        """What is to be shown, and the messenger's id of it, if it has it; None: too many wait, try again later.

        ``afresh`` does not count on what the messenger has. Raises whatever keeps it from being made.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                await self._free.acquire()
        except TimeoutError:
            return None
        try:
            order = await self._order(row, call, afresh=afresh)
            found = await asyncio.wrap_future(self._hired().submit(carry_out, order))
        except BrokenProcessPool:
            self.close()
            raise
        else:
            if len(found[0].content) > HEAVY:
                self.close()
            return found
        finally:
            self._free.release()

    async def _order(self, row: Row, call: Present, *, afresh: bool) -> Order:
        rows, before = await self.database.run(_read, row.person or 0, call.what)
        if rows is None:
            raise LookupError("nothing is known of her any more")
        seal, script = self.keys.person(rows.whose.key, rows.whose.chat), self.script()
        form = str(history.known(rows, seal).get(FORM, NEUTRAL))
        shared = self._packed(script, row.language, form)
        return Order(call, row.language, rows, seal, None if afresh else before, shared)

    def _packed(self, script: Script, language: str, form: str) -> bytes:
        """What is the same for many: gathering it takes long for the loop."""
        if self._shared is None or self._shared[0] is not script:
            self._shared = (script, {})
        packed = self._shared[1]
        if (language, form) not in packed:
            shared = Shared(history.names_of(script), words_of(script, language, form), script.distress)
            packed[language, form] = pickle.dumps(shared)
        return packed[language, form]

    def _hired(self) -> Executor:
        if self._crew is None:
            self._crew = self.hire()
        return self._crew

    async def remember(self, row: Row, call: Present, file: str) -> None:
        """Keeps the messenger's id of what was just shown; if that fails, it is made anew the next time."""
        if row.wrapped and row.person:
            told = json.dumps({"shows": call.shows, "file": file}).encode()
            sealed = self.keys.person(row.wrapped, row.chat).close(told, _purpose(call.what))
            try:
                await self.database.run(shown.keep, [{"person": row.person, "what": call.what, "sealed": sealed}])
            except DatabaseError:
                return  # she may be gone by now

    def close(self) -> None:
        """Ends the process beside."""
        if self._crew:
            self._crew.shutdown(wait=False, cancel_futures=True)
            self._crew = None


def _read(connection: Connection, person: int, what: str) -> tuple[Rows | None, bytes | None]:
    return history.read(connection, person), shown.of(connection, person, what)
