"""Where people stand on the map: a sector for each circle, a ring for how close they are.

Everybody has a few places to stand, told by their id alone, and takes the first that is free; who came earlier
chooses first. So nobody moves when others come, and when somebody is erased only those of the same cell can move.
"""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
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
_KEPT: Final = 2000
"""Of so many at most it is remembered which places they can take."""
_ACROSS, _OUT = 0.7548776662466927, 0.5698402909980532
"""Steps that spread points evenly over a square (the R2 sequence of M. Roberts)."""


def places(people: Iterable[Person], rings: Sequence[str], circles: Sequence[str]) -> dict[str, Point]:
    """Where each of these stands, by id, with her in the middle at nought."""
    taken: dict[tuple[int, int], list[Point]] = {}
    found: dict[str, Point] = {}
    for one in people:
        sector, ring = _at(one.circle, circles, SECTORS - 1), _at(one.ring, rings, len(RINGS) - 2)
        others = taken.setdefault((sector, ring), [])
        others.append(_first_free(_choices(one.id, ring), others))
        found[one.id] = _turned(others[-1], middle(sector))
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


@lru_cache(_KEPT)
def _choices(id_: str, ring: int) -> tuple[Point, ...]:
    """The places in this ring that this one can take, in the order of preference, spread evenly by area.

    They are those of a sector in the direction of nought. Ids count up from one for everybody, so they come again.
    """
    start = crc32(id_.encode()) % 9973
    inner, outer = (RINGS[ring] + EDGE) ** 2, (RINGS[ring + 1] - EDGE) ** 2
    found = []
    for step in range(start, start + PLACES):
        radius = sqrt(inner + step * _OUT % 1 * (outer - inner))
        angle = (2 * (step * _ACROSS % 1) - 1) * (pi / SECTORS - asin(EDGE / radius))
        found.append((radius * cos(angle), radius * sin(angle)))
    return tuple(found)


def _turned(at: Point, angle: float) -> Point:
    (x, y), c, s = at, cos(angle), sin(angle)
    return x * c - y * s, x * s + y * c


def middle(sector: int) -> float:
    """The angle of the middle of a sector."""
    return FIRST + sector * tau / SECTORS


def _room(place: Point, others: Iterable[Point]) -> float:
    return min(map(partial(dist, place), others), default=FREE)


def closest(spots: Mapping[str, Point]) -> float:
    """How close the two closest of these are."""
    points, least = sorted(spots.values()), FREE
    for at, (x, y) in enumerate(points, 1):
        until = bisect(points, (x + least, y), at)
        least = min(least, _room((x, y), points[at:until]))
    return least
