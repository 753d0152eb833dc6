"""Gathers every phrase of a script under its key, with its translations."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from bot.engine.problems import Place
from bot.engine.values import Phrase

Catalogue: TypeAlias = Mapping[str, tuple[str, str]]
"""One language: by key, the source text that was translated, and its translation."""


class Phrases(Struct):
    """The phrases met so far, in order, each with its place; fills in translations as it goes.

    A translation of another source text than today's is stale and not used.
    """

    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    met: list[tuple[Phrase, Place]] = field(default_factory=list)

    def take(self, place: Place, key: str, source: str) -> Phrase:
        """The phrase of this key."""
        entries = ((language, catalogue.get(key)) for language, catalogue in self.catalogues.items())
        translations = {
            language: entry[1] for language, entry in entries if entry and entry[0] == source and entry[1]
        }
        phrase = Phrase(key, source, translations)
        self.met.append((phrase, place))
        return phrase
