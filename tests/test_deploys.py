"""The dialogs change while people talk: seen from outside, with real programs."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGINT, SIGTERM
from typing import Any

import aiohttp
import pytest

from bot import cli
from bot.config import PREFIX
from tests.engine.conftest import sources
from tests.engine.test_versions import OLD, SECOND, THIRD
from tests.ports import free_port
from tests.programs import PATIENCE, TOKEN, Person, person, program, simulator

COMMANDS = f"{sources()['commands.yaml']}\n  weg: {{names: {{nl: weg, en: way}}, describe: De weg, dialog: weg}}\n"
PATIENT = "    save: naam\n    deadline: 2d\n    no_reply: vier\n"
WAITS = OLD.replace("    save: naam\n", PATIENT).replace(", {naam}", "")
TRANSLATED = 'msgctxt "weg.twee.ask"\nmsgid "Hoe heet je?"\nmsgstr "What is your name?"\n'


class Folder:
    """A folder with dialogs, and nothing else in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dialogs = folder / "dialogs"
        self.dialogs.mkdir()
        (folder / "locale").mkdir()
        for name, text in {**sources(), "commands.yaml": COMMANDS, "weg.yaml": OLD}.items():
            (self.dialogs / name).write_text(text, "utf-8")

    @property
    def settings(self) -> dict[str, str]:
        return {"DIALOGS": str(self.dialogs), "LOCALE": str(self.folder / "locale")}

    def saves(self, dialog: str, name: str = "weg.yaml") -> None:
        (self.dialogs / name).write_text(dialog, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def says(ans: Person, *words: str) -> str:
    """The last thing that she reads after these words."""
    read = ""
    for word in words:
        await ans.writes(word)
        read = await ans.reads()
    return read


async def begins(ans: Person) -> None:
    """Gets to know the coach, and begins."""
    await says(ans, "/start", "ja")
    assert (await says(ans, "/weg")).endswith("Welke kleur?")
    assert (await says(ans, "rood")).startswith("Hoe heet je?")


Told = Callable[..., tuple[int, str]]
"""The exit code of a command beside the coach, and what it says."""


@pytest.fixture
def told(folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    for name, value in folder.settings.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    monkeypatch.chdir(folder.folder)

    def tell(*words: str) -> tuple[int, str]:
        code = cli.main(words)
        return code, "".join(capsys.readouterr())

    return tell


async def test_after_a_deploy_she_answers_the_question_of_before_and_goes_on_anew(
    folder: Folder, told: Told
) -> None:
    async with simulator(folder.folder) as url, person(url) as ans:
        running = {"API_URL": url, "TOKEN": TOKEN, **folder.settings}
        async with program("bot", "run", folder=folder.folder, **running) as coach:
            await coach.says('"polling"')
            await begins(ans)
            assert told("check", "--live") == (0, "Nobody is stranded.\n")
            folder.saves(OLD.replace(SECOND, "").replace(", {naam}", "").replace("Hoe laat is", "Welk uur is"))
            code, said = told("check", "--live", "--format", "json")
            (row,) = json.loads(said)
            assert code == 0
            assert row == {**row, "node": "twee", "to": "weg.twee", "fate": "stays", "people": None}
            assert await coach.ends(SIGTERM, within=5) == 0
        async with program("bot", "run", folder=folder.folder, **running) as coach:
            await coach.says('"polling"')
            assert (await says(ans, "Ans")).startswith("Welk uur is het?")
            code, said = told("stats")
            assert (code, said.split()[0]) == (0, "dialog")
            assert "weg" in said


async def test_before_a_deploy_it_is_told_who_would_be_stranded(folder: Folder, told: Told) -> None:
    async with simulator(folder.folder) as url, person(url) as ans:
        running = {"API_URL": url, "TOKEN": TOKEN, **folder.settings}
        async with program("bot", "run", folder=folder.folder, **running) as coach:
            await coach.says('"polling"')
            await begins(ans)
            folder.saves(sources()["commands.yaml"], "commands.yaml")
            (folder.dialogs / "weg.yaml").unlink()
            code, said = told("check", "--live")
            assert code == 1
            assert [line.split()[2:] for line in said.splitlines()[:2]] == [
                ["node", "to", "fate", "people"],
                ["twee", "(over)", "stranded", "<5"],
            ]
            assert "Some are stranded" in said
            assert "Ans" not in said


@pytest.mark.parametrize("words", [("check", "--live"), ("stats",)])
def test_where_nothing_can_be_read_nothing_is_made(folder: Folder, told: Told, words: tuple[str, ...]) -> None:
    code, said = told(*words)
    assert code == 2
    assert "is not there" in said or "there is no database" in said
    assert not (folder.folder / "var").exists()


def test_live_is_not_told_beside_a_pull_request(told: Told) -> None:
    code, said = told("check", "--live", "--format", "github")
    assert (code, "as text or as json" in said) == (2, True)


@asynccontextmanager
async def trying(folder: Folder) -> AsyncIterator[tuple[Any, Person]]:
    """The coach as it is tried, and who tries it."""
    words = ("bot", "try", "--no-browser", "--port", str(free_port()))
    async with program(*words, folder=folder.folder, **folder.settings) as tried:
        url = (await tried.says("http://")).split()[-1]
        async with person(url) as ans:
            yield tried, ans
        assert await tried.ends(SIGINT, within=5) == 0


async def test_while_it_is_tried_the_coach_takes_what_is_saved_and_the_talk_goes_on(folder: Folder) -> None:
    async with trying(folder) as (tried, ans):
        await begins(ans)
        folder.saves(OLD.replace("Hoe laat is", "Welk uur is"))
        await tried.says("goes on with what you saved")
        assert (await says(ans, "Ans")).startswith("Welk uur is het?")
        folder.saves(OLD.replace(THIRD, "").replace("type: choice", "type: kleur"))
        assert "N02" in await tried.says("dialogs/weg.yaml:7:5")
        await tried.says("as it was before")
        assert (await says(ans, "/herhaal")).startswith("Welk uur is het?")
        folder.saves(OLD.replace("Dat was het", "Klaar ben je"))
        await tried.says("goes on with what you saved")
        assert (await says(ans, "Acht uur")) == "Klaar ben je, Ans."


async def test_while_it_is_tried_the_coach_takes_translations_and_shows_other_commands(folder: Folder) -> None:
    async with trying(folder) as (tried, ans):
        await begins(ans)
        folder.saves(COMMANDS.replace("describe: De weg", "describe: Het pad"), "commands.yaml")
        await tried.says("goes on with what you saved")
        async with ans.session.get(f"{ans.url}/chat/state?language_code=nl") as answer:
            shown = (await answer.json())["bot"]["commands"]
        assert {"command": "weg", "description": "Het pad"} in shown
        catalogue = folder.folder / "locale" / "en" / "LC_MESSAGES" / "netwerkcoach.po"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text(TRANSLATED, "utf-8")
        await tried.says("goes on with what you saved")
        await says(ans, "/taal", "English", "Ondernemer")
        assert "What is your name?" in await says(ans, "/herhaal")


async def test_the_pages_clock_goes_to_the_next_moment_and_what_is_due_happens(folder: Folder) -> None:
    folder.saves(WAITS)
    async with trying(folder) as (_, ans):
        assert await _clock(ans, None) == (0, None)
        await begins(ans)
        offset, ahead = await _clock(ans, None)
        assert ahead is not None
        assert 0 < 2 * 86400 - ahead < 60
        offset, ahead = await _clock(ans, {"to": "next"})
        assert 0 < 2 * 86400 - offset < 60
        assert await ans.reads() == "Dat was het."
        assert await _clock(ans, None) == (offset, None)


async def _clock(ans: Person, to: dict[str, str] | None) -> tuple[float, float | None]:
    """How far the page's clock is ahead, and how far off the next moment is."""
    how = aiohttp.hdrs.METH_POST if to else aiohttp.hdrs.METH_GET
    async with asyncio.timeout(PATIENCE), ans.session.request(how, f"{ans.url}/chat/clock", json=to) as answer:
        clock = await answer.json()
    return clock["offset"], clock["next"] and clock["next"] - clock["now"]
