import io
import json
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.gateway.transport import Transport
from tests.gateway.wire import DROP, HANG, TOKEN, Wire, refusal
from tests.ports import free_port

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    async with Transport(answer_seconds=0.3) as transport:
        yield transport


def bot_at(url: str, transport: Transport) -> Bot:
    return Bot(TOKEN, base_url=f"{url}/bot", request=transport, get_updates_request=transport)


def everything_told(error: BaseException) -> str:
    """The traceback as any log would print it, and the words of every exception behind it."""
    told = ["".join(traceback.format_exception(error))]
    seen: BaseException | None = error
    while seen is not None:
        told.append(f"{seen!r} {seen.args!r} {vars(seen) if hasattr(seen, '__dict__') else ''}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(told)


async def test_a_call_of_the_library_arrives_as_json(wire: Wire, transport: Transport) -> None:
    wire.answer = lambda *_: {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "hoi"}
    sent = await bot_at(wire.url, transport).send_message(5, "hoi <b>daar</b>", parse_mode="HTML")
    assert sent.message_id == 7
    assert wire.asked == [("sendMessage", {"chat_id": 5, "text": "hoi <b>daar</b>", "parse_mode": "HTML"})]


async def test_a_file_arrives_whole_beside_its_fields(wire: Wire, transport: Transport) -> None:
    wire.answer = lambda *_: {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}}
    picture = InputFile(io.BytesIO(b"\x89PNG..."), filename="kaart.png")
    await bot_at(wire.url, transport).send_photo(5, picture, caption="Je kaart")
    method, fields = wire.asked[0]
    assert method == "sendPhoto"
    assert (fields["chat_id"], fields["caption"]) == ("5", "Je kaart")
    assert b"\x89PNG..." in fields.values()


FAULTS: dict[str, tuple[Any, type[Exception]]] = {
    "bad request": (refusal(400, "Bad Request: chat not found"), BadRequest),
    "unauthorized": (refusal(401, "Unauthorized"), InvalidToken),
    "blocked": (refusal(403, "Forbidden: bot was blocked by the user"), Forbidden),
    "second poller": (refusal(409, "Conflict: terminated by other getUpdates request"), Conflict),
    "server error": (refusal(500, "Internal Server Error"), NetworkError),
    "a proxy's page with the address": ((502, "<html>Bad Gateway at {path}</html>"), NetworkError),
    "a stranger's page with the address": ((404, "Cannot POST {path}"), InvalidToken),
    "a stranger's JSON with the address": ((404, '{"ok": false, "detail": "{path}"}'), InvalidToken),
    "no JSON": ((200, "this is {path}, not JSON"), TelegramError),
    "a list": ((200, "[]"), TelegramError),
    "no result": ((200, "{}"), TelegramError),
    "nested beyond reason": ((200, "[" * 100_000), TelegramError),
    "too late": (HANG, TimedOut),
    "cut off": (DROP, TimedOut),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_goes_wrong_is_told_in_the_librarys_words_and_never_with_the_token(
    wire: Wire, transport: Transport, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answer, kind = FAULTS[fault]
    wire.answer = lambda *_: answer
    with pytest.raises(kind) as caught:
        await bot_at(wire.url, transport).get_me()
    assert SECRET not in everything_told(caught.value)
    assert SECRET not in caplog.text


async def test_a_refused_connection_is_a_network_error_without_the_token(transport: Transport) -> None:
    with pytest.raises(NetworkError) as caught:
        await bot_at(f"http://127.0.0.1:{free_port()}", transport).get_me()
    assert not isinstance(caught.value, TimedOut)
    assert SECRET not in everything_told(caught.value)


@pytest.mark.parametrize("address", ["http://exa mple", "http://127.0.0.1:99999", "gopher://x"])
async def test_an_impossible_address_is_a_network_error_without_the_token(
    transport: Transport, address: str
) -> None:
    with pytest.raises(NetworkError) as caught:
        await bot_at(address, transport).get_me()
    assert SECRET not in everything_told(caught.value)


async def test_flood_control_tells_how_long_to_wait(wire: Wire, transport: Transport) -> None:
    wire.answer = lambda *_: refusal(429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await bot_at(wire.url, transport).get_me()
    assert caught.value.retry_after == timedelta(seconds=3)


async def test_a_transport_that_was_shut_says_so() -> None:
    transport = Transport()
    await transport.initialize()
    await transport.shutdown()
    with pytest.raises(NetworkError, match="closed"):
        await transport.do_request("http://127.0.0.1/", "POST")


def test_of_a_message_only_what_names_it_is_read() -> None:
    written = {"message_id": 1, "date": 2, "chat": {"id": 3}, "text": "x", "entities": [{}]}
    answer = Transport.parse_json_payload(json.dumps({"ok": True, "result": written}).encode())
    assert answer == {"ok": True, "result": {"message_id": 1, "date": 2, "chat": {"id": 3}}}
