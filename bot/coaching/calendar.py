"""Days as the records of people hold them: local dates, never moments, so that no clock change can touch them."""

from datetime import date, timedelta
from typing import Final

WEEK: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
"""The days of the week, as the ids of answers name them, from Monday on."""
LONGEST = 1095
"""Days: the longest rhythm or rest that anybody can mean, three years."""


def day_of(written: str) -> date | None:
    """The day that is written as in ISO 8601, if it is one."""
    if not written:
        return None  # most parts of a contact are empty
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def later_by(day: date, days: int) -> date:
    """So many days on (or back); the calendar's own ends are as far as it goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
