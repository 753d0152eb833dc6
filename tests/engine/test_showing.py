"""A node that shows something: what leaves, in which order, and what an author is told."""

import pytest

from bot.engine.advance import begin
from bot.engine.compile import compile_script
from bot.engine.conversation import Conversation
from bot.engine.effects import Message, Show, from_json, to_json
from bot.engine.repertoire import Repertoire
from bot.engine.script import Script
from bot.engine.values import Line
from bot.engine.world import World
from bot.render.message import to_plain
from tests.engine.chat import NOON
from tests.engine.conftest import compiled, sources

SHOWS = Repertoire(shows=frozenset({"map", "book"}))
DIALOG = """
dialog: proef
title: Proef
aside: true
nodes:
  eerst:
    say: Kijk eens.
  kaart:
    show: map
    since: vandaag - 30
    caption:
      - when: known(proef_naam)
        text: Van {proef_naam}.
      - Zo staat het er nu voor.
  boek:
    show: book
    since: proef_dag
  vraag:
    ask: Hoe noem je het?
    type: text
    example: Mijn kring.
    save: proef_naam
  dag:
    ask: Vanaf welke dag?
    type: date
    past: true
    save: proef_dag
    next: end
"""


@pytest.fixture(scope="module")
def script() -> Script:
    return compiled({**sources(), "proef.yaml": DIALOG}, repertoire=SHOWS)


def begun(script: Script, **answers: str) -> list[Message | Show]:
    turn = begin(script, Conversation(answers={"~done.kennis": 1, **answers}), "proef", World(NOON))
    return [effect for effect in turn.effects if isinstance(effect, Message | Show)]


def test_a_picture_leaves_between_what_is_said_before_it_and_after_it(script: Script) -> None:
    said, picture, book, asked = begun(script)
    assert isinstance(said, Message)
    assert [to_plain(line, "nl") for line in said.lines] == ["Kijk eens."]
    assert isinstance(picture, Show)
    assert isinstance(book, Show)
    assert isinstance(asked, Message)
    assert asked.asked


def test_a_picture_tells_from_the_day_that_is_worked_out_to_hers(script: Script) -> None:
    _, picture, _, _ = begun(script)
    assert isinstance(picture, Show)
    assert (picture.what, picture.since, picture.on) == ("map", "2026-01-31", "2026-03-02")


def test_without_a_day_that_is_known_all_of_it_is_shown(script: Script) -> None:
    _, _, book, _ = begun(script)
    _, _, later, _ = begun(script, proef_dag="2026-02-01")
    assert isinstance(book, Show)
    assert isinstance(later, Show)
    assert (book.since, later.since) == ("", "2026-02-01")


def test_under_a_picture_stands_what_can_be_said_now(script: Script) -> None:
    _, picture, book, _ = begun(script)
    _, named, _, _ = begun(script, proef_naam="mijn kring")
    assert [to_plain(line, "nl") for line in getattr(picture, "lines", ())] == ["Zo staat het er nu voor."]
    assert [to_plain(line, "nl") for line in getattr(named, "lines", ())] == [
        "Van mijn kring.",
        "Zo staat het er nu voor.",
    ]
    assert getattr(book, "lines", None) == ()


def test_it_is_written_down_and_read_back_as_it_was() -> None:
    shown = Show("map", "2026-03-02", "", (Line("Zo {wat}", {"wat": "dan"}),), Line("Nee"))
    assert from_json(to_json(shown)) == shown


def test_a_day_has_to_be_a_day() -> None:
    wrong = DIALOG.replace("since: vandaag - 30", "since: antwoorden + 1")
    problems = compile_script({**sources(), "proef.yaml": wrong}, {}, SHOWS).problems
    assert [(one.code, one.place.line) for one in problems if not one.code.startswith("N4")] == [("N18", 10)]
