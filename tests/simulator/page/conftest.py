"""A real browser before the real simulator, with a scripted bot on the other side."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.simulator import Simulator
from tests.chromium import browser, opened
from tests.simulator.page.scripted_bot import ANS, ScriptedBot

__all__ = ["browser"]

MORNING = 1_790_000_000.0
TOMORROW = MORNING + 90_000.0


@pytest.fixture
def planned() -> list[float | None]:
    """The next moment at which the bot has something to do."""
    return [TOMORROW]


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(tmp_path: Path, planned: list[float | None]) -> AsyncIterator[Simulator]:
    async def next_moment() -> float | None:
        return planned[0]

    made = Simulator(lambda: MORNING, next_moment=next_moment, state=tmp_path / "state.json")
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(simulator: Simulator) -> AsyncIterator[ScriptedBot]:
    url = await simulator.start()
    async with aiohttp.ClientSession() as session:
        scripted = ScriptedBot(url, session)
        await scripted.call("getMe")
        yield scripted


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, bot: ScriptedBot) -> AsyncIterator[Page]:
    """The page, opened as Ans, who has said one thing."""
    async with bot.session.post(f"{bot.url}/chat/{ANS}/text", json={"text": "Hallo"}) as response:
        assert response.ok
    await bot.hear("message")
    async with opened(browser, f"{bot.url}/#{ANS}") as shown:
        yield shown
