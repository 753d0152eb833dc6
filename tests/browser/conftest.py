"""The coach as anybody starts it to try it, and people who come to its page one after another."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests import shipped
from tests.browser.person import Person
from tests.browser.wording import Wording
from tests.chromium import browser, opened
from tests.ports import free_port
from tests.programs import program

__all__ = ["browser"]

Arrive = Callable[..., Awaitable[Person]]
"""Lets a new person of this name and language sit down before the page."""


@pytest.fixture(scope="session")
def words() -> Wording:
    return Wording(shipped.script(), "nl")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def coach(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of the page of ``netwerkcoach try``."""
    folder = tmp_path_factory.mktemp("try")
    async with program("bot", "try", "--no-browser", "--port", str(free_port()), folder=folder) as running:
        yield (await running.says("http://")).split()[-1]


@pytest_asyncio.fixture(loop_scope="session")
async def arrive(coach: str, browser: Browser, words: Wording) -> AsyncIterator[Arrive]:
    async with AsyncExitStack() as stack, aiohttp.ClientSession() as session:

        async def arrive(name: str, language: str = "nl", *, phone: bool = True) -> Person:
            body = {"first_name": name, "language_code": language}
            async with session.post(f"{coach}/chat/people", json=body) as answer:
                number = (await answer.json())["id"]
            page = await stack.enter_async_context(opened(browser, f"{coach}/#{number}", phone=phone))
            return Person(page, words.speaking(language))

        yield arrive
