"""Counts that may be drawn on a diagram: what the plays reached, and how people fared.

Both come as JSON, with the counts of every dialog in one file. Coverage is what ``netwerkcoach cover`` writes:
``{"nodes": {"dialog.node": 3}, "ways": {"dialog.node->target": 1}}``. The funnel is what ``netwerkcoach stats``
writes, which tells of questions alone. What a file does not name was not reached.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import fields
from pydantic import BaseModel, ConfigDict, NonNegativeInt, TypeAdapter

from bot.engine.script import END
from bot.render.graph.diagram import START, Arrow, Box, Diagram

FEWEST = 5
"""Groups of people under this size are not told apart."""


class Asked(BaseModel):
    """How often each event happened at a question of one version of a dialog; one under ``FEWEST`` is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dialog: str
    version: str
    node: str
    events: Mapping[str, NonNegativeInt | None]
    seconds: NonNegativeInt | None


class Fared(Struct, frozen=True):
    """How many people came to a question, and what they did there."""

    reached: int = 0
    answered: int = 0
    skipped: int = 0
    gave_up: int = 0
    no_reply: int = 0

    @property
    def passed(self) -> int:
        """How many went on; the others left or have yet to answer."""
        return self.answered + self.skipped + self.gave_up + self.no_reply


class Coverage(BaseModel):
    """How often the plays came to each node, and took each way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nodes: Mapping[str, NonNegativeInt]
    ways: Mapping[str, NonNegativeInt] = {}


_FUNNEL = TypeAdapter(list[Asked])


class Marks(Struct, frozen=True):
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

    def fared(self, diagram: Diagram, box: Box) -> Fared | None:
        """How people fared at a question; None where that is not to be drawn."""
        if self.funnel is None or box.kind != "ask":
            return None
        return self.funnel.get(f"{diagram.id}.{box.id}", Fared())

    def shares(self, diagram: Diagram) -> Mapping[Arrow, float]:
        """Which part of all who began took each way, as far as the counts of the questions tell."""
        fared = {box.id: one for box in diagram.boxes if (one := self.fared(diagram, box))}
        came = {id_: one.reached for id_, one in fared.items()}
        taken = _deduce(diagram, came, {id_: one.passed for id_, one in fared.items()})
        begun = taken.get(diagram.arrows[0]) or max(came.values(), default=0)
        return {arrow: min(people / begun, 1.0) for arrow, people in taken.items()} if begun else {}


def _deduce(diagram: Diagram, came: dict[str, int], went: dict[str, int]) -> dict[Arrow, int]:
    """How many took each way, for those that follow from who came to the questions and who went on from them.

    A way is known once all others at one of its ends are; all who come to what is no question go on.
    """
    into = {box.id: [arrow for arrow in diagram.arrows if arrow.target == box.id] for box in diagram.boxes}
    out = {box.id: [arrow for arrow in diagram.arrows if arrow.source == box.id] for box in diagram.boxes}
    taken: dict[Arrow, int] = {}
    found = -1
    while found < (found := len(taken) + len(came) + len(went)):
        for box in diagram.boxes:
            _balance(box.id, came, into[box.id], taken)
            _balance(box.id, went, out[box.id], taken)
            if box.kind != "ask":
                for one, other in ((came, went), (went, came)):
                    if box.id in one:
                        other.setdefault(box.id, one[box.id])
    return taken


def _balance(box: str, people: dict[str, int], arrows: list[Arrow], taken: dict[Arrow, int]) -> None:
    """What follows on one side of a box: the only way that is not known yet, or how many there were."""
    unknown = [arrow for arrow in arrows if arrow not in taken]
    known = sum(taken[arrow] for arrow in arrows if arrow in taken)
    if box in people and len(unknown) == 1:
        taken[unknown[0]] = max(people[box] - known, 0)
    elif arrows and not unknown:
        people.setdefault(box, known)


def read_coverage(text: str) -> Coverage:
    """The coverage in this JSON; raises ``ValueError`` for one of another shape."""
    return Coverage.model_validate_json(text)


def read_funnel(text: str) -> Mapping[str, Fared]:
    """The funnel in this JSON, all versions together; raises ``ValueError`` for one of another shape."""
    asked: dict[str, list[Asked]] = defaultdict(list)
    for one in _FUNNEL.validate_json(text):
        asked[f"{one.dialog}.{one.node}"].append(one)
    events = [field.name for field in fields(Fared)]
    return {
        node: Fared(**{event: _together(one.events.get(event, 0) for one in versions) for event in events})
        for node, versions in asked.items()
    }


def _together(told: Iterable[int | None]) -> int:
    """A number of people over all versions; where only a few are not told, a number that is shown as that."""
    counts = list(told)
    return sum(count or 0 for count in counts) or (1 if None in counts else 0)


def count(people: int) -> str:
    """A number of people as it may be shown."""
    return f"<{FEWEST}" if 0 < people < FEWEST else str(people)
