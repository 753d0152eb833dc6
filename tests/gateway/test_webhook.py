import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import structlog
from msgspec import Struct

from bot.gateway.account import Account
from bot.gateway.entrance import Entrance
from bot.gateway.incoming import KINDS
from bot.gateway.patience import Patience, Refused
from bot.gateway.transport import Transport
from bot.gateway.webhook import Webhook
from tests.gateway.test_attachments import BEA, FOUND, sent
from tests.gateway.test_entrance import text
from tests.gateway.turns import Remembering
from tests.gateway.wire import DROP, TOKEN, Wire, refusal
from tests.ports import free_port

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SECRET = "geheim-en-lang-genoeg"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook(Struct):
    url: str
    turns: Remembering
    session: aiohttp.ClientSession
    healthy: bool = True

    async def post(self, body: Any, secret: str | None = SECRET, path: str = "/hook") -> int:
        headers = {} if secret is None else {HEADER: secret}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.session.post(f"{self.url}{path}", data=io.BytesIO(raw), headers=headers) as answer:
            return answer.status

    async def get(self, path: str) -> tuple[int, bytes]:
        async with self.session.get(f"{self.url}{path}") as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def hook(wire: Wire) -> AsyncIterator[Hook]:
    port, announced = free_port(), asyncio.Event()

    def answer(_method: str, _fields: dict[str, Any]) -> bool:
        announced.set()
        return True

    wire.answer = answer
    async with (
        aiohttp.ClientSession() as session,
        Account(wire.url, TOKEN, Transport(answer_seconds=1)) as account,
    ):
        hook = Hook(f"http://127.0.0.1:{port}", Remembering(), session)

        async def healthy() -> bool:
            return hook.healthy

        entrance = Entrance(hook.turns, "coach_bot", lambda: NOW, account.file)
        webhook = Webhook(account, entrance, "https://coach.nl/hook", SECRET, healthy)
        task = asyncio.create_task(webhook.run("127.0.0.1", port, Patience(lambda: 0.0)))
        await asyncio.wait_for(announced.wait(), 5)
        yield hook
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_telegram_is_told_where_to_bring_what_and_how_to_prove_itself(hook: Hook, wire: Wire) -> None:
    assert hook.url
    (asked,) = wire.fields("setWebhook")
    assert asked["url"] == "https://coach.nl/hook"
    assert asked["secret_token"] == SECRET
    assert asked["allowed_updates"] == [*KINDS]


async def test_an_update_that_is_committed_gets_a_200(hook: Hook) -> None:
    assert await hook.post(text(7)) == 200
    assert hook.turns.batches == [["update:7"]]


async def test_an_update_that_means_nothing_gets_a_200_too(hook: Hook) -> None:
    assert await hook.post({"update_id": 1, "poll": {}}) == 200


async def test_an_update_that_the_database_does_not_take_gets_a_503(hook: Hook) -> None:
    hook.turns.away = 1
    with structlog.testing.capture_logs() as log:
        assert await hook.post(text(7)) == 503
    assert [line["log_level"] for line in log] == ["error"]
    assert await hook.post(text(7)) == 200


async def test_an_update_whose_file_does_not_come_gets_a_503_and_is_read_when_it_does(
    hook: Hook, wire: Wire
) -> None:
    files = [DROP, {"file_path": "a.vcf"}]
    wire.answer = lambda method, _fields: files.pop(0) if method == "getFile" else BEA
    with structlog.testing.capture_logs() as log:
        assert await hook.post(sent(7)) == 503
    assert {line["log_level"] for line in log} == {"warning"}
    assert await hook.post(sent(7)) == 200
    assert hook.turns.given["update:7"] == FOUND


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "gehéim"])
async def test_whoever_does_not_know_the_secret_is_refused(hook: Hook, secret: str | None) -> None:
    assert await hook.post(text(7), secret) == 403
    assert hook.turns.batches == []


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"7", b"\xff", b"[" * 100_000])
async def test_junk_gets_a_400(hook: Hook, body: bytes) -> None:
    assert await hook.post(body) == 400


async def test_a_body_over_a_mebibyte_gets_a_413(hook: Hook) -> None:
    big = text(7) | {"filler": "x" * (1024 * 1024)}
    assert await hook.post(big) == 413
    assert hook.turns.batches == []


async def test_health_tells_whether_the_database_answers_and_nothing_else(hook: Hook) -> None:
    assert await hook.get("/health") == (200, b"")
    hook.healthy = False
    assert await hook.get("/health") == (503, b"")


async def test_an_address_that_telegram_refuses_ends_the_webhook_with_its_words(wire: Wire) -> None:
    wire.answer = lambda *_: refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")

    async def healthy() -> bool:
        return True

    async with Account(wire.url, TOKEN) as account:
        entrance = Entrance(Remembering(), "coach_bot", lambda: NOW, account.file)
        webhook = Webhook(account, entrance, "http://coach.nl", SECRET, healthy)
        with pytest.raises(Refused, match=r"(?i)https url must be provided"):
            await webhook.run("127.0.0.1", free_port(), Patience(lambda: 0.0))
