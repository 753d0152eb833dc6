"""Which day a row of understood words means, seen from today."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from msgspec.structs import replace

from bot.engine.lexicon import Token, Tokens
from bot.engine.periods import (
    WEEK,
    Now,
    Period,
    after_days,
    after_months,
    block,
    named_periods,
    week,
)

SATURDAY = 5
_CENTURY = 100
_MILLENNIUM = 2000
_ONE = Token("number", 1)
_AROUND = range(-2, 3)
"""Months around today in which every day of the month comes at least once, before and after."""

Amount: TypeAlias = tuple[int, Token]
"""How many halves of which unit."""


def meaning(said: Sequence[Token], now: Now) -> date | None:
    """The day, or nothing if the words mean none, several, or one that does not exist."""
    match tuple(said):
        case (_, *_, Token("coming")):
            return meaning(said[:-1], replace(now, past=False))
        case (_, *_, Token("last")):
            return meaning(said[:-1], replace(now, past=True))
        case row:
            rules = (_named, _counted, _weekday, _weekend, _edge, _dated, _ranked, _period)
            return next((found for rule in rules if (found := rule(row, now))), None)


def _named(said: Tokens, now: Now) -> date | None:
    """Today, tomorrow and so on; a feast."""
    match said:
        case (Token("day", days),):
            return after_days(now.today, days)
        case (Token("day", days), Token("weekday", weekday)):
            found = after_days(now.today, days)
            return found if found and found.weekday() == weekday else None
        case (Token("weekday", weekday), Token("day", 1)):
            return now.weekday(weekday)
        case (Token("day", days), Token("number" | "ordinal" | "month"), *_):
            found = after_days(now.today, days)
            return found if found == meaning(said[1:], now) else None
        case (Token("feast", feast),):
            years = range(now.today.year - 1, now.today.year + 2)
            return now.nearest(date(year, *divmod(feast, _CENTURY)) for year in years)
        case (Token("feast", feast), Token("year", year)):
            return date(year, *divmod(feast, _CENTURY))
        case _:
            return None


def _counted(said: Tokens, now: Now) -> date | None:
    """So many days, weeks or months from today, or from a day that is named."""
    match said:
        case (Token("ahead"), *rest) if amount := _amount(rest):
            return _moved(now.today, amount, 1)
        case (*rest, Token("ago")) if amount := _amount(rest):
            return _moved(now.today, amount, -1)
        case (*rest,) if amount := _amount(rest):
            return _moved(now.today, amount, -1 if now.past else 1)
        case (*rest, Token("from"), start) if amount := _amount(rest) or _amount((_ONE, *rest)):
            anchor = meaning((start,), now)
            return _moved(anchor, amount, 1) if anchor else None
        case (Token("day" | "weekday") as start, Token("ahead"), *rest) if amount := _amount(rest):
            anchor = meaning((start,), now)
            return _moved(anchor, amount, 1) if anchor else None
        case (Token("day" | "weekday") as start, Token("days", 7)):
            anchor = meaning((start,), now)
            return after_days(anchor, WEEK) if anchor else None
        case (Token("ahead"), *rest, Token("weekday", weekday)) if amount := _amount(rest):
            return _that_week(amount, weekday, now)
        case (*rest, Token("weekday", weekday)) | (Token("weekday", weekday), *rest) if amount := _amount(rest):
            return _that_week(amount, weekday, now)
        case _:
            return None


def _amount(said: Sequence[Token]) -> Amount | None:
    match tuple(said):
        case (Token("number", count), Token("days" | "months") as unit):
            return 2 * count, unit
        case (Token("number", 1), Token("days" | "months") as unit, Token("of"), Token("number", count)):
            return 2 * count, unit
        case (Token("halves", halves), Token("days" | "months") as unit):
            return halves, unit
        case (Token("half"), Token("days" | "months") as unit):
            return 1, unit
        case (Token("half"), Token("number", 1), Token("days" | "months") as unit):
            return 1, unit
        case (Token("number", 1), Token("half"), Token("days" | "months") as unit):
            return 1, unit
        case _:
            return None


def _moved(day: date, amount: Amount, sign: int) -> date | None:
    halves, unit = amount
    whole, half = divmod(halves * unit.value, 2)
    if unit.kind == "days":
        return after_days(day, sign * whole)
    found = after_months(day, sign * whole)
    return after_days(found, sign * 15 * half) if found else None


def _that_week(amount: Amount, weekday: int, now: Now) -> date | None:
    """This day in the week that is so many weeks away."""
    halves, unit = amount
    if unit.kind != "days" or halves * unit.value % (2 * WEEK):
        return None
    found = _moved(now.today, amount, -1 if now.past else 1)
    return week(found).day(weekday + 1) if found else None


def _weekday(said: Tokens, now: Now) -> date | None:
    """A day of the week, in whichever week is named; a date with its weekday, if the two agree."""
    match said:
        case (Token("weekday", weekday),) | (Token("this"), Token("weekday", weekday)):
            return now.weekday(weekday)
        case (Token("coming"), Token("weekday", weekday)):
            return replace(now, past=False).weekday(weekday)
        case (Token("last"), Token("weekday", weekday)):
            return replace(now, past=True).weekday(weekday)
        case (Token("next"), Token("weekday", weekday)):
            return _next_week(now.today, weekday)
        case (Token("weekday", weekday), *rest) | (*rest, Token("weekday", weekday)):
            weeks = [one for one in named_periods(rest, now.today) if (one.last - one.first).days < WEEK]
            if weeks:
                return now.nearest(one.day(weekday + 1) for one in weeks)
            found = meaning(rest, now) if said[0].kind == "weekday" and rest else None
            return found if found and found.weekday() == weekday else None
        case _:
            return None


def _weekend(said: Tokens, now: Now) -> date | None:
    """The Saturday of a weekend; on that Saturday itself the Sunday."""
    match said:
        case (Token("weekend"),) | (Token("this" | "coming"), Token("weekend")):
            if now.today.weekday() == SATURDAY and not now.past:
                return after_days(now.today, 1)
            return now.weekday(SATURDAY)
        case (Token("next"), Token("weekend")):
            return _next_week(now.today, SATURDAY)
        case (Token("last"), Token("weekend")):
            before = after_days(now.today, -WEEK)
            return week(before).day(SATURDAY + 1) if before else None
        case _:
            return None


def _edge(said: Tokens, now: Now) -> date | None:
    """The beginning, middle or end of a week, month or year."""
    match said:
        case (Token("edge", place), *rest):
            return now.nearest(one.edge(place) for one in named_periods(rest, now.today))
        case (Token("half"), Token("month"), *_):
            return now.nearest(one.edge(1) for one in named_periods(said[1:], now.today))
        case (Token("last"), Token("days", 1), Token("of"), *rest):
            return now.nearest(one.last for one in named_periods(rest, now.today))
        case _:
            return None


def _dated(said: Tokens, now: Now) -> date | None:
    """A day of a month: the 3rd of March, March 3rd, the 15th, the 3rd of next month."""
    match said:
        case (Token("ordinal", day),):
            return now.nearest(block(now.today, 1, step).day(day) for step in _AROUND)
        case (Token("ordinal", day), Token("days", 1), Token("of"), *rest) if rest:
            return now.nearest(one.day(day) for one in named_periods(rest, now.today))
        case (Token("number" | "ordinal", day), *rest):
            return now.nearest(one.day(day) for one in named_periods(_year(rest), now.today) if _is_month(one))
        case (Token("month") as month, Token("number" | "ordinal", day), *rest):
            found = named_periods(_year((month, *rest)), now.today)
            return now.nearest(one.day(day) for one in found)
        case _:
            return None


def _year(said: Sequence[Token]) -> Sequence[Token]:
    """A month and two digits are a month and a year of this century."""
    match tuple(said):
        case (Token("month") as month, Token("number", year)) if year < _CENTURY:
            return month, Token("year", _MILLENNIUM + year)
        case _:
            return said


def _is_month(period: Period) -> bool:
    return period.first.month == period.last.month and (period.last - period.first).days > WEEK


def _ranked(said: Tokens, now: Now) -> date | None:
    """The first Monday of December, the last Friday of the month."""
    match said:
        case (Token("number" | "ordinal", which), Token("weekday", weekday), *rest) if rest and which:
            return now.nearest(one.weekday(weekday, which) for one in named_periods(rest, now.today))
        case (Token("last"), Token("weekday", weekday), Token("of"), *rest):
            return now.nearest(one.weekday(weekday, 0) for one in named_periods(rest, now.today))
        case _:
            return None


def _period(said: Tokens, now: Now) -> date | None:
    """A whole week or month: its first day while it is to come, this same day in it if it was the last one."""
    match said:
        case (Token("last"), Token("days", days)) if days > 1:
            return after_days(now.today, -days)
        case (Token("last"), Token("months", size)):
            return after_months(now.today, -size)
        case (Token("next" | "coming" | "month"), *_) | (Token("days"), Token("number")) | (_, _, Token("month")):
            return _first_day(named_periods(said, now.today), now)
        case _:
            return None


def _first_day(found: Sequence[Period], now: Now) -> date | None:
    """The first day of the nearest; none of the one that is going on, for that says too little."""
    if not now.past and any(one.first <= now.today <= one.last for one in found):
        return None
    return now.nearest(one.first for one in found)


def _next_week(today: date, weekday: int) -> date | None:
    found = after_days(today, WEEK)
    return week(found).day(weekday + 1) if found else None
