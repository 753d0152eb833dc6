"""The same in PTB's JobQueue, a job a day each: ``python jobqueue.py JOBS DUE`` prints what it took, as JSON.

The jobs do nothing when they fire; the queue holds them in memory alone, and is filled anew at every start.
"""

import asyncio
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")

import psutil
from telegram.ext import Application, CallbackContext

Context = CallbackContext[Any, dict[str, Any], Any, Any]
_HEADROOM = timedelta(seconds=3)
_BEFORE = timedelta(seconds=0.5)
_LONGEST = 60.0


async def measure(jobs: int, due: int) -> dict[str, float]:
    """How long it takes to hold these jobs and to fire those that are due in the same second, and in how much."""
    application: Any = Application.builder().token("777000:benchmark").build()
    queue = application.job_queue
    await queue.start()
    before, fired, everything = psutil.Process().memory_info().rss, 0, asyncio.Event()

    async def fire(_context: Context) -> None:
        nonlocal fired
        fired += 1
        if fired == due:
            everything.set()

    began = perf_counter()
    first = datetime.now(UTC) + timedelta(hours=3)
    for number in range(jobs - due):
        queue.run_daily(fire, (first + timedelta(seconds=number % 60_000)).timetz())
    each = (perf_counter() - began) / max(1, jobs - due)
    ready = datetime.now(UTC) + timedelta(seconds=3 * each * due) + _HEADROOM  # when all of them are there
    at = ready.replace(microsecond=0)
    for _ in range(due):
        queue.run_daily(fire, at.timetz())
    starting = perf_counter() - began
    held = (psutil.Process().memory_info().rss - before) / jobs
    await asyncio.sleep((at - datetime.now(UTC) - _BEFORE).total_seconds())
    spent = process_time()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST):
            await everything.wait()
    cpu, resident = process_time() - spent, psutil.Process().memory_info().rss / 2**20
    await queue.stop(wait=False)
    return {"starting": starting, "firing CPU": cpu, "fired": fired, "bytes": held, "resident": resident}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), int(sys.argv[2])))))
