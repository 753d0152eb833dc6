"""A time in words: every sentence with a case in which it stands, and nothing that she did not tell."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.coaching.history import Answered, History
from bot.coaching.progress import SCORES, summary
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.render.pictures import words_of
from bot.render.pictures.page import Page
from bot.render.review import review
from tests import shipped
from tests.render import lives

SHIPPED = shipped.script()
PAGE = Page("nl", words_of(SHIPPED, "nl"))
FIRST = lives.TODAY - timedelta(days=100)
NEW = replace(lives.new(), first=FIRST)


def _ago(days: int) -> date:
    return lives.TODAY - timedelta(days=days)


def _told(history: History, days: int = 30) -> str:
    return review(summary(history, lives.TODAY, _ago(days)), PAGE)


def _scored(*scores: tuple[int, float], name: str = SCORES[1]) -> tuple[Answered, ...]:
    return tuple(Answered(name, "prijs", value, _ago(days), "number") for days, value in scores)


def _known(name: str, days: int) -> Contact:
    """Somebody who came so many days ago."""
    return Contact(name, "klanten", added=_ago(days).isoformat())


def test_a_quiet_time_is_told_with_its_days_and_no_empty_parts() -> None:
    assert _told(NEW) == (
        "28 oktober 2026 tot en met 27 november 2026\n\n"
        "<b>Wat je deed</b>\nHet was stil in deze tijd. Dat mag.\n\n"
        "Op basis van wat jij invulde"
    )


def test_one_day_is_told_as_one_day() -> None:
    assert _told(lives.new()).startswith("27 november 2026\n")


def test_what_she_did_in_this_time_is_counted_and_nothing_before_it() -> None:
    history = replace(
        NEW,
        contacts={
            "@1": Contact("Bea", added=_ago(3).isoformat()),
            "@2": Contact("Ans", added=_ago(50).isoformat()),
        },
        answers=(
            *(Answered("zin", "prijs", f"Keer {days}.", _ago(days)) for days in (40, 5, 2)),
            Answered("naam", "welkom", "Fatima", _ago(1)),
        ),
        talks=tuple(
            Talk(who, _ago(days).isoformat()) for who, days in (("@2", 40), ("@1", 3), ("@2", 2), ("@2", 1))
        ),
    )
    assert _told(history).split("\n\n")[1] == (
        "<b>Wat je deed</b>\nOp 4 dagen was je hier bezig.\nJe gaf 3 antwoorden.\n"
        "Je sprak 3 keer iemand uit je netwerk: 2 mensen.\nEr kwam 1 mens bij in je netwerk.\n"
        "In 2 van de 5 weken deed je iets."
    )
    assert _told(history).split("\n\n")[2] == "<b>Wat je schreef</b>\n“Keer 5.” (22 nov)\n“Keer 2.” (25 nov)"


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([(5, 4)], "een 4"),
        ([(60, 4), (5, 6)], "van 4 naar 6"),
        ([(60, 4), (5, 4)], "weer een 4"),
        ([(20, 4), (5, 7.5)], "van 4 naar 7,5"),
        ([(90, 2), (60, 4), (20, 5), (5, 6)], "van 4 naar 6"),
        ([(60, 4)], ""),
    ],
)
def test_what_moved_is_her_last_score_beside_the_one_that_she_came_with(
    scores: list[tuple[int, float]], told: str
) -> None:
    said = _told(replace(NEW, answers=_scored(*scores)))
    assert ("Wat er bewoog" in said) == bool(told)
    assert f"“Wat ik mezelf waard vind”: {told}." in said or not told


def test_who_moved_is_named() -> None:
    people = {
        "@1": Contact(
            "Bea", "klanten", ring="kern", added=_ago(90).isoformat(), stood=(f"{_ago(9)} klanten rand",)
        )
    }
    assert "1 mens staat nu ergens anders: Bea." in _told(replace(NEW, contacts=people))


def test_whatever_she_wrote_is_words_and_no_markup() -> None:
    said = _told(replace(NEW, answers=(Answered("zin", "prijs", "<i>{n}</i> & " + "lang " * 90, _ago(1)),)))
    assert "“&lt;i&gt;{n}&lt;/i&gt; &amp; lang" in said
    assert "lang… ” " not in said
    assert "lang…” (26 nov)" in said
