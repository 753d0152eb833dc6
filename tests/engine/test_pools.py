"""Pools: of several equal texts the one shown least recently, and never one that is not there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.saying import turn_in
from bot.engine.script import Variant
from bot.engine.values import Phrase
from tests.engine.chat import Chat
from tests.engine.small import begun, scripted, talking

NAMED = """
dialog: rondje
title: Rondje
nodes:
  vraag:
    ask: Nog een keer?
    type: yes_no
  gehoord:
    say: {pool: genoteerd}
    next: vraag
"""
OWN = """
dialog: rondje
title: Rondje
nodes:
  vraag:
    ask: Nog een keer?
    type: text
    example: Ja
    save: woord
  gehoord:
    say:
      - pool: [Mooi., Fijn., "Je zei {woord}."]
        when: known(woord)
    next: vraag
"""
TWICE = """
dialog: rondje
title: Rondje
nodes:
  vraag:
    ask: Nog een keer?
    type: yes_no
  gehoord:
    say:
      - {pool: genoteerd}
      - {pool: genoteerd}
    next: vraag
"""
ASKING = """
dialog: rondje
title: Rondje
nodes:
  vraag:
    ask:
      - Hoi.
      - pool: ["Hoe is het?", "Hoe gaat het?"]
    type: yes_no
    next: vraag
"""
ALL = ["Genoteerd.", "Staat erbij.", "Bewaard."]


def _heard(chat: Chat, said: str) -> list[str]:
    return chat.write(said).split("\n")[:-1]


def test_every_text_of_a_pool_is_said_before_one_comes_again() -> None:
    chat = talking(NAMED)
    assert [_heard(chat, "ja") for _ in range(7)] == [[one] for one in (ALL * 3)[:7]]


def test_a_pool_remembers_what_was_said_from_dialog_to_dialog() -> None:
    chat = talking(NAMED)
    _heard(chat, "ja")
    chat.command("annuleer")
    begun(chat, "rondje")
    assert _heard(chat, "ja") == ["Staat erbij."]


def test_a_pool_may_stand_in_the_dialog_itself_with_a_condition_and_names() -> None:
    chat = talking(OWN)
    chat.press("Sla over")
    assert chat.said == "Nog een keer?\nBijvoorbeeld: Ja"
    said = [chat.write(word).split("\n")[0] for word in ("een", "twee", "drie", "vier")]
    assert said == ["Mooi.", "Fijn.", "Je zei drie.", "Mooi."]


def test_a_pool_twice_in_one_node_says_two_different_texts() -> None:
    chat = talking(TWICE)
    assert _heard(chat, "ja") == ["Genoteerd.", "Staat erbij."]
    assert _heard(chat, "ja") == ["Bewaard.", "Genoteerd."]


def test_a_question_may_be_worded_by_a_pool() -> None:
    chat = talking(ASKING)
    assert chat.said == "Hoi.\nHoe is het?"
    assert chat.write("ja") == "Hoi.\nHoe gaat het?"
    assert chat.write("ja") == "Hoi.\nHoe is het?"


def test_going_back_and_repeating_leave_a_pool_whole() -> None:
    chat = talking(NAMED)
    for said in ("ja", "ja", "terug", "herhaal", "terug", "ja", "nee"):
        chat.write(said)
        shown = chat.conversation.pools.get("pools.genoteerd", ())
        assert len(set(shown)) == len(shown)
        assert set(shown) <= {0, 1, 2}


def test_a_text_that_left_the_pool_is_not_said() -> None:
    chat = talking(NAMED)
    for _ in range(3):
        _heard(chat, "ja")
    files = {"pools.yaml": "pools:\n  genoteerd: [Een., Twee.]\n"}
    chat.script = scripted(NAMED, **files)
    assert [_heard(chat, "ja") for _ in range(3)] == [["Een."], ["Twee."], ["Een."]]


def test_a_text_that_joined_the_pool_is_said_first() -> None:
    chat = talking(NAMED)
    for _ in range(4):
        _heard(chat, "ja")
    chat.script = scripted(NAMED, **{"pools.yaml": "pools:\n  genoteerd: [A., B., C., D.]\n"})
    assert _heard(chat, "ja") == ["D."]
    assert _heard(chat, "ja") == ["B."]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-3, 9)).map(tuple), st.integers(1, 5))
def test_whatever_was_shown_there_is_a_text_whose_turn_it_is(shown: tuple[int, ...], size: int) -> None:
    variant = Variant(tuple(Phrase(str(at), str(at)) for at in range(size)), pool="p")
    assert 0 <= turn_in(variant, {"p": shown}) < size


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_pool_goes_round_in_every_language(language: str) -> None:
    chat = talking(NAMED)
    chat.language = language
    assert len({_heard(chat, "ja")[0] for _ in range(3)}) == 3
