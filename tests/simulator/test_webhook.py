import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from msgspec import Struct, field

from tests.simulator.conftest import ANS, Line, until


class Receiver(Struct):
    """A bot's own server: takes updates, or refuses as many as a test wants."""

    url: str = ""
    refuse: int = 0
    held: asyncio.Event | None = None
    tried: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        text = str(update["message"]["text"])
        self.tried.append(text)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        if self.held:
            await self.held.wait()
        self.taken.append(text)
        return web.json_response({"method": "sendMessage", "chat_id": ANS, "text": "ignored"})


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_posted_in_order_with_the_secret(line: Line, receiver: Receiver) -> None:
    await line.say("een")
    await line.result("setWebhook", url=receiver.url, secret_token="geheim")
    await line.say("twee")
    await until(lambda: len(receiver.taken) == 2)

    assert receiver.taken == ["een", "twee"]
    assert receiver.secrets == {"geheim"}
    await until(lambda: not line.simulator.world.bots[1].updates.waiting)
    assert (await line.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_refused_update_comes_again_before_the_next_of_that_chat(line: Line, receiver: Receiver) -> None:
    receiver.refuse = 2
    await line.result("setWebhook", url=receiver.url)
    await line.say("een")
    await line.say("twee")
    await until(lambda: len(receiver.taken) == 2)

    assert receiver.tried == ["een", "een", "een", "twee"]
    assert (await line.result("getWebhookInfo"))["last_error_message"].endswith("500 Internal Server Error")


async def test_a_slow_chat_does_not_hold_up_another(line: Line, receiver: Receiver) -> None:
    receiver.held = asyncio.Event()
    other = (await line.do("/people", first_name="Bo", language_code="nl"))["id"]
    await line.result("setWebhook", url=receiver.url)
    await line.say("een")
    await line.do(f"/{other}/text", text="twee")
    await until(lambda: len(receiver.tried) == 2)
    receiver.held.set()
    await until(lambda: len(receiver.taken) == 2)

    assert sorted(receiver.tried) == ["een", "twee"]


async def test_pending_updates_can_be_dropped(line: Line, receiver: Receiver) -> None:
    await line.say("een")
    await line.result("setWebhook", url=receiver.url, drop_pending_updates=True)
    await line.say("twee")
    await until(lambda: receiver.taken)

    assert receiver.taken == ["twee"]
    await line.result("deleteWebhook")
    await line.say("drie")
    assert [one["message"]["text"] for one in await line.updates()] == ["drie"]
