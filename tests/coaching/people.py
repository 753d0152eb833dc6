"""People as the coaching tests write them down, and the world they are in."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.people import Contact
from bot.engine.repertoire import Done
from bot.engine.values import Value
from bot.engine.world import World

TODAY = date(2026, 11, 18)
ZONE = ZoneInfo("Europe/Amsterdam")


def ago(days: int, today: date = TODAY) -> str:
    """So many days before today, as it is kept; below zero it lies ahead."""
    return (today - timedelta(days=days)).isoformat()


def someone(**parts: Any) -> Contact:
    """Somebody of whom this is known."""
    return replace(Contact("Fatima", added=ago(400)), **parts)


def world(today: date = TODAY, /, **people: Contact) -> World:
    """The world with these people; a name such as ``a1`` stands for the id ``@1``."""
    contacts = {id_.replace("a", "@", 1): one for id_, one in people.items()}
    return World(datetime.combine(today, time(9, 30), ZONE), contacts=contacts)


def of(people: Mapping[str, Contact], today: date = TODAY) -> World:
    """The world with these people, by id."""
    return World(datetime.combine(today, time(9, 30), ZONE), contacts=people)


def do(action: str, where: World, **given: Value) -> Done:
    """What an action of the coach does."""
    return REPERTOIRE.actions[action].does(given, where)


def after(action: str, where: World, **given: Value) -> World:
    """The world as it is after an action."""
    changed = {**where.contacts, **do(action, where, **given).people}
    return replace(where, contacts={id_: one for id_, one in changed.items() if one})


def tell(fact: str, where: World, contact: str = "@1") -> Value | None:
    """What a fact gives of somebody."""
    return REPERTOIRE.facts[fact].of(contact, where)
