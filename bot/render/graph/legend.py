"""What the shapes of a picture mean, for as far as they occur in it."""

from collections.abc import Iterator

from bot.render.graph.diagram import Diagram, Kind
from bot.render.graph.drawing import PAPER, SOFT, rectangle, shrunk
from bot.render.graph.faces import BAR
from bot.render.graph.figures import BAR_COLOURS, BUTTON, COLOURS, DASHES, MISSED, MISSED_PAPER
from bot.render.graph.marks import Marks
from bot.render.graph.placing import Area
from bot.render.letters import width
from bot.render.svg import piece, text

_SIZE, _SAMPLE = 11.0, Area(0, 0, 22, 13)
_MEANINGS: dict[Kind, str] = {
    "ask": "question",
    "say": "words",
    "branch": "fork",
    "set": "worked out",
    "do": "action",
    "call": "other dialog",
    "end": "end",
}
_FARED = ("answered", "skipped", "gave up", "no reply", "no answer yet")


def legend(diagram: Diagram, marks: Marks) -> tuple[str, float]:
    """A row of samples with what they mean, and how wide it is."""
    pieces, x = [], 0.0
    for sample, meaning in _samples(diagram, marks):
        words = text((_SAMPLE.width + 6, 10.5), meaning, _SIZE, fill=SOFT)
        pieces.append(piece("g", sample + words, transform=f"translate({x:.1f} 0)"))
        x += _SAMPLE.width + 6 + width(meaning, _SIZE) * 1.06 + 16
    return "".join(pieces), x


def _samples(diagram: Diagram, marks: Marks) -> Iterator[tuple[str, str]]:
    kinds = {box.kind for box in diagram.boxes}
    for kind, meaning in _MEANINGS.items():
        if kind in kinds:
            yield _shape(kind), meaning
    if any(label.reason == "choice" for arrow in diagram.arrows for label in arrow.labels):
        yield rectangle(_SAMPLE, 6, fill=PAPER, stroke=BUTTON), "answer pressed"
    if any(arrow.gives_up for arrow in diagram.arrows):
        yield piece("path", d="M0 6.5L22 6.5", stroke=SOFT, stroke_width=1.6, stroke_dasharray=DASHES), "gave up"
    if marks.coverage is not None:
        yield rectangle(_SAMPLE, 3, fill=MISSED_PAPER, stroke=MISSED, stroke_width=2.6), "no play comes here"
    if marks.funnel is not None:
        for colour, meaning in zip((*BAR_COLOURS, PAPER), _FARED, strict=True):
            yield rectangle(Area(0, 4, _SAMPLE.width, BAR), 0, fill=colour, stroke=SOFT, stroke_width=0.6), meaning


def _shape(kind: Kind) -> str:
    paper, edge = COLOURS[kind]
    match kind:
        case "branch":
            return piece("path", d="M11 -1L18 6.5L11 14L4 6.5Z", fill=paper, stroke=edge)
        case "call":
            inner = rectangle(shrunk(_SAMPLE, 2.5), 1, fill="none", stroke=edge)
            return rectangle(_SAMPLE, 3, fill=paper, stroke=edge) + inner
    return rectangle(_SAMPLE, {"ask": 5, "end": 6.5}.get(kind, 2), fill=paper, stroke=edge)
