"""The four P's as she scored them herself over time, the first beside the last; no total, no mark for a rise."""

from datetime import date
from typing import Final

from bot.coaching.progress import Score, Series, Summary
from bot.render.pictures.page import BODY, LEAD, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.pictures.places import Point
from bot.render.svg import Look, piece

_HIGH: Final = 96.0
_ROW: Final = _HIGH + 84
_LEFT, _RIGHT = MARGIN + 34, WIDTH - MARGIN - 34
_HIGHEST: Final = 10
_DOTTED: Final = 24
"""Scores up to which each has a dot; of more of them the line tells."""
_NEAR: Final = 2
"""A last score so near an end of the scale stands where the number of that end would."""


def scores(summary: Summary, page: Page) -> Drawing:
    """A row for each of the four, all over the same time and from 0 to 10."""
    given = [one.on for series in summary.scores for one in series.scores]
    lead = page.said("period", since=page.day(min(given)), on=page.day(summary.on)) if given else ""
    first = min(given, default=summary.on)
    rows = (
        piece("g", _row(one, first, summary.on, page), transform=f"translate(0 {at * _ROW:g})")
        for at, one in enumerate(summary.scores)
    )
    bottom = len(summary.scores) * _ROW + 8
    how = f"{page.said('scores_scale')}. {page.said('scores_first')}."
    note = page.text((MARGIN, bottom), how, SMALL, fill=page.colours.soft)
    return page.headed(
        page.said("scores_title"), lead or page.said("scores_empty"), "".join(rows) + note, bottom + 24
    )


def _row(series: Series, first: date, last: date, page: Page) -> str:
    colours, given = page.colours, series.scores
    head = page.text((MARGIN, 18), page.said(f"score_{series.name}"), LEAD, font_weight="bold")
    top = 56.0
    rules = [_rule(top, value, page) for value in (0, 5, _HIGHEST)]
    rules += [
        _end(top, value, page) for value in (0, _HIGHEST) if not given or abs(given[-1].value - value) > _NEAR
    ]
    if not given:
        at = (WIDTH / 2, top + _HIGH / 2 - 10)
        none = page.text(at, page.said("score_none"), BODY, text_anchor="middle", fill=colours.soft)
        return head + "".join(rules) + none
    points = [(_x(one.on, first, last), _y(top, one.value)) for one in given]
    begun = piece(
        "line",
        x1=_LEFT,
        x2=_RIGHT,
        y1=points[0][1],
        y2=points[0][1],
        stroke=colours.orange,
        stroke_width=2,
        stroke_dasharray="3 5",
    )
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    look: Look = {"fill": "none", "stroke": colours.blue, "stroke_width": 4, "stroke_linejoin": "round"}
    line = piece("path", d=f"M{path}", **look) if len(points) > 1 else ""
    middle = points[1:-1] if len(points) <= _DOTTED else []
    middle_dots = (piece("circle", cx=x, cy=y, r=4.5, fill=colours.blue) for x, y in middle)
    ends = _ends(points, given, page)
    return head + _told(given, page) + "".join((*rules, begun, line, *middle_dots, ends))


def _told(given: tuple[Score, ...], page: Page) -> str:
    """The first score and the last, in words."""
    first, last = page.number(given[0].value), page.number(given[-1].value)
    if len(given) == 1:
        words = page.said("score_first", value=first, on=page.day(given[0].on))
    else:
        words = page.said("score_now", first=first, value=last, n=len(given))
    return page.text((MARGIN, 42), words, BODY, fill=page.colours.soft)


def _ends(points: list[tuple[float, float]], given: tuple[Score, ...], page: Page) -> str:
    """The first score, an open ring, and the last, full, each with its number."""
    colours = page.colours
    (x, y), (far, high) = points[0], points[-1]
    drawn = piece("circle", cx=x, cy=y, r=7, fill=colours.paper, stroke=colours.orange, stroke_width=3.5)
    drawn += _number((x - 14, y + 6), page.number(given[0].value), page, text_anchor="end")
    if len(points) > 1:
        drawn += piece("circle", cx=far, cy=high, r=8, fill=colours.blue)
        drawn += _number((far + 14, high + 6), page.number(given[-1].value), page)
    return drawn


def _number(at: Point, words: str, page: Page, **look: str) -> str:
    """A number that can be read, whatever line goes by behind it."""
    edge: Look = {"stroke": page.colours.paper, "stroke_width": 7, "stroke_linejoin": "round"}
    behind, before = (page.text(at, words, LEAD, font_weight="bold", **look, **one) for one in (edge, Look()))
    return behind + before


def _rule(top: float, value: int, page: Page) -> str:
    y = _y(top, value)
    return piece("line", x1=_LEFT, x2=_RIGHT, y1=y, y2=y, stroke=page.colours.line, stroke_width=1)


def _end(top: float, value: int, page: Page) -> str:
    """The number of an end of the scale, behind its rule."""
    at = (_RIGHT + 8, _y(top, value) + 5)
    return page.text(at, page.number(value), SMALL, fill=page.colours.soft)


def _y(top: float, value: float) -> float:
    return top + _HIGH * (1 - value / _HIGHEST)


def _x(on: date, first: date, last: date) -> float:
    return _LEFT + (_RIGHT - _LEFT) * ((on - first).days / max((last - first).days, 1))
