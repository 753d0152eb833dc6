"""What a script can have the coach do, by name, and with which arguments."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.engine.expressions import Kind


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the kinds of its arguments, and which of them can be left out."""

    arguments: Mapping[str, Kind] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()


FORGET = "forget"
"""Erases everything that is known of her."""
MEET = "meet"
"""Adds somebody to her network by what she calls them."""
PLACE = "place"
"""Says to which circle somebody in her network belongs."""

ACTIONS: Mapping[str, Action] = {
    FORGET: Action(),
    MEET: Action({"nickname": "text", "circle": "choice"}, frozenset({"circle"})),
    PLACE: Action({"contact": "contact", "circle": "choice"}),
}
