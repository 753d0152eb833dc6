"""Where names go on the map: beside their dot, never on another name or dot; one that has no room is left out."""

from collections.abc import Iterable, Mapping
from math import hypot, sqrt
from typing import Final, TypeAlias

from msgspec import Struct

from bot.render.letters import width
from bot.render.pictures.places import HER, RINGS, Point

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

RIM: Final = RINGS[-1] + 1
"""From the middle of the map to where names end."""
SMALLEST: Final = 3.0
"""The side of the squares in which room is kept."""


class Label(Struct, frozen=True):
    """A name, the middle of its baseline, and the room that it takes."""

    words: str
    at: Point
    box: Box


class Room(Struct):
    """What is taken within the rim: rows of small squares, each row the bits of one number."""

    rim: float
    rows: list[int]

    def is_free(self, box: Box) -> bool:
        """Whether this box lies within the rim, and nothing is taken in it."""
        if hypot(max(-box[0], box[2]), max(-box[1], box[3])) > self.rim:
            return False
        down, bits = self._covered(box)
        return not any(row & bits for row in self.rows[down])

    def take(self, box: Box) -> None:
        """Takes what this box covers, which lies within the rim."""
        down, bits = self._covered(box)
        self.rows[down] = [row | bits for row in self.rows[down]]

    def _covered(self, box: Box) -> tuple[slice, int]:
        """The rows, and the bits in each, that this box touches."""
        left, top, right, bottom = [int((side + self.rim) / SMALLEST) for side in box]
        return slice(top, bottom + 1), (1 << right + 1) - (1 << left)


def labels(
    names: Mapping[str, str], spots: Mapping[str, Point], r: float, size: float, most: int
) -> tuple[Label, ...]:
    """The labels that have room, those of ``names`` that come first choosing first, ``most`` of them."""
    room = Room(RIM, [0] * (int(2 * RIM / SMALLEST) + 1))
    for box in _disc(HER):
        room.take(box)
    for x, y in spots.values():
        room.take((x - r, y - r, x + r, y + r))
    placed: list[Label] = []
    for id_, name in names.items():
        found = next((one for one in _around(name, spots[id_], r, size) if room.is_free(one.box)), None)
        if found:
            room.take(found.box)
            placed.append(found)
        if len(placed) == most:
            break
    return tuple(placed)


def _disc(r: float) -> Iterable[Box]:
    """The disc in the middle, in slices."""
    slices = 8
    for at in range(-slices, slices):
        top, bottom = r * at / slices, r * (at + 1) / slices
        half = sqrt(r**2 - min(abs(top), abs(bottom)) ** 2)
        yield -half, top, half, bottom


def _around(name: str, spot: Point, r: float, size: float) -> Iterable[Label]:
    """The places for a name: right, left, below and above the dot, then aslant, then higher or lower beside it."""
    (x, y), wide, away = spot, width(name, size) * 1.04, r + 3
    side = away + wide / 2
    for across, down in (
        *((side, 0.0), (-side, 0.0), (0.0, away + size * 0.45), (0.0, -away - size * 0.45)),
        *((wide * 0.4, away + size * 0.4), (-wide * 0.4, away + size * 0.4)),
        *((wide * 0.4, -away - size * 0.4), (-wide * 0.4, -away - size * 0.4)),
        *((side, -size * 0.8), (side, size * 0.8), (-side, -size * 0.8), (-side, size * 0.8)),
    ):
        middle, line = x + across, y + down
        box = (middle - wide / 2, line - size * 0.48, middle + wide / 2, line + size * 0.48)
        yield Label(name, (middle, line + size * 0.34), box)
