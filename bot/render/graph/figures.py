"""The shape of each kind of box, with its words."""

from bot.render.graph.diagram import Kind
from bot.render.graph.drawing import PAPER, SOFT, rectangle, shrunk
from bot.render.graph.faces import BAR, CHIP, DIAMOND, LEADING, PAD, SMALL, WORDS, Face, Tag
from bot.render.graph.placing import Area
from bot.render.svg import INK, group, piece, text

MISSED, MISSED_PAPER = "#c8410b", "#fff0e6"
BUTTON = "#0072b2"
DASHES = "5 4"
COLOURS: dict[Kind, tuple[str, str]] = {
    "start": (INK, INK),
    "ask": ("#e4f1fb", "#0072b2"),
    "say": ("#fafaf7", "#c3c8c5"),
    "branch": ("#fdebc0", "#c98a00"),
    "set": ("#e7f5ef", "#009e73"),
    "do": ("#e7f5ef", "#009e73"),
    "call": ("#f8ebf3", "#a3467e"),
    "end": ("#3a464d", "#3a464d"),
}
BAR_COLOURS = ("#0072b2", "#9fb3bf", "#d55e00", "#cc79a7")
"""Answered, skipped, gave up, no reply."""


def figure(face: Face, area: Area) -> str:
    """A box as it is drawn."""
    box = face.box
    title = f"{box.id} ({box.kind})\n{box.words}".strip() if box.id else ""
    match box.kind:
        case "start":
            x, y = area.middle
            pieces = [piece("circle", cx=x, cy=y, r=area.width / 2, fill=INK)]
        case "branch":
            pieces = _diamond(face, area)
        case "end":
            pieces = _pill(face, area)
        case _:
            pieces = _card(face, area)
    return group(box.kind, title, pieces)


def _colours(face: Face) -> dict[str, str | float]:
    paper, edge = COLOURS[face.box.kind]
    if face.missed:
        return {"fill": MISSED_PAPER, "stroke": MISSED, "stroke_width": 3.0}
    return {"fill": paper, "stroke": edge, "stroke_width": 1.6 if face.box.kind == "ask" else 1.2}


def _card(face: Face, area: Area) -> list[str]:
    """A node with words: its name and kind above them, what is noted below."""
    box, look = face.box, _colours(face)
    pieces = [rectangle(area, 10 if box.kind == "ask" else 4, **look)]
    if box.kind == "call":
        pieces.append(rectangle(shrunk(area, 3.5), 2, **look | {"fill": "none"}))
    left, right, y = area.x + PAD, area.x + area.width - PAD, area.y + PAD + SMALL * 0.6
    pieces.append(text((left, y), box.id, SMALL, fill=SOFT))
    pieces.append(text((right, y), box.type or box.kind, SMALL, fill=SOFT, text_anchor="end", font_style="italic"))
    y += SMALL * (LEADING - 0.6) + 3 + WORDS * 0.8
    for line in face.lines:
        ink = INK if box.kind in {"ask", "call"} else "#3f4a50"
        weight: dict[str, str | float] = {"font_weight": "bold"} if box.kind in {"ask", "call"} else {}
        pieces.append(text((left, y), line, WORDS, fill=ink, **weight))
        y += WORDS * LEADING
    return pieces + _noted(face, Area(left, area.y, right - left, area.height))


def _noted(face: Face, area: Area) -> list[str]:
    """The bar of who answered, skipped and gave up, and the note under it."""
    if not face.note:
        return []
    ink, y = (MISSED if face.missed else INK), area.y + area.height
    pieces = [text((area.x, y - 9), face.note, SMALL, fill=ink, font_weight="bold")]
    x, y = area.x, y - 9 - SMALL - BAR - 2
    if face.parts:
        pieces.append(rectangle(Area(x, y, area.width, BAR), 0, fill=PAPER, stroke=SOFT, stroke_width=0.6))
    for part, colour in zip(face.parts, BAR_COLOURS, strict=False):
        pieces.append(rectangle(Area(x, y, area.width * part, BAR), 0, fill=colour))
        x += area.width * part
    return pieces


def _diamond(face: Face, area: Area) -> list[str]:
    (x, y), half = area.middle, DIAMOND / 2
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    shape = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "Z"
    pieces = [piece("path", d=shape, **_colours(face))]
    if face.note:
        ink = MISSED if face.missed else INK
        pieces.append(text((x + half + 6, y + 12), face.note, SMALL, fill=ink, font_weight="bold"))
    return [*pieces, text((x + half + 6, y + (0 if face.note else 3.5)), face.box.id, SMALL, fill=SOFT)]


def _pill(face: Face, area: Area) -> list[str]:
    look = _colours(face)
    pieces = [rectangle(area, min(area.height / 2, 20), **look)]
    x, y = area.middle[0], area.y + 9 + WORDS * 0.95
    for line in face.lines:
        pieces.append(text((x, y), line, WORDS, fill=INK if face.missed else PAPER, text_anchor="middle"))
        y += WORDS * LEADING
    if face.note:
        ink = MISSED if face.missed else PAPER
        pieces.append(text((x, y - 1), face.note, SMALL, fill=ink, text_anchor="middle", font_weight="bold"))
    return pieces


def label(tag: Tag, area: Area) -> str:
    """One label of an arrow: the button that was pressed, or the words of a condition."""
    size = CHIP if tag.button else SMALL
    look: dict[str, str | float] = {"fill": INK if tag.button else SOFT, "text_anchor": "middle"}
    if tag.button:
        pieces = [rectangle(area, 9, fill=PAPER, stroke=BUTTON, stroke_width=1)]
    else:
        pieces = [rectangle(area, 3, fill=PAPER, fill_opacity=0.9)]
        look["font_style"] = "italic"
    y = area.y + (4.5 if tag.button else 2) + size * 0.97
    for line in tag.lines:
        pieces.append(text((area.middle[0], y), line, size, **look))
        y += size * LEADING
    return "".join(pieces)
