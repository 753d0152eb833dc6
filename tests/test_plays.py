"""Conversations anyone can read, performed through the real turn, saved and loaded between every two lines."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import resources
from bot.cli.covering import rehearsed
from bot.coaching.repertoire import REPERTOIRE
from bot.engine.compile import compile_script
from bot.engine.script import Script
from bot.service.coverage import Rehearsed, lacking, reach, together
from bot.service.performance import Performance
from bot.service.play import PlayError
from bot.service.rehearsal import Rehearsal
from bot.store.database import Database
from tests import shipped
from tests.conftest import Clock
from tests.stage import Stage, coach_of, lines_of

PLAYS = sorted((Path(__file__).parent / "plays").rglob("*.play"))


@pytest.fixture(scope="module")
def script() -> Script:
    return shipped.script()


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
    try:
        performed = list(Performance(Stage(empty, coach_of(script), clock)).perform(written))
    except PlayError as error:
        pytest.fail(f"{file.name}: {error}", pytrace=False)
    if pytestconfig.getoption("--update"):
        file.write_text("\n".join(performed) + "\n", "utf-8")
        return
    assert performed == written, f"{file.name} goes otherwise; if it should, run: make plays"


@pytest.mark.parametrize("file", PLAYS, ids=lambda file: file.stem)
def test_a_rehearsal_tells_the_same_as_the_real_turn(file: Path, script: Script) -> None:
    written = lines_of(file)
    assert list(Performance(Rehearsal(script)).perform(written)) == written


PATIENT = """
dialog: geduld
title: Geduld
nodes:
  wat:
    ask: Wat wil je af hebben?
    type: text
    example: De rekening.
    deadline: 4h
    no_reply: nog_eens
  klaar:
    end: Goed zo.
  nog_eens:
    ask: Lukt het vandaag?
    type: yes_no
    optional: false
    deadline: 1d
    no_reply: stil
    next: klaar
  stil:
    end: Dan vraag ik het morgen weer.
"""
WAITED = """# who: Jo, nl
# dialog: geduld
< Wat wil je af hebben?
<
< Bijvoorbeeld: De rekening.
< [Sla over]
+3h
> /herhaal
< Wat wil je af hebben?
<
< Bijvoorbeeld: De rekening.
< [Sla over]
+2d
< Lukt het vandaag?
< [Ja] [Nee]
< [‹ Terug]
< Dan vraag ik het morgen weer.""".splitlines()  # noqa: RUF001 -- the coach's own arrow


@pytest.mark.parametrize("on_a_database", [True, False])
def test_what_is_to_happen_while_time_passes_happens(
    empty: Database, clock: Clock, *, on_a_database: bool
) -> None:
    files = {name: text for name, (_, text) in resources.sources().items()} | {"geduld.yaml": PATIENT}
    patient = compile_script(files, {}, REPERTOIRE).script
    assert patient
    performer = Stage(empty, coach_of(patient), clock) if on_a_database else Rehearsal(patient)
    assert list(Performance(performer).perform(WAITED)) == WAITED


@pytest.fixture(scope="module")
def rehearsals(script: Script) -> tuple[Rehearsed, ...]:
    return rehearsed(script, PLAYS)


def test_the_plays_come_to_every_node_and_take_every_way(
    script: Script, rehearsals: tuple[Rehearsed, ...]
) -> None:
    trail = together(rehearsals)
    found = [reach(dialog, trail) for dialog in script.dialogs.values()]
    missed = [str(spot) for one in found for spot in (*one.missed_nodes, *one.missed_ways)]
    assert not missed, "the plays leave out:\n" + "\n".join(missed)


def test_every_kind_of_person_goes_through_every_dialog(script: Script, rehearsals: tuple[Rehearsed, ...]) -> None:
    """Where a dialog asks nothing there is no kind: it is to be reached in Dutch and in English, no more."""
    found = {dialog.id: lacking(dialog, rehearsals) for dialog in script.dialogs.values()}
    lacks = [f"{dialog}: {', '.join(plays)}" for dialog, plays in found.items() if plays]
    assert not lacks, "there is no play of:\n" + "\n".join(lacks)
