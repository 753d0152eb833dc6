"""Real programs in processes of their own: the coach and the simulator, and a person who talks to both."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from msgspec import Struct, field

PATIENCE = 15.0
"""Seconds within which anything at all happens, even on a busy machine."""
TOKEN = "123456:AAsecretHaystackNeedle_x-1"
SECRET = TOKEN.partition(":")[2]


class Program(Struct):
    """One process; all that it said so far is in ``said``."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def says(self, words: str) -> str:
        """Waits for a line with these words."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while line := await self.process.stdout.readline():
                self.said.append(line.decode())
                if words in self.said[-1]:
                    return self.said[-1]
        raise AssertionError("".join(self.said))

    async def ends(self, number: signal.Signals | None = None, within: float = PATIENCE) -> int:
        """The exit code, after this signal if one is given."""
        if number:
            self.process.send_signal(number)
        async with asyncio.timeout(within):
            rest, _ = await self.process.communicate()
        self.said.append(rest.decode())
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def program(*words: str, folder: Path, **settings: str) -> AsyncIterator[Program]:
    """A program that has no more of the environment than it needs; it is gone afterwards."""
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "COVERAGE_PROCESS_START"}
    }
    given = {f"NETWERKCOACH_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "error",
        "-m",
        *words,
        cwd=folder,
        env={**kept, **given, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        limit=2**20,
    )
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def simulator(folder: Path, *options: str) -> AsyncIterator[str]:
    """The simulator's address."""
    async with program("bot.simulator", "--port", "0", *options, folder=folder) as running:
        line = await running.says("http://")
        yield line.strip()


class Person(Struct):
    """The first person in the simulator, at her page."""

    url: str
    number: int
    session: aiohttp.ClientSession
    events: aiohttp.ClientResponse

    async def writes(self, text: str) -> None:
        """Writes to the bot, and passes over everything that came before."""
        async with self.session.post(f"{self.url}/chat/{self.number}/text", json={"text": text}) as answer:
            assert answer.status == 200, await answer.text()
        await self._sees(from_bot=False)

    async def reads(self) -> str:
        """The next message of the bot to her."""
        return await self._sees(from_bot=True)

    async def _sees(self, *, from_bot: bool) -> str:
        async with asyncio.timeout(PATIENCE):
            while line := (await self.events.content.readline()).decode():
                data: Any = json.loads(line[5:]) if line.startswith("data:") else None
                message = (
                    data.get("message") if isinstance(data, dict) and data.get("person") == self.number else {}
                )
                if message and message["from"]["is_bot"] is from_bot and "edit_date" not in message:
                    return str(message["text"])
        raise AssertionError("the page's events ended")


@asynccontextmanager
async def person(url: str) -> AsyncIterator[Person]:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/chat/state") as answer:
            number = (await answer.json())["people"][0]["id"]
        async with session.get(f"{url}/chat/events", timeout=aiohttp.ClientTimeout(total=None)) as events:
            yield Person(url, number, session, events)
