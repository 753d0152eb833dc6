"""Who stands twice in a network: likely doubles, to be shown and asked about, and one contact made of two."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import combinations

from msgspec import Struct

from bot.coaching.reaching import mail_address, phone_number, telegram_user
from bot.coaching.rhythm import order
from bot.engine.people import Contact

_TAIL = re.compile(r"\s(?:van|vd|v\.d\.|uit|bij|from|of|at)\s(?:(?:de|den|der|het|'?t|the)\s)?")
"""Where the part of a name begins that tells which one is meant: Fatima van de drukkerij."""

_END = 6
"""Digits in which two numbers must end alike to be one."""


class Traits(Struct, frozen=True):
    """What two contacts are compared by: folded (but for the telephone), empty where it is not known."""

    nickname: str
    tail: str
    name: str
    organisation: str
    phone: str
    mail: str
    telegram: str

    @property
    def first_name(self) -> str:
        """The first word of the full name."""
        return self.name.partition(" ")[0]


def traits(contact: Contact) -> Traits:
    """What this contact is compared by."""
    whole = folded(contact.nickname)
    nickname, _, tail = _TAIL.sub("\n", whole, count=1).partition("\n")
    organisation = folded(contact.organisation)
    return Traits(
        nickname,
        tail,
        folded(contact.name),
        organisation or tail,
        contact.phone,
        mail_address(contact.mail).casefold(),
        telegram_user(contact.telegram).casefold(),
    )


def folded(written: str) -> str:
    """The words without case, accents and needless spaces."""
    if not written.isascii():
        parts = unicodedata.normalize("NFKD", written)
        written = unicodedata.normalize("NFC", "".join(one for one in parts if not unicodedata.combining(one)))
    return " ".join(written.casefold().split())


def alike(one: Traits, other: Traits) -> bool:
    """Whether these are likely the same person.

    The same telephone, mail or Telegram name; else the same name. Where both full names are known they decide.
    A nickname says nothing between people of different organisations; it can also be the other's full name, or
    the first name where both are of one organisation.
    """
    if one.mail and one.mail == other.mail:
        return True
    if one.telegram and one.telegram == other.telegram:
        return True
    if _same_number(one.phone, other.phone):
        return True
    if one.name and other.name:
        return one.name == other.name
    if one.organisation and other.organisation and one.organisation != other.organisation:
        return False
    if one.nickname and one.nickname == other.nickname:
        return True
    return _named(one, other) or _named(other, one)


def _same_number(one: str, other: str) -> bool:
    """Whether these are one telephone number; understanding a number takes long, so how they end comes first."""
    ends = ("".join(filter(str.isdigit, written))[-_END:] for written in (one, other))
    if not one or not other or next(ends) != next(ends):
        return False
    number = phone_number(one)
    return bool(number) and number == phone_number(other)


def _named(one: Traits, other: Traits) -> bool:
    """Whether the nickname of one is the name of the other."""
    if not one.nickname or not other.name:
        return False
    together = bool(one.organisation) and one.organisation == other.organisation
    return one.nickname == other.name or (together and one.nickname == other.first_name)


def double_of(contact: str, contacts: Mapping[str, Contact]) -> str | None:
    """The first other contact who is likely the same person."""
    if contact not in contacts:
        return None
    own = traits(contacts[contact])
    others = sorted((one for one in contacts if one != contact), key=order)
    return next((one for one in others if alike(own, traits(contacts[one]))), None)


def doubles(contacts: Mapping[str, Contact]) -> tuple[tuple[str, str], ...]:
    """All pairs of likely doubles, the earlier contact first."""
    known = [(one, traits(contacts[one])) for one in sorted(contacts, key=order)]
    return tuple((one, other) for (one, first), (other, second) in combinations(known, 2) if alike(first, second))
