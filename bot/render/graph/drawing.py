"""The pieces of a diagram: areas and lines, as SVG."""

from bot.render.graph.placing import Area, Line, Point, Stroke
from bot.render.svg import Look, piece, written

SOFT, PAPER = "#56636b", "#ffffff"


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
    return f"{written(point[0])} {written(point[1])}"
