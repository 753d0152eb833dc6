"""Her network as it was on a day: who was in it, where they stood, and how long ago she had spoken to them."""

from datetime import date
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from bot.coaching import network
from bot.coaching.calendar import day_of
from bot.coaching.history import History, added_on, noted_on
from bot.coaching.rhythm import order
from bot.engine.people import Contact, stood_on

RECENT: Final = 30
EARLIER: Final = 90
"""Days since the last talk up to which a contact is fresh, and up to which it is not long ago."""
Freshness: TypeAlias = Literal["recent", "earlier", "long_ago", "unknown"]
"""How long ago the last talk was."""


class Person(Struct, frozen=True):
    """Somebody on the map. ``since`` is the days since the last talk, ``new`` whether they came in the period."""

    id: str
    name: str
    circle: str
    ring: str
    standing: str
    since: int | None
    brings: tuple[str, ...]
    takes: tuple[str, ...]
    new: bool

    @property
    def freshness(self) -> Freshness:
        """How long ago the last talk was, in three steps."""
        if self.since is None:
            return "unknown"
        return "recent" if self.since <= RECENT else "earlier" if self.since <= EARLIER else "long_ago"


class Snapshot(Struct, frozen=True):
    """Her network on a day, in the order in which people came, each in the circle and ring of that day.

    Those whom she laid away (``aside``) are not shown, but their place on the map stays free.
    """

    on: date
    people: tuple[Person, ...]
    aside: tuple[Person, ...] = ()


def snapshot(history: History, day: date, new_from: date | None) -> Snapshot:
    """Who was in her network on that day; those who came from ``new_from`` on are new (None: nobody is)."""
    spoken = _last_talks(history, day)
    known = {
        one: _person(one, contact, spoken.get(one), day, added_on(contact, history.first), new_from)
        for one, contact in sorted(history.contacts.items(), key=lambda named: order(named[0]))
        if contact.admitted and added_on(contact, history.first) <= day
    }
    aside = {one for one in known if history.contacts[one].archived}
    return Snapshot(
        day,
        tuple(person for one, person in known.items() if one not in aside),
        tuple(known[one] for one in known if one in aside),
    )


def _person(
    id_: str, contact: Contact, spoken: date | None, day: date, added: date, new_from: date | None
) -> Person:
    since = (day - spoken).days if spoken else None
    new = new_from is not None and added >= new_from
    return Person(
        id_,
        contact.nickname,
        *stood_on(contact, day.isoformat()),
        contact.standing,
        since,
        contact.brings,
        contact.takes,
        new,
    )


def _last_talks(history: History, day: date) -> dict[str, date]:
    """The last talk with each until that day, as it was noted, or said when they came."""
    found: dict[str, date] = {}
    spoken = ((one, day_of(contact.spoken)) for one, contact in history.contacts.items())
    for contact, on in (*spoken, *((talk.contact, noted_on(talk)) for talk in history.talks)):
        if on and on <= day:
            found[contact] = max(on, found.get(contact, on))
    return found


def earlier(history: History, begin: date, today: date) -> Snapshot | None:
    """Her network when the period began, or on the first day on which there was anybody; None if that is today."""
    came = [added_on(one, history.first) for one in network.members(history.contacts).values()]
    day = max(begin, min(came, default=today))
    return snapshot(history, day, None) if day < today else None


def moved(before: Snapshot, now: Snapshot) -> tuple[Person, ...]:
    """Who stands elsewhere now than before, as they are now."""
    stood = {one.id: (one.circle, one.ring) for one in before.people}
    return tuple(one for one in now.people if stood.get(one.id, (one.circle, one.ring)) != (one.circle, one.ring))
