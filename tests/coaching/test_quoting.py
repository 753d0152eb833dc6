"""Her own words, given back after one, four and twelve weeks: exactly, and not too many at once."""

from datetime import date, timedelta

import pytest

from bot.coaching.quoting import APART, LAST, due_quote, given_back
from bot.engine.values import Value

WRITTEN = date(2026, 3, 2)
WORDS = "Op zondag niets. <Behalve> als het\nbrandt."


def _answers(**more: Value) -> dict[str, Value]:
    return {"regel": WORDS, "~quote.regel": WRITTEN.isoformat(), **more}


def test_words_come_back_after_one_four_and_twelve_weeks_and_then_rest() -> None:
    answers, came = _answers(), []
    for days in range(400):
        today = WRITTEN + timedelta(days=days)
        if quote := due_quote(answers, today):
            assert quote.words == WORDS
            came.append(days)
            answers |= given_back(quote, today)
    assert came == [7, 28, 84]


def test_whoever_was_away_gets_them_once() -> None:
    answers, today = _answers(), WRITTEN + timedelta(days=200)
    quote = due_quote(answers, today)
    assert quote
    answers |= given_back(quote, today)
    assert not any(due_quote(answers, today + timedelta(days=days)) for days in range(400))


def test_words_written_anew_begin_anew() -> None:
    answers = _answers(**{"~quote.regel": f"{WRITTEN.isoformat()} 3"})
    assert due_quote(answers, WRITTEN + timedelta(days=300)) is None
    answers |= {"regel": "Nu anders", "~quote.regel": "2026-12-01"}
    quote = due_quote(answers, date(2026, 12, 8))
    assert quote
    assert (quote.words, quote.written) == ("Nu anders", date(2026, 12, 1))


def test_of_many_written_on_one_day_one_comes_at_a_time() -> None:
    answers: dict[str, Value] = {}
    for number in range(5):
        answers |= {f"zin_{number}": f"Zin {number}", f"~quote.zin_{number}": WRITTEN.isoformat()}
    came = []
    for days in range(28):
        today = WRITTEN + timedelta(days=days)
        if quote := due_quote(answers, today):
            came.append((days, quote.words))
            answers |= given_back(quote, today)
    assert came == [(7 + APART * number, f"Zin {number}") for number in range(5)]


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"~quote.regel": WRITTEN.isoformat()},  # the words are gone: she went back, or skipped
        {"regel": 7, "~quote.regel": WRITTEN.isoformat()},
        {"regel": WORDS, "~quote.regel": "gisteren"},
        _answers(**{LAST: "2026-03-08"}),
    ],
)
def test_there_is_nothing_to_give_back(answers: dict[str, Value]) -> None:
    assert due_quote(answers, WRITTEN + timedelta(days=7)) is None


def test_a_clock_that_was_ahead_of_time_does_not_silence_it_for_long() -> None:
    assert due_quote(_answers(**{LAST: "2031-01-01"}), WRITTEN + timedelta(days=8))
