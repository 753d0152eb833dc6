"""The pieces of an SVG: words, areas and lines, each a string of XML."""

import re
from html import escape
from typing import TypeAlias

from bot.render.graph.placing import Area, Line, Point, Stroke

INK, SOFT, PAPER = "#1f2a30", "#56636b", "#ffffff"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Look: TypeAlias = dict[str, str | float]
"""Attributes of a piece, with an underscore for a hyphen."""


def plain(words: str) -> str:
    """Words that can stand in XML: escaped, and without what XML can't hold."""
    return escape(_UNFIT.sub("", words))


def piece(name: str, inside: str = "", /, **look: str | float) -> str:
    """One element with these attributes."""
    attributes = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in look.items())
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def group(kind: str, title: str, pieces: list[str]) -> str:
    """Pieces that belong together; the title shows when a reader points at them."""
    return piece("g", (piece("title", plain(title)) if title else "") + "".join(pieces), class_=kind)


def text(at: Point, words: str, size: float, /, **look: str | float) -> str:
    """One line of words that stands on this point."""
    return piece("text", plain(words), x=at[0], y=at[1], font_size=size, **{"fill": INK, **look})


def rectangle(area: Area, corner: float, /, **look: str | float) -> str:
    """A rectangle with round corners."""
    size: Look = {"width": area.width, "height": area.height, "rx": corner}
    return piece("rect", x=area.x, y=area.y, **size, **look)


def shrunk(area: Area, by: float) -> Area:
    """The same rectangle, smaller on all sides."""
    return Area(area.x + by, area.y + by, area.width - 2 * by, area.height - 2 * by)


def arrow(line: Line, wide: float, colour: str, /, **look: str | float) -> str:
    """A line with its point; the point stays whole where the line is dashed."""
    *before, last = line.strokes
    (x, y), head, half = last.end, 6.3 + 1.1 * wide, 3.2 + 0.85 * wide
    neck = (x, y - head + 1)
    path = [f"M{_points(line.start)}", *(_segment(one) for one in before)]
    path.append(_segment(Stroke(last.handle, neck if last.other == last.end else last.other, neck)))
    point = f"M{_points((x - half, y - head))}L{_points((x, y))}L{_points((x + half, y - head))}Z"
    shaft = piece("path", d="".join(path), fill="none", stroke=colour, stroke_width=wide, **look)
    return shaft + piece("path", d=point, fill=colour)


def _segment(one: Stroke) -> str:
    if one.other == one.end:
        return f"L{_points(one.end)}"
    return f"C{_points(one.handle)} {_points(one.other)} {_points(one.end)}"


def _points(point: Point) -> str:
    return f"{_value(point[0])} {_value(point[1])}"


def _value(value: str | float) -> str:
    """A length as short as it can be written, or a word that is as it should be."""
    return value if isinstance(value, str) else f"{round(value, 1) + 0.0:g}"
