"""Giving her own words back: after one, four and twelve weeks, exactly as she wrote them.

Reflection in her own words, spaced (Miller & Rollnick's OARS); the intervals are our choice, no source fixes them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from bot.coaching.calendar import day_of, later_by
from bot.engine.saying import QUOTE
from bot.engine.values import Value

WEEKS: Final = (1, 4, 12)
"""How long after they were written words are given back."""
APART: Final = 3
"""Days between two such messages at least: who did a whole dialog in a day wrote much on that day."""
LAST: Final = "~quoted"
"""The name under which a conversation keeps the day on which words were last given back."""


class Quote(Struct, frozen=True):
    """Words of hers: the name that holds them, the words, the day on which they were written."""

    name: str
    words: str
    written: date


def due_quote(answers: Mapping[str, Value], today: date) -> Quote | None:
    """The words that are to be given back today, those written first; None where there are none, or too soon."""
    last = day_of(str(answers.get(LAST)))
    if last and last <= today < later_by(last, APART):
        return None
    due = (_due(name.removeprefix(QUOTE), answers, today) for name in answers if name.startswith(QUOTE))
    return min((one for one in due if one), key=lambda one: (one.written, one.name), default=None)


def _due(name: str, answers: Mapping[str, Value], today: date) -> Quote | None:
    written, times = _noted(answers, name)
    words = answers.get(name)
    if written is None or not isinstance(words, str) or times >= len(WEEKS):
        return None
    return Quote(name, words, written) if later_by(written, 7 * WEEKS[times]) <= today else None


def _noted(answers: Mapping[str, Value], name: str) -> tuple[date | None, int]:
    """When these words were written, and of how many of the intervals they were given back."""
    written, _, times = str(answers.get(QUOTE + name)).partition(" ")
    return day_of(written), int(times or 0)


def given_back(quote: Quote, today: date) -> dict[str, Value]:
    """What is to be kept once these words were given back; intervals that passed meanwhile are over too."""
    over = sum(later_by(quote.written, 7 * weeks) <= today for weeks in WEEKS)
    return {QUOTE + quote.name: f"{quote.written.isoformat()} {over}", LAST: today.isoformat()}
