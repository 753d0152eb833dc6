import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.simulator.conftest import ANS, Line

Event = tuple[str, Any]


@asynccontextmanager
async def listening(line: Line, last: int | None = None) -> AsyncIterator[aiohttp.StreamReader]:
    headers = {"Last-Event-ID": str(last)} if last is not None else {}
    async with line.session.get(f"{line.url}/chat/events", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        await response.content.readuntil(b"\n\n")
        yield response.content


async def hear(stream: aiohttp.StreamReader) -> tuple[int, str, Any]:
    async with asyncio.timeout(5):
        lines = (await stream.readuntil(b"\n\n")).decode().strip().splitlines()
    found = dict(one.split(": ", 1) for one in lines)
    return int(found["id"]), found["event"], json.loads(found["data"])


async def hear_kinds(stream: aiohttp.StreamReader, *kinds: str) -> list[Event]:
    found: list[Event] = []
    while len(found) < len(kinds):
        _, kind, data = await hear(stream)
        if kind != "people":
            found.append((kind, data))
    assert [kind for kind, _ in found] == list(kinds)
    return found


async def test_the_page_hears_all_that_happens(line: Line) -> None:
    async with listening(line) as stream:
        await line.say("/start")
        await hear_kinds(stream, "message")
        markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
        sent = await line.result("sendMessage", chat_id=ANS, text="dag", reply_markup=markup)
        number = sent["message_id"]
        query = (await line.do(f"/{ANS}/press", message_id=number, data="ja"))["query_id"]
        await line.result("answerCallbackQuery", callback_query_id=query, text="goed", show_alert=True)
        await line.result("sendChatAction", chat_id=ANS, action="typing")
        await line.result("editMessageText", chat_id=ANS, message_id=number, text="hoi")
        like = [{"type": "emoji", "emoji": "👍"}]
        await line.result("setMessageReaction", chat_id=ANS, message_id=1, reaction=like)
        await line.result("deleteMessage", chat_id=ANS, message_id=number)
        await line.result("setMyName", name="Coach")
        await line.do("/clock", ahead=60)
        heard = await hear_kinds(
            stream, "message", "answer", "typing", "edit", "reaction", "delete", "bot", "clock"
        )

    data = dict(heard)
    assert data["message"] == {"person": ANS, "message": sent}
    assert data["answer"] == {"person": ANS, "query_id": query, "text": "goed", "show_alert": True, "url": None}
    assert data["typing"] == {"person": ANS, "action": "typing"}
    assert data["edit"]["message"]["text"] == "hoi"
    assert data["reaction"] == {"person": ANS, "message_id": 1, "emoji": "👍"}
    assert data["delete"] == {"person": ANS, "message_id": number}
    assert data["bot"]["name"] == "Coach"
    assert data["clock"]["offset"] == 60


async def test_a_page_that_was_away_hears_what_it_missed(line: Line) -> None:
    async with listening(line) as stream:
        await line.say("een")
        number, _, _ = await hear(stream)
    await line.say("twee")
    async with listening(line, number) as stream:
        heard = await hear_kinds(stream, "message")
    async with listening(line, 5) as stream:
        _, kind, _ = await hear(stream)

    assert heard[0][1]["message"]["text"] == "twee"
    assert kind == "reset"
