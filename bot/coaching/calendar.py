"""Days as the records of people hold them: local dates, never moments, so that no clock change can touch them."""

from datetime import date, timedelta

LONGEST = 1095
"""Days: the longest rhythm or rest that anybody can mean, three years."""


def day_of(written: str) -> date | None:
    """The day that is written as in ISO 8601, if it is one."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def later_by(day: date, days: int) -> date:
    """So many days on (or back); the calendar's own ends are as far as it goes."""
    left, passed = (date.max - day).days, (day - date.min).days
    return day + timedelta(days=max(-passed, min(days, left)))
