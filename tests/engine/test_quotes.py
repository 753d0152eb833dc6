"""Words that may be given back: kept with the day on which they were written, and with no other."""

import pytest

from bot.engine.saying import quote_key
from tests.engine.chat import Chat
from tests.engine.small import begun, talking

WORDS = """
dialog: woorden
title: Woorden
nodes:
  mooi:
    ask: Wat was er mooi?
    type: text
    example: De lucht
    allow: [voice]
    quote: true
    save: mooi
  anders:
    ask: Wat nog meer?
    type: text
    example: De zee
    save: anders
    next: end
"""
KEY = quote_key("mooi")


@pytest.fixture
def chat() -> Chat:
    return talking(WORDS)


def test_the_day_is_kept_of_words_to_be_given_back_only(chat: Chat) -> None:
    chat.write("De lucht")
    chat.write("De zee")
    assert chat.conversation.answers[KEY] == "2026-03-02"
    assert quote_key("anders") not in chat.conversation.answers


def test_new_words_have_a_new_day(chat: Chat) -> None:
    chat.write("De lucht")
    chat.write("De zee")
    chat.wait(days=30)
    begun(chat, "woorden")
    assert chat.conversation.answers[KEY] == "2026-03-02"
    chat.write("De wolken")
    assert chat.conversation.answers[KEY] == "2026-04-01"


def test_going_back_takes_the_day_back(chat: Chat) -> None:
    chat.write("De lucht")
    chat.press("Terug")
    assert KEY not in chat.conversation.answers


def test_skipping_keeps_no_day(chat: Chat) -> None:
    chat.press("Sla over")
    assert KEY not in chat.conversation.answers


def test_a_recording_is_no_words_to_be_given_back(chat: Chat) -> None:
    chat.send("voice", "file")
    assert chat.conversation.answers["mooi"] == "~media.voice.file"
    assert KEY not in chat.conversation.answers


@pytest.mark.parametrize("said", ["niets", "Niemand.", "nee"])
def test_what_says_nothing_is_not_given_back(chat: Chat, said: str) -> None:
    chat.write(said)
    assert chat.conversation.answers["mooi"] == said
    assert KEY not in chat.conversation.answers


def test_words_changed_on_a_later_day_are_of_that_day(chat: Chat) -> None:
    chat.write("De lucht")
    chat.wait(days=1)
    chat.edit("De wolken", chat.message - 1)
    assert (chat.answers["mooi"], chat.conversation.answers[KEY]) == ("De wolken", "2026-03-03")


def test_words_corrected_on_a_later_day_are_of_that_day(chat: Chat) -> None:
    chat.write("De lucht")
    chat.wait(days=1)
    chat.command("wijzig")
    chat.press("De lucht")
    chat.write("De wolken")
    assert (chat.answers["mooi"], chat.conversation.answers[KEY]) == ("De wolken", "2026-03-03")


def test_words_that_became_a_recording_are_not_given_back(chat: Chat) -> None:
    chat.write("De lucht")
    chat.command("wijzig")
    chat.press("De lucht")
    chat.send("voice", "file")
    assert KEY not in chat.conversation.answers
