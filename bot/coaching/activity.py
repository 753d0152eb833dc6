"""How she keeps it up, without a streak that can break: active weeks, and a line that swings back.

A missed day is harmless (Lally et al. 2010); a broken streak, shown, makes people stop (Silverman & Barasch 2023).
"""

from collections.abc import Collection, Iterable
from datetime import date
from math import sqrt
from typing import Literal, TypeAlias

from msgspec import Struct

from bot.coaching.calendar import later_by

Trend: TypeAlias = Literal["groeit", "rustig"]
"""The word for a line: it grows, or it is quiet."""

WEEK = 7
HALVING = 13
"""Days in which the line of a daily habit halves when nothing happens (uhabits, ``Score.kt``)."""
FLAT = 0.01
"""How much a line must have risen to be called growing."""
LOOK_BACK = 14
"""Days over which a line is looked at for its word."""


class Weeks(Struct, frozen=True):
    """In so many (``active``) of the last weeks (``of``) something happened."""

    active: int
    of: int


def weeks(days: Iterable[date], today: date, of: int = 10) -> Weeks | None:
    """In how many of the last weeks, this one among them, something happened; weeks begin on Monday (ISO 8601).

    ``of`` is how many weeks are looked at; where she began later, only those since. None before the first day.
    """
    begun = [_monday(day) for day in days if day <= today]
    if not begun or of < 1:
        return None
    this = _monday(today)
    looked_at = min(of, (this - min(begun)).days // WEEK + 1)
    recent = {monday for monday in begun if (this - monday).days < looked_at * WEEK}
    return Weeks(len(recent), looked_at)


def _monday(day: date) -> date:
    return later_by(day, -day.weekday())


def line(days: Collection[date], first: date, last: date, planned: int = 2) -> tuple[float, ...]:
    """The line of a rhythm, from the first day to the last, each from 0 to 1.

    s_t = s_(t-1) m + x_t (1 - m), m = 0.5 ^ (sqrt(f) / 13), with f the times planned a day (uhabits,
    ``Score.kt``). It halves in 13 / sqrt(f) days: 13 for daily, 34.4 for weekly. ``planned`` is the times a week,
    x_t the part of them that was done in the week up to that day. Empty where nothing is planned, or no day is.
    """
    if planned < 1:
        return ()
    kept = 0.5 ** (sqrt(planned / WEEK) / HALVING)
    done, points, score = set(days), [], 0.0
    for number in range((last - first).days + 1):
        day = later_by(first, number)
        week = sum(later_by(day, -back) in done for back in range(WEEK))
        score = score * kept + min(week / planned, 1.0) * (1 - kept)
        points.append(score)
    return tuple(points)


def trend(points: Collection[float]) -> Trend | None:
    """The word for a line: whether it rose over the last two weeks; None where it has no two days."""
    recent = tuple(points)[-LOOK_BACK - 1 :]
    if len(recent) < 2:  # noqa: PLR2004 -- from one to another
        return None
    return "groeit" if recent[-1] - recent[0] > FLAT else "rustig"
