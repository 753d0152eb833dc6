"""A diagram as SVG: one file that a browser shows and a printer prints, with words that can be searched for.

The kinds of node differ in shape and in how dark they are as well as in colour, which is taken from the palette of
Okabe and Ito: it can be told apart by people who see few colours, and on paper without any.
"""

from msgspec import Struct

from bot.render.graph import faces
from bot.render.graph.diagram import Arrow, Diagram
from bot.render.graph.drawing import PAPER, SOFT, arrow
from bot.render.graph.faces import Face, Tag
from bot.render.graph.figures import DASHES, MISSED, figure, label
from bot.render.graph.layering import Link, Size
from bot.render.graph.legend import legend
from bot.render.graph.marks import Marks
from bot.render.graph.placing import Area, Line, Placement, place
from bot.render.letters import width
from bot.render.svg import Look, group, piece, plain, text

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
MARGIN = 36.0
_TITLE = 24.0
_HEADER = 96.0
_THIN, _THICK = 1.4, 7.0


class Picture(Struct, frozen=True):
    """An SVG, and how wide and how high it is."""

    svg: str
    size: Size


def write(diagram: Diagram, marks: Marks | None = None) -> Picture:
    """The picture of a diagram, with these marks on it."""
    marks = marks or Marks()
    shown = [faces.face(box, diagram, marks) for box in diagram.boxes]
    labels = [faces.tags(one) for one in diagram.arrows]
    placed = place([face.size for face in shown], _links(diagram, labels), [_is_ported(face) for face in shown])
    heads = _header(diagram, marks)
    keys, keys_width = legend(diagram, marks)
    across = max(placed.size[0], keys_width, width(diagram.title, _TITLE) * 1.1, width(heads, 12.0) * 1.1)
    left = (across - placed.size[0]) / 2
    pieces = [
        text((MARGIN, MARGIN + 20), diagram.title, _TITLE, font_weight="bold"),
        text((MARGIN, MARGIN + 42), heads, 12.0, fill=SOFT),
        piece("g", keys, transform=f"translate({MARGIN:g} {MARGIN + 56:g})"),
        piece("g", "".join(_picture(diagram, marks, shown, labels, placed)), transform=_moved(left)),
    ]
    size = (across + 2 * MARGIN, placed.size[1] + 2 * MARGIN + _HEADER)
    return Picture(_page("".join(pieces), size, diagram.title), size)


def _page(inside: str, size: Size, title: str) -> str:
    across, down = size
    paper = piece("rect", width=across, height=down, fill=PAPER)
    look: Look = {"width": across, "height": down, "viewBox": f"0 0 {across:.1f} {down:.1f}", "font_family": FONT}
    return piece("svg", piece("title", plain(title)) + paper + inside, xmlns="http://www.w3.org/2000/svg", **look)


def _moved(left: float) -> str:
    return f"translate({left + MARGIN:.1f} {MARGIN + _HEADER:g})"


def _links(diagram: Diagram, labels: list[tuple[Tag, ...]]) -> list[Link]:
    numbers = {box.id: at for at, box in enumerate(diagram.boxes)}
    return [
        Link(numbers[one.source], numbers[one.target], faces.stack(shown))
        for one, shown in zip(diagram.arrows, labels, strict=True)
    ]


def _is_ported(face: Face) -> bool:
    return face.box.kind not in {"start", "branch"}


def _header(diagram: Diagram, marks: Marks) -> str:
    nodes = [box for box in diagram.boxes if box.kind != "start"]
    asked = sum(box.kind == "ask" for box in nodes)
    said = [diagram.id, f"{len(nodes)} nodes", f"{asked} questions"]
    if marks.coverage is not None:
        reached = sum(bool(marks.visits(diagram, box.id)) for box in nodes)
        taken = sum(bool(marks.passes(diagram, one)) for one in diagram.arrows)
        said.append(f"the plays reach {reached} of {len(nodes)} nodes and {taken} of {len(diagram.arrows)} ways")
    return " · ".join(said)


def _picture(
    diagram: Diagram, marks: Marks, shown: list[Face], labels: list[tuple[Tag, ...]], placed: Placement
) -> list[str]:
    shares = marks.shares(diagram)
    lines = [
        _line(one, line, marks.passes(diagram, one), shares.get(one))
        for one, line in zip(diagram.arrows, placed.lines, strict=True)
    ]
    words = [
        _labels(one, tags, line.label)
        for one, tags, line in zip(diagram.arrows, labels, placed.lines, strict=True)
        if line.label
    ]
    boxes = [figure(face, area) for face, area in zip(shown, placed.boxes, strict=True)]
    return lines + words + boxes


def _line(one: Arrow, line: Line, passes: int | None, share: float | None) -> str:
    missed = passes == 0
    wide = _THIN + (share * _THICK if share else 1.2 if missed else 0.0)
    dashes = {"stroke_dasharray": DASHES} if one.gives_up else {}
    told = "" if passes is None else f": taken {passes} times" if passes else ": not taken by any play"
    return group(
        "arrow",
        f"{one.source or 'start'} → {one.target}{told}",
        [arrow(line, wide, MISSED if missed else SOFT, **dashes)],
    )


def _labels(one: Arrow, tags: tuple[Tag, ...], area: Area) -> str:
    pieces, y = [], area.y
    for tag in tags:
        spot = Area(area.middle[0] - tag.size[0] / 2, y, *tag.size)
        pieces.append(label(tag, spot))
        y += tag.size[1] + faces.BETWEEN_TAGS
    return group("label", "\n".join(each.words for each in one.labels), pieces)
