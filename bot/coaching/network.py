"""What can be told of a whole network, honestly: counts that name what is known, never a grade.

Each answer rests on what she filled in, and comes with the number of people that it rests on; None where nothing
is known. There is no single score, no comparison with others, no decay of ties, no measure of constraint: social
capital "cannot be reduced to one total measure" (Van der Gaag & Snijders 2005). It is about ``members`` alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Literal, TypeAlias

from msgspec import Struct

from bot.coaching.limits import is_family
from bot.coaching.rhythm import days_since_talk, order, sleeps
from bot.engine.effects import Talk
from bot.engine.people import Contact

Network: TypeAlias = Mapping[str, Contact]
"""People by their ids."""
Direction: TypeAlias = Literal["brings", "takes"]
Cell: TypeAlias = tuple[Direction, str]
"""What comes in or goes out (``Contact.brings`` or ``takes``), and along which line."""

LINES = ("informatie", "product", "promotie")
"""The lines of supply and drain."""
CELLS: tuple[Cell, ...] = tuple(product(("brings", "takes"), LINES))
"""The cells of the table of lines, by rows."""
MANY = 2
"""Functions from which somebody has more than one."""


class Share(Struct, frozen=True):
    """So many (``k``) of so many of whom it is known (``n``, at least one)."""

    k: int
    n: int


class Counts(Struct, frozen=True):
    """How many people there are, of how many the last talk is known, and when it was."""

    people: int
    known: int
    spoken_30: int
    spoken_90: int


class Lines(Struct, frozen=True):
    """The 2 x 3 table of lines: how many people in each cell, which are empty, of how many lines are known."""

    cells: Mapping[Cell, int]
    empty: tuple[Cell, ...]
    known: int
    people: int


class Standings(Struct, frozen=True):
    """How many of a circle are a counter, a person, or in between; of the others it is not known."""

    loket: int
    tussen: int
    echt: int
    people: int


class Variety(Struct, frozen=True):
    """How many kinds of worlds people come from, and how evenly: 0 all from one, 1 as many from each."""

    kinds: int
    evenness: Fraction
    n: int


class Balance(Struct, frozen=True):
    """How many inside and outside, and (E - I) / (E + I): -1 all inside, 1 all outside."""

    inside: int
    outside: int
    index: Fraction


class Beginnings(Struct, frozen=True):
    """Who began the talks of which that is known."""

    mine: int
    theirs: int


def members(contacts: Network) -> dict[str, Contact]:
    """Who is in her network now: neither proposed only nor laid away."""
    return {one: contact for one, contact in contacts.items() if contact.admitted and not contact.archived}


def counts(contacts: Network, today: date) -> Counts:
    """How many people, and how many spoken to in the last 30 and 90 days: plain counts."""
    people = members(contacts).values()
    since = [days for one in people if (days := days_since_talk(one, today)) is not None]
    return Counts(len(people), len(since), *(sum(days <= most for days in since) for most in (30, 90)))


def lines(contacts: Network) -> Lines:
    """How many people along each line of supply and drain; one person may stand in several cells."""
    people = members(contacts).values()
    found = Counter(cell for one in people for cell in cells_of(one))
    cells = {cell: found[cell] for cell in CELLS}
    known = sum(bool(cells_of(one)) for one in people)
    return Lines(cells, tuple(cell for cell in CELLS if not cells[cell]), known, len(people))


def cells_of(contact: Contact) -> frozenset[Cell]:
    """The cells of the table in which this one stands."""
    kept: Mapping[Direction, Collection[str]] = {"brings": contact.brings, "takes": contact.takes}
    return frozenset((way, line) for way, line in CELLS if line in kept[way])


def standings(contacts: Network) -> dict[str, Standings]:
    """Counter or person, by circle ("" where that is not known): counts, the circles in the order of their ids."""
    people = members(contacts).values()
    found = Counter((one.circle, one.standing) for one in people)
    sizes = Counter(one.circle for one in people)
    return {
        circle: Standings(found[circle, "loket"], found[circle, "tussen"], found[circle, "echt"], sizes[circle])
        for circle in sorted(sizes)
    }


def versatile(contacts: Network) -> Share | None:
    """Of those whose lines are known, how many have two functions or more (multiplexity of an ego-network)."""
    functions = [len(cells) for one in members(contacts).values() if (cells := cells_of(one))]
    return Share(sum(count >= MANY for count in functions), len(functions)) if functions else None


def variety(circles: Iterable[str], kinds: int) -> Variety | None:
    """From how many worlds, and how evenly: Blau's 1 - sum(p_k^2), rescaled by K / (K - 1) (Blau 1977; egor).

    ``circles`` are those of the people ("" is not known, and not counted), ``kinds`` (K) is how many there can be.
    """
    found = Counter(circle for circle in circles if circle)
    n, kinds = found.total(), max(kinds, len(found))
    if not n or kinds < 2:  # noqa: PLR2004 -- of one kind there is no variety
        return None
    blau = 1 - sum(Fraction(count, n) ** 2 for count in found.values())
    return Variety(len(found), blau * Fraction(kinds, kinds - 1), n)


def balance(contacts: Network) -> Balance | None:
    """Family (I) against others (E), where the circle is known: (E - I) / (E + I) (Krackhardt & Stern 1988)."""
    family = kin(contacts)
    if not family:
        return None
    outside = family.n - family.k
    return Balance(family.k, outside, Fraction(outside - family.k, family.n))


def kin(contacts: Network) -> Share | None:
    """How many of these are family, of whom the circle is known: k / n (Renzulli, Aldrich & Moody 2000).

    Given those with whom she discusses her business, a high share goes with fewer businesses started; that is a
    correlation from the United States, so it is asked about and not judged.
    """
    known = [is_family(one) for one in members(contacts).values() if one.circle]
    return Share(sum(known), len(known)) if known else None


def sleeping(contacts: Network, today: date) -> tuple[str, ...]:
    """Whom she last spoke to over two rhythms or three years ago, the longest ago first.

    Sleeping contacts are as useful as current ones (Levin, Walter & Murnighan 2011).
    """
    asleep = [one for one, contact in members(contacts).items() if sleeps(contact, today)]
    return tuple(sorted(asleep, key=lambda one: (contacts[one].spoken, order(one))))


def beginnings(talks: Iterable[Talk]) -> Beginnings | None:
    """Who began the talks, where that was noted: counts."""
    found = Counter(talk.began for talk in talks)
    return Beginnings(found["ik"], found["zij"]) if found["ik"] or found["zij"] else None
