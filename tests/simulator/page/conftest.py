"""A real browser before the real simulator, with a scripted bot on the other side."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.simulator import Simulator
from tests.simulator.page.scripted_bot import ANS, ScriptedBot

CHROMIUM = Path("/usr/bin/chromium")
IS_HERE = CHROMIUM.exists()
MORNING = 1_790_000_000.0
TOMORROW = MORNING + 90_000.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not IS_HERE:
        pytest.skip(f"there is no {CHROMIUM} to open the page with")
    with TemporaryDirectory() as home:
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=FLAGS, env={"HOME": home, "LANG": "nl_NL.UTF-8"}
            )
            yield chromium
            await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    async def next_moment() -> float:
        return TOMORROW

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
    """The page, opened as Ans, who has said one thing; any error in the browser's console fails the test."""
    async with bot.session.post(f"{bot.url}/chat/{ANS}/text", json={"text": "Hallo"}) as response:
        assert response.ok
    await bot.hear("message")
    async for opened in open_page(browser, bot):
        yield opened


async def open_page(
    browser: Browser, bot: ScriptedBot, width: int = 390, scheme: str = "light"
) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": width, "height": 780},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        timezone_id="Europe/Amsterdam",
    )
    context.set_default_timeout(5000)
    opened = await context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if "Security Policy" in line.text else None)
    await opened.goto(f"{bot.url}/#{ANS}")
    await opened.get_by_role("button", name="Klok").wait_for()
    yield opened
    await context.close()
    assert faults == []
