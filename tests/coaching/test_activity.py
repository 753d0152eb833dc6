"""Weeks and the line of a rhythm, worked out."""

from datetime import date, timedelta

import pytest

from bot.coaching import activity
from bot.coaching.activity import Weeks
from tests.coaching.people import TODAY

_SUNDAY, _MONDAY = date(2026, 11, 15), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("days", "of", "weeks"),
    [
        ([], 10, None),
        ([TODAY + timedelta(days=1)], 10, None),
        ([TODAY], 0, None),
        ([TODAY], 10, Weeks(1, 1)),
        ([_SUNDAY, _MONDAY], 10, Weeks(2, 2)),
        ([_MONDAY, TODAY, TODAY], 10, Weeks(1, 1)),
        ([_SUNDAY - timedelta(weeks=2)], 10, Weeks(1, 4)),
        ([TODAY - timedelta(weeks=back) for back in (0, 1, 2, 4, 5, 6, 8, 9, 30)], 10, Weeks(8, 10)),
        ([date(2026, 1, 1)], 10, Weeks(0, 10)),
    ],
)
def test_weeks_in_which_something_happened(days: list[date], of: int, weeks: Weeks | None) -> None:
    assert activity.weeks(days, TODAY, of) == weeks


def test_a_week_runs_over_the_end_of_a_year() -> None:
    assert activity.weeks([date(2026, 12, 31)], date(2027, 1, 3)) == Weeks(1, 1)
    assert activity.weeks([date(2026, 12, 31)], date(2027, 1, 4)) == Weeks(1, 2)


@pytest.mark.parametrize(("planned", "half"), [(7, 13), (3, 19.9), (1, 34.4), (2, 24.3)])
def test_the_line_halves_in_thirteen_days_over_the_root_of_the_plan(planned: int, half: float) -> None:
    busy = [TODAY - timedelta(days=back) for back in range(7)]
    points = activity.line(busy, TODAY - timedelta(days=6), TODAY + timedelta(days=200), planned)
    quiet = points[13:]
    assert 0 < quiet[0] < 1
    assert quiet[100] / quiet[0] == pytest.approx(0.5 ** (100 / half), rel=0.01)


def test_the_line_of_one_who_does_as_planned_nears_one_and_a_missed_day_hardly_moves_it() -> None:
    days = [TODAY - timedelta(days=3 * back) for back in range(200)]
    whole = activity.line(days, TODAY - timedelta(days=590), TODAY)
    missed = activity.line(days[1:], TODAY - timedelta(days=590), TODAY)
    assert whole[-1] > 0.99
    assert whole[-1] - missed[-1] < 0.02
    assert all(0 <= point <= 1 for point in whole)


def test_the_first_point_is_worked_out() -> None:
    kept = 0.5 ** ((2 / 7) ** 0.5 / 13)
    assert list(activity.line([TODAY], TODAY, TODAY)) == pytest.approx([0.5 * (1 - kept)])
    assert activity.line([TODAY], TODAY, TODAY - timedelta(days=1)) == ()
    assert activity.line([TODAY], TODAY, TODAY, planned=0) == ()


@pytest.mark.parametrize(
    ("points", "word"),
    [
        ((), None),
        ((0.5,), None),
        ((0.1, 0.2), "groeit"),
        ((0.2, 0.1), "rustig"),
        ((0.5, 0.505), "rustig"),
        ((0.0, *(0.5,) * 15), "rustig"),
        ((0.9, *(n / 100 for n in range(15))), "groeit"),
    ],
)
def test_a_line_has_a_word_and_no_grade(points: tuple[float, ...], word: str | None) -> None:
    assert activity.trend(points) == word
