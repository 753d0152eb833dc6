"""Birthdays: a day and a month (``--05-17``), with the year where it is known (``1970-05-17``).

They are kept as a day of the calendar, never as a moment: a birthday is the same day wherever she is. One of
29 February is kept on the 28th in common years.
"""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from bot.coaching.calendar import WEEK, day_of, later_by

LEAD: Final = 3
"""Days ahead on which a birthday is first mentioned."""
_LEAP: Final = "2000"
"""A year in which every day of a year comes."""


class Birthday(Struct, frozen=True):
    """A day of the year, and the year of birth where it is known."""

    month: int
    day: int
    year: int | None = None


@lru_cache(maxsize=1024)
def birthday_of(written: str) -> Birthday | None:
    """Reads ``--05-17`` or ``1970-05-17``; nothing where there is no such day."""
    yearless = written.startswith("--")
    found = day_of(_LEAP + written[1:] if yearless else written)
    return Birthday(found.month, found.day, None if yearless else found.year) if found else None


def in_year(birthday: Birthday, year: int) -> date:
    """The day on which it is kept in this year."""
    try:
        return date(year, birthday.month, birthday.day)
    except ValueError:
        return date(year, birthday.month, 28)


def next_birthday(birthday: Birthday, today: date) -> date:
    """The next day on which it is kept, which may be today."""
    this_year = in_year(birthday, today.year)
    return this_year if this_year >= today or today.year == date.max.year else in_year(birthday, today.year + 1)


def days_until(birthday: Birthday, today: date) -> int:
    """The days until it is kept next: 0 today."""
    return (next_birthday(birthday, today) - today).days


def age(birthday: Birthday, today: date) -> int | None:
    """The age to be reached on the next birthday; None where the year of birth is not known, or lies ahead."""
    if birthday.year is None or birthday.year >= next_birthday(birthday, today).year:
        return None
    return next_birthday(birthday, today).year - birthday.year


def is_near(birthday: Birthday, today: date) -> bool:
    """Whether it is time to think of it: from three days before, until the day itself."""
    return 0 <= days_until(birthday, today) <= LEAD


def is_news(birthday: Birthday, today: date, days: Collection[str]) -> bool:
    """Whether to tell of it today, one of her days of the week: once beforehand, and on the day itself.

    Beforehand is the first of her days from three days before on; where none of them falls in between, the last
    one before that.
    """
    until = days_until(birthday, today)
    if until == 0 or until > len(WEEK):
        return until == 0
    hers = [ahead for ahead in range(until - LEAD, until) if WEEK[later_by(today, ahead).weekday()] in days]
    if until <= LEAD:
        return not any(ahead < 0 for ahead in hers)
    return not any(WEEK[later_by(today, ahead).weekday()] in days for ahead in range(1, until))
