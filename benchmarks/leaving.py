"""How fast a full outbox empties: the bot itself, against a local server, within a budget of messages a second."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from subprocess import DEVNULL
from time import perf_counter

import psutil
from msgspec import Struct
from server import Crowd, end

LEAD = 1
"""Seconds of messages that leave before it is measured."""
_TOKEN = "777000:benchmark"  # noqa: S105 -- no secret
_STARTS = 60.0
_LOOK = 0.02


class Left(Struct, frozen=True):
    """Messages a second, the most within one second, ms of CPU a message (its children's too), MiB resident."""

    rate: float
    most: int
    cpu: float
    resident: float


async def measure(url: str, key_file: Path, budget: int, people: int, seconds: float) -> Left:
    """Lets the bot send what waits to so many people, and looks at it for so long."""
    crowd = Crowd(people, buttons=False)
    with tempfile.TemporaryDirectory(prefix="leaving-") as place:
        process = await _started(await crowd.start(), url, key_file, budget, Path(place))
        try:
            return await _measured(crowd, psutil.Process(process.pid), budget, seconds)
        finally:
            await end(process)
            await crowd.stop()


async def _measured(crowd: Crowd, bot: psutil.Process, budget: int, seconds: float) -> Left:
    async with asyncio.timeout(_STARTS):
        while crowd.measured.calls["sendmessage"] < LEAD * budget:  # noqa: ASYNC110 -- telling costs time
            await asyncio.sleep(_LOOK)
    crowd.begin()
    before, began, seen = _cpu(bot), perf_counter(), [(perf_counter(), 0)]
    while (now := perf_counter()) < began + seconds:
        await asyncio.sleep(_LOOK)
        seen.append((now, crowd.measured.calls["sendmessage"]))
    took, sent, spent = perf_counter() - began, crowd.measured.calls["sendmessage"], _cpu(bot) - before
    most = max(last - first for at, first in seen for until, last in seen if 0 < until - at <= 1)
    return Left(sent / took, most, 1000 * spent / max(1, sent), bot.memory_info().rss / 2**20)


async def _started(server: str, url: str, key_file: Path, budget: int, folder: Path) -> asyncio.subprocess.Process:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NETWERKCOACH_")}
    environment |= {
        "NETWERKCOACH_TOKEN": _TOKEN,
        "NETWERKCOACH_API_URL": server,
        "NETWERKCOACH_DATABASE_URL": url,
        "NETWERKCOACH_KEY_FILE": str(key_file),
        "NETWERKCOACH_MESSAGES_PER_SECOND": str(budget),
        "NETWERKCOACH_LOG": "warning",
    }
    command = (sys.executable, "-m", "bot", "run")
    return await asyncio.create_subprocess_exec(*command, env=environment, cwd=folder, stdout=DEVNULL)


def _cpu(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return sum(one.cpu_times().user + one.cpu_times().system for one in family)
