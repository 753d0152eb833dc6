"""A real browser for tests and pictures: starting it, and opening the chat page in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

CHROMIUM = Path("/usr/bin/chromium")
_IS_HERE = CHROMIUM.exists()
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync", "--hide-scrollbars"]
_PATIENCE = 20_000
"""Milliseconds within which anything comes, a picture too, which is drawn when nobody else wants the processor."""
expect.set_options(timeout=_PATIENCE)


@asynccontextmanager
async def chromium(fonts: str = "") -> AsyncIterator[Browser]:
    """Chromium, without anything of the person whose machine this is; ``fonts`` is a fontconfig file for it."""
    with TemporaryDirectory() as home:
        environment: dict[str, str | float | bool] = {"HOME": home, "LANG": "nl_NL.UTF-8"}
        if fonts:
            environment["FONTCONFIG_FILE"] = f"{home}/fonts.conf"
            (Path(home) / "fonts.conf").write_text(fonts, encoding="utf-8")
        async with async_playwright() as playwright:
            started = await playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, env=environment)
            yield started
            await started.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not _IS_HERE:
        pytest.skip(f"there is no {CHROMIUM} to open the page with")
    async with chromium() as started:
        yield started


@asynccontextmanager
async def opened(
    browser: Browser,
    url: str,
    width: int = 390,
    height: int = 844,
    scheme: Literal["light", "dark"] = "light",
    *,
    phone: bool = False,
) -> AsyncIterator[Page]:
    """The chat page; ``phone`` has a finger instead of a mouse. Any error in its console fails the test."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if phone else 1,
        is_mobile=phone,
        has_touch=phone,
        color_scheme=scheme,
        reduced_motion="reduce",
        timezone_id="Europe/Amsterdam",
    )
    context.set_default_timeout(_PATIENCE)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Security Policy" in line.text else None)
    await page.goto(url)
    await page.locator("#clock-button .time").filter(has_text=":").wait_for()
    yield page
    await context.close()
    assert faults == []
