"""When somebody in a network is to be spoken to again: the rhythm that she wants, counted from the last talk.

The clock starts anew with every talk that is noted, also one noted later; at fixed intervals a reminder could come
the day after a talk. Where no talk is known it starts on the day of entry. Nobody without a rhythm is ever due,
nor is a counter (``loket``): that is visited for a reason. Whoever has a rhythm always has a next day, unless
laid away, so nobody vanishes. All of it is by her local date.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Literal, TypeAlias

from msgspec import Struct

from bot.coaching.calendar import day_of, later_by
from bot.engine.people import Contact

State: TypeAlias = Literal["op_tijd", "aan_de_beurt", "te_lang"]
"""How it stands with a rhythm: green, yellow or red."""

SUGGESTED: Mapping[str, int] = {"kern": 7, "nabij": 30, "ruim": 180, "rand": 365}
"""Days by ring, to begin from and to change: how often private ties meet (Dunbar). Business has no norm."""
STRETCH = Fraction(3, 2)
"""The longest time between two talks, in rhythms, where she did not say it."""
LATER_ENOUGH = 3
"""Times "not now" after which another rhythm, or a rest, is asked about."""
ASLEEP = 2
"""Rhythms after which a contact sleeps."""
DORMANT = 3 * 365 + 1
"""Days after which any contact sleeps: three years (dormant ties as Levin, Walter & Murnighan 2011 have them)."""


class Turn(Struct, frozen=True):
    """Somebody who is due, and why: days since the last talk (None: not known), where ``rhythm`` was meant."""

    contact: str
    since: int | None
    rhythm: int
    excess: float


def is_counter(contact: Contact) -> bool:
    """Whether this is a counter that she goes to, more than a person."""
    return contact.standing == "loket"


def has_rhythm(contact: Contact) -> bool:
    """Whether this is one whom she wants to speak to every so often."""
    return contact.rhythm > 0 and not is_counter(contact) and not contact.archived and contact.admitted


def lacks_rhythm(contact: Contact) -> bool:
    """Whether she has yet to say how often she wants to speak to this one."""
    return contact.rhythm <= 0 and not is_counter(contact) and not contact.archived and contact.admitted


def suggested(contact: Contact) -> int | None:
    """The days between two talks to begin from, by the ring of closeness."""
    return None if is_counter(contact) else SUGGESTED.get(contact.ring)


def longest(contact: Contact) -> int:
    """The most days between two talks: as she said it, or half as long again as the rhythm, rounded up."""
    return max(contact.longest, contact.rhythm) if contact.longest > 0 else ceil(STRETCH * contact.rhythm)


def last_talk(contact: Contact, today: date) -> date | None:
    """The day of the last talk, if one is known; what lies ahead was not spoken yet."""
    spoken = day_of(contact.spoken)
    return spoken if spoken and spoken <= today else None


def days_since_talk(contact: Contact, today: date) -> int | None:
    """The days since the last talk; None where none is known."""
    spoken = last_talk(contact, today)
    return (today - spoken).days if spoken else None


def next_due(contact: Contact, today: date) -> date | None:
    """The day on which this one is to be spoken to again; None where there is no rhythm, or no end to a rest.

    Last talk + rhythm, or the day that was named or given since: a next date, "not now", a place in a batch. Not
    before the end of a rest.
    """
    if not has_rhythm(contact):
        return None
    talk, waits, rests = last_talk(contact, today), day_of(contact.waits), day_of(contact.rests)
    named = waits if waits and not (talk and waits <= talk) else None
    day = named or later_by(talk or _entered(contact, today), contact.rhythm)
    return max(day, later_by(rests, 1)) if rests else day


def _clock(contact: Contact, today: date) -> date:
    """The day from which the rhythm is counted."""
    return last_talk(contact, today) or _entered(contact, today)


def _entered(contact: Contact, today: date) -> date:
    """The day of entry; where that isn't known either, such that somebody is due."""
    return min(day_of(contact.added) or later_by(today, -contact.rhythm), today)


def is_due(contact: Contact, today: date) -> bool:
    """Whether this one is to be spoken to today, or was before."""
    day = next_due(contact, today)
    return day is not None and day <= today


def has_occasion(contact: Contact, today: date) -> bool:
    """Whether a day that she named for one without a rhythm (a counter, say) has come."""
    named, rests = day_of(contact.waits), day_of(contact.rests)
    away = contact.archived or not contact.admitted or (rests is not None and rests >= today)
    free = contact.rhythm <= 0 or is_counter(contact)
    return named is not None and named <= today and free and not away


def rate(contact: Contact, today: date) -> Fraction | None:
    """How many rhythms ago the last talk (or entry, where none is known) was: r = days / rhythm."""
    return (today - _clock(contact, today)).days / Fraction(contact.rhythm) if has_rhythm(contact) else None


def days_over(contact: Contact, today: date) -> int | None:
    """The days by which the rhythm is overstepped, put off or not; 0 where it is not, None without one."""
    return max((today - _clock(contact, today)).days - contact.rhythm, 0) if has_rhythm(contact) else None


def state(contact: Contact, today: date) -> State | None:
    """Green, yellow from r = 1 (or when due), red from the longest time on: r = 1.5 where she did not say it."""
    r = rate(contact, today)
    if r is None:
        return None
    if r * contact.rhythm >= longest(contact):
        return "te_lang"
    return "aan_de_beurt" if r >= 1 or is_due(contact, today) else "op_tijd"


def excess(contact: Contact, today: date) -> float:
    """max(r - 1, 0): how far the rhythm is overstepped, in rhythms; what a list of who is due is ordered by."""
    over = days_over(contact, today)
    return over / contact.rhythm if over else 0.0


def due(contacts: Mapping[str, Contact], today: date) -> tuple[Turn, ...]:
    """Who is due, the most overdue first; equals by the order in which they came."""
    turns = [
        Turn(id_, days_since_talk(one, today), one.rhythm, excess(one, today))
        for id_, one in contacts.items()
        if is_due(one, today)
    ]
    return tuple(sorted(turns, key=lambda turn: (-turn.excess, order(turn.contact))))


def order(contact: str) -> tuple[int, str]:
    """Contacts' ids in the order in which they were given: @2 before @10."""
    return len(contact), contact


def asks_for_rest(contact: Contact) -> bool:
    """Whether "not now" was said so often since the last talk that another rhythm, or a rest, may suit better."""
    return has_rhythm(contact) and contact.later >= LATER_ENOUGH


def sleeps(contact: Contact, today: date) -> bool | None:
    """Whether the last talk is over two rhythms or three years ago; None where it is unknown, or a counter's."""
    since = days_since_talk(contact, today)
    if since is None or is_counter(contact) or contact.archived or not contact.admitted:
        return None
    return since > DORMANT or (contact.rhythm > 0 and since > ASLEEP * contact.rhythm)
