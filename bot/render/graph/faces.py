"""How big boxes and labels are, and which words stand on which of their lines."""

from typing import Literal, TypeAlias

from msgspec import Struct

from bot.render.graph.diagram import Arrow, Box, Diagram, Label
from bot.render.graph.layering import Size
from bot.render.graph.marks import Marks, count
from bot.render.letters import width, wrap

WORDS, SMALL, CHIP = 13.0, 10.5, 11.5
"""Sizes of letter: a node's words; its name, conditions and counts; the label of a choice."""
LEADING = 1.32
PAD = 12.0
DIAMOND = 26.0
DOT = 8.0
BAR = 5.0
_ROOM = 212.0
_LINES = 3
_CHIP_ROOM, _CHIP_LINES = 132.0, 2
_CONDITION_ROOM, _CONDITION_LINES = 150.0, 3
_MOST_LABELS = 5
_SPARE = 1.06
"""Room for a font that is a little wider than ours."""
Tone: TypeAlias = Literal["plain", "good", "bad"]


class Face(Struct, frozen=True):
    """A box as it will look: its lines of words, what is noted below them, and its size."""

    box: Box
    lines: tuple[str, ...]
    note: str
    missed: bool
    parts: tuple[float, ...]
    size: Size


class Tag(Struct, frozen=True):
    """One label of an arrow as it will look; a choice stands on a button."""

    label: Label
    lines: tuple[str, ...]
    size: Size

    @property
    def button(self) -> bool:
        """Whether it looks like what people press."""
        return self.label.reason == "choice"


def face(box: Box, diagram: Diagram, marks: Marks) -> Face:
    """How a box looks with these marks."""
    note, parts = _note(box, diagram, marks)
    missed = marks.visits(diagram, box.id) == 0
    lines = wrap(box.words, WORDS, _ROOM, _LINES)
    below = (SMALL * LEADING + 3 if note else 0) + (BAR + 6 if parts else 0)
    match box.kind:
        case "start":
            return Face(box, (), "", missed, (), (2 * DOT, 2 * DOT))
        case "branch":
            beside = max(width(box.id, SMALL), width(note, SMALL)) * _SPARE
            return Face(box, (), note, missed, (), (DIAMOND + 2 * (6 + beside), max(DIAMOND, 0)))
        case "end":
            across = max(width(line, WORDS) for line in (*lines, note)) * _SPARE + 2 * PAD + 12
            return Face(box, lines, note, missed, parts, (across, len(lines) * WORDS * LEADING + 2 * 9 + below))
    head = width(f"{box.id}    {box.type or box.kind}", SMALL)
    across = max(_ROOM, head, width(note, SMALL)) * _SPARE + 2 * PAD
    high = 2 * PAD - 4 + SMALL * LEADING + 3 + len(lines) * WORDS * LEADING + below
    return Face(box, lines, note, missed, parts, (across, high))


def _note(box: Box, diagram: Diagram, marks: Marks) -> tuple[str, tuple[float, ...]]:
    """What is noted on a box, and the parts of its bar: answered, skipped, gave up, and those who left."""
    visits, fared = marks.visits(diagram, box.id), marks.fared(diagram, box)
    said = [] if visits is None else [f"reached {visits}×" if visits else "not reached"]  # noqa: RUF001 -- times
    if fared is None:
        return " · ".join(said), ()
    told = {
        "answered": fared.answered,
        "skipped": fared.skipped,
        "gave up": fared.gave_up,
        "no reply": fared.no_reply,
    }
    said.append(f"{count(fared.reached)} came")
    said += [f"{count(people)} {what}" for what, people in told.items() if people]
    parts = tuple(_blurred(people) for people in told.values())
    whole = max(_blurred(fared.reached), sum(parts))
    return " · ".join(said), tuple(part / whole for part in parts) if whole else ()


def _blurred(people: int) -> float:
    """A number of people as a length, which tells no more than its count does."""
    return 2.5 if count(people) != str(people) else float(people)


def tags(arrow: Arrow) -> tuple[Tag, ...]:
    """How the labels of an arrow look, from the top down."""
    shown = arrow.labels
    if len(shown) > _MOST_LABELS:
        rest = len(shown) - _MOST_LABELS + 1
        shown = (*shown[: _MOST_LABELS - 1], Label("otherwise", f"and {rest} more"))
    return tuple(_tag(label) for label in shown)


def _tag(label: Label) -> Tag:
    if label.reason == "choice":
        lines = wrap(label.words, CHIP, _CHIP_ROOM, _CHIP_LINES)
        across = max(width(line, CHIP) for line in lines) * _SPARE + 18
        return Tag(label, lines, (across, len(lines) * CHIP * LEADING + 9))
    lines = wrap(label.words, SMALL, _CONDITION_ROOM, _CONDITION_LINES)
    across = max(width(line, SMALL) for line in lines) * _SPARE + 8
    return Tag(label, lines, (across, len(lines) * SMALL * LEADING + 4))


BETWEEN_TAGS = 4.0


def stack(shown: tuple[Tag, ...]) -> Size | None:
    """How much room these labels take, one below the other."""
    if not shown:
        return None
    high = sum(tag.size[1] for tag in shown) + BETWEEN_TAGS * (len(shown) - 1)
    return max(tag.size[0] for tag in shown), high
