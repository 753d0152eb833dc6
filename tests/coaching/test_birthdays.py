"""Birthdays, as a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import birthdays
from bot.coaching.birthdays import Birthday
from bot.coaching.calendar import WEEK


@pytest.mark.parametrize(
    ("written", "birthday"),
    [
        ("--05-17", Birthday(5, 17)),
        ("1970-05-17", Birthday(5, 17, 1970)),
        ("--02-29", Birthday(2, 29)),
        ("1972-02-29", Birthday(2, 29, 1972)),
        ("1971-02-29", None),
        ("--02-30", None),
        ("--13-01", None),
        ("--", None),
        ("", None),
        ("17 mei", None),
    ],
)
def test_a_birthday_is_a_day_and_a_month_and_perhaps_a_year(written: str, birthday: Birthday | None) -> None:
    assert birthdays.birthday_of(written) == birthday


@pytest.mark.parametrize(
    ("written", "today", "next_", "days", "age", "near"),
    [
        ("--05-17", date(2026, 5, 17), date(2026, 5, 17), 0, None, True),
        ("1970-05-17", date(2026, 5, 14), date(2026, 5, 17), 3, 56, True),
        ("1970-05-17", date(2026, 5, 13), date(2026, 5, 17), 4, 56, False),
        ("1970-05-17", date(2026, 5, 18), date(2027, 5, 17), 364, 57, False),
        ("--01-01", date(2026, 12, 30), date(2027, 1, 1), 2, None, True),
        ("--02-29", date(2027, 2, 25), date(2027, 2, 28), 3, None, True),
        ("--02-29", date(2027, 2, 28), date(2027, 2, 28), 0, None, True),
        ("--02-29", date(2027, 3, 1), date(2028, 2, 29), 365, None, False),
        ("--02-29", date(2028, 2, 28), date(2028, 2, 29), 1, None, True),
        ("--02-28", date(2028, 2, 28), date(2028, 2, 28), 0, None, True),
        ("--02-29", date(2100, 1, 31), date(2100, 2, 28), 28, None, False),
        ("2030-05-17", date(2026, 5, 1), date(2026, 5, 17), 16, None, False),
        ("2026-05-17", date(2026, 5, 17), date(2026, 5, 17), 0, None, True),
    ],
)
def test_the_next_birthday_is_the_same_day_of_the_year_and_the_28th_where_there_is_no_29th(
    written: str, today: date, next_: date, days: int, age: int | None, *, near: bool
) -> None:
    found = birthdays.birthday_of(written)
    assert found
    assert birthdays.next_birthday(found, today) == next_
    assert birthdays.days_until(found, today) == days
    assert birthdays.age(found, today) == age
    assert birthdays.is_near(found, today) is near


_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")


@pytest.mark.parametrize(
    ("born", "days", "told_on"),
    [
        ("--11-20", _WEEKDAYS, ["11-17", "11-20"]),  # a Friday: on the Tuesday before, and on the day
        ("--11-23", _WEEKDAYS, ["11-20", "11-23"]),  # a Monday: three days before is a Friday
        ("--11-24", _WEEKDAYS, ["11-23", "11-24"]),  # a Tuesday: three days before is a Saturday
        ("--11-22", _WEEKDAYS, ["11-19", "11-22"]),  # a Sunday, on which nothing comes by itself
        ("--11-20", ("maandag",), ["11-16", "11-20"]),  # none of her days falls in between
        ("--11-16", ("maandag",), ["11-09", "11-16"]),
        ("--11-21", ("zondag",), ["11-15", "11-21"]),
        ("--02-29", _WEEKDAYS, ["02-25", "02-28"]),
    ],
)
def test_a_birthday_is_told_of_once_before_and_on_the_day_itself(
    born: str, days: tuple[str, ...], told_on: list[str]
) -> None:
    birthday = birthdays.birthday_of(born)
    assert birthday
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    hers = [day for day in year if WEEK[day.weekday()] in days or birthdays.days_until(birthday, day) == 0]
    assert [f"{day:%m-%d}" for day in hers if birthdays.is_news(birthday, day, days)] == told_on


@given(st.integers(0, 364), st.lists(st.sampled_from(WEEK), min_size=1, unique=True))
def test_whatever_days_she_chose_nobody_is_forgotten(number: int, days: list[str]) -> None:
    born = date(2027, 1, 1) + timedelta(days=number)
    birthday = Birthday(born.month, born.day)
    before = [born - timedelta(days=ahead) for ahead in range(1, 8)]
    assert sum(WEEK[day.weekday()] in days and birthdays.is_news(birthday, day, days) for day in before) == 1
