"""The card of a week: seven days, a disc for each talk and a square for each answer, and words of hers."""

from typing import Final

from bot.coaching.progress import Day, Summary
from bot.render.pictures.bullseye import flowing
from bot.render.pictures.names import drawable
from bot.render.pictures.page import BODY, INSIDE, LEAD, MARGIN, SMALL, Drawing, Page
from bot.render.svg import piece

_WIDE: Final = INSIDE / 7
_MARK: Final = 30.0
_FEWEST, _MOST = 3, 6
"""Marks for which a day has room; of more than the most the rest is told as a number."""


def week(summary: Summary, page: Page) -> Drawing:
    """The seven days up to today."""
    days = summary.week
    lead = page.said("period", since=page.short_day(days[0].on), on=page.day(days[-1].on))
    most = max(one.talks + one.answers for one in days)
    high = 14 + _MARK * min(max(most, _FEWEST), _MOST)
    drawn = "".join(_day(one, at, high, page) for at, one in enumerate(days))
    talks, answers = sum(one.talks for one in days), sum(one.answers for one in days)
    if not talks and not answers:
        words, more = page.paragraph((MARGIN, high + 62), page.said("week_empty"), LEAD, INSIDE, 3)
        return page.headed(page.said("week_title"), lead, drawn + words, high + 62 + more)
    disc = piece("circle", cx=9, cy=-6, r=8, fill=page.colours.green)
    square = piece("rect", x=2, y=-13, width=14, height=14, fill=page.colours.blue)
    counts = (("talks", talks, disc), ("answers", answers, square))
    entries = [(page.counted(id_, count), mark) for id_, count, mark in counts if count]
    key, rows = flowing(entries, page)
    below = high + 44 + rows
    key = piece("g", key, transform=f"translate(0 {high + 44:g})")
    quote, more = _quote(summary, page, below + 26)
    return page.headed(page.said("week_title"), lead, drawn + key + quote, below + 16 + more)


def _day(day: Day, column: int, high: float, page: Page) -> str:
    """A column: marks that lie on each other above the name of the day."""
    colours, x = page.colours, MARGIN + _WIDE * (column + 0.5)
    busy = day.talks or day.answers
    box = piece(
        "rect",
        x=x - _WIDE / 2 + 4,
        y=0,
        width=_WIDE - 8,
        height=high,
        rx=14,
        fill=colours.rings[1 if busy else 3],
    )
    name = page.text((x, high + 22), page.weekday(day.on), BODY, text_anchor="middle", fill=colours.soft)
    marks = [*("talk",) * day.talks, *("answer",) * day.answers]
    shown = marks if len(marks) <= _MOST else marks[: _MOST - 1]
    pieces = [
        piece("circle", cx=x, cy=high - 22 - _MARK * at, r=11, fill=colours.green)
        if one == "talk"
        else piece("rect", x=x - 10, y=high - 32 - _MARK * at, width=20, height=20, fill=colours.blue)
        for at, one in enumerate(shown)
    ]
    if len(marks) > _MOST:
        more = f"+{len(marks) - len(shown)}"
        pieces.append(page.text((x, high - 16 - _MARK * len(shown)), more, BODY, text_anchor="middle"))
    return box + name + "".join(pieces)


def _quote(summary: Summary, page: Page, y: float) -> tuple[str, float]:
    """What she wrote last in these days, in her own words."""
    written = [one for one in summary.words if one.on >= summary.week[0].on]
    words = drawable(str(written[-1].value)) if written else ""
    if not words:
        return "", 0.0
    lines, high = page.paragraph((MARGIN + 18, y), f"“{words}”", LEAD, INSIDE - 18, 4, font_style="italic")
    bar = piece("rect", x=MARGIN, y=y - 18, width=5, height=high, rx=2, fill=page.colours.orange)
    day = page.text((MARGIN + 18, y + high + 2), page.day(written[-1].on), SMALL, fill=page.colours.soft)
    return lines + bar + day, high + 34
