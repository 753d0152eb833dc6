from typing import Any

import aiohttp
import pytest

from bot.simulator import Simulator
from tests.simulator.conftest import ANS, TOKEN, Line, StoodClock, png


async def test_the_page_begins_with_one_person(line: Line) -> None:
    state = await line.look("/state")

    assert state["bot"]["name"] == "Netwerkcoach"
    assert state["clock"] == {"now": line.clock(), "offset": 0, "next": None}
    assert state["people"] == [
        {
            "id": ANS,
            "first_name": "Ans",
            "language_code": "nl",
            "phone_number": "+31611000001",
            "unread": 0,
            "blocked": False,
            "started": False,
            "last": None,
        }
    ]


async def test_the_bot_is_shown_in_the_page_s_language(line: Line) -> None:
    await line.result("setMyDescription", description="Hallo")
    await line.result("setMyDescription", description="Hello", language_code="en")
    private = {"type": "all_private_chats"}
    await line.result("setMyCommands", commands=[{"command": "stop", "description": "Stop"}], scope=private)

    english, dutch = await line.look("/state?language_code=en"), await line.look("/state?language_code=nl")

    assert (english["bot"]["description"], dutch["bot"]["description"]) == ("Hello", "Hallo")
    assert english["bot"]["commands"] == dutch["bot"]["commands"] == [{"command": "stop", "description": "Stop"}]


async def test_a_key_may_be_given_as_a_bare_text(line: Line) -> None:
    markup = {"keyboard": [["Ja", {"text": "Nee"}]]}
    await line.say("/start")
    await line.result("sendMessage", chat_id=ANS, text="?", reply_markup=markup)
    shown = (await line.look(f"/{ANS}/messages"))["keyboard"]
    assert shown == {"keyboard": [[{"text": "Ja"}, {"text": "Nee"}]]}


async def test_a_keyboard_stays_until_it_is_removed_or_used_once(line: Line) -> None:
    async def shown() -> Any:
        return (await line.look(f"/{ANS}/messages"))["keyboard"]

    await line.say("/start")
    keyboard: dict[str, Any] = {"keyboard": [[{"text": "Ja"}]]}
    await line.result("sendMessage", chat_id=ANS, text="?", reply_markup=keyboard)
    await line.say("Ja")
    assert await shown() == keyboard
    await line.result("sendMessage", chat_id=ANS, text="!", reply_markup={"remove_keyboard": True})
    assert await shown() is None
    for once in (keyboard | {"one_time_keyboard": True}, {"force_reply": True}):
        await line.result("sendMessage", chat_id=ANS, text="?", reply_markup=once)
        assert await shown() == once
        await line.say("Ja")
        assert await shown() is None


async def test_unread_messages_are_counted_until_they_are_read(line: Line) -> None:
    await line.say("/start")
    for text in ("een", "twee"):
        await line.result("sendMessage", chat_id=ANS, text=text)

    async def seen() -> Any:
        person = (await line.look("/state"))["people"][0]
        return person["unread"], person["last"]["text"], person["started"]

    assert await seen() == (2, "twee", True)
    await line.do(f"/{ANS}/read", message_id=2)
    assert await seen() == (1, "twee", True)
    await line.do(f"/{ANS}/read", message_id=3)
    assert await seen() == (0, "twee", True)
    assert (await line.look(f"/{ANS}/messages"))["read"] == 3


async def test_a_long_text_arrives_in_parts(line: Line) -> None:
    sent = await line.do(f"/{ANS}/text", text="a" * 5000)

    assert [len(one["text"]) for one in sent["messages"]] == [4096, 904]
    assert len(await line.updates()) == 2


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/{ANS}/press", {"message_id": 1, "data": "ja"}, 404),
        (f"/{ANS}/press", {"message_id": 9, "data": "ja"}, 404),
        (f"/{ANS}/edit", {"message_id": 9, "text": "x"}, 404),
        (f"/{ANS}/text", {"text": " "}, 400),
        (f"/{ANS}/text", {}, 404),
        (f"/{ANS}/users", {"request_id": 1, "users": []}, 404),
        (f"/{ANS}/contact", {"first_name": "Bo"}, 400),
        (f"/{ANS}/forward", {"chat": ANS, "message_id": 9}, 404),
        (f"/{ANS}/forward", {"chat": 5, "message_id": 1}, 404),
        ("/5/text", {"text": "x"}, 404),
        ("/-5/text", {"text": "x"}, 404),
        ("/clock", {"ahead": -5}, 400),
        ("/clock", {"to": "now"}, 200),
    ],
)
async def test_what_cannot_be_done_is_told(line: Line, path: str, body: Any, status: int) -> None:
    await line.say("/start")
    seen, answer = await line.act(path, body)

    assert seen == status
    assert ("error" in answer) == (status != 200)


async def test_a_forwarded_message_tells_who_wrote_it_first_and_when(line: Line) -> None:
    bo = (await line.do("/people", first_name="Bo", language_code="nl", username="bo_bos"))["id"]
    said = (await line.do(f"/{bo}/text", text="Groeten uit Arnhem"))["messages"][0]
    line.clock.moment += 60
    passed_on = await line.do(f"/{ANS}/forward", chat=bo, message_id=said["message_id"])
    again = await line.do(f"/{bo}/forward", chat=ANS, message_id=passed_on["message_id"])
    wrote = {"id": bo, "is_bot": False, "first_name": "Bo", "username": "bo_bos"}
    for message, sender in ((passed_on, ANS), (again, bo)):
        assert (message["from"]["id"], message["text"]) == (sender, "Groeten uit Arnhem")
        assert message["forward_origin"] == {"type": "user", "sender_user": wrote, "date": said["date"]}
    assert passed_on["date"] == said["date"] + 60
    heard = [update["message"] for update in await line.updates()]
    assert heard[1:] == [passed_on, again]


async def test_what_the_bot_said_is_forwarded_without_its_buttons(line: Line) -> None:
    await line.say("/start")
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    asked = await line.result("sendMessage", chat_id=ANS, text="Ja?", reply_markup=keyboard)
    passed_on = await line.do(f"/{ANS}/forward", chat=ANS, message_id=asked["message_id"])
    assert passed_on["forward_origin"]["sender_user"]["is_bot"] is True
    assert "reply_markup" not in passed_on


async def test_a_file_of_people_reaches_the_bot_byte_for_byte(line: Line) -> None:
    vcf = "BEGIN:VCARD\r\nFN:Noël\r\nEND:VCARD\r\n".encode()
    form = aiohttp.FormData()
    form.add_field("kind", "document")
    form.add_field("file", vcf, filename="mensen.vcf", content_type="text/vcard")
    async with line.session.post(f"{line.url}/chat/{ANS}/upload", data=form) as response:
        document = (await response.json())["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "mensen.vcf",
        "text/vcard",
        len(vcf),
    )
    path = (await line.result("getFile", file_id=document["file_id"]))["file_path"]
    async with line.session.get(f"{line.url}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == vcf


async def test_in_a_group_only_commands_and_replies_reach_the_bot(line: Line) -> None:
    group = (await line.do("/group", title="Club"))["id"]
    await line.do(f"/{group}/text", text="zomaar", as_person=ANS)
    await line.do(f"/{group}/text", text="/start", as_person=ANS)
    sent = await line.result("sendMessage", chat_id=group, text="dag")
    await line.do(f"/{group}/text", text="hoi", as_person=ANS, reply_to_message_id=sent["message_id"])

    added, command, reply = await line.updates()

    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (command["message"]["text"], reply["message"]["text"]) == ("/start", "hoi")
    assert await line.result("leaveChat", chat_id=group) is True
    gone = await line.refusal("sendMessage", chat_id=group, text="dag")
    assert gone == "403 Forbidden: bot was kicked from the group chat"


async def test_blocking_is_told_to_the_bot_once(line: Line) -> None:
    for blocked in (True, True, False):
        await line.do(f"/{ANS}/block", blocked=blocked)

    told = [one["my_chat_member"]["new_chat_member"]["status"] for one in await line.updates()]

    assert told == ["kicked", "member"]
    await line.do(f"/{ANS}/block", blocked=True)
    assert (await line.act(f"/{ANS}/text", {"text": "dag"}))[0] == 400


async def test_the_clock_goes_ahead_to_the_next_moment_and_back_to_now() -> None:
    clock = StoodClock(1000.0)

    async def next_moment() -> float:
        return 5000.0

    simulator = Simulator(clock, next_moment=next_moment)
    url = await simulator.start()
    async with aiohttp.ClientSession() as session:
        line = Line(url, session, clock, simulator)
        assert await line.do("/clock", ahead=500) == {"now": 1500, "offset": 500, "next": 5000}
        assert await line.do("/clock", to="next") == {"now": 5000, "offset": 4000, "next": 5000}
        assert simulator.now() == 5000
        assert (await line.say("dag"))["date"] == 5000
        assert await line.do("/clock", to="now") == {"now": 1000, "offset": 0, "next": 5000}
        assert await line.look("/clock") == {"now": 1000, "offset": 0, "next": 5000}
    await simulator.stop()


async def test_a_file_is_shown_only_if_it_cannot_run(line: Line) -> None:
    await line.say("/start")
    form = aiohttp.FormData({"kind": "document"})
    form.add_field("file", b"<script>", filename="x.html", content_type="text/html")
    async with line.session.post(f"{line.url}/chat/{ANS}/upload", data=form) as response:
        document = (await response.json())["document"]
    form = aiohttp.FormData({"kind": "photo"})
    form.add_field("file", png(), filename="x.png", content_type="image/png")
    async with line.session.post(f"{line.url}/chat/{ANS}/upload", data=form) as response:
        photo = (await response.json())["photo"][-1]

    for file_id, disposition in ((document["file_id"], "attachment"), (photo["file_id"], None)):
        async with line.session.get(f"{line.url}/chat/file/{file_id}") as response:
            assert response.headers.get("Content-Disposition") == disposition
            assert response.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
async def test_another_site_s_page_may_do_nothing(line: Line, headers: dict[str, str], status: int) -> None:
    assert (await line.act("/clock", {"to": "now"}, **headers))[0] == status


async def test_the_page_is_served_with_its_type_and_nothing_else_is(line: Line) -> None:
    async with line.session.get(f"{line.url}/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert response.headers["Cache-Control"] == "no-store"
    for path in ("/page/..%2fserver.py", "/page/server.py", "/page/none.js"):
        async with line.session.get(f"{line.url}{path}") as response:
            assert response.status == 404
