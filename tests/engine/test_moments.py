"""Days and times: read back before they count, and how they are spoken of."""

import pytest

from bot.engine.effects import Message, React
from tests.engine.chat import Chat
from tests.engine.small import talking

WHEN = """
dialog: wanneer
title: Wanneer
nodes:
  dag:
    ask: Welke dag spreek je af?
    type: date
    save: dag
  tijd:
    ask: Hoe laat op {dag}?
    type: time
    save: tijd
  klaar:
    end: Afgesproken op {dag} om {tijd}.
"""
DAY = "dinsdag 3 maart"


def _asked(*said: str) -> Chat:
    chat = talking(WHEN)
    for words in said:
        chat.write(words)
    return chat


def test_a_day_is_read_back_before_it_counts() -> None:
    chat = _asked()
    assert chat.write("2026-03-03") == f"(sure_date) {DAY}"
    assert chat.labels == [["Ja", "Nee, anders"]]
    assert "dag" not in chat.answers
    assert chat.press("Ja") == f"Hoe laat op {DAY}?"
    assert chat.answers["dag"] == "2026-03-03"


def test_a_time_is_read_back_before_it_counts() -> None:
    chat = _asked("2026-03-03", "ja")
    assert chat.write("19:30") == "(sure_time) 19:30"
    assert chat.write("ja") == f"Afgesproken op {DAY} om 19:30."
    assert chat.answers["tijd"] == "19:30"


@pytest.mark.parametrize("yes", ["ja", "Ja!", "ja hoor", "zeker"])
def test_yes_in_words_confirms(yes: str) -> None:
    assert _asked("2026-03-03", yes).answers["dag"] == "2026-03-03"


def test_no_asks_again_and_nothing_is_kept() -> None:
    chat = _asked("2026-03-03")
    assert chat.write("nee") == "Welke dag spreek je af?"
    assert chat.conversation.unsure == ""
    assert chat.labels == [["Sla over"]]
    chat = _asked("2026-03-03")
    assert chat.press("Nee, anders") == "Welke dag spreek je af?"
    assert chat.write("ja") == "(reask_date 1)", "there is nothing to say yes to any more"


def test_another_day_is_read_back_anew() -> None:
    chat = _asked("2026-03-03")
    assert chat.write("2026-03-04") == "(sure_date) woensdag 4 maart"
    chat.press("Ja")
    assert chat.answers["dag"] == "2026-03-04"


@pytest.mark.parametrize("said", ["nee, 2026-03-04", "Nee 2026-03-04", "ja, 2026-03-04"])
def test_a_day_behind_yes_or_no_is_read_back(said: str) -> None:
    assert _asked("2026-03-03").write(said) == "(sure_date) woensdag 4 maart"


def test_yes_with_the_same_day_confirms() -> None:
    assert _asked("2026-03-03", "ja, 2026-03-03").answers["dag"] == "2026-03-03"


def test_the_button_of_a_day_that_was_read_back_before_confirms_nothing() -> None:
    chat = _asked("2026-03-03", "2026-03-04")
    chat.press_again("Ja")
    assert chat.notice == "(old_button)"
    assert chat.said == "(sure_date) woensdag 4 maart"
    assert "dag" not in chat.answers


def test_a_second_tap_on_yes_is_quiet() -> None:
    chat = _asked("2026-03-03")
    chat.press("Ja")
    assert chat.press_again("Ja") == ""
    assert chat.notice == ""


@pytest.mark.parametrize("choice", ["~sure.", "~sure.2026-03-09", "~other"])
def test_nothing_can_be_confirmed_where_nothing_was_read_back(choice: str) -> None:
    chat = _asked()
    chat.forge(choice)
    assert chat.notice == "(old_button)"
    assert "dag" not in chat.answers


def test_what_is_no_day_is_asked_in_other_words_and_what_was_read_back_is_dropped() -> None:
    chat = _asked("2026-03-03")
    assert chat.write("bananen") == "(reask_date 1)"
    assert chat.write("ja") == "(reask_date 2)"
    assert chat.write("peren").startswith("(give_up)")
    assert "dag" not in chat.answers


def test_editing_the_day_while_it_is_read_back_reads_it_back_anew() -> None:
    chat = _asked("2026-03-03")
    message = chat.message - 1
    assert chat.edit("2026-03-05", message) == "(sure_date) donderdag 5 maart"
    chat.write("ja")
    assert chat.answers["dag"] == "2026-03-05"


def test_editing_the_day_into_something_else_asks_again() -> None:
    chat = _asked("2026-03-03")
    assert chat.edit("bananen", chat.message - 1) == "Welke dag spreek je af?"
    assert chat.conversation.unsure == ""


def test_editing_the_day_after_it_counted_reads_it_back_anew() -> None:
    chat = _asked("2026-03-03")
    message = chat.message - 1
    chat.press("Ja")
    assert chat.edit("2026-03-05", message) == "(sure_date) donderdag 5 maart"
    assert "dag" not in chat.answers
    chat.press("Ja")
    assert chat.said.startswith("Hoe laat op donderdag 5 maart")


def test_editing_the_day_into_the_same_is_quiet() -> None:
    chat = _asked("2026-03-03")
    message = chat.message - 1
    chat.press("Ja")
    before = chat.conversation
    chat.edit("2026-03-03 ", message)
    assert chat.effects == (React(message, "👍"),)
    assert chat.conversation == before


def test_after_an_interruption_it_is_read_back_again() -> None:
    for interrupt in (lambda chat: chat.command("help"), lambda chat: chat.send("sticker"), Chat.start):
        chat = _asked("2026-03-03")
        assert interrupt(chat).endswith(f"(sure_date) {DAY}")
        chat.press("Ja")
        assert chat.answers["dag"] == "2026-03-03"


def test_after_a_pause_it_is_read_back_again() -> None:
    chat = _asked("2026-03-03", "pauze")
    assert chat.write("ik ben er weer").endswith(f"(sure_date) {DAY}")


def test_after_another_dialog_the_question_comes_again() -> None:
    chat = _asked("2026-03-03")
    chat.command("uitje")
    assert chat.command("annuleer").endswith("Welke dag spreek je af?")
    assert chat.write("ja") == "(reask_date 1)"


def test_going_back_and_skipping_drop_what_was_read_back() -> None:
    chat = _asked("2026-03-03", "ja", "19:30")
    assert chat.command("terug") == "(went_back)\nWelke dag spreek je af?"
    assert chat.conversation.unsure == ""
    chat.write("2026-03-03")
    chat.write("sla over")
    assert "dag" not in chat.answers
    assert chat.conversation.unsure == ""


def test_nothing_is_kept_of_a_day_after_its_dialog() -> None:
    chat = _asked("2026-03-03", "ja", "19:30", "ja")
    assert chat.conversation.frames == ()
    assert chat.conversation.unsure == ""


def test_a_day_is_corrected_by_reading_it_back_too() -> None:
    chat = _asked("2026-03-03", "ja")
    chat.command("wijzig")
    chat.press(DAY)
    assert chat.write("2026-03-06") == "(sure_date) vrijdag 6 maart"
    assert chat.write("ja") == "(corrected)\nHoe laat op vrijdag 6 maart?"
    assert chat.answers["dag"] == "2026-03-06"


def test_a_day_is_worded_in_her_language() -> None:
    chat = talking(WHEN)
    chat.language = "en"
    chat.world = type(chat.world)(chat.world.now, "en")
    assert "Tuesday" in chat.write("2026-03-03")


CONDITIONS = """
dialog: dagen
title: Dagen
nodes:
  dag:
    ask: Welke dag?
    type: date
    save: dag
  tijd:
    ask: Hoe laat?
    type: time
    save: tijd
  vroeg:
    ask: Wat is vroeg?
    type: time
    save: vroeg
  welk:
    end:
      - {when: dag == vandaag, text: Vandaag.}
      - {when: dag > vandaag, text: Later.}
      - {when: tijd < vroeg, text: Vroeger dan vroeg.}
      - {when: dag >= vandaag and tijd >= vroeg, text: Niet vroeg.}
"""


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("2026-03-02", "06:00", "Vandaag.\nVroeger dan vroeg."),
        ("2026-03-02", "07:00", "Vandaag.\nNiet vroeg."),
        ("2026-11-02", "23:00", "Later.\nNiet vroeg."),
        ("2027-01-01", "00:30", "Later.\nVroeger dan vroeg."),
    ],
)
def test_days_and_times_can_be_compared(day: str, clock: str, said: str) -> None:
    chat = talking(CONDITIONS)
    for words in (day, "ja", clock, "ja", "07:00"):
        chat.write(words)
    assert chat.write("ja") == said


def test_what_is_asked_at_the_read_back_is_one_message() -> None:
    chat = _asked("2026-03-03")
    assert [effect for effect in chat.effects if isinstance(effect, Message)] == chat.messages
    assert chat.kinds() == ["tidy", "message"]
