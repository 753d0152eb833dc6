"""The same jobs in PTB's JobQueue: ``python jobqueue.py JOBS DUE`` prints what it took, as JSON.

The jobs do nothing when they fire; the queue holds them in memory alone.
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
    later = datetime.now(UTC) + timedelta(days=1)
    for number in range(jobs - due):
        queue.run_once(fire, later + timedelta(seconds=number % 80_000))
    each = (perf_counter() - began) / (jobs - due)
    at = datetime.now(UTC) + timedelta(seconds=3 * each * due) + _HEADROOM  # when all of them are there
    for _ in range(due):
        queue.run_once(fire, at)
    scheduling = perf_counter() - began
    held = (psutil.Process().memory_info().rss - before) / jobs
    await asyncio.sleep((at - datetime.now(UTC) - _BEFORE).total_seconds())
    spent = process_time()
    with suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST):
            await everything.wait()
    firing, cpu = (datetime.now(UTC) - at).total_seconds(), process_time() - spent
    resident = psutil.Process().memory_info().rss / 2**20
    await queue.stop(wait=False)
    return {
        "scheduling": scheduling,
        "firing": firing,
        "firing CPU": cpu,
        "fired": fired,
        "bytes": held,
        "resident": resident,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), int(sys.argv[2])))))
