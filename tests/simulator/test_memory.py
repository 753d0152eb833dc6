import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.simulator import Simulator
from tests.simulator.conftest import ANS, TOKEN, Line, StoodClock, png, until


@asynccontextmanager
async def running(state: Path) -> AsyncIterator[Line]:
    clock = StoodClock()
    simulator = Simulator(clock, state=state)
    url = await simulator.start()
    async with aiohttp.ClientSession() as session:
        yield Line(url, session, clock, simulator)
    await simulator.stop()


async def test_everything_survives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with running(state) as line:
        bo = (await line.do("/people", first_name="Bo", language_code="en", username="bo"))["id"]
        await line.do(f"/{bo}/text", text="/start")
        await line.do("/group", title="Club")
        await line.do("/clock", ahead=3600)
        keyboard = {"keyboard": [[{"text": "Ja"}]]}
        await line.result("sendMessage", chat_id=bo, text="dag", reply_markup=keyboard)
        await line.result("setMyCommands", commands=[{"command": "stop", "description": "Stop"}])
        buttons = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
        pressed = await line.result("sendMessage", chat_id=bo, text="kies", reply_markup=buttons)
        query = await line.do(f"/{bo}/press", message_id=pressed["message_id"], data="x")
        await line.do(f"/{bo}/react", message_id=1, emoji="👍")
        form = aiohttp.FormData({"kind": "photo", "caption": "zo"})
        form.add_field("file", png(), filename="foto.png", content_type="image/png")
        async with line.session.post(f"{line.url}/chat/{bo}/upload", data=form) as response:
            photo = (await response.json())["photo"][-1]
        before = (await line.look("/state"), await line.look(f"/{bo}/messages"), await line.updates())

    async with running(state) as line:
        assert (await line.look("/state"), await line.look(f"/{bo}/messages"), await line.updates()) == before
        assert await line.result("answerCallbackQuery", callback_query_id=query["query_id"]) is True
        assert (await line.result("editMessageText", chat_id=bo, message_id=3, text="nu"))["text"] == "nu"
        path = (await line.result("getFile", file_id=photo["file_id"]))["file_path"]
        async with line.session.get(f"{line.url}/file/bot{TOKEN}/{path}") as response:
            assert await response.read() == png()
        again = await line.say("dag")
        assert (again["message_id"], again["date"]) == (1, int(line.clock()) + 3600)
        last = (await line.updates())[-1]["update_id"]
        assert last == before[2][-1]["update_id"] + 1


async def test_the_state_is_written_soon_after_a_change(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with running(state) as line:
        await line.say("dag")
        await until(state.exists)
        assert [chat["last_id"] for chat in json.loads(state.read_text())["bots"][0]["chats"]] == [1]
        assert not state.with_name("state.json.new").exists()


async def test_after_a_kill_no_number_is_given_twice(tmp_path: Path) -> None:
    state, as_killed = tmp_path / "state.json", tmp_path / "as_killed.json"
    async with running(state) as line:
        await line.say("dag")
        await until(state.exists)
        shutil.copy(state, as_killed)
        lost = await line.say("dit gaat verloren")
        bo = (await line.do("/people", first_name="Bo", language_code="nl"))["id"]
        seen = {update["update_id"] for update in await line.updates()}

    async with running(as_killed) as line:
        again = await line.say("dag")
        assert again["message_id"] > lost["message_id"]
        assert (await line.updates())[-1]["update_id"] not in seen
        assert (await line.do("/people", first_name="Jo", language_code="nl"))["id"] > bo


async def test_a_simulator_without_a_file_keeps_its_memory_over_a_stop(line: Line) -> None:
    await line.say("dag")
    await line.simulator.stop()
    line.url = await line.simulator.start()

    assert len((await line.look(f"/{ANS}/messages"))["messages"]) == 1
