"""The table of lines: information, work and word of mouth that come in and go out; empty cells are named."""

from typing import Final

from bot.coaching.network import LINES
from bot.coaching.progress import Cell, Summary
from bot.render.pictures.names import drawn
from bot.render.pictures.page import BODY, LEAD, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.svg import Look, piece

_WIDE: Final = (WIDTH - 2 * MARGIN - 16) / 2
_HIGH: Final = 118.0
_ROW: Final = _HIGH + 46


def table(summary: Summary, page: Page) -> Drawing:
    """Two columns, in and out, and a row for each line."""
    people = len(summary.now.people)
    known = page.said("lines_known", k=summary.lines_known, n=people)
    lead = known if summary.lines_known else page.said("lines_empty")
    heads = "".join(_head(way, at, page) for at, way in enumerate(("brings", "takes")))
    rows = (
        page.text((MARGIN, 64 + at * _ROW), page.said(f"lines.{line}"), LEAD, font_weight="bold")
        for at, line in enumerate(LINES)
    )
    cells = (_cell(one, page) for one in summary.lines)
    bottom = 44 + len(LINES) * _ROW + 16
    note = page.text(
        (MARGIN, bottom), f"{page.said('basis')} · {page.day(summary.on)}", SMALL, fill=page.colours.soft
    )
    return page.headed(page.said("lines_title"), lead, "".join((heads, *rows, *cells, note)), bottom + 24)


def _head(way: str, column: int, page: Page) -> str:
    x = MARGIN + column * (_WIDE + 16)
    pointed = "M22 0L10 -7L10 7Z" if way == "takes" else "M0 0L12 -7L12 7Z"
    line = piece("line", x1=4, x2=18, y1=0, y2=0, stroke=page.colours.ink, stroke_width=3)
    arrow = piece("g", line + piece("path", d=pointed, fill=page.colours.ink), transform=f"translate({x:g} 16)")
    return arrow + page.text((x + 30, 22), page.said(f"lines_{way}"), BODY)


def _cell(cell: Cell, page: Page) -> str:
    x = MARGIN + (cell.way == "takes") * (_WIDE + 16)
    y = 76 + LINES.index(cell.line) * _ROW
    colours = page.colours
    look: Look = (
        {"fill": colours.rings[0 if cell.people > 2 else 1], "stroke": "none"}  # noqa: PLR2004 -- three is many
        if cell.people
        else {"fill": "none", "stroke": colours.soft, "stroke_width": 2, "stroke_dasharray": "6 6"}
    )
    box = piece("rect", x=x, y=y, width=_WIDE, height=_HIGH, rx=14, **look)
    if not cell.people:
        middle = (x + _WIDE / 2, y + _HIGH / 2 + 7)
        return box + page.text(middle, page.said("nobody"), LEAD, text_anchor="middle", fill=colours.soft)
    number = page.text((x + 16, y + 44), page.number(cell.people), 38, font_weight="bold")
    names = ", ".join(drawn(cell.names)) + ("…" if cell.people > len(cell.names) else "")
    lines, _ = page.paragraph((x + 16, y + 72), names, BODY, _WIDE - 28, 2)
    return box + number + lines
