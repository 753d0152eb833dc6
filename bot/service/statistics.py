"""What happened at each question, for everybody together: numbers without names, and none that tell of a few."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from bot.store.tallies import Tally

FEW = 5
"""A group smaller than this is not told: its number could be somebody's."""
EVENTS = ("reached", "answered", "skipped", "no_reply", "reasked", "gave_up", "went_back", "dropped")
"""What is told of each question, in this order; ``dropped`` is a moment that had become too old to come."""
_TOOK = "took."


class Question(Struct, frozen=True):
    """One question of one version of a dialog: how often each event happened, and the median time to answer.

    A number under ``FEW`` that is not 0 is None. ``seconds`` is the upper end of the span that holds the median:
    spans double, so it is right to a factor of two; None while fewer than ``FEW`` answered.
    """

    dialog: str
    version: str
    node: str
    events: Mapping[str, int | None]
    seconds: int | None


def questions(tallies: Iterable["Tally"]) -> list[Question]:
    """Every question that was counted, in the order in which the tallies come."""
    counted: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for tally in tallies:
        counted[tally.dialog, tally.version, tally.node][tally.event] = max(0, tally.happened)
    return [
        Question(dialog, version, node, {event: told(counts.get(event, 0)) for event in EVENTS}, _median(counts))
        for (dialog, version, node), counts in counted.items()
    ]


def told(count: int) -> int | None:
    """A count as it may be told: None for one of a few."""
    return count if count == 0 or count >= FEW else None


def _median(counts: Mapping[str, int]) -> int | None:
    spans = sorted((int(event.removeprefix(_TOOK)), n) for event, n in counts.items() if event.startswith(_TOOK))
    answered = sum(n for _, n in spans)
    passed = 0
    for span, n in spans:
        passed += n
        if answered >= FEW and passed * 2 >= answered:
            return int(2**span)
    return None
