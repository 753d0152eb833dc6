import asyncio
from typing import Any

import pytest

from tests.simulator.conftest import ANS, Line, until


def texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def waits(line: Line) -> bool:
    return line.simulator.world.bots[1].updates.polled


async def test_updates_come_again_until_an_offset_confirms_them(line: Line) -> None:
    for text in ("een", "twee", "drie"):
        await line.say(text)
    first = await line.updates()
    again = await line.updates()
    rest = await line.updates(offset=first[1]["update_id"])
    none = await line.updates(offset=first[2]["update_id"] + 1)

    assert texts(first) == texts(again) == ["een", "twee", "drie"]
    assert [one["update_id"] - first[0]["update_id"] for one in first] == [0, 1, 2]
    assert texts(rest) == ["twee", "drie"]
    assert none == []
    assert await line.updates() == []


@pytest.mark.parametrize(
    ("offset", "left"), [(-1, ["drie"]), (-2, ["twee", "drie"]), (-9, ["een", "twee", "drie"])]
)
async def test_a_negative_offset_keeps_the_last_ones(line: Line, offset: int, left: list[str]) -> None:
    for text in ("een", "twee", "drie"):
        await line.say(text)

    assert texts(await line.updates(offset=offset)) == left
    assert texts(await line.updates()) == left


async def test_a_limit_is_kept_between_one_and_a_hundred(line: Line) -> None:
    for number in range(101):
        await line.say(str(number))

    assert [len(await line.updates(limit=limit)) for limit in (0, 1, 7, 100, 500)] == [1, 1, 7, 100, 100]


async def test_a_poll_waits_until_something_comes(line: Line) -> None:
    poll = asyncio.create_task(line.updates(timeout=30))
    await until(lambda: waits(line))
    await line.say("dag")

    async with asyncio.timeout(5):
        assert texts(await poll) == ["dag"]


async def test_a_second_poller_ends_the_first(line: Line) -> None:
    first = asyncio.create_task(line.refusal("getUpdates", timeout=30))
    await until(lambda: waits(line))
    second = asyncio.create_task(line.updates(timeout=30))

    assert await first == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await line.say("dag")
    assert texts(await second) == ["dag"]


async def test_a_webhook_ends_polling(line: Line) -> None:
    poll = asyncio.create_task(line.refusal("getUpdates", timeout=30))
    await until(lambda: waits(line))
    await line.result("setWebhook", url="https://localhost:1/hook")

    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert (await line.refusal("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    await line.result("deleteWebhook")
    assert await line.updates() == []


async def test_only_allowed_kinds_are_kept_from_then_on(line: Line) -> None:
    await line.say("een")
    await line.updates(allowed_updates=["callback_query", "message_reaction"])
    message = await line.say("twee")
    await line.do(f"/{ANS}/react", message_id=message["message_id"], emoji="👍")

    found = await line.updates()

    assert [min(update) for update in found] == ["message", "message_reaction"]
    assert found[1]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]


async def test_reactions_are_left_out_unless_asked_for(line: Line) -> None:
    message = await line.say("dag")
    await line.do(f"/{ANS}/react", message_id=message["message_id"], emoji="👍")

    assert texts(await line.updates()) == ["dag"]
    assert (await line.look(f"/{ANS}/messages"))["reactions"] == {str(message["message_id"]): "👍"}


async def test_two_bots_do_not_see_each_other(line: Line) -> None:
    other = "888000:another-token"
    await line.say("dag")
    await line.result("getMe")
    await line.call("getMe", other)
    async with line.session.post(f"{line.url}/chat/{ANS}/text?bot=888000", json={"text": "hoi"}) as response:
        assert response.status == 200

    assert texts(await line.updates()) == ["dag"]
    assert texts((await line.call("getUpdates", other))[1]["result"]) == ["hoi"]
