"""Stretches of the calendar (a week, a month, a year), and days counted on from another."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date, timedelta

from msgspec import Struct

from bot.engine.lexicon import Token

WEEK = 7
YEAR = 12
LEAP = 8
"""Years around today in which every date, 29 February too, comes at least once."""
_STEPS = {"next": 1, "coming": 1, "this": 0, "last": -1}
_FRIDAY = 4
_MIDDLE = 15
_FARTHEST = 100 * 366
"""Days beyond which nobody means a date."""


class Period(Struct, frozen=True):
    """From its first day to its last, both in it."""

    first: date
    last: date

    def day(self, number: int) -> date | None:
        """Its so-manieth day, if it has one."""
        if not 1 <= number <= (self.last - self.first).days + 1:
            return None
        return self.first + timedelta(days=number - 1)

    def edge(self, place: int) -> date:
        """Its beginning (0), middle (1) or end (2): of a week the working days, of a month the 15th."""
        days = (self.last - self.first).days
        end = self.first + timedelta(days=_FRIDAY) if days < WEEK else self.last
        middle = self.first + (end - self.first) // 2
        if WEEK < days <= 31:  # noqa: PLR2004 -- the longest month
            middle = self.first.replace(day=_MIDDLE)
        return (self.first, middle, end)[place]

    def weekday(self, weekday: int, which: int) -> date | None:
        """The first (1), second ... or last (0) of these days of the week in it."""
        found = self.first + timedelta(days=(weekday - self.first.weekday()) % WEEK)
        found += timedelta(days=WEEK * (which - 1))
        if not which:
            found = self.last - timedelta(days=(self.last.weekday() - weekday) % WEEK)
        return found if self.first <= found <= self.last else None


class Now(Struct, frozen=True):
    """Where the words are said from, and which way they look: back, if it is about the past."""

    today: date
    past: bool

    def nearest(self, days: Iterable[date | None]) -> date | None:
        """The nearest of these days on this side, today among them."""
        if self.past:
            return max((day for day in days if day and day <= self.today), default=None)
        return min((day for day in days if day and day >= self.today), default=None)

    def weekday(self, day: int) -> date | None:
        """The nearest such day on this side, today not."""
        if self.past:
            return after_days(self.today, -((self.today.weekday() - day - 1) % WEEK) - 1)
        return after_days(self.today, (day - self.today.weekday() - 1) % WEEK + 1)


def week(day: date) -> Period:
    """The week, from Monday, that this day is in."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=WEEK - 1))


def numbered_week(year: int, number: int) -> Period | None:
    """The week of this number, as calendars in the Netherlands count (ISO 8601)."""
    try:
        return week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def months(year: int, month: int, size: int = 1) -> Period:
    """So many months from the first of this one."""
    index = year * YEAR + month - 1 + size - 1
    year_after, last = index // YEAR, index % YEAR + 1
    return Period(date(year, month, 1), date(year_after, last, calendar.monthrange(year_after, last)[1]))


def block(today: date, size: int, steps: int) -> Period:
    """The month, quarter or year (1, 3 or 12 months) so many steps from the one that today is in."""
    index = ((today.year * YEAR + today.month - 1) // size + steps) * size
    return months(index // YEAR, index % YEAR + 1, size)


def after_days(day: date, count: int) -> date | None:
    """So many days on (or back), if anybody could mean that."""
    return day + timedelta(days=count) if abs(count) <= _FARTHEST else None


def after_months(day: date, count: int) -> date | None:
    """So many months on (or back), on the same day of the month or on its last."""
    index = day.year * YEAR + day.month - 1 + count
    if not YEAR <= index < MAXYEAR * YEAR or abs(count) > _FARTHEST // 30:
        return None
    year, month = index // YEAR, index % YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def named_periods(said: Sequence[Token], today: date) -> list[Period]:
    """The weeks, months or years that these words can mean: one, or where none is chosen those around today."""
    match tuple(said):
        case (Token("of"), *rest) if rest and rest[0].kind != "of":
            return named_periods(rest, today)
        case (Token("next" | "coming" | "this" | "last" as which), Token("days" | "months") as unit):
            return _steps(unit, today, (_STEPS[which],))
        case (Token("days" | "months") as unit,):
            return _steps(unit, today, (-1, 0, 1))
        case (Token("days", 7), Token("number", number)):
            found = (numbered_week(today.year + step, number) for step in (-1, 0, 1))
            return [one for one in found if one]
        case (Token("month", month),) | (Token("next" | "coming" | "this" | "last"), Token("month", month)):
            return [months(today.year + step, month) for step in range(-LEAP, LEAP + 1)]
        case (Token("month", month), Token("year", year)):
            return [months(year, month)]
        case (Token("month", month), *rest, Token("months", 12) as year) if rest:
            return [months(one.first.year, month) for one in named_periods((*rest, year), today)]
        case (Token() as which, Token("months", 12) as year, Token("month", month)):
            return [months(one.first.year, month) for one in named_periods((which, year), today)]
        case (Token("year", year),):
            return [months(year, 1, YEAR)]
        case _:
            return []


def _steps(unit: Token, today: date, steps: Sequence[int]) -> list[Period]:
    if unit.kind == "months":
        return [block(today, unit.value, step) for step in steps]
    weeks = (after_days(today, WEEK * step) for step in steps) if unit.value == WEEK else ()
    return [week(day) for day in weeks if day]
