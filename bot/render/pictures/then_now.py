"""Then and now: the map on two days, each as it was; those who came since, or moved, marked and named."""

from collections.abc import Sequence
from math import dist
from typing import Final

from msgspec.structs import replace

from bot.coaching.progress import Summary
from bot.coaching.snapshot import Person, Snapshot, moved
from bot.render.pictures import dots
from bot.render.pictures.bullseye import disc_of, flowing, positions
from bot.render.pictures.names import drawn
from bot.render.pictures.page import BODY, INSIDE, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.pictures.places import RINGS, Point, closest
from bot.render.svg import Look, piece

_SCALE: Final = 0.5
_MIDDLE: Final = RINGS[-1] * _SCALE
_R: Final = {12: 14.0, 45: 11.0, 10_000: 8.0}
"""Up to how many people: how large a dot is, before the map is made smaller."""
_SMALLEST: Final = 8.0
_NAMED: Final = 12
"""People who came, or moved, whose names are written down."""


def then_now(summary: Summary, page: Page) -> Drawing:
    """Two maps side by side; the first a mere outline where there is nothing to compare yet."""
    title, before, now = page.said("then_now_title"), summary.before, summary.now
    left, right, down = 10 + _MIDDLE, WIDTH - 10 - _MIDDLE, 44.0
    below = down + 2 * _MIDDLE + 22
    if before is None:
        halves = _outline(page, (left, down)) + _half(now, now, now, page, (right, down))
        return page.headed(title, page.said("then_now_same"), halves, below)
    halves = _half(before, before, now, page, (left, down)) + _half(now, before, now, page, (right, down))
    lead = page.said("period", since=page.day(before.on), on=page.day(summary.on))
    key, high = _key(before, now, page)
    return page.headed(title, lead, halves + piece("g", key, transform=_to(0, below)), below + high)


def _half(shown: Snapshot, before: Snapshot, now: Snapshot, page: Page, at: Point) -> str:
    """One of the two maps, its middle so far across, with its day and how many people above it."""
    then, spots, (x, down) = positions(before, page), positions(shown, page), at
    largest = next(size for up_to, size in _R.items() if len(now.people) <= up_to)
    r = max(_SMALLEST, min(largest, 0.4 * closest(positions(now, page))))
    people = [replace(one, new=one.id not in then) for one in shown.people]
    ways = "".join(_way(then[one.id], spots[one.id], r, page) for one in moved(before, shown))
    placed = f"{_to(x, down + _MIDDLE)} scale({_SCALE})"
    disc = piece("g", disc_of(people, spots, r, page, named=False, under=ways), transform=placed)
    head = page.text((x, 8), page.day(shown.on), BODY, text_anchor="middle", font_weight="bold")
    return head + page.text((x, 30), page.counted("people", len(shown.people)), BODY, text_anchor="middle") + disc


def _way(start: Point, end: Point, r: float, page: Page) -> str:
    """The way that somebody went, from where they stood to the edge of their dot."""
    part = max(0.0, 1 - (r + 3) / max(dist(start, end), 1.0))
    x, y = (a + (b - a) * part for a, b in zip(start, end, strict=True))
    look: Look = {"stroke": page.colours.soft, "stroke_width": 2.4, "stroke_dasharray": "6 5"}
    return piece("line", x1=start[0], y1=start[1], x2=x, y2=y, **look)


def _outline(page: Page, at: Point) -> str:
    rim = (RINGS[number] * _SCALE for number in (1, 2, 3, 4, 5))
    look: Look = {"fill": "none", "stroke": page.colours.line, "stroke_width": 1.5, "stroke_dasharray": "3 5"}
    return "".join(piece("circle", cx=at[0], cy=at[1] + _MIDDLE, r=r, **look) for r in rim)


def _key(before: Snapshot, now: Snapshot, page: Page) -> tuple[str, float]:
    """Who came and who moved, by name."""
    then = {one.id for one in before.people}
    marks = {
        "came": ([one for one in now.people if one.id not in then], dots.ring_around((9, -6), 5, page.colours)),
        "moved": (moved(before, now), _way((0, -6), (23, -6), 0, page)),
    }
    pieces, y = [], 0.0
    for id_, (people, mark) in marks.items():
        if people:
            row, high = flowing([(page.counted(id_, len(people)), mark)], page)
            lines, more = page.paragraph((MARGIN, high + 12), _listed(people), BODY, INSIDE, 4)
            pieces.append(piece("g", row + lines, transform=_to(0, y)))
            y += high + more + 10
    note, high = page.paragraph((MARGIN, y + 14), page.said("basis"), SMALL, INSIDE, 3, fill=page.colours.soft)
    return "".join((*pieces, note)), y + high + 18


def _listed(people: Sequence[Person]) -> str:
    return ", ".join(drawn(one.name for one in people)[:_NAMED]) + ("…" if len(people) > _NAMED else "")


def _to(x: float, y: float) -> str:
    return f"translate({x:g} {y:g})"
