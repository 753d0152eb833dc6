import io
import os
import socket
import subprocess
import sys
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path
from signal import SIGINT

import pytest

from bot import cli
from bot.cli import trying
from bot.config import PREFIX
from tests.ports import free_port
from tests.programs import person, program


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no settings."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(name in said for name in cli.COMMANDS)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_tells_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert cli.COMMANDS[command][1][1:] in " ".join(capsys.readouterr().out.split())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("netwerkcoach ")


@pytest.mark.parametrize(
    "words", [[], ["dance"], ["run", "fast"], ["try", "--port", "many"], ["try", "--port", "70000"]]
)
def test_what_is_no_command_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2


def test_run_without_a_token_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("netwerkcoach: ")
    assert "NETWERKCOACH_TOKEN is missing" in said


async def test_migrate_makes_the_database_ready(tmp_path: Path) -> None:
    async with program("bot", "migrate", folder=tmp_path, DATABASE_URL="sqlite:///new/coach.db") as migrating:
        assert await migrating.ends() == 0
    assert "up to date" in "".join(migrating.said)
    assert (tmp_path / "new" / "coach.db").exists()


@pytest.mark.parametrize(
    ("command", "unneeded"),
    [("--version", "bot.config aiohttp sqlalchemy telegram"), ("try --help", "sqlalchemy telegram bot.engine")],
)
def test_a_command_reads_no_more_than_it_needs(command: str, unneeded: str) -> None:
    look = (
        "import sys; from bot.cli import main\n"
        f"try: main({command.split()!r})\n"
        f"except SystemExit: sys.exit(' '.join(set({unneeded.split()!r}) & set(sys.modules)) or 0)"
    )
    words = [sys.executable, "-c", look]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words
    assert done.returncode == 0, done.stderr


async def test_try_serves_a_page_where_the_coach_answers_and_remembers(tmp_path: Path) -> None:
    words = ("bot", "try", "--no-browser", "--port", str(free_port()))
    async with program(*words, folder=tmp_path) as first:
        url = (await first.says("http://")).split()[-1]
        async with person(url) as ans:
            await ans.writes("/start")
            greeting = await ans.reads()
        assert await first.ends(SIGINT, within=5) == 0
    async with program(*words, folder=tmp_path) as again:
        await again.says("http://")
        async with person(url) as ans:
            await ans.writes("/start")
            assert await ans.reads() != greeting
        assert await again.ends(SIGINT, within=5) == 0
    async with program(*words, "--fresh", folder=tmp_path) as fresh:
        await fresh.says("http://")
        async with person(url) as ans:
            await ans.writes("/start")
            assert await ans.reads() == greeting
        assert await fresh.ends(SIGINT, within=5) == 0


async def test_try_refuses_to_be_there_twice_and_says_where_it_is(tmp_path: Path) -> None:
    words = ("bot", "try", "--no-browser")
    async with program(*words, "--port", str(free_port()), folder=tmp_path) as first:
        url = (await first.says("http://")).split()[-1]
        async with program(*words, "--fresh", folder=tmp_path) as second:
            assert await second.ends() == 2
        assert f"already, here: {url}" in "".join(second.said)
        async with person(url) as ans:
            await ans.writes("/start")
            assert await ans.reads()
        assert await first.ends(SIGINT, within=5) == 0


async def test_try_says_how_to_begin_anew_when_it_cannot_read_what_it_kept(tmp_path: Path) -> None:
    kept = tmp_path / trying.FOLDER / "simulator.json"
    kept.parent.mkdir(parents=True)
    kept.write_text('{"people": 1}')
    async with program("bot", "try", "--no-browser", folder=tmp_path) as tried:
        assert await tried.ends() == 2
    assert "--fresh" in "".join(tried.said)


async def test_try_takes_the_next_port_if_its_own_is_taken(tmp_path: Path) -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # somebody is there already: just as well
            stack.enter_context(socket.create_server(("127.0.0.1", trying.PORT)))
        async with program("bot", "try", "--no-browser", folder=tmp_path) as tried:
            url = (await tried.says("http://")).split()[-1]
            assert trying.PORT < int(url.rpartition(":")[2]) < trying.PORT + 20


async def test_try_refuses_a_port_that_was_asked_for_and_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with program("bot", "try", "--no-browser", "--port", str(port), folder=tmp_path) as tried:
            assert await tried.ends() == 2
    assert f"port {port} is in use" in "".join(tried.said)


def names(folder: Path) -> list[str]:
    return [found.name for found in folder.iterdir()]


async def test_try_touches_nothing_of_a_real_bot(tmp_path: Path) -> None:
    real = {
        "TOKEN": "123456:real",
        "DATABASE_URL": "sqlite:///real.db",
        "KEY_FILE": "real.key",
        "WEBHOOK_URL": "https://real.nl",
        "WEBHOOK_SECRET": "geheim-en-lang-genoeg",
    }
    words = ("bot", "try", "--no-browser", "--port", str(free_port()))
    async with program(*words, folder=tmp_path, **real) as tried:
        url = (await tried.says("http://")).split()[-1]
        async with person(url) as ans:
            await ans.writes("/start")
            assert await ans.reads()
        assert await tried.ends(SIGINT, within=5) == 0
    assert names(tmp_path) == ["var"]


@pytest.mark.parametrize(
    ("platform", "display", "opens"), [("linux", "", 0), ("linux", ":0", 1), ("darwin", "", 1)]
)
def test_a_browser_is_opened_where_there_is_a_desktop(
    platform: str, display: str, opens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    trying.show("http://127.0.0.1:1", browser=True)
    assert len(opened) == opens
    trying.show("http://127.0.0.1:1", browser=False)
    assert len(opened) == opens
