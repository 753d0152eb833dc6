import asyncio
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGTERM
from typing import Any

import aiohttp
import pytest
import structlog
from pydantic import SecretStr

from bot import app, logs, resources
from bot.config import CannotStart, Settings
from bot.gateway import profile
from bot.service.deliver import Post
from tests import shipped
from tests.ports import free_port
from tests.programs import PATIENCE, SECRET, TOKEN, Program, person, program, simulator

WEBHOOK_SECRET = "geheim-en-lang-genoeg"


def settings_for(way: str, port: int) -> dict[str, str]:
    webhook = {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "WEBHOOK_SECRET": WEBHOOK_SECRET,
        "LISTEN": f"127.0.0.1:{port}",
    }
    return {"TOKEN": TOKEN} | (webhook if way == "webhook" else {})


async def ready(coach: Program, way: str) -> None:
    await coach.says(f'"{way}"')


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_the_coach_starts_answers_and_ends_in_order(way: str, tmp_path: Path) -> None:
    settings = settings_for(way, free_port())
    async with simulator(tmp_path) as url, person(url) as ans:
        async with program("bot", "run", folder=tmp_path, API_URL=url, **settings) as coach:
            await ready(coach, way)
            await ans.writes("/start")
            assert await ans.reads()
            assert await coach.ends(SIGTERM, within=5) == 0
        await ans.writes("/help")
        async with program("bot", "run", folder=tmp_path, API_URL=url, **settings) as coach:
            assert await ans.reads()
            assert await coach.ends(SIGINT, within=5) == 0
        said = "".join(coach.said)
        assert [line for line in said.splitlines() if json.loads(line)["level"] not in {"info", "debug"}] == []
        assert SECRET not in said


async def test_health_answers_while_the_webhook_is_served(tmp_path: Path) -> None:
    port = free_port()
    async with (
        simulator(tmp_path) as url,
        program("bot", "run", folder=tmp_path, API_URL=url, **settings_for("webhook", port)) as coach,
        aiohttp.ClientSession() as session,
    ):
        await ready(coach, "webhook")
        async with session.get(f"http://127.0.0.1:{port}/health") as answer:
            assert (answer.status, await answer.read()) == (200, b"")


async def test_the_page_shows_the_scripts_commands_and_description_in_each_language(tmp_path: Path) -> None:
    script = shipped.script()
    async with simulator(tmp_path) as url, aiohttp.ClientSession() as session:
        events = await session.get(f"{url}/chat/events")
        async with program("bot", "run", folder=tmp_path, API_URL=url, TOKEN=TOKEN):
            for language in ("nl", "en"):
                face = profile.of(script).faces["" if language == "en" else language]
                bot: Any = {}
                async with asyncio.timeout(PATIENCE):
                    while bot.get("short_description") != face.short_description:
                        await events.content.readline()
                        async with session.get(f"{url}/chat/state?language_code={language}") as answer:
                            bot = (await answer.json())["bot"]
                assert bot["description"] == face.description
                assert [(each["command"], each["description"]) for each in bot["commands"]] == [*face.commands]
        events.close()


async def test_the_token_is_in_no_output_when_telegram_is_not_where_it_should_be(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with program("bot", "run", folder=tmp_path, API_URL=nowhere, TOKEN=TOKEN, LOG="debug") as coach:
        for _ in range(3):
            await coach.says("Telegram did not answer")
        assert await coach.ends(SIGTERM, within=5) == 0
    assert SECRET not in "".join(coach.said)


async def test_a_token_that_telegram_does_not_know_ends_the_start_with_a_clear_word(tmp_path: Path) -> None:
    async def refuse(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _reader.readline()
        body = b"no such page: " + request
        head = f"HTTP/1.1 404 Not Found\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    stranger = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, program("bot", "run", folder=tmp_path, API_URL=stranger, TOKEN=TOKEN) as coach:
        assert await coach.ends() == 2
    said = "".join(coach.said)
    assert "Telegram does not know this token" in said
    assert SECRET not in said


async def test_one_database_file_is_for_one_process(tmp_path: Path) -> None:
    async with (
        simulator(tmp_path) as url,
        program("bot", "run", folder=tmp_path, API_URL=url, TOKEN=TOKEN) as first,
    ):
        await ready(first, "polling")
        async with program("bot", "run", folder=tmp_path, API_URL=url, TOKEN=TOKEN) as second:
            assert await second.ends() == 2
    assert "another process is using" in "".join(second.said)


def settings(folder: Path, **more: Any) -> Settings:
    given = {
        "token": SecretStr(TOKEN),
        "api_url": f"http://127.0.0.1:{free_port()}",
        "database_url": f"sqlite:///{folder}/coach.db",
        "key_file": folder / "key",
    }
    return Settings(**{**given, **more})


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the program would have written."""
    stream = io.StringIO()
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    logs.set_up("info", secrets=[SECRET, "wachtwoord"], stream=stream)
    yield stream
    root.handlers[:] = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def test_a_part_that_breaks_ends_the_whole_program_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    async def broken(_post: Post) -> None:
        raise RuntimeError("a mistake of ours")

    async def serve() -> None:
        await app.serve(settings(tmp_path), asyncio.Event())

    monkeypatch.setattr(Post, "run", broken)
    assert app.run(serve()) == 1
    assert "the coach ends because a part of it broke" in log.getvalue()
    assert "a mistake of ours" in log.getvalue()


def test_a_part_that_ends_by_itself_ends_the_program_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    async def lazy(_post: Post) -> None:
        pass

    async def serve() -> None:
        await app.serve(settings(tmp_path), asyncio.Event())

    monkeypatch.setattr(Post, "run", lazy)
    assert app.run(serve()) == 1
    assert "ended by itself" in log.getvalue()


def test_a_database_that_is_away_is_told_without_its_password(tmp_path: Path, log: io.StringIO) -> None:
    away = f"postgresql://me:wachtwoord@127.0.0.1:{free_port()}/coach"

    async def serve() -> None:
        await app.serve(settings(tmp_path, database_url=away), asyncio.Event())

    assert app.run(serve()) == 1
    assert "the database does not answer" in log.getvalue()
    assert "wachtwoord" not in log.getvalue()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"key": SecretStr("c2hvcnQ=")}, "32 bytes"),
        ({"key": SecretStr("é!")}, "base64"),
        ({"key_file": Path("/proc/no/such/key")}, "/proc/no/such/key"),
        ({"dialogs": Path(__file__).parent / "gateway"}, "netwerkcoach check"),
        ({"token": None}, "no token"),
    ],
    ids=str,
)
async def test_what_only_the_operator_can_mend_is_said_before_anything_begins(
    tmp_path: Path, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(CannotStart, match=told):
        await app.serve(settings(tmp_path, **more), asyncio.Event())


async def test_another_key_than_the_database_was_begun_with_is_refused(tmp_path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    await app.serve(settings(tmp_path), stop)
    await app.serve(settings(tmp_path), stop)
    with pytest.raises(CannotStart, match="not the key that the database was begun with"):
        await app.serve(settings(tmp_path, key_file=tmp_path / "another"), stop)


def test_our_dialogs_make_a_script() -> None:
    assert resources.compiled().script is not None


def test_the_profile_is_english_for_whoever_speaks_neither_dutch_nor_english() -> None:
    script = shipped.script()
    faces = profile.of(script).faces
    assert faces["nl"].description == script.profile["description"].source
    assert faces[""].description == script.profile["description"].wording("en")
    assert ("verwijder" in dict(faces["nl"].commands)) is True
    assert ("forget" in dict(faces[""].commands)) is True
