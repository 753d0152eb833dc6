"""The order of the slots in their layers, so that few arrows cross.

Each layer is sorted by where its neighbours in the layer before it stand on average, down and up in turn; then
neighbours change places where that helps. The best order that was seen is kept.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.render.graph.layering import Layers

SWEEPS = 24


def order(layers: Layers) -> None:
    """Puts the slots of every layer into their order."""
    best = [list(row) for row in layers.layers]
    fewest = _crossings(layers)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        _sweep(layers, down=sweep % 2 == 0)
        _exchange(layers)
        crossings = _crossings(layers)
        if crossings < fewest:
            fewest, best = crossings, [list(row) for row in layers.layers]
    layers.layers[:] = best


def _sweep(layers: Layers, *, down: bool) -> None:
    rows = layers.layers if down else layers.layers[::-1]
    hanging = layers.above if down else layers.below
    places = {slot: float(place) for row in rows for place, slot in enumerate(row)}
    for row in rows:
        keys = {slot: _key(slot, places, hanging, layers.beside) for slot in row}
        row.sort(key=lambda slot: keys[slot])
        places.update((slot, float(place)) for place, slot in enumerate(row))


def _key(
    slot: int, places: Mapping[int, float], hanging: Mapping[int, list[int]], beside: Mapping[int, int]
) -> float:
    on = hanging.get(slot)
    if on:
        return sum(places[one] for one in on) / len(on)
    if slot in beside:
        return _key(beside[slot], places, hanging, {}) + 0.01
    return places[slot]


def _exchange(layers: Layers) -> None:
    """Lets neighbours change places for as long as it takes away crossings."""
    places = {slot: place for row in layers.layers for place, slot in enumerate(row)}
    for _ in range(SWEEPS):
        helped = False
        for row in layers.layers:
            for at, (left, right) in enumerate(pairwise(row)):
                if _tangle(layers, places, left, right) > _tangle(layers, places, right, left):
                    row[at], row[at + 1] = right, left
                    places[left], places[right] = at + 1, at
                    helped = True
                    break
        if not helped:
            return


def _tangle(layers: Layers, places: Mapping[int, int], left: int, right: int) -> int:
    """How often the arrows of two slots cross, if one stands left of the other."""
    return sum(
        places[one] > places[other]
        for hanging in (layers.above, layers.below)
        for one in hanging.get(left, [])
        for other in hanging.get(right, [])
    )


def _crossings(layers: Layers) -> int:
    return sum(_between(upper, lower, layers.below) for upper, lower in pairwise(layers.layers))


def _between(upper: Sequence[int], lower: Sequence[int], below: Mapping[int, list[int]]) -> int:
    places = {slot: place for place, slot in enumerate(lower)}
    passed: list[int] = []
    crossings = 0
    for slot in upper:
        ends = sorted(places[one] for one in below.get(slot, []))
        crossings += sum(len(passed) - bisect_left(passed, end + 1) for end in ends)
        for end in ends:
            insort(passed, end)
    return crossings
