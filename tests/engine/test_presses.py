"""Buttons of yesterday, buttons pressed twice, buttons that nobody made."""

import pytest

from bot.engine.script import Script
from tests.engine.chat import Chat


def test_a_second_tap_on_the_same_answer_is_acknowledged_and_nothing_more(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    before = chat.conversation
    chat.press_again("Rood")
    assert chat.kinds() == ["acknowledge"]
    assert chat.notice == ""
    assert chat.conversation == before


def test_a_second_tap_on_the_last_answer_of_a_dialog_is_silent_too(chat: Chat) -> None:
    chat.command("menu")
    chat.press("Niets")
    chat.press_again("Niets")
    assert chat.kinds() == ["acknowledge"]
    assert chat.notice == ""


def test_a_second_tap_on_the_answer_that_opened_a_dialog_is_silent(chat: Chat) -> None:
    chat.command("menu")
    chat.press("De dag")
    chat.press_again("De dag")
    assert chat.kinds() == ["acknowledge"]
    assert len(chat.conversation.frames) == 1


@pytest.mark.parametrize("label", ["Terug", "Sla over"])
def test_a_second_tap_on_a_way_back_or_on_is_silent(chat: Chat, label: str) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.press(label)
    before = chat.conversation
    chat.press_again(label)
    assert chat.kinds() == ["acknowledge"]
    assert chat.conversation == before


def test_a_second_tap_on_klaar_is_silent(chat: Chat) -> None:
    chat.command("dag")
    for words in ("rood", "De Hoek", "7"):
        chat.write(words)
    chat.press("Appels")
    chat.press("Klaar")
    chat.press_again("Klaar")
    assert chat.kinds() == ["acknowledge"]


def test_another_button_of_the_question_just_answered_says_that_it_is_past(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    chat.press_again("Blauw")
    assert chat.notice == "(old_button)"
    assert chat.answers["kleur"] == "rood"
    assert chat.messages == []


def test_a_button_of_long_ago_says_so_and_shows_the_open_question_once(chat: Chat) -> None:
    chat.command("dag")
    for words in ("rood", "De Hoek"):
        chat.write(words)
    chat.press("7")
    assert chat.press_again("Blauw") == "Wat past?"
    assert chat.notice == "(old_button)"
    assert len(chat.keyboards) == 1, "the open question was put again, and its earlier copy has no buttons"


def test_an_old_button_with_nothing_open_tells_the_way(chat: Chat) -> None:
    chat.command("menu")
    chat.press("Niets")
    chat.press_again("De taal")
    assert chat.notice == "(old_button_idle)"
    assert chat.messages == []


def test_the_earlier_copy_of_the_open_question_still_answers_it(chat: Chat) -> None:
    chat.command("dag")
    chat.command("help")
    chat.press_again("Rood")
    assert chat.answers["kleur"] == "rood"
    assert chat.labels == [["Terug", "Sla over"]]


@pytest.mark.parametrize(
    "choice",
    ["paars", "", "~", "~done", "~pick.rood", "~fix.1", "~fix.x", "~keep", "~resume", "7", "ja", "x" * 60],
)
def test_a_forged_button_changes_no_answer(chat: Chat, choice: str) -> None:
    chat.command("dag")
    before = chat.conversation
    chat.forge(choice)
    assert chat.kinds()[0] == "acknowledge"
    assert chat.conversation.answers == before.answers
    assert chat.conversation.frames == before.frames


@pytest.mark.parametrize("choice", ["11", "-1", "07", "+7", "7.0", "٣", "²", "9" * 50])
def test_a_forged_score_is_no_score(chat: Chat, choice: str) -> None:
    chat.command("dag")
    for words in ("rood", "De Hoek"):
        chat.write(words)
    chat.forge(choice)
    assert "cijfer" not in chat.answers
    assert chat.notice == "(old_button)"


def test_a_hidden_choice_can_not_be_forged(chat: Chat) -> None:
    chat.command("dag")
    for words in ("blauw", "Diep", "De Hoek", "7"):
        chat.write(words)
    chat.forge("~pick.citroen")
    assert chat.conversation.picked == ()


def test_a_press_by_somebody_with_no_conversation_is_acknowledged(script: Script) -> None:
    chat = Chat(script)
    chat.forge("ja", asked=5)
    assert chat.notice == "(old_button_idle)"
    assert chat.conversation.frames == ()


def test_a_button_from_a_forgotten_life_fits_no_question(chat: Chat) -> None:
    chat.command("dag")
    asked = chat.conversation.asked
    anew = Chat(chat.script)
    anew.wait(days=1)
    anew.start()
    anew.forge("ja", asked=asked)
    assert anew.notice == "(old_button)"
    assert "toestemming" not in anew.answers
