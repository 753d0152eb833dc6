"""The course as a path with a stone for each conversation: full where she has been, open where she can go."""

from math import pi, sin
from typing import Final

from bot.coaching.progress import Summary
from bot.render.pictures.page import LEAD, MARGIN, Drawing, Page
from bot.render.svg import Look, piece

_STEP: Final = 74.0
_MIDDLE: Final = 92.0
_SWING: Final = 34.0
_STONE: Final = 19.0


def course(summary: Summary, page: Page) -> Drawing:
    """The path from the top down, with the title of each conversation beside its stone."""
    done = sum(was_done for _, was_done in summary.course)
    told = page.said("course_done", k=done, n=len(summary.course)) if done else page.said("course_empty")
    lead = f"{told} · {page.day(summary.on)}" if done else told
    stones = (_stone(at, dialog, was_done, page) for at, (dialog, was_done) in enumerate(summary.course))
    path = _path(len(summary.course), page)
    return page.headed(page.said("course_title"), lead, path + "".join(stones), _STEP * len(summary.course) + 20)


def _at(number: float) -> tuple[float, float]:
    return _MIDDLE + _SWING * sin(number * pi / 2.4), 40 + number * _STEP


def _path(stones: int, page: Page) -> str:
    """The way between the stones."""
    steps = [_at(at / 8) for at in range((stones - 1) * 8 + 1)]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in steps)
    look: Look = {"fill": "none", "stroke": page.colours.rings[0], "stroke_width": 14, "stroke_linecap": "round"}
    return piece("path", d=f"M{line}", stroke_linejoin="round", **look)


def _stone(number: int, dialog: str, was_done: bool, page: Page) -> str:  # noqa: FBT001
    (x, y), colours = _at(number), page.colours
    fill: Look = {"fill": colours.green} if was_done else {"fill": colours.paper, "stroke_dasharray": "5 5"}
    edge = colours.green if was_done else colours.soft
    drawn = piece("circle", cx=x, cy=y, r=_STONE, stroke=edge, stroke_width=3, **fill)
    if was_done:
        tick = f"M{x - 8:g} {y:g}l6 7l11 -13"
        drawn += piece("path", d=tick, fill="none", stroke=colours.onto, stroke_width=4, stroke_linecap="round")
    left = _MIDDLE + _SWING + _STONE + 18
    words, _ = page.paragraph(
        (left, y + 7),
        page.said(f"title.{dialog}"),
        LEAD,
        540 - MARGIN - left,
        1,
        fill=colours.ink if was_done else colours.soft,
    )
    return drawn + words
