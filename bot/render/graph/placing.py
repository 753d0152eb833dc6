"""Where everything goes: boxes, labels and the lines of the arrows, in pixels from the top left corner."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from bot.render.graph.columns import columns
from bot.render.graph.layering import Chain, Layers, Link, Size, layer
from bot.render.graph.ordering import order

Point: TypeAlias = tuple[float, float]
BETWEEN_LAYERS = 30.0
"""Pixels at the least from one layer to the next; more where an arrow goes far to the side."""
_SLANT, _MOST_SLANT = 0.07, 46.0
_PORTS, _CORNER = 20.0, 14.0
_FAR = 1e6
_DEEP, _SHALLOW = BETWEEN_LAYERS * 1.2, BETWEEN_LAYERS * 0.5
"""How far an arrow that leads back bends out of its layer to turn, if it comes from afar and from nearby."""
_NEARBY = 320.0


class Area(Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """The point in the middle of it."""
        return self.x + self.width / 2, self.y + self.height / 2


class Stroke(Struct, frozen=True):
    """A piece of an arrow's line: from where the last one ended, with two handles that bend it."""

    handle: Point
    other: Point
    end: Point


class Line(Struct, frozen=True):
    """An arrow's line from its box to its point, and where its label is."""

    start: Point
    strokes: tuple[Stroke, ...]
    label: Area | None


class Placement(Struct, frozen=True):
    """Boxes and lines, in the order in which they were given, and the size of it all."""

    size: Size
    boxes: tuple[Area, ...]
    lines: tuple[Line, ...]


def place(sizes: Sequence[Size], links: Sequence[Link], ported: Sequence[bool]) -> Placement:
    """Lays boxes and arrows out from the top down; ``ported`` are the boxes with room for several at once."""
    layers = layer(sizes, links)
    order(layers)
    layout = _Layout(layers, columns(layers), ported)
    areas = tuple(layout.area(slot) for slot in range(len(layers.sizes)))
    lines = tuple(layout.line(at, chain) for at, chain in enumerate(layers.chains))
    right = max(area.x + area.width for area in areas)
    return Placement((right, layout.bottoms[-1]), areas[: len(sizes)], lines)


class _Layout:
    """The slots with their places, while the lines are drawn between them."""

    def __init__(self, layers: Layers, xs: Sequence[float], ported: Sequence[bool]) -> None:
        self.layers, self.xs = layers, xs
        self.row = {slot: at for at, row in enumerate(layers.layers) for slot in row}
        self.tops, self.bottoms = self._heights()
        self.leaving = self._ports(ported, leaving=True)
        self.entering = self._ports(ported, leaving=False)

    def area(self, slot: int) -> Area:
        """The rectangle of a slot, halfway its layer."""
        width, height = self.layers.sizes[slot]
        row = self.row[slot]
        y = (self.tops[row] + self.bottoms[row] - height) / 2
        return Area(self.xs[slot] - width / 2, y, width, height)

    def line(self, at: int, chain: Chain) -> Line:
        """The line of one arrow: upright through every layer, bent between them."""
        source, target = self.area(chain.link.source), self.area(chain.link.target)
        out, into = self.bottoms[self.row[chain.link.source]], self.tops[self.row[chain.link.target]]
        start, end = self.leaving[at], self.entering[at]
        spans = [
            ((start, source.y + source.height), (start, out)),
            *(self._pass(slot, up=chain.up) for slot in chain.slots),
            ((end, into), (end, target.y)),
        ]
        strokes = [_straight(*spans[0])]
        for number, ((_, before), (after, left)) in enumerate(pairwise(spans)):
            strokes += [_bend(before, after, sign=1 if number == 0 else -1), _straight(after, left)]
        label = self.area(chain.slots[0]) if chain.link.label else None
        return Line(spans[0][0], tuple(strokes), label)

    def _pass(self, slot: int, *, up: bool) -> tuple[Point, Point]:
        """Where an arrow comes into the layer of a slot, and where it goes out."""
        x, row = self.xs[slot], self.row[slot]
        ends = (x, self.tops[row]), (x, self.bottoms[row])
        return ends[::-1] if up else ends

    def _heights(self) -> tuple[list[float], list[float]]:
        tops, bottoms, y = [], [], 0.0
        for at, row in enumerate(self.layers.layers):
            tops.append(y)
            bottoms.append(y + max(self.layers.sizes[slot][1] for slot in row))
            far = max((abs(self.xs[one] - self.xs[slot]) for slot in row for one in self._below(slot)), default=0)
            y = bottoms[at] + BETWEEN_LAYERS + min(far * _SLANT, _MOST_SLANT)
        return tops, bottoms

    def _below(self, slot: int) -> Sequence[int]:
        return self.layers.below.get(slot, [])

    def _ports(self, ported: Sequence[bool], *, leaving: bool) -> Mapping[int, float]:
        """Where along its box each arrow leaves or enters: in the order in which they go on."""
        at_box: dict[int, list[tuple[float, int]]] = {}
        for at, chain in enumerate(self.layers.chains):
            box, other = chain.link.source, chain.link.target
            near = chain.slots[0 if leaving else -1] if chain.slots else other if leaving else box
            box = box if leaving else other
            at_box.setdefault(box, []).append((self._side(box, near, up=chain.up), at))
        return {
            at: self.xs[box] + (place - (len(ports) - 1) / 2) * self._between(box, len(ports), ported)
            for box, ports in at_box.items()
            for place, (_, at) in enumerate(sorted(ports))
        }

    def _side(self, box: int, near: int, *, up: bool) -> float:
        """What decides the place of an arrow among those of its box: one that turns back goes round the others."""
        x = self.xs[near]
        return x if not up else -x + (_FAR if x > self.xs[box] else -_FAR)

    def _between(self, box: int, ports: int, ported: Sequence[bool]) -> float:
        room = self.layers.sizes[box][0] - 2 * _CORNER
        return min(_PORTS, room / max(ports - 1, 1)) if ported[box] else 0.0


def _straight(start: Point, end: Point) -> Stroke:
    return Stroke(start, end, end)


def _bend(start: Point, end: Point, sign: int) -> Stroke:
    """From one layer to the next, leaving and arriving upright; where both are as high, a turn to this side."""
    (x, y), (to_x, to_y) = start, end
    far = abs(to_x - x)
    deep = _SHALLOW + (_DEEP - _SHALLOW) * far / (far + _NEARBY)
    half = y + sign * deep if y == to_y else (y + to_y) / 2
    return Stroke((x, half), (to_x, half), end)
