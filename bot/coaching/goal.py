"""What a week asks of her: to speak to two people, and to answer something on two days; with days to spare.

Slack with a small cost beats a strict goal and a loose one (Sharif & Shu 2017): two days a month are free. They
make a week complete that lacked them, and nothing is ever shown as broken.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from bot.coaching.calendar import day_of
from bot.coaching.rhythm import days_since_talk
from bot.engine.people import Contact
from bot.engine.saying import ACTIVE_DAYS
from bot.engine.values import Value

PEOPLE: Final = 2
"""People to speak to in a week."""
DAYS: Final = 2
"""Days on which to answer something in a week."""
FREE: Final = 2
"""Free days in a calendar month."""
USED: Final = "~free"
"""The name under which a conversation keeps how many free days were used in which month: ``2026-03 1``."""
_WEEK: Final = 7


class Week(Struct, frozen=True):
    """The seven days up to today: people spoken to, days on which she answered, free days that make it whole."""

    people: int
    days: int
    free: int
    complete: bool


def week(answers: Mapping[str, Value], contacts: Mapping[str, Contact], today: date) -> Week:
    """How the last seven days were, today among them."""
    since = (days_since_talk(one, today) for one in contacts.values() if one.admitted)
    people = sum(days is not None and days < _WEEK for days in since)
    active = answers.get(ACTIVE_DAYS)
    on = (day_of(one) for one in active) if isinstance(active, tuple) else ()
    days = sum(day is not None and 0 <= (today - day).days < _WEEK for day in on)
    lacking = max(PEOPLE - people, 0) + max(DAYS - days, 0)
    free = lacking if 0 < lacking <= free_days_left(answers, today) else 0
    return Week(people, days, free, complete=lacking == free)


def free_days_left(answers: Mapping[str, Value], today: date) -> int:
    """The free days that are left in this month."""
    month, _, used = str(answers.get(USED)).partition(" ")
    return FREE - int(used) if month == f"{today:%Y-%m}" else FREE


def used(answers: Mapping[str, Value], free: int, today: date) -> dict[str, Value]:
    """What is to be kept once so many free days were used."""
    return {USED: f"{today:%Y-%m} {FREE - free_days_left(answers, today) + free}"}
