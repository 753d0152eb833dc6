"""From decisions to what she sees: words filled in and escaped, buttons labelled, one call for each."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.engine import asking
from bot.engine.asking import View
from bot.engine.conversation import Conversation
from bot.engine.effects import Acknowledge, Button, Message, React, Redraw, Settle, Tidy
from bot.engine.questions import ChooseOne, ChooseSeveral
from bot.engine.saying import Voice
from bot.engine.script import Ask
from bot.engine.values import Line, Shown, when
from bot.engine.world import World
from bot.render.calls import Append, Copy, Link, Notice, Reaction, Rekey, Send, answerable
from bot.render.message import compose, to_html, to_plain
from tests import shipped
from tests.engine.chat import NOON

MOST_BYTES = 64
NAMES = [
    "<b>Ans</b>",
    "Ans & Co",
    "</b>",
    "<script>",
    "&amp;",
    "{naam}",
    "{0}",
    "\N{RIGHT-TO-LEFT OVERRIDE}snA",
    "👩‍🌾",
    "O'Neill",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_person_wrote_is_shown_as_she_wrote_it(name: str) -> None:
    line = Line("Dag <b>{naam}</b>.", {"naam": name})
    shown = to_html(line, "nl")
    assert shown.count("<") == 2, "only the script's own tags are tags"
    assert to_plain(line, "nl") == f"Dag {name}."


@settings(deadline=None)
@given(words=st.text(max_size=80))
def test_any_words_come_through_escaped_and_whole(words: str) -> None:
    line = Line("<i>{zin}</i>", {"zin": words})
    assert to_html(line, "nl")[3:-4].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == words
    assert not set("<>") & set(to_html(line, "nl")[3:-4])


def test_a_sign_in_the_scripts_own_words_is_a_sign() -> None:
    assert to_html(Line("2 < 3 & <b>zo</b>"), "nl") == "2 &lt; 3 &amp; <b>zo</b>"


IN_A_ROW = [
    ("nl", ["Rust", "Een grap"], "Rust en een grap"),
    ("nl", ["Rust", "Een grap", "Jaren ervaring"], "Rust, een grap en jaren ervaring"),
    ("nl", ["De gemeente", "Kamer van Koophandel"], "De gemeente en Kamer van Koophandel"),
    ("nl", ["Subsidie", "KvK"], "Subsidie en KvK"),
    ("nl", ["Maandag", "Dinsdag"], "Maandag en dinsdag"),
    ("en", ["Calm", "A joke", "Years of experience"], "Calm, a joke and years of experience"),
    ("en", ["Monday", "Tuesday"], "Monday and Tuesday"),
    ("en", ["In my head", "I work at weekends"], "In my head and I work at weekends"),
    ("en", ["Transport", "Cover when I am ill"], "Transport and cover when I am ill"),
    ("en", ["Taxes", "Chamber of Commerce"], "Taxes and Chamber of Commerce"),
    ("en", ["Taxes", ""], "Taxes and "),
]


@pytest.mark.parametrize(("language", "labels", "said"), IN_A_ROW)
def test_labels_in_a_row_are_said_as_one_sentence(language: str, labels: list[str], said: str) -> None:
    assert to_plain(Line("{mee}", {"mee": tuple(map(Line, labels))}), language) == said


def test_people_in_a_row_keep_their_names() -> None:
    people = tuple(Line("{name}", {"name": name}) for name in ("Noor", "De kweker", "Bo"))
    assert to_plain(Line("{wie}", {"wie": people}), "nl") == "Noor, De kweker en Bo"


def test_a_line_in_a_line_keeps_its_markup() -> None:
    assert to_html(Line("{antwoord}", {"antwoord": Line("<b>Mijn tijd</b>")}), "nl") == "<b>Mijn tijd</b>"


def test_a_name_without_a_value_stays_visible() -> None:
    assert to_html(Line("Dag {naam}"), "nl") == "Dag {naam}"


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (7, "7", "7"),
        (3.5, "3,5", "3.5"),
        (1250, "1.250", "1,250"),
        (-0.25, "-0,25", "-0.25"),
        ((Line("een"),), "een", "een"),
        ((Line("een"), Line("twee")), "een en twee", "een and twee"),
        ((Line("een"), Line("twee"), Line("drie")), "een, twee en drie", "een, twee and drie"),
        ((), "", ""),
        ("1250", "1250", "1250"),
    ],
)
def test_numbers_and_lists_are_written_as_her_language_does(value: Shown, dutch: str, english: str) -> None:
    line = Line("{waarde}", {"waarde": value})
    assert to_html(line, "nl") == dutch
    assert to_html(line, "en") == english


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        ("2026-03-02", "maandag 2 maart", "Monday, 2 March"),
        ("2026-08-31", "maandag 31 augustus", "Monday, 31 August"),
        ("2026-09-01", "dinsdag 1 september 2026", "Tuesday, 1 September 2026"),
        ("2025-09-01", "maandag 1 september", "Monday, 1 September"),
        ("2025-08-31", "zondag 31 augustus 2025", "Sunday, 31 August 2025"),
        ("--05-17", "17 mei", "17 May"),
        ("09:30", "09:30", "09:30"),
    ],
)
def test_a_day_within_half_a_year_is_written_without_its_year(moment: str, dutch: str, english: str) -> None:
    line = Line("{dag}", {"dag": when(moment, date(2026, 3, 2))})
    assert to_html(line, "nl") == dutch
    assert to_html(line, "en") == english


KEYBOARD = ((Button(Line("<b>Ja</b> & {naam}", {"naam": "<Ans>"}), "ja"), Button(Line("Nee"), "nee")),)
BUTTONS = ((("Ja & <Ans>", "1:7:ja"), ("Nee", "1:7:nee")),)


def test_a_message_is_one_send_with_its_paragraphs_and_buttons() -> None:
    effect = Message((Line("Dag."), Line("Zullen we?")), 7, KEYBOARD)
    assert compose(effect, "nl", 0) == (Send("Dag.\n\nZullen we?", BUTTONS),)


def test_a_long_message_bears_its_buttons_under_the_last_part() -> None:
    calls = compose(Message((Line("woord " * 1000), Line("Zullen we?")), 7, KEYBOARD), "nl", 0)
    assert [bool(call.buttons) for call in calls if isinstance(call, Send)] == [False, True]


def test_a_message_of_nothing_but_space_is_still_one_call() -> None:
    assert len(compose(Message((Line("{zin}", {"zin": " " * 9000}),)), "nl", 0)) == 1


def test_an_answer_settles_its_message() -> None:
    assert compose(Settle(5, "shown", Line("▸ {answer}", {"answer": "<x>"})), "nl", 5) == (
        Append(5, "shown", "▸ &lt;x&gt;"),
    )


def test_an_answer_to_an_earlier_copy_clears_the_later_too() -> None:
    assert compose(Settle(5, "shown", Line("ja")), "nl", 8) == (Append(5, "shown", "ja"), Rekey(8))


def test_an_answer_under_a_message_that_is_gone_settles_nothing() -> None:
    assert compose(Settle(0, "", Line("ja")), "nl", 0) == ()


def test_a_tick_redraws_the_keyboard_in_its_place() -> None:
    assert compose(Redraw(5, 7, KEYBOARD), "nl", 5) == (Rekey(5, BUTTONS),)
    assert compose(Redraw(5, 7, KEYBOARD), "nl", 0) == (Rekey(5, BUTTONS),)
    assert compose(Redraw(5, 7, ()), "nl", 8) == (Rekey(5),)


def test_a_tick_on_an_earlier_copy_is_drawn_on_the_later() -> None:
    assert compose(Redraw(5, 7, KEYBOARD), "nl", 8) == (Rekey(5), Rekey(8, BUTTONS))


def test_tidying_clears_the_live_question_if_there_is_one() -> None:
    assert compose(Tidy(), "nl", 8) == (Rekey(8),)
    assert compose(Tidy(), "nl", 0) == ()


def test_a_press_is_answered_with_at_most_two_hundred_characters() -> None:
    assert compose(Acknowledge("q"), "nl", 0) == (Notice("q", ""),)
    assert compose(Acknowledge("q", Line("<b>Te</b> laat &")), "nl", 0) == (Notice("q", "Te laat &"),)
    (long,) = compose(Acknowledge("q", Line("x" * 300)), "nl", 0)
    assert isinstance(long, Notice)
    assert len(long.text) == 200


def test_a_reaction_is_put_on_her_message() -> None:
    assert compose(React(5, "👍"), "nl", 0) == (Reaction(5, "👍"),)


def test_a_label_is_cut_where_a_button_ends() -> None:
    labels = tuple(Line(f"een heel lang antwoord {number}") for number in range(9))
    (call,) = compose(Message((Line("x"),), 7, ((Button(Line("{a}", {"a": labels}), "x"),),)), "nl", 0)
    assert isinstance(call, Send)
    assert len(call.buttons[0][0][0]) == 64
    assert call.buttons[0][0][0].endswith("…")


def test_a_button_may_open_an_address_or_copy_words_instead_of_answering() -> None:
    keyboard = (
        (
            Button(Line("Schrijf"), link="https://t.me/noor?text=Dag%20Noor"),
            Button(Line("Kopieer"), copy="Dag <Noor>"),
        ),
        (Button(Line("Klaar"), "klaar"),),
    )
    (call,) = compose(Message((Line("x"),), 7, keyboard), "nl", 0)
    assert isinstance(call, Send)
    (link, copied), (done,) = call.buttons
    assert link == ("Schrijf", Link("https://t.me/noor?text=Dag%20Noor"))
    assert copied == ("Kopieer", Copy("Dag <Noor>"))
    assert [type(data) for _, data in (link, copied, done)] == [Link, Copy, str]
    assert answerable(call.buttons)
    assert not answerable(call.buttons[:1])


def test_words_to_copy_are_cut_where_a_button_ends() -> None:
    longest = "x" * 256
    for words, expected in ((longest, longest), (longest + "y", "x" * 255 + "…")):
        (call,) = compose(Redraw(5, 7, ((Button(Line("Kopieer"), copy=words),),)), "nl", 5)
        assert isinstance(call, Rekey)
        assert call.buttons == ((("Kopieer", expected),),)


def test_a_message_with_a_picker_bears_its_label_and_no_buttons() -> None:
    picking = Message((Line("woord " * 1000), Line("Wie?")), 7, KEYBOARD, picker=Line("Kies <b>mensen</b>"))
    *before, last = compose(picking, "nl", 0)
    assert [(call.buttons, call.picker) for call in before if isinstance(call, Send)] == [((), "")]
    assert isinstance(last, Send)
    assert (last.buttons, last.picker, last.unpick) == ((), "Kies mensen", False)


def test_a_picker_is_taken_away_by_a_message() -> None:
    assert compose(Message((Line("Goed."),), unpick=True), "nl", 0) == (Send("Goed.", unpick=True),)


def test_every_button_of_the_shipped_dialogs_fits_in_what_telegram_carries() -> None:
    script = shipped.script()
    for language in ("nl", "en"):
        voice = Voice.of(script, Conversation(), World(NOON, language))
        for node in (node for dialog in script.dialogs.values() for node in dialog.nodes.values()):
            if isinstance(node, Ask):
                _check_buttons(node, voice, language)


def _check_buttons(node: Ask, voice: Voice, language: str) -> None:
    question = node.question
    view = View()
    if isinstance(question, ChooseOne | ChooseSeveral):
        always = tuple(replace(choice, when=None) for choice in question.choices)
        node = replace(node, question=replace(question, choices=always))
        view = View(tuple(choice.id for choice in question.choices))
    keyboard = asking.keyboard(node, voice, view, can_go_back=True)
    for row in compose(Redraw(1, 10**18 - 1, keyboard), language, 1):
        assert isinstance(row, Rekey)
        for label, data in (button for buttons in row.buttons for button in buttons):
            assert len(data.encode()) <= MOST_BYTES, data
            assert 0 < len(label) <= 62, label
