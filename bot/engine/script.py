"""Every dialog together, compiled and immutable."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Script:
    """All dialogs."""
