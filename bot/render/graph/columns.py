"""Where every slot stands from the left: arrows run straight down where they can, boxes stand amid their arrows.

After Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001): slots that hang on one another
are aligned to blocks and the blocks pushed together, from each of the four corners; the answer lies in the middle
of the four. The blocks are placed by longest paths, so that slots may be of any width.
"""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise, product
from statistics import median

from bot.render.graph.layering import Layers

BETWEEN_BOXES, BETWEEN_THREADS = 30.0, 16.0


def columns(layers: Layers) -> list[float]:
    """The middle of every slot, counted from the leftmost edge."""
    crossed = set(_crossed(layers))
    answers = []
    for down, right in product((True, False), (False, True)):
        rows = [row[::-1] if right else row for row in layers.layers]
        hanging = layers.above if down else layers.below
        roots = _align(rows if down else rows[::-1], hanging, crossed)
        places = _compact(rows, roots, layers)
        answers.append([-places[slot] if right else places[slot] for slot in range(len(layers.sizes))])
    return _balance(answers, layers)


def _crossed(layers: Layers) -> Iterator[tuple[int, int]]:
    """The pieces that must not be straight: they cross a long arrow on its way, and that goes first."""
    for upper, lower in pairwise(layers.layers):
        places = {slot: place for place, slot in enumerate(lower)}
        pieces = [
            (at, places[end], slot, end) for at, slot in enumerate(upper) for end in layers.below.get(slot, [])
        ]
        inner = [one for one in pieces if min(one[2:]) >= layers.boxes]
        for top, bottom, slot, end in pieces:
            if min(slot, end) < layers.boxes and any((top - t) * (bottom - b) < 0 for t, b, *_ in inner):
                yield slot, end
                yield end, slot


def _align(
    rows: Sequence[Sequence[int]], hanging: Mapping[int, list[int]], crossed: set[tuple[int, int]]
) -> dict[int, int]:
    """The first slot of the block that each slot belongs to: that of the middle one of those it hangs on."""
    places = {slot: place for row in rows for place, slot in enumerate(row)}
    roots = {slot: slot for slot in places}
    taken: set[int] = set()
    for row in rows:
        furthest = -1
        for slot in row:
            on = sorted(hanging.get(slot, []), key=places.__getitem__)
            middle = on[(len(on) - 1) // 2 : len(on) // 2 + 1]
            for one in middle:
                free = one not in taken and places[one] > furthest and (one, slot) not in crossed
                if free and roots[slot] == slot:
                    roots[slot] = roots[one]
                    taken.add(one)
                    furthest = places[one]
    return roots


def _compact(rows: Sequence[Sequence[int]], roots: Mapping[int, int], layers: Layers) -> dict[int, float]:
    """Every block as far to the left as it can go, then as near to its right neighbours as it can."""
    before: dict[int, dict[int, float]] = {root: {} for root in roots.values()}
    after: dict[int, dict[int, float]] = {root: {} for root in roots.values()}
    for row in rows:
        for left, right in pairwise(row):
            one, other = roots[left], roots[right]
            apart = max(_apart(layers, left, right), before[other].get(one, 0))
            before[other][one] = after[one][other] = apart
    places: dict[int, float] = {}
    blocks = list(TopologicalSorter(before).static_order())
    for block in blocks:
        places[block] = max((places[one] + apart for one, apart in before[block].items()), default=0.0)
    for block in reversed(blocks):
        if after[block]:
            places[block] = min(places[one] - apart for one, apart in after[block].items())
    return {slot: places[root] for slot, root in roots.items()}


def _apart(layers: Layers, left: int, right: int) -> float:
    between = BETWEEN_THREADS if min(left, right) >= layers.boxes else BETWEEN_BOXES
    return (layers.sizes[left][0] + layers.sizes[right][0]) / 2 + between


def _balance(answers: Sequence[Sequence[float]], layers: Layers) -> list[float]:
    """The middle of the four answers, each moved so that it fits the narrowest."""

    def edges(answer: Sequence[float]) -> tuple[float, float]:
        halves = [width / 2 for width, _ in layers.sizes]
        sides = list(zip(answer, halves, strict=True))
        return min(x - half for x, half in sides), max(x + half for x, half in sides)

    spans = [edges(answer) for answer in answers]
    low, high = min(spans, key=lambda span: span[1] - span[0])
    shifts = [(high - span[1]) if at % 2 else (low - span[0]) for at, span in enumerate(spans)]
    middle = [median(x + shift for x, shift in zip(xs, shifts, strict=True)) for xs in zip(*answers, strict=True)]
    first, _ = edges(middle)
    return [x - first for x in middle]
