"""Then and now: the same map on two days, nobody moved, those who came since marked and named."""

from dataclasses import replace
from typing import Final

from bot.coaching.progress import Snapshot, Summary
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
"""New people whose names are written down."""


def then_now(summary: Summary, page: Page) -> Drawing:
    """Two maps side by side; the first a mere outline where there is nothing to compare yet."""
    title, before, now = page.said("then_now_title"), summary.before, summary.now
    then = frozenset(one.id for one in (before or now).people)
    left, right, down = 10 + _MIDDLE, WIDTH - 10 - _MIDDLE, 44.0
    first = _half(before, then, now, page, (left, down)) if before else _outline(page, (left, down))
    halves = first + _half(now, then, now, page, (right, down))
    below = down + 2 * _MIDDLE + 22
    if before is None:
        return page.headed(title, page.said("then_now_same"), halves, below)
    lead = page.said("period", since=page.day(before.on), on=page.day(summary.on))
    key, high = _key([one.name for one in now.people if one.id not in then], page)
    return page.headed(title, lead, halves + piece("g", key, transform=_to(0, below)), below + high)


def _half(shown: Snapshot, then: frozenset[str], now: Snapshot, page: Page, at: Point) -> str:
    """One of the two maps, its middle so far across, with its day and how many people above it."""
    spots, (x, down) = positions(now, page), at
    largest = next(size for up_to, size in _R.items() if len(now.people) <= up_to)
    r = max(_SMALLEST, min(largest, 0.4 * closest(spots)))
    people = [replace(one, new=one.id not in then) for one in shown.people if one.id in spots]
    moved = f"{_to(x, down + _MIDDLE)} scale({_SCALE})"
    disc = piece("g", disc_of(people, spots, r, page, named=False), transform=moved)
    head = page.text((x, 8), page.day(shown.on), BODY, text_anchor="middle", font_weight="bold")
    return head + page.text((x, 30), page.counted("people", len(shown.people)), BODY, text_anchor="middle") + disc


def _outline(page: Page, at: Point) -> str:
    rim = (RINGS[number] * _SCALE for number in (1, 2, 3, 4, 5))
    look: Look = {"fill": "none", "stroke": page.colours.soft, "stroke_width": 1.5, "stroke_dasharray": "3 6"}
    return "".join(piece("circle", cx=at[0], cy=at[1] + _MIDDLE, r=r, **look) for r in rim)


def _key(came: list[str], page: Page) -> tuple[str, float]:
    """Who came, by name, and that places are as she last named them."""
    pieces, y = [], 0.0
    if came:
        mark = dots.ring_around((9, -6), 5, page.colours)
        row, y = flowing([(page.counted("came", len(came)), mark)], page)
        names = ", ".join(drawn(came)[:_NAMED]) + ("…" if len(came) > _NAMED else "")
        lines, high = page.paragraph((MARGIN, y + 12), names, BODY, INSIDE, 4)
        pieces, y = [row, lines], y + high + 4
    for id_ in ("then_now_places", "basis"):
        lines, high = page.paragraph((MARGIN, y + 14), page.said(id_), SMALL, INSIDE, 3, fill=page.colours.soft)
        pieces, y = [*pieces, lines], y + high
    return "".join(pieces), y + 18


def _to(x: float, y: float) -> str:
    return f"translate({x:g} {y:g})"
