"""The line of her rhythm, which swings back after a quiet time, and the weeks in which something happened."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.coaching.progress import Rhythm, Summary
from bot.render.pictures.page import BODY, INSIDE, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.svg import Look, piece

_HIGH: Final = 250.0
_SIX: Final = 6
"""Years, months or days that are named below the line, at most."""
_ENOUGH: Final = 3
"""Years, or months, that tell the time without anything smaller."""


def rhythm(summary: Summary, page: Page) -> Drawing:
    """The line, with the words for it above and the time below it."""
    found, title = summary.rhythm, page.said("rhythm_title")
    if found is None or len(found.points) < 2:  # noqa: PLR2004 -- a line has two ends
        return page.headed(title, page.said("rhythm_empty"), _awaited(page), _HIGH + 40)
    times = _times(found, page)
    note, high = page.paragraph(
        (MARGIN, _HIGH + 64),
        f"{page.said('rhythm_how')} {page.day(summary.on)}.",
        SMALL,
        INSIDE,
        3,
        fill=page.colours.soft,
    )
    return page.headed(title, told(found, page), _line(found, page) + times + note, _HIGH + 70 + high)


def told(found: Rhythm | None, page: Page) -> str:
    """The words for the line."""
    if found is None or found.trend is None or found.weeks is None:
        return page.said("rhythm_empty")
    weeks = page.counted("weeks", found.weeks.of, k=found.weeks.active)
    return f"{page.said(f'rhythm_{found.trend}')}. {weeks}."


def _line(found: Rhythm, page: Page) -> str:
    colours, top = page.colours, max(*found.points, 0.25)
    wide = INSIDE - 12
    points = [
        (MARGIN + wide * at / (len(found.points) - 1), 10 + (_HIGH - 10) * (1 - one / top * 0.94))
        for at, one in enumerate(found.points)
    ]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    under = f"M{MARGIN} {_HIGH}L{path}L{MARGIN + wide} {_HIGH}Z"
    look: Look = {"fill": "none", "stroke": colours.green, "stroke_width": 5, "stroke_linejoin": "round"}
    ground = piece("line", x1=MARGIN, x2=WIDTH - MARGIN, y1=_HIGH, y2=_HIGH, stroke=colours.line, stroke_width=2)
    end = piece("circle", cx=points[-1][0], cy=points[-1][1], r=9, fill=colours.green)
    return (
        piece("path", d=under, fill=colours.rings[1])
        + ground
        + piece("path", d=f"M{path}", stroke_linecap="round", **look)
        + end
    )


def _times(found: Rhythm, page: Page) -> str:
    """The days, months or years below the line."""
    days = [found.first + timedelta(days=found.step * at) for at in range(len(found.points))]
    named = _named(days, max(7 // found.step, 1), page)
    every = -(-len(named) // _SIX)
    pieces = []
    for at, words in named[::every]:
        x = MARGIN + (INSIDE - 12) * at / (len(days) - 1)
        if x < WIDTH - MARGIN - 24:
            pieces.append(page.text((x, _HIGH + 26), words, BODY, fill=page.colours.soft))
    return "".join(pieces)


def _named(days: Sequence[date], week: int, page: Page) -> list[tuple[int, str]]:
    """Where a year begins, or a month where there are few of those, or a week; and what it is called."""
    turns = [at for at in range(1, len(days)) if days[at].month != days[at - 1].month]
    years = [(at, f"{days[at].year}") for at in turns if days[at].year != days[at - 1].year]
    months = [(at, page.month(days[at])) for at in turns]
    weeks = [(at, page.short_day(days[at])) for at in range(0, len(days), week)]
    return next((named for named in (years, months) if len(named) >= _ENOUGH), weeks)


def _awaited(page: Page) -> str:
    """A line as it may become, where there is none yet."""
    curve = f"M{MARGIN} {_HIGH - 20}C160 {_HIGH - 20} 170 120 280 110S400 40 {WIDTH - MARGIN} 30"
    look: Look = {"fill": "none", "stroke": page.colours.soft, "stroke_width": 4, "stroke_dasharray": "2 12"}
    return piece("path", d=curve, stroke_linecap="round", **look)
