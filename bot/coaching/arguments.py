"""The arguments of an action as what they mean; nothing where one is missing, or makes no sense."""

from datetime import date

from bot.coaching.calendar import LONGEST, day_of, later_by
from bot.engine.people import Contact
from bot.engine.repertoire import Given
from bot.engine.world import World


def person(given: Given, world: World, name: str = "contact") -> tuple[str, Contact] | None:
    """The contact who is meant, with the id."""
    id_ = given.get(name)
    return (id_, world.contacts[id_]) if isinstance(id_, str) and id_ in world.contacts else None


def days(given: Given, name: str = "days") -> int | None:
    """So many whole days, from one to three years."""
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 1 <= value <= LONGEST:
        return None
    return int(value) if value == int(value) else None


def past_day(given: Given, name: str, today: date) -> date | None:
    """A day until today; today where none is given."""
    if name not in given:
        return today
    day = day_of(text(given, name))
    return day if day and day <= today else None


def coming_day(given: Given, name: str, today: date) -> date | None:
    """A day after today, three years ahead at most."""
    day = day_of(text(given, name))
    return day if day and today < day <= later_by(today, LONGEST) else None


def text(given: Given, name: str) -> str:
    """The words or the id; empty where there are none."""
    value = given.get(name)
    return value if isinstance(value, str) else ""


def several(given: Given, name: str) -> tuple[str, ...]:
    """The ids, in their order."""
    value = given.get(name)
    return value if isinstance(value, tuple) else ()
