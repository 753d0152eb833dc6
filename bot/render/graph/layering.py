"""Boxes in layers: every arrow leads down, and what passes a layer on its way has a slot of its own in it.

A **slot** is a place in a layer, known by its number: first come the boxes, then what an arrow needs on its way,
with room for its label in the first. An arrow that leads back (or to where it comes from) goes up through slots
of its own, from the layer of the box it leaves to that of the box it enters.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct, field

Size: TypeAlias = tuple[float, float]
"""Width and height."""
THREAD: Size = (6.0, 0.0)
"""What a bare piece of arrow takes of a layer."""


class Link(Struct, frozen=True):
    """An arrow to be laid out: the boxes it joins, by number, and the size of its label if it has one."""

    source: int
    target: int
    label: Size | None = None


class Chain(Struct, frozen=True):
    """The slots that an arrow passes between its boxes, from its source on; ``up`` if it leads back."""

    link: Link
    slots: tuple[int, ...]
    up: bool = False


class Layers(Struct):
    """Slots in layers, in their order from the left, with the slots that each hangs on above and below it.

    ``beside`` are the ends of arrows that lead back, and the box that each belongs to.
    """

    sizes: list[Size]
    boxes: int
    layers: list[list[int]] = field(default_factory=list)
    above: dict[int, list[int]] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)
    beside: dict[int, int] = field(default_factory=dict)
    chains: list[Chain] = field(default_factory=list)

    def add(self, layer: int, size: Size) -> int:
        """A new slot in this layer."""
        self.sizes.append(size)
        self.layers[layer].append(len(self.sizes) - 1)
        return len(self.sizes) - 1

    def join(self, slots: Sequence[int]) -> None:
        """Hangs each of these slots on the one before it."""
        for upper, lower in pairwise(slots):
            self.below.setdefault(upper, []).append(lower)
            self.above.setdefault(lower, []).append(upper)


def layer(sizes: Sequence[Size], links: Sequence[Link]) -> Layers:
    """The boxes and arrows in layers, in the order in which they come first."""
    order, back = _explore(len(sizes), links)
    ranks = _rank(order, [link for at, link in enumerate(links) if at not in back])
    rows = _rows(ranks, [link for at, link in enumerate(links) if link.label and at not in back])
    result = Layers(list(sizes), len(sizes), [[] for _ in range(max(rows.values()) + 1)])
    for box in order:
        result.layers[rows[ranks[box]]].append(box)
    for at, link in enumerate(links):
        first, last = rows[ranks[link.source]], rows[ranks[link.target]]
        result.chains.append(_up(result, link, first, last) if at in back else _down(result, link, first, last))
    return result


def _explore(boxes: int, links: Sequence[Link]) -> tuple[list[int], set[int]]:
    """The boxes so that arrows lead from earlier to later ones, and the arrows that don't: those lead back."""
    leaving: dict[int, list[int]] = {}
    for at, link in enumerate(links):
        leaving.setdefault(link.source, []).append(at)
    finished: dict[int, None] = {}
    open_: set[int] = set()
    back: set[int] = set()
    for start in range(boxes):
        trail = [] if start in finished else [(start, iter(reversed(leaving.get(start, []))))]
        open_.update(box for box, _ in trail)
        while trail:
            box, ways = trail[-1]
            at = next(ways, -1)
            if at < 0:
                trail.pop()
                finished[box] = None
                open_.discard(box)
            elif links[at].target in open_:
                back.add(at)
            elif links[at].target not in finished:
                target = links[at].target
                open_.add(target)
                trail.append((target, iter(reversed(leaving.get(target, [])))))
    return list(reversed(finished)), back


def _rank(order: Sequence[int], links: Sequence[Link]) -> dict[int, int]:
    """How many steps from the first box each is at the most."""
    leaving: dict[int, list[int]] = {}
    for link in links:
        leaving.setdefault(link.source, []).append(link.target)
    ranks = dict.fromkeys(order, 0)
    for box in order:
        for target in leaving.get(box, []):
            ranks[target] = max(ranks[target], ranks[box] + 1)
    return ranks


def _rows(ranks: Mapping[int, int], labelled: Sequence[Link]) -> dict[int, int]:
    """The layer of each rank, where a rank with labels below it is followed by a layer for them."""
    extra = {ranks[link.source] for link in labelled}
    return {rank: rank + sum(one < rank for one in extra) for rank in set(ranks.values())}


def _down(result: Layers, link: Link, first: int, last: int) -> Chain:
    sizes = [link.label or THREAD] + [THREAD] * (last - first - 2)
    slots = [result.add(first + 1 + at, size) for at, size in enumerate(sizes[: last - first - 1])]
    result.join([link.source, *slots, link.target])
    return Chain(link, tuple(slots))


def _up(result: Layers, link: Link, first: int, last: int) -> Chain:
    sizes = [link.label or THREAD] + [THREAD] * (first - last)
    slots = [result.add(first - at, size) for at, size in enumerate(sizes)]
    result.join(list(reversed(slots)))
    result.beside[slots[-1]] = link.target
    result.beside.setdefault(slots[0], link.source)
    return Chain(link, tuple(slots), up=True)
