"""Then and now: the same map on two days, nobody moved, those who came since marked and named."""

from dataclasses import replace
from typing import Final

from bot.coaching.progress import Person, Snapshot, Summary
from bot.render.pictures import dots
from bot.render.pictures.bullseye import disc_of, flowing, positions
from bot.render.pictures.names import drawn
from bot.render.pictures.page import BODY, INSIDE, LEAD, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.pictures.places import RINGS
from bot.render.svg import piece

_SCALE: Final = 0.5
_R: Final = {12: 14.0, 45: 11.0, 10_000: 8.0}
"""Up to how many people: how large a dot is, before the map is made smaller."""
_NAMED: Final = 12
"""New people whose names are written down."""


def then_now(summary: Summary, page: Page) -> Drawing:
    """Two maps side by side; words alone where there is nothing to compare yet."""
    title, before = page.said("then_now_title"), summary.before
    if before is None:
        drawn_, high = page.paragraph((MARGIN, LEAD), page.said("then_now_same"), LEAD, INSIDE, 6)
        return page.headed(title, page.day(summary.on), drawn_, high + 2 * MARGIN)
    lead = page.said("period", since=page.day(before.on), on=page.day(summary.on))
    middle, down = RINGS[-1] * _SCALE, 44.0
    halves = (
        _half(before, before, summary, page, 10 + middle, down),
        _half(summary.now, before, summary, page, WIDTH - 10 - middle, down),
    )
    below = down + 2 * middle + 22
    key, high = _key(summary, before, page)
    return page.headed(title, lead, "".join(halves) + piece("g", key, transform=_to(0, below)), below + high)


def _half(shown: Snapshot, before: Snapshot, summary: Summary, page: Page, x: float, down: float) -> str:
    """One of the two maps, with its day and how many people there were above it."""
    spots = positions(summary.now, page)
    r = next(size for up_to, size in _R.items() if len(summary.now.people) <= up_to)
    then = {one.id for one in before.people}
    people = [_marked(one, one.id not in then) for one in shown.people if one.id in spots]
    disc = piece(
        "g",
        disc_of(people, spots, r, page, named=False),
        transform=f"{_to(x, down + RINGS[-1] * _SCALE)} scale({_SCALE})",
    )
    words = f"{page.day(shown.on)}"
    head = page.text((x, 8), words, BODY, text_anchor="middle", font_weight="bold")
    count = page.text((x, 30), page.counted("people", len(shown.people)), BODY, text_anchor="middle")
    return head + count + disc


def _marked(one: Person, new: bool) -> Person:  # noqa: FBT001
    return replace(one, new=new)


def _key(summary: Summary, before: Snapshot, page: Page) -> tuple[str, float]:
    """Who came, by name, and that places are as she last named them."""
    then = {one.id for one in before.people}
    came = [one.name for one in summary.now.people if one.id not in then]
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
