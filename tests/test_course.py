"""docs/course.md is of today's dialogs: its pictures, its tables, and what it names."""

import re

import pytest
from msgspec.structs import replace

from bot.engine.script import Script
from tests import shipped
from tests.course import DOCUMENT, PICTURES, drawn, filled, most_questions, talks

TODAY = "it is of older dialogs: run make course"


@pytest.fixture(scope="module")
def script() -> Script:
    return shipped.script()


@pytest.fixture
def document() -> str:
    return DOCUMENT.read_text("utf-8")


def test_the_pictures_are_of_the_talks_of_today(script: Script) -> None:
    kept = {file.stem: file.read_text("utf-8") for file in PICTURES.iterdir()}
    assert kept.keys() == {one.id for one in talks(script)}
    assert [one.id for one in talks(script) if kept[one.id] != drawn(one)] == [], TODAY
    assert max(map(len, kept.values())) < 300_000


def test_the_tables_are_of_the_dialogs_of_today(script: Script, document: str) -> None:
    assert document == filled(document, script), TODAY


def test_a_table_of_other_dialogs_is_noticed(script: Script, document: str) -> None:
    longer = replace(script.dialogs["prijs"], minutes=99)
    assert document != filled(document, replace(script, dialogs={**script.dialogs, "prijs": longer}))


def test_every_talk_has_its_section_and_its_picture(script: Script, document: str) -> None:
    assert re.findall(r"(?m)^### `(\w+)`", document) == [one.id for one in talks(script)]
    assert re.findall(r"(?m)^\[!\[.*\]\(course/(\w+)\.svg\)\]", document) == [one.id for one in talks(script)]


def test_every_dialog_is_named(script: Script, document: str) -> None:
    named = set(re.findall(r"`(\w+)`", document))
    assert [id_ for id_, one in script.dialogs.items() if not one.daily and id_ not in named] == []


def test_every_talk_of_the_course_can_ask_eight_questions(script: Script) -> None:
    assert {id_: most for id_ in script.course if (most := most_questions(script.dialogs[id_])) < 8} == {}
