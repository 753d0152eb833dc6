"""All that is read back of her, in the order in which it happened; the numbers of ``progress`` rest on it."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from bot.coaching.calendar import day_of
from bot.coaching.plans import Plan
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.saying import MEDIA
from bot.engine.values import Kind, Value

NAME: Final = "naam"
"""The name of the answer that says what she is called."""


class Answered(Struct, frozen=True):
    """An answer of hers on her local day. ``kind`` is what its name holds in the script."""

    name: str
    dialog: str
    value: Value
    on: date
    kind: Kind = "text"


class History(Struct, frozen=True):
    """All that is read back of her: answers and talks the oldest first, the day on which she began.

    ``course`` names the dialogs of the course in their order, and whether she ever finished each. ``plans`` are
    those that are not settled yet, ``planned`` the names under which dialogs keep what she plans.
    """

    contacts: Mapping[str, Contact]
    answers: tuple[Answered, ...]
    talks: tuple[Talk, ...]
    first: date
    course: tuple[tuple[str, bool], ...]
    plans: tuple[Plan, ...] = ()
    planned: tuple[str, ...] = ()


def noted_on(talk: Talk) -> date:
    """The day on which this talk was."""
    return day_of(talk.on) or date.min


def added_on(contact: Contact, first: date) -> date:
    """The day on which somebody came; her first day where it is not known."""
    return day_of(contact.added) or first


def is_text(answer: Answered) -> bool:
    """Whether this is something that she wrote of herself, in words."""
    value = answer.value
    words = isinstance(value, str) and bool(value) and not value.startswith(MEDIA)
    return words and answer.kind == "text" and answer.name != NAME


def active_days(history: History, today: date) -> set[date]:
    """The days on which she answered something or spoke to somebody."""
    days = {one.on for one in history.answers} | {noted_on(talk) for talk in history.talks}
    return {day for day in days if history.first <= day <= today}
