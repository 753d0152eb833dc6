"""Where people stand on the map: a sector for each circle, a ring for how close they are.

Everybody has a few places to stand, told by their id alone, and takes the first that is free; who came earlier
chooses first. So nobody moves when others come, and when somebody is erased only those of the same cell can move.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import asin, cos, dist, pi, sin, sqrt, tau
from typing import Final, TypeAlias
from zlib import crc32

from bot.coaching.snapshot import Person

Point: TypeAlias = tuple[float, float]

RINGS: Final = (32.0, 92.0, 138.0, 178.0, 212.0, 242.0)
"""Radii of the borders of the rings, from the one around her to the one around those without a ring."""
HER: Final = 24.0
"""Radius of the disc in the middle that is she."""
SECTORS: Final = 8
"""As many as there are circles, and one at the bottom for those whose circle is not known."""
FIRST: Final = pi * 3 / 4
"""The middle of the first circle's sector, from where the hand of a clock stands at a quarter past."""
EDGE: Final = 13.0
"""How far from the borders of a cell people stand."""
FREE: Final = 40.0
"""A place is free when nobody stands closer than this."""
PLACES: Final = 24
"""Places that somebody can take."""
_PLASTIC: Final = (0.7548776662466927, 0.5698402909980532)
"""Steps that spread points evenly over a square (the R2 sequence of M. Roberts)."""


def places(people: Iterable[Person], rings: Sequence[str], circles: Sequence[str]) -> dict[str, Point]:
    """Where each of these stands, by id, with her in the middle at nought."""
    taken: dict[tuple[int, int], list[Point]] = {}
    found: dict[str, Point] = {}
    for one in people:
        cell = (_at(one.circle, circles, SECTORS - 1), _at(one.ring, rings, len(RINGS) - 2))
        others = taken.setdefault(cell, [])
        found[one.id] = _first_free(_choices(one.id, *cell), others)
        others.append(found[one.id])
    return found


def _first_free(choices: Iterable[Point], others: Sequence[Point]) -> Point:
    """The first of these places that is free, or the one with most room."""
    best, most = (0.0, 0.0), -1.0
    for place in choices:
        room = _room(place, others)
        if room >= FREE:
            return place
        if room > most:
            best, most = place, room
    return best


def _at(one: str, known: Sequence[str], unknown: int) -> int:
    return min(known.index(one), unknown) if one in known else unknown


def _choices(id_: str, sector: int, ring: int) -> Iterator[Point]:
    """The places in this cell that this one can take, in the order of preference."""
    start = crc32(id_.encode()) % 9973
    across, out = _PLASTIC
    return (_place(sector, ring, step * across % 1, step * out % 1) for step in range(start, start + PLACES))


def _place(sector: int, ring: int, across: float, out: float) -> Point:
    """A point of a cell: ``across`` its angle and ``out`` from the middle, each from 0 to 1, evenly by area."""
    inner, outer = RINGS[ring] + EDGE, RINGS[ring + 1] - EDGE
    radius = sqrt(inner**2 + out * (outer**2 - inner**2))
    half = pi / SECTORS - asin(EDGE / radius)
    angle = middle(sector) + (2 * across - 1) * half
    return radius * cos(angle), radius * sin(angle)


def middle(sector: int) -> float:
    """The angle of the middle of a sector."""
    return FIRST + sector * tau / SECTORS


def _room(place: Point, others: Iterable[Point]) -> float:
    return min(map(partial(dist, place), others), default=FREE)


def closest(spots: Mapping[str, Point]) -> float:
    """How close the two closest of these are."""
    points = list(spots.values())
    return min((_room(one, points[:at]) for at, one in enumerate(points) if at), default=FREE)
