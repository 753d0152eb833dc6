"""Conversations anyone can read, performed through the real turn, saved and loaded between every two lines."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import resources
from bot.engine.script import Script
from bot.store.database import Database
from tests.conftest import Clock
from tests.stage import Stage, coach_of, lines_of

PLAYS = sorted((Path(__file__).parent / "plays").glob("*.play"))


@pytest.fixture(scope="module")
def script() -> Script:
    compiled = resources.compiled()
    assert compiled.script, compiled.problems
    return compiled.script


@pytest.fixture
def empty(sqlite_template: Path, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    file = tmp_path / "coach.sqlite"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}", clock)
    yield database
    database.close()


@pytest.mark.parametrize("file", PLAYS, ids=lambda file: file.stem)
def test_a_play_goes_as_it_is_written(
    file: Path, script: Script, empty: Database, clock: Clock, pytestconfig: pytest.Config
) -> None:
    written = lines_of(file)
    performed = list(Stage(empty, coach_of(script), clock).perform(written))
    if pytestconfig.getoption("--update"):
        file.write_text("\n".join(performed) + "\n", "utf-8")
        return
    assert performed == written, f"{file.name} goes otherwise; if it should, run: make plays"


def test_every_dialog_is_played(script: Script) -> None:
    played = {file.stem.partition("-")[0] for file in PLAYS}
    assert {"welkom", "prijs", "product", "promotie", "na_vijf_uur"} <= played & script.dialogs.keys()
