"""What home knows: which talk lies waiting beneath it."""

import pytest

from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources

MENU = """
dialog: menu
title: Menu
aside: true
nodes:
  hier:
    ask:
      - Er wacht {gesprek_open}.
      - Wat wil je?
    type: choice
    optional: false
    choices:
      verder: {label: Door, when: known(gesprek_open), go: dicht}
      niets: {label: Dicht, go: dicht}
  dicht:
    end: []
"""


@pytest.fixture
def home() -> Chat:
    chat = Chat(compiled({**sources(), "menu.yaml": MENU}))
    chat.start()
    chat.press("Ja")
    return chat


def test_home_tells_which_talk_waits_and_leads_back_to_it(home: Chat) -> None:
    home.command("dag")
    assert home.command("menu") == "Er wacht De dag.\nWat wil je?"
    assert home.press("Door") == "Welke kleur kies je?"


def test_nothing_waits_where_nothing_is_open_any_more(home: Chat) -> None:
    home.command("dag")
    home.command("menu")
    home.press("Dicht")
    home.command("annuleer")
    assert home.command("menu") == "Wat wil je?"
    assert home.labels == [["Dicht"]]


def test_what_was_opened_in_passing_does_not_wait(home: Chat) -> None:
    home.command("dag")
    home.command("menu")
    assert home.command("menu") == "Er wacht De dag.\nWat wil je?"
