"""What a script can ask of somebody in a network, beyond what is kept of them: ``due(wie)``, ``{wie:state}``."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from bot.coaching import birthdays, doubles, ladder, limits, network, reaching, rhythm
from bot.coaching.calendar import WEEK
from bot.coaching.moments import chosen_days
from bot.engine.people import Contact
from bot.engine.repertoire import Fact
from bot.engine.values import Value
from bot.engine.world import World

Told: TypeAlias = Callable[[Contact, date], Value | None]
"""What is told of a contact on this day."""


def _of(told: Told) -> Callable[[str, World], Value | None]:
    """Asks it of a contact by id; of one who is not there nothing is known."""

    def asked(contact: str, world: World) -> Value | None:
        found = world.contacts.get(contact)
        return told(found, world.now.date()) if found else None

    return asked


def _birthday(told: Callable[[birthdays.Birthday, date], Value | None]) -> Callable[[str, World], Value | None]:
    def asked(contact: Contact, today: date) -> Value | None:
        birthday = birthdays.birthday_of(contact.birthday)
        return told(birthday, today) if birthday else None

    return _of(asked)


def _member(contact: Contact, _today: date) -> bool:
    return contact.admitted and not contact.archived


def _lines(way: network.Direction) -> Callable[[str, World], Value | None]:
    """What comes from somebody who is in the network now, or goes to them, as ``network.lines`` counts it."""
    return _of(lambda contact, today: getattr(contact, way) or None if _member(contact, today) else None)


def _near(contact: Contact, today: date) -> bool:
    birthday = birthdays.birthday_of(contact.birthday)
    return birthday is not None and _member(contact, today) and birthdays.is_near(birthday, today)


def _birthday_news(contact: str, world: World) -> bool | None:
    found = world.contacts.get(contact)
    birthday = birthdays.birthday_of(found.birthday) if found and found.birthday else None
    if found is None or birthday is None:
        return None
    today = world.now.date()
    soon = _member(found, today) and birthdays.days_until(birthday, today) <= len(WEEK)
    return soon and birthdays.is_news(birthday, today, chosen_days(world.answers))


def _next_due(contact: Contact, today: date) -> str | None:
    day = rhythm.next_due(contact, today)
    return day.isoformat() if day else None


def _rests(contact: Contact, today: date) -> bool:
    return contact.archived or contact.rests >= today.isoformat()


def _spoken_within(days: int) -> Told:
    def asked(contact: Contact, today: date) -> bool:
        since = rhythm.days_since_talk(contact, today)
        return since is not None and since <= days

    return asked


def _welcome(contact: str, world: World) -> bool | None:
    found = world.contacts.get(contact)
    return limits.may_propose(found, world.now, limits.limits_of(world.answers)) if found else None


FACTS: Mapping[str, Fact] = {
    "welcome": Fact("truth", _welcome),
    "due": Fact("truth", _of(rhythm.is_due)),
    "occasion": Fact("truth", _of(rhythm.has_occasion)),
    "next_due": Fact("date", _of(_next_due)),
    "days_over": Fact("number", _of(rhythm.days_over)),
    "excess": Fact("number", _of(rhythm.excess)),
    "days_since_spoken": Fact("number", _of(rhythm.days_since_talk)),
    "spoken_30": Fact("truth", _of(_spoken_within(30))),
    "spoken_90": Fact("truth", _of(_spoken_within(90))),
    "state": Fact("choice", _of(rhythm.state), "states"),
    "sleeping": Fact("truth", _of(lambda contact, today: rhythm.sleeps(contact, today) is True)),
    "without_rhythm": Fact("truth", _of(lambda contact, _: rhythm.lacks_rhythm(contact))),
    "suggested_rhythm": Fact("number", _of(lambda contact, _: rhythm.suggested(contact))),
    "longest_rhythm": Fact(
        "number", _of(lambda contact, _: rhythm.longest(contact) if rhythm.has_rhythm(contact) else None)
    ),
    "asks_for_rest": Fact("truth", _of(lambda contact, _: rhythm.asks_for_rest(contact))),
    "resting": Fact("truth", _of(_rests)),
    "member": Fact("truth", _of(_member)),
    "double": Fact("contact", lambda contact, world: doubles.double_of(contact, world.contacts)),
    "birthday_in": Fact("number", _birthday(birthdays.days_until)),
    "birthday_near": Fact("truth", _of(_near)),
    "birthday_news": Fact("truth", _birthday_news),
    "birthday_age": Fact("number", _birthday(birthdays.age)),
    "reachable_telegram": Fact("truth", _of(lambda contact, _: bool(reaching.telegram_user(contact.telegram)))),
    "reachable_whatsapp": Fact("truth", _of(lambda contact, _: bool(reaching.whatsapp_number(contact.phone)))),
    "reachable_phone": Fact("truth", _of(lambda contact, _: bool(reaching.phone_number(contact.phone)))),
    "reachable_mail": Fact("truth", _of(lambda contact, _: bool(reaching.mail_address(contact.mail)))),
    "telegram_user": Fact("text", _of(lambda contact, _: reaching.telegram_user(contact.telegram) or None)),
    "whatsapp_number": Fact("text", _of(lambda contact, _: reaching.whatsapp_number(contact.phone) or None)),
    "phone_number": Fact("text", _of(lambda contact, _: reaching.shown_number(contact.phone) or None)),
    "next_step": Fact("choice", _of(lambda contact, _: ladder.next_step(contact)), "steps"),
    "supply": Fact("choices", _lines("brings"), "lines"),
    "drain": Fact("choices", _lines("takes"), "lines"),
    "has_lines": Fact(
        "truth", _of(lambda contact, today: _member(contact, today) and bool(network.cells_of(contact)))
    ),
    "functions": Fact("number", _of(lambda contact, _: len(network.cells_of(contact)) or None)),
    "without_circle": Fact("truth", _of(lambda contact, today: _member(contact, today) and not contact.circle)),
    "versatile": Fact("truth", _of(lambda contact, _: len(network.cells_of(contact)) >= network.MANY)),
    "family": Fact("truth", _of(lambda contact, _: limits.is_family(contact))),
    "private": Fact("truth", _of(lambda contact, _: limits.is_private(contact))),
    "business": Fact("truth", _of(lambda contact, _: limits.is_business(contact))),
}
"""All facts, by name."""
