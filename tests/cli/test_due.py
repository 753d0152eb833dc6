"""``netwerkcoach due`` tells what comes on a day while the coach has the database open, and changes nothing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import cli
from bot.config import PREFIX
from bot.store import keys, keystone, schema
from bot.store.database import Database
from bot.store.keys import Keys
from tests import awaiting, shipped

PEOPLE = range(1, 4)
TOMORROW = datetime.now(UTC).replace(hour=12, minute=0) + timedelta(days=1)


@pytest.fixture
def coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A coach's database in use, whose people hear tomorrow at noon."""
    file, key_file = tmp_path / "coach.db", tmp_path / "coach.key"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv(f"{PREFIX}KEY_FILE", str(key_file))
    database, master = Database(f"sqlite:///{file}"), Keys(keys.kept(key_file))
    schema.prepare(database)
    script = shipped.script()
    chosen = {"zone": "Africa/Abidjan", "dagvraag_moment": "tijd", "dagvraag_tijd": "12:00"}
    with database.transaction() as connection:
        keystone.lay(connection, master)
        awaiting.settle(connection, master, PEOPLE, awaiting.standing(script, TOMORROW, chosen))
    yield database
    database.close()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert cli.main(["due", *words]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("coach")
def test_a_line_is_told_of_each_and_how_many_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    *lines, summary = told(capsys, "--day", "tomorrow")
    lines = [line for line in lines if "the question:" not in line]
    assert [line.split()[:5] for line in lines] == [
        [str(person), f"{TOMORROW:%Y-%m-%d}", "12:00", "daily", "sent"] for person in PEOPLE
    ]
    assert all("vandaag.wat" in line for line in lines)
    assert summary == "daily: 3 sent"


@pytest.mark.usefixtures("coach")
def test_one_person_is_told_of_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    one, summary = map(json.loads, told(capsys, "--day", f"{TOMORROW:%Y-%m-%d}", "--person", "2", "--json"))
    assert (one["person"], one["kind"], one["fate"]) == (2, "daily", "sent")
    assert datetime.fromisoformat(one["at"]).hour == 12
    assert summary == {"summary": {"daily": {"sent": 1}}}


@pytest.mark.usefixtures("coach")
def test_a_day_on_which_nothing_comes_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys) == ["Nothing comes by itself on that day."]
    assert told(capsys, "--json") == ['{"summary": {}}']


@pytest.mark.usefixtures("coach")
def test_without_the_key_none_is_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "coach.key").unlink()
    assert cli.main(["due"]) == 2
    assert "is not there" in capsys.readouterr().err
    assert not (tmp_path / "coach.key").exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "3"])
def test_a_day_that_is_none_is_refused_with_the_way_on(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["due", "--day", day])
    assert ended.value.code == 2
    assert "write a date like" in capsys.readouterr().err
