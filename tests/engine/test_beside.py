"""Two questions in one message: whichever she answers, the other comes after it, and each has its own in hand."""

from collections.abc import Callable

import pytest

from bot.engine import conversation as conversations
from tests.engine.chat import Chat
from tests.engine.daily import SPEAK, TALK, coached, comes, known
from tests.engine.small import begun

UPPER = """
dialog: vraag_boven
ideas: [I1]
daily: {kind: contact}
about: {name: wie, where: nickname(iemand) == 'Zoe'}
nodes:
  vraag:
    ask: Wat gaf {wie} je?
    type: choice
    choices: {raad: Raad, werk: Werk}
    save: gaf
  meer:
    ask: Wat nog meer van {wie}?
    type: choice
    choices: {tijd: Tijd, niets: Niets}
    save: meer
  klaar:
    end: Fijn van {wie}.
"""
TICKS = """
dialog: vraag_boven
ideas: [I1]
daily: {kind: open}
nodes:
  vraag:
    ask: Wat past?
    type: choices
    choices: {nu: Zomer, later: Winter}
    save: past
    next: end
"""
ABOVE = "Wat gaf Zoe je?"
BELOW = "Dit is Ans.\nWat doe je ermee?"
BOTH = f"{ABOVE}\n{BELOW}"
BUTTONS = [["Raad"], ["Werk"], ["Sla over"], ["Nu"], ["Later met Ans"]]


@pytest.fixture
def chat() -> Chat:
    chat = known(coached(UPPER), "Ans", "Zoe")
    comes(chat)
    return chat


def test_two_questions_stand_in_one_message_each_with_its_own_person(chat: Chat) -> None:
    assert chat.said == BOTH
    assert chat.labels == BUTTONS
    assert len(chat.messages) == 1
    assert chat.counts == {"vraag_boven.vraag.reached": 1, "spreek.vraag.reached": 1}


def test_the_lower_one_answered_first_goes_on_to_its_end_and_the_upper_comes_again_once(chat: Chat) -> None:
    assert chat.press("Nu").startswith("Hoe gaat het met Ans?")
    assert chat.labels == [["Terug", "Sla over"]]
    assert chat.write("Goed") == f"Dag Ans.\n{ABOVE}"
    assert chat.labels == BUTTONS[:3]
    chat.press("Raad")
    assert chat.press("Niets") == "Fijn van Zoe."
    assert chat.conversation.frames == ()
    assert {one for one, count in chat.counts.items() if count != 1} == set()


def test_the_upper_one_answered_first_goes_on_to_its_end_and_the_lower_comes_alone(chat: Chat) -> None:
    assert chat.press("Raad") == "Wat nog meer van Zoe?"
    assert chat.labels == [["Tijd"], ["Niets"], ["Terug", "Sla over"]]
    assert chat.press("Tijd") == f"Fijn van Zoe.\n{BELOW}"
    assert chat.labels == BUTTONS[3:]
    chat.press("Nu")
    assert chat.write("Goed") == "Dag Ans."
    assert chat.conversation.frames == ()
    assert {one for one, count in chat.counts.items() if count != 1} == set()


def test_words_answer_the_upper_one(chat: Chat) -> None:
    assert chat.write("werk") == "Wat nog meer van Zoe?"
    assert chat.answers["gaf"] == "werk"


def test_the_words_on_a_button_of_the_lower_one_answer_that(chat: Chat) -> None:
    assert chat.write("later met ans.").startswith(ABOVE)
    assert chat.labels == BUTTONS[:3]
    assert "gaf" not in chat.answers


def test_both_answered_count_and_are_kept(chat: Chat) -> None:
    chat.press("Later met Ans")
    chat.press("Raad")
    chat.press("Niets")
    assert (chat.answers["gaf"], chat.answers["meer"], chat.answers["antwoorden"]) == ("raad", "niets", 2)


def test_with_nothing_beneath_it_stands_alone() -> None:
    chat = known(coached(TICKS))
    assert comes(chat) == "Wat past?"
    assert chat.labels == [["Zomer"], ["Winter"], ["Klaar"], ["Sla over"]]
    chat.press("Sla over")
    assert chat.conversation.frames == ()


def test_with_no_question_that_fits_the_lower_one_stands_alone() -> None:
    chat = known(coached(UPPER), "Ans")
    assert comes(chat) == BELOW
    assert chat.labels == BUTTONS[3:]


def test_one_that_asks_nothing_says_its_words_and_the_lower_one_comes_once() -> None:
    silent = UPPER.replace(
        "nodes:\n", "nodes:\n  of:\n    branch:\n      - {when: known(gaf), go: vraag}\n      - go: klaar\n"
    )
    chat = known(coached(silent), "Ans", "Zoe")
    assert comes(chat) == f"Fijn van Zoe.\n{BELOW}"
    assert chat.labels == BUTTONS[3:]
    assert chat.counts["spreek.vraag.reached"] == 1


@pytest.mark.parametrize("label", ["Nu", "Raad"])
def test_a_second_tap_is_quiet(chat: Chat, label: str) -> None:
    chat.press(label)
    before = chat.conversation
    assert chat.press_again(label) == ""
    assert chat.kinds() == ["acknowledge"]
    assert chat.conversation == before


def test_an_old_button_of_the_upper_one_answers_nothing_while_the_lower_goes_on(chat: Chat) -> None:
    chat.press("Nu")
    assert chat.press_again("Raad").startswith("Hoe gaat het met Ans?")
    assert chat.notice == "(old_button)"
    assert "gaf" not in chat.answers


def test_an_old_button_of_the_lower_one_answers_nothing_while_the_upper_goes_on(chat: Chat) -> None:
    chat.press("Raad")
    assert chat.press_again("Nu") == "Wat nog meer van Zoe?"
    assert chat.notice == "(old_button)"
    chat.press("Niets")
    assert chat.said.endswith(BELOW)
    chat.press_again("Nu")
    assert chat.notice == "(old_button)"
    assert chat.said == BELOW, "it has another number now, and comes once more"


def test_back_goes_back_in_the_one_that_is_under_way(chat: Chat) -> None:
    chat.press("Nu")
    assert chat.press("Terug") == f"(went_back)\n{BELOW}"
    assert chat.press("Later met Ans") == ABOVE
    chat.press("Raad")
    assert chat.press("Terug") == f"(went_back)\n{ABOVE}"
    assert chat.command("terug") == f"(cannot_back)\n{ABOVE}"


def test_going_back_in_the_upper_one_leaves_the_lower_for_after(chat: Chat) -> None:
    chat.press("Raad")
    chat.press("Terug")
    chat.press("Werk")
    chat.press("Niets")
    assert chat.said == f"Fijn van Zoe.\n{BELOW}"


@pytest.mark.parametrize("between", ["herhaal", "terug", "watdanook"])
def test_repeating_puts_both_again_under_their_numbers(chat: Chat, between: str) -> None:
    before = chat.conversation
    assert chat.command(between).endswith(BOTH)
    assert (chat.conversation.asked, chat.conversation.beside) == (before.asked, before.beside)
    assert chat.press("Nu").startswith("Hoe gaat het met Ans?")


def test_words_that_are_not_understood_leave_both_sets_of_buttons(chat: Chat) -> None:
    assert chat.write("paars") == "(reask_choice 1)"
    assert chat.labels == BUTTONS
    assert chat.press("Nu").startswith("Hoe gaat het met Ans?")
    assert chat.conversation.misses == 0


@pytest.mark.parametrize("label", ["Nu", "Raad"])
def test_after_a_pause_either_can_be_answered(chat: Chat, label: str) -> None:
    chat.command("pauze")
    chat.press_again(label)
    assert chat.conversation.rest == ""
    chat = known(chat.script, "Ans", "Zoe")
    comes(chat)
    chat.command("pauze")
    assert chat.command("verder") == f"(resumed)\n{BOTH}"
    assert chat.labels == BUTTONS
    chat.press(label)
    assert len(chat.conversation.runs) == 2


def test_skipping_the_upper_one_leaves_the_lower() -> None:
    chat = known(coached(UPPER), "Ans", "Zoe")
    comes(chat)
    chat.press("Sla over")
    assert chat.press("Sla over") == f"Fijn van Zoe.\n{BELOW}"


def test_cancelling_the_upper_one_leaves_the_lower(chat: Chat) -> None:
    assert chat.command("annuleer") == f"(cancelled) (daily)\n{BELOW}"
    assert chat.labels == BUTTONS[3:]


@pytest.mark.parametrize(
    "between",
    [
        lambda chat: chat.command("help"),
        lambda chat: chat.command("dag"),
        lambda chat: chat.command("menu"),
        lambda chat: chat.share("Cor"),
        lambda chat: chat.send("sticker"),
    ],
)
@pytest.mark.parametrize("label", ["Nu", "Raad"])
def test_something_else_in_between_harms_nothing(chat: Chat, between: Callable[[Chat], str], label: str) -> None:
    shown = dict(chat.keyboards)
    between(chat)
    chat.gone |= shown
    chat.press_again(label)
    answered = len(chat.conversation.runs) == 2 or chat.notice in {"(old_button)", "(old_button_idle)"}
    assert answered, chat.said
    assert chat.command("herhaal")


def test_ticking_in_the_upper_one_keeps_the_buttons_of_the_lower() -> None:
    chat = known(coached(TICKS), "Ans")
    comes(chat)
    rows = [["Zomer"], ["Winter"], ["Klaar"], ["Sla over"], ["Nu"], ["Later met Ans"]]
    assert chat.labels == rows
    chat.press("Zomer")
    assert chat.labels == [["✓ Zomer"], *rows[1:]]
    assert chat.press("Nu").startswith("Hoe gaat het met Ans?")
    assert chat.write("Goed") == "Dag Ans.\nWat past?"
    chat.press("Winter")
    chat.press("Klaar")
    assert chat.answers["past"] == ("later",)


LOWER_TICKS = (
    ("type: choice\n    optional: false", "type: choices\n    save: doe\n    optional: false"),
    ("      nu: {label: Nu, go: hoe}", "      raad: Nu"),
    ('      later: {label: "Later met {wie:nickname}", go: end}', "      werk: Later"),
)


def _ticking_below() -> Chat:
    lower = SPEAK
    for before, after in LOWER_TICKS:
        assert before in lower
        lower = lower.replace(before, after)
    chat = known(coached(UPPER, lower), "Ans", "Zoe")
    comes(chat)
    return chat


def test_ticking_in_the_lower_one_turns_to_it_and_the_upper_comes_after() -> None:
    chat = _ticking_below()
    assert chat.labels == [*BUTTONS[:3], ["Nu"], ["Later"], ["Klaar"]]
    chat.press("Nu")
    assert chat.labels == [["✓ Nu"], ["Later"], ["Klaar"]]
    chat.press("Later")
    assert chat.labels == [["✓ Nu"], ["✓ Later"], ["Klaar"]]
    assert chat.press("Klaar").startswith("Hoe gaat het met Ans?")
    assert chat.answers["doe"] == ("raad", "werk")
    assert chat.write("Goed").endswith(ABOVE)


def test_a_button_of_the_upper_one_is_none_of_the_lower_in_which_she_ticks() -> None:
    chat = _ticking_below()
    shown = dict(chat.keyboards)
    chat.press("Nu")
    chat.gone = shown
    chat.press_again("Raad")
    assert chat.notice == "(old_button)"
    assert "gaf" not in chat.answers
    assert "doe" not in chat.answers
    assert chat.labels == [["✓ Nu"], ["Later"], ["Klaar"]]


def test_closing_the_lower_one_with_nothing_ticked_asks_for_something_and_takes_nothing_from_the_upper() -> None:
    chat = _ticking_below()
    shown = dict(chat.keyboards)
    chat.press("Klaar")
    assert chat.notice == "(reask_choices 2)"
    assert chat.labels == [["Nu"], ["Later"], ["Klaar"]]
    chat.gone = shown
    chat.press_again("Raad")
    assert "gaf" not in chat.answers


def test_a_resting_talk_has_a_way_back_under_both_and_after_either() -> None:
    chat = known(coached(UPPER), "Ans", "Zoe")
    begun(chat, "praat")
    chat.wait(hours=2)
    assert comes(chat) == BOTH
    assert chat.labels == [*BUTTONS, ["(leave) Het praatje"]]
    chat.press("Raad")
    assert chat.labels[-1] == ["(leave) Het praatje"]
    chat.press("Niets")
    assert chat.labels == [*BUTTONS[3:], ["(leave) Het praatje"]]
    said = chat.press("(leave) Het praatje")
    assert said.startswith("(back_to) Het praatje\nWaar praten we over?")
    assert [frame.dialog for frame in chat.conversation.frames] == ["praat"]


def test_a_question_beside_another_has_the_way_back_whatever_it_is() -> None:
    today = """
dialog: vandaag
title: Vandaag
aside: true
nodes:
  vraag: {call: kort_praatje, beside: true, next: end}
"""
    short = TALK.replace("dialog: praat", "dialog: kort_praatje").replace("nodes:", "aside: true\nnodes:", 1)
    chat = known(coached(UPPER, today, short))
    begun(chat, "praat")
    chat.wait(hours=2)
    comes(chat)
    assert chat.labels == [["Sla over"], ["(leave) Het praatje"]]


def test_whom_a_run_has_in_hand_is_written_down_with_it(chat: Chat) -> None:
    read = conversations.from_json(conversations.to_json(chat.conversation))
    assert [frame.hands for frame in read.frames] == [{"wie": "@1"}, None, None]
    assert [frame.hands for frame in chat.conversation.frames] == [{"wie": "@1"}, None, None]


def test_whom_a_talk_is_about_stays_so_when_another_dialog_was_laid_over_it() -> None:
    about = TALK.replace("nodes:", "about: {name: wie, where: nickname(iemand) == 'Bea'}\nnodes:", 1)
    chat = known(coached(UPPER, about.replace("praten we", "praat {wie}")), "Ans", "Bea", "Zoe")
    begun(chat, "praat")
    chat.wait(hours=2)
    comes(chat)
    chat.press("Raad")
    chat.press("Niets")
    chat.press("Later met Ans")
    assert "Waar praat Bea over?" in chat.said
