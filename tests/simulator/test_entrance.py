import asyncio
import json
import sys
from pathlib import Path

import aiohttp

from tests.simulator.conftest import ANS, TOKEN


async def test_it_runs_as_a_process_of_its_own_and_writes_its_state_when_told_to_stop(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    options = ("-m", "bot.simulator", "--port", "0", "--state", str(state))
    process = await asyncio.create_subprocess_exec(sys.executable, *options, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{url}/chat/{ANS}/text", json={"text": "dag"}) as response:
            assert response.status == 200
        async with session.get(f"{url}/bot{TOKEN}/getUpdates") as response:
            assert (await response.json())["result"][0]["message"]["text"] == "dag"
    process.terminate()
    async with asyncio.timeout(10):
        assert await process.wait() == 0

    (kept,) = json.loads(state.read_text())["bots"][0]["chats"]
    assert kept["messages"]["1"]["text"] == "dag"
    assert url.startswith("http://127.0.0.1:")
