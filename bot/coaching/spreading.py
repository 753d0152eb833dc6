"""Spreading who becomes due, so that a batch of new people, a group's rhythm or a holiday brings no flood.

Each of a batch gets a first day; on none of those anybody else becomes due. The same people always get the same
days: there is no chance in it. Twenty people after a party are one a day for twenty days, not all on one morning.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from bot.coaching.calendar import day_of, later_by
from bot.coaching.rhythm import has_rhythm, last_talk, next_due, order
from bot.engine.people import Contact

FIRST, LAST = 2, 10
"""Days after entry between which one whose last talk is not known comes first."""


def spread(batch: Iterable[str], contacts: Mapping[str, Contact], today: date) -> dict[str, date]:
    """The first day after today for each of the batch who has a rhythm, at most one a day, and on nobody else's.

    ``contacts`` are all people as they are with their new rhythms. Each comes as soon as can be after the day that
    the rhythm itself gives; one whose last talk is not known from 2 to 10 days after entry, by the id.
    """
    rhythmic = {one for one in batch if one in contacts and has_rhythm(contacts[one])}
    others = (next_due(one, today) for id_, one in contacts.items() if id_ not in rhythmic)
    taken = {day.toordinal() for day in others if day}
    wanted = {one: _wanted(one, contacts[one], today) for one in rhythmic}
    first: dict[str, date] = {}
    for one in sorted(rhythmic, key=lambda id_: (wanted[id_], order(id_))):
        day = max(wanted[one], later_by(today, 1)).toordinal()
        while day in taken and day < date.max.toordinal():
            day += 1
        taken.add(day)
        first[one] = date.fromordinal(day)
    return first


def _wanted(id_: str, contact: Contact, today: date) -> date:
    if last_talk(contact, today) is None and not contact.waits:
        entry = day_of(contact.added) or today
        start = max(entry, later_by(day_of(contact.rests) or entry, 1 - FIRST))
        return later_by(start, FIRST + int.from_bytes(id_.encode(errors="replace")) % (LAST - FIRST + 1))
    return next_due(contact, today) or today


def settled(batch: Iterable[str], contacts: Mapping[str, Contact], today: date) -> dict[str, Contact]:
    """Those of the batch who have a rhythm, each waiting for the first day that ``spread`` gives."""
    found = spread(batch, contacts, today)
    return {one: _waiting(contacts[one], day, today) for one, day in found.items()}


def _waiting(contact: Contact, day: date, today: date) -> Contact:
    """One who comes on this day; nothing need be kept where the rhythm itself gives it."""
    free = replace(contact, waits="")
    known = last_talk(contact, today) is not None
    return free if known and next_due(free, today) == day else replace(contact, waits=day.isoformat())


def fallen_due(contacts: Mapping[str, Contact], first: date, last: date) -> tuple[str, ...]:
    """Who becomes due from the first day to the last, both in it: what a pause of hers holds back."""
    days = {one: next_due(contact, last) for one, contact in contacts.items()}
    return tuple(one for one, day in days.items() if day and first <= day <= last)


def after_pause(contacts: Mapping[str, Contact], first: date, last: date) -> dict[str, Contact]:
    """Who fell due in a pause of hers, each on a day of their own from the day after its last."""
    return settled(fallen_due(contacts, first, last), contacts, last)
