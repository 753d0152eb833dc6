"""Counts that may be drawn on a diagram: what the plays reached, and how people fared.

Both come as JSON, with the counts of every dialog in one file. Coverage: ``{"nodes": {"dialog.node": 3}, "ways":
{"dialog.node->target": 1}}``. The funnel: ``{"dialog.node": {"reached": 9, "answered": 7, "skipped": 1,
"gave_up": 1}}``. What a file does not name was not reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, NonNegativeInt, TypeAdapter

from bot.engine.script import END
from bot.render.graph.diagram import START, Arrow, Box, Diagram

FEWEST = 5
"""Groups of people under this size are not told apart."""


class Fared(BaseModel):
    """How many people came to a question, and what they did there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reached: NonNegativeInt = 0
    answered: NonNegativeInt = 0
    skipped: NonNegativeInt = 0
    gave_up: NonNegativeInt = 0

    def passed(self, box: Box) -> int:
        """How many went on; at a question, the others left or have yet to answer."""
        return self.answered + self.skipped + self.gave_up if box.kind == "ask" else self.reached


class Coverage(BaseModel):
    """How often the plays came to each node, and took each way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nodes: Mapping[str, NonNegativeInt]
    ways: Mapping[str, NonNegativeInt] = {}


_FUNNEL = TypeAdapter(dict[str, Fared])


@dataclass(frozen=True, slots=True)
class Marks:
    """The counts that are to be drawn, of either kind or none."""

    coverage: Coverage | None = None
    funnel: Mapping[str, Fared] | None = None

    def visits(self, diagram: Diagram, box: str) -> int | None:
        """How often the plays came to a box; None where that is not to be drawn."""
        if self.coverage is None or box == START:
            return None
        if box == END:
            return sum(self.passes(diagram, one) or 0 for one in diagram.arrows if one.target == END)
        return self.coverage.nodes.get(f"{diagram.id}.{box}", 0)

    def passes(self, diagram: Diagram, arrow: Arrow) -> int | None:
        """How often the plays took a way; None where that is not to be drawn."""
        if self.coverage is None:
            return None
        if arrow.source == START:
            return self.visits(diagram, arrow.target)
        return self.coverage.ways.get(f"{diagram.id}.{arrow.source}->{arrow.target}", 0)

    def fared(self, diagram: Diagram, box: str) -> Fared | None:
        """How people fared at a box; None where that is not to be drawn."""
        if self.funnel is None or box in {START, END}:
            return None
        return self.funnel.get(f"{diagram.id}.{box}", Fared())

    def shares(self, diagram: Diagram) -> Mapping[Arrow, float]:
        """Which part of all who began took each way, as far as the counts of the boxes tell."""
        begun = self.fared(diagram, diagram.arrows[0].target)
        if begun is None or not begun.reached:
            return {}
        came = {box.id: fared.reached for box in diagram.boxes if (fared := self.fared(diagram, box.id))}
        went = {box.id: fared.passed(box) for box in diagram.boxes if (fared := self.fared(diagram, box.id))}
        taken = _deduce(diagram, came, went | {START: begun.reached})
        return {arrow: min(people / begun.reached, 1.0) for arrow, people in taken.items()}


def _deduce(diagram: Diagram, came: Mapping[str, int], went: Mapping[str, int]) -> dict[Arrow, int]:
    """How many took each way that is the only unknown one into or out of a box, until nothing more follows."""
    taken: dict[Arrow, int] = {}
    while True:
        found = len(taken)
        for arrow in diagram.arrows:
            into = [one for one in diagram.arrows if one.target == arrow.target and one is not arrow]
            out = [one for one in diagram.arrows if one.source == arrow.source and one is not arrow]
            for people, others in ((came.get(arrow.target), into), (went.get(arrow.source), out)):
                if arrow not in taken and people is not None and all(one in taken for one in others):
                    taken[arrow] = max(people - sum(taken[one] for one in others), 0)
        if len(taken) == found:
            return taken


def read_coverage(text: str) -> Coverage:
    """The coverage in this JSON; raises ``ValueError`` for one of another shape."""
    return Coverage.model_validate_json(text)


def read_funnel(text: str) -> Mapping[str, Fared]:
    """The funnel in this JSON; raises ``ValueError`` for one of another shape."""
    return _FUNNEL.validate_json(text)


def count(people: int) -> str:
    """A number of people as it may be shown."""
    return f"<{FEWEST}" if 0 < people < FEWEST else str(people)
