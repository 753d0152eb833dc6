"""Words that sound like distress, in every spot where they can be written."""

import pytest

from bot.engine.answering import WHOLE
from bot.engine.conversation import Conversation
from bot.engine.effects import Count, Effect, Save, Withdraw
from bot.engine.saying import quote_key
from bot.engine.script import Script
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources

HELP = "(help 1)\n(help 2)"
QUESTION = "Hoe heet je winkel?"
DARK = "Alles is zwart. Ik wil dood"


@pytest.fixture
def asked(chat: Chat) -> Chat:
    """Somebody before a question for words."""
    chat.command("dag")
    chat.write("rood")
    return chat


def _kept(effects: list[Effect]) -> list[tuple[str, object]]:
    return [(one.name, one.value) for one in effects if isinstance(one, Save)]


def test_her_words_are_kept_and_help_is_named_and_the_question_stands(asked: Chat) -> None:
    said = asked.write(DARK)
    assert said == f"{HELP}\n(kept)\n{QUESTION}\nBijvoorbeeld: De Hoek"
    assert asked.labels == [["Terug", "Verder"]]
    assert asked.conversation.answers["lijn"] == DARK
    assert _kept(asked.everything) == [("kleur", "rood"), ("lijn", DARK)]


@pytest.mark.parametrize("word", ["verder", "ja", "nee", "sla over", "geen idee"])
def test_a_word_leads_on_and_leaves_her_answer(asked: Chat, word: str) -> None:
    asked.write(DARK)
    assert asked.write(word).startswith("Welk cijfer geef je?")
    assert asked.conversation.answers["lijn"] == DARK


def test_a_button_leads_on_and_a_second_tap_does_nothing(asked: Chat) -> None:
    asked.write(DARK)
    assert asked.press("Verder") == "Welk cijfer geef je?\n0 is weinig, 10 is veel."
    assert asked.press_again("Verder") == ""
    assert asked.conversation.frames[-1].node == "cijfer"


@pytest.mark.parametrize("name", ["verder", "overslaan"])
def test_a_command_leads_on(asked: Chat, name: str) -> None:
    asked.write(DARK)
    assert asked.command(name).startswith("Welk cijfer geef je?")


def test_going_on_takes_the_way_of_an_answer_and_counts_nothing(asked: Chat) -> None:
    asked.write(DARK)
    asked.press("Verder")
    counted = [one for one in asked.everything if isinstance(one, Count) and one.node == "lijn"]
    assert [one.event for one in counted if not one.event.startswith("took")] == ["reached", "answered"]


def test_she_can_take_her_words_back(asked: Chat) -> None:
    asked.write(DARK)
    assert asked.press("Terug").startswith(f"(went_back)\n{QUESTION}")
    assert "lijn" not in asked.conversation.answers
    assert any(isinstance(one, Withdraw) for one in asked.effects)
    assert asked.labels == [["Terug", "Sla over"]]


def test_she_can_answer_otherwise_and_both_answers_are_kept(asked: Chat) -> None:
    asked.write(DARK)
    assert asked.write("De Brug").startswith("Welk cijfer geef je?")
    assert _kept(asked.everything)[1:] == [("lijn", DARK), ("lijn", "De Brug")]


def test_it_is_said_once_a_dialog(asked: Chat) -> None:
    asked.write(DARK)
    assert asked.write("ik kan niet meer").startswith("Welk cijfer geef je?")
    assert "help" not in asked.write("ik wil dood")


def test_it_is_said_again_in_another_dialog(asked: Chat) -> None:
    asked.write(DARK)
    asked.command("opnieuw")
    asked.write("rood")
    assert HELP in asked.write(DARK)


def test_another_dialog_in_between_leaves_her_answer_as_it_stands(asked: Chat) -> None:
    asked.write(DARK)
    asked.command("menu")
    asked.command("annuleer")
    assert asked.labels == [["Terug", "Verder"]]


def test_a_question_for_something_else_is_not_answered_by_it(chat: Chat) -> None:
    chat.command("dag")
    assert chat.write(DARK) == f"{HELP}\nWelke kleur kies je?"
    assert chat.write(DARK) == f"{HELP}\nWelke kleur kies je?"
    assert "kleur" not in chat.conversation.answers


def test_it_is_said_while_nothing_is_open_and_nothing_is_opened(chat: Chat) -> None:
    assert chat.write(DARK) == HELP
    assert chat.conversation.frames == ()


def test_it_is_said_to_somebody_new(stranger: Chat) -> None:
    assert stranger.write(DARK) == HELP
    assert stranger.conversation.frames == ()


@pytest.mark.parametrize("rest", ["pauze", "stop"])
def test_it_is_said_while_she_rests_and_the_coach_stays_silent(asked: Chat, rest: str) -> None:
    asked.command(rest)
    resting = asked.conversation.rest
    assert asked.write(DARK) == HELP
    assert asked.labels == [["Verder"]]
    assert asked.conversation.rest == resting


def test_a_correction_is_taken_and_help_is_named(asked: Chat) -> None:
    asked.write("De Brug")
    asked.command("wijzig")
    asked.press("De Brug")
    assert asked.write(DARK).startswith(f"{HELP}\n(corrected)\nWelk cijfer geef je?")
    assert asked.conversation.answers["lijn"] == DARK


def test_an_answer_that_is_changed_into_it_stands_again(asked: Chat) -> None:
    asked.write("De Brug")
    assert asked.edit(DARK, asked.message - 1).startswith(f"{HELP}\n(kept)\n{QUESTION}")
    assert asked.conversation.answers["lijn"] == DARK
    assert asked.press("Verder").startswith("Welk cijfer geef je?")


def test_a_slip_of_the_pen_is_mended_without_saying_it_again(asked: Chat) -> None:
    asked.write("ik wil dood .")
    assert asked.edit(DARK, asked.message - 2) == ""
    assert asked.conversation.answers["lijn"] == DARK
    assert asked.labels == [["Terug", "Verder"]]


def test_an_answer_that_is_changed_out_of_it_is_an_answer(asked: Chat) -> None:
    asked.write(DARK)
    assert asked.edit("De Brug", asked.message - 2).startswith("Welk cijfer geef je?")
    assert asked.conversation.answers["lijn"] == "De Brug"


def test_an_older_message_that_is_changed_into_it_is_heard(asked: Chat) -> None:
    asked.write("De Brug")
    older = asked.message - 1
    asked.write("7")
    assert asked.edit(DARK, older).startswith(f"{HELP}\nWat past?")


def test_words_that_were_no_answer_and_are_changed_into_it_are_heard(chat: Chat) -> None:
    chat.write("iets")
    assert chat.edit(DARK).startswith(HELP)


def test_the_second_half_of_a_long_answer_is_heard(asked: Chat) -> None:
    asked.write("x" * WHOLE)
    asked.message -= 1
    assert asked.write(DARK).startswith(f"{HELP}\nWelk cijfer geef je?")
    assert str(asked.conversation.answers["lijn"]).endswith(DARK)


def test_an_exception_is_an_answer_like_any_other(asked: Chat) -> None:
    assert asked.write("Ik wil dood hout").startswith("Welk cijfer geef je?")


def test_nothing_but_her_answer_is_kept_of_it(asked: Chat, script: Script) -> None:
    other = Chat(script, conversation=Conversation())
    for one, words in ((asked, DARK), (other, "De Brug")):
        if one is other:
            one.start()
            one.press("Ja")
            one.command("dag")
            one.write("rood")
        one.write(words)
        if one is asked:
            one.press("Verder")
    assert asked.conversation.answers.keys() == other.conversation.answers.keys()
    assert len(asked.conversation.steps) == len(other.conversation.steps)


def test_such_words_are_not_quoted_to_her_weeks_later() -> None:
    files = sources()
    files["dag.yaml"] = files["dag.yaml"].replace("    save: lijn", "    save: lijn\n    quote: true")
    chat = Chat(compiled(files))
    chat.start()
    chat.press("Ja")
    chat.command("dag")
    chat.write("rood")
    chat.write("De Brug")
    assert quote_key("lijn") in chat.conversation.answers
    chat.write("terug")
    chat.write(DARK)
    assert quote_key("lijn") not in chat.conversation.answers
