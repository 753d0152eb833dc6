import asyncio
from time import monotonic
from typing import Any

import aiohttp
import pytest

from tests.simulator.conftest import ANS, TOKEN, Line, until

DAG: dict[str, Any] = {"chat_id": ANS, "text": "dag"}


@pytest.fixture(autouse=True)
async def _met(line: Line) -> None:
    await line.say("/start")


async def bot_texts(line: Line) -> list[str]:
    messages = (await line.look(f"/{ANS}/messages"))["messages"]
    return [message["text"] for message in messages if message["from"]["is_bot"]]


async def test_too_many_requests_says_how_long_to_wait(line: Line) -> None:
    await line.do("/faults", method="sendMessage", status=429, retry_after=7)

    assert await line.call("sendMessage", **DAG) == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        },
    )
    assert (await line.result("sendMessage", **DAG))["text"] == "dag"
    assert await bot_texts(line) == ["dag"]


async def test_a_fault_strikes_its_method_and_person_so_often_as_asked(line: Line) -> None:
    other = (await line.do("/people", first_name="Bo", language_code="nl"))["id"]
    await line.do(f"/{other}/text", text="/start")
    await line.do("/faults", method="sendMessage", person=other, status=500, times=2)

    seen = [(await line.call("sendMessage", chat_id=chat, text="dag"))[0] for chat in (other, ANS, other, other)]

    assert seen == [500, 200, 500, 200]


async def test_a_bad_gateway_is_not_json(line: Line) -> None:
    await line.do("/faults", method="*", status=502)
    async with line.session.post(f"{line.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_a_dropped_connection_may_have_been_accepted(line: Line) -> None:
    for after_accept, seen in ((False, []), (True, ["dag"])):
        await line.do("/faults", method="sendMessage", status="drop", after_accept=after_accept)
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientConnectionError):
                await session.post(f"{line.url}/bot{TOKEN}/sendMessage", json=DAG)
        assert await bot_texts(line) == seen


async def test_a_slow_answer_is_accepted_first_if_asked(line: Line) -> None:
    await line.do("/faults", method="sendMessage", status="slow", seconds=0.2, after_accept=True)
    began = monotonic()
    sending = asyncio.create_task(line.result("sendMessage", **DAG))
    await until(lambda: line.simulator.world.bots[1].chats[ANS].last_id == 2)
    assert not sending.done()
    await sending
    assert monotonic() - began >= 0.2


async def test_faults_can_be_called_off(line: Line) -> None:
    await line.do("/faults", method="*", status=500, times=9)
    await line.do("/faults", clear=True)

    await line.result("getMe")
    assert (await line.act("/faults", {"status": "never"}))[0] == 400


async def test_the_log_remembers_accepted_and_refused_calls(line: Line) -> None:
    await line.result("sendMessage", **DAG)
    await line.refusal("sendMessage", chat_id=ANS, text="", foo=1)
    await line.do("/faults", method="getMe", status="drop")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post(f"{line.url}/bot{TOKEN}/getMe")

    calls = await line.look("/calls")

    assert [(one["method"], one["chat_id"], one["status"]) for one in calls] == [
        ("sendMessage", ANS, 200),
        ("sendMessage", ANS, 400),
        ("getMe", None, "drop"),
    ]
    assert calls[0]["params"] == DAG
    assert calls[0]["at"] <= calls[1]["at"]
    assert await line.look("/calls?after=2") == calls[2:]
    assert await line.look("/calls?after=3") == []
