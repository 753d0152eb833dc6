import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from msgspec import Struct, field

from bot.simulator import Simulator

TOKEN = "777000:simulated-token"
ANS = 1_000_001


class StoodClock(Struct):
    """A clock that stands still until a test moves it."""

    moment: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.moment


class Line(Struct):
    """A bot's and a person's ways to reach the simulator."""

    url: str
    session: aiohttp.ClientSession
    clock: StoodClock
    simulator: Simulator
    sent: list[str] = field(default_factory=list)

    async def call(self, method: str, token: str = TOKEN, **params: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.url}/bot{token}/{method}", json=params) as response:
            return response.status, await response.json()

    async def result(self, method: str, **params: Any) -> Any:
        status, body = await self.call(method, **params)
        assert status == 200, body
        assert body["result"] is not None
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        status, body = await self.call(method, **params)
        assert body["ok"] is False
        assert body["error_code"] == status
        return f"{status} {body['description']}"

    async def act(self, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        async with self.session.post(f"{self.url}/chat{path}", json=body or {}, headers=headers) as response:
            return response.status, await response.json()

    async def do(self, path: str, **body: Any) -> Any:
        status, answer = await self.act(path, body)
        assert status == 200, answer
        return answer

    async def look(self, path: str) -> Any:
        async with self.session.get(f"{self.url}/chat{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def say(self, text: str) -> Any:
        return (await self.do(f"/{ANS}/text", text=text))["messages"][-1]

    async def updates(self, **params: Any) -> list[Any]:
        found = await self.result("getUpdates", **params)
        assert isinstance(found, list)
        return found


@pytest.fixture
def clock() -> StoodClock:
    return StoodClock()


@pytest.fixture
async def line(clock: StoodClock) -> AsyncIterator[Line]:
    simulator = Simulator(clock)
    url = await simulator.start()
    async with aiohttp.ClientSession() as session:
        yield Line(url, session, clock, simulator)
    await simulator.stop()


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that happens by itself, at most five seconds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  what is waited for does not know of this test
            await asyncio.sleep(0.002)


def png(width: int = 12, height: int = 8) -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
