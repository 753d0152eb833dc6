"""What is shown as the messenger gets it: the file, and the words for who can't see it."""

import re
from html import unescape

import pytest

from bot.engine.effects import Show
from bot.engine.values import Line
from bot.render.calls import Present, Send
from bot.render.message import compose
from bot.render.showing import LONGEST_CAPTION, Made, present

SHOW = Show(
    "map", "2026-03-02", "2026-02-01", (Line("Van <b>{wie}</b>", {"wie": "A & B"}), Line("Nu.")), Line("Nee")
)
MADE = Made("map.png", "digest", "Fatima &amp; Bo staan &lt;dichtbij&gt;.", b"png")


def presented(made: Made = MADE, file: str = "") -> tuple[object, ...]:
    (call,) = compose(SHOW, "nl", 0)
    assert isinstance(call, Present)
    return present(call, made, file)


def test_the_words_of_the_script_come_first_then_what_is_to_be_seen() -> None:
    (shown,) = presented()
    assert shown == Present(
        *("map", "2026-02-01", "2026-03-02"),
        html="Van <b>A &amp; B</b>\n\nNu.\n\nFatima &amp; Bo staan &lt;dichtbij&gt;.",
        sorry="Nee",
        name="map.png",
        shows="digest",
        content=b"png",
    )


def test_what_the_messenger_has_already_goes_by_its_id() -> None:
    (shown,) = presented(Made("map.png", "digest", "", b""), "file 7")
    assert isinstance(shown, Present)
    assert (shown.file, shown.content) == ("file 7", b"")


@pytest.mark.parametrize("words", ["x " * 900, "Een zin. " * 300])
def test_words_that_do_not_fit_under_it_follow_in_messages_of_their_own(words: str) -> None:
    shown, *others = presented(Made("map.png", "digest", words, b"png"))
    assert isinstance(shown, Present)
    assert others
    assert len(unescape(re.sub("</?b>", "", shown.html))) <= LONGEST_CAPTION
    told = " ".join((shown.html, *(one.html for one in others if isinstance(one, Send)))).split()
    assert told == f"Van <b>A &amp; B</b> Nu. {words}".split()


@pytest.mark.parametrize(
    ("name", "seen"), [("map.png", True), ("netwerkcoach.pdf", False), ("netwerkcoach.zip", False)]
)
def test_a_picture_is_seen_at_once_and_a_document_opened(name: str, seen: bool) -> None:  # noqa: FBT001 - a table
    assert Present("", "", "", "", "", name=name).is_picture == seen


def test_what_has_no_file_is_said_in_one_message() -> None:
    assert presented(Made("", "", "<b>Wat je deed</b>", b"")) == (
        Send("Van <b>A &amp; B</b>\n\nNu.\n\n<b>Wat je deed</b>"),
    )
