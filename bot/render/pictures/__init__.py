"""Pictures of her progress, drawn from a summary and nothing else, and the words that say the same.

A picture has the width of a phone, and letters that can be read at arm's length. What is told by a colour is told by
a shape or a filling too; the colours are those of Okabe and Ito.
"""

from typing import Final, Literal, TypeAlias

from bot.coaching.progress import Summary
from bot.render.pictures.typesetting import png
from bot.render.pictures.words import Words, words_of

__all__ = ["KINDS", "Kind", "Look", "Words", "draw", "twin", "words_of"]

Kind: TypeAlias = Literal["map", "then_now", "lines", "scores", "rhythm", "course", "week"]
Look: TypeAlias = Literal["light", "dark"]
KINDS: Final[tuple[Kind, ...]] = ("map", "then_now", "lines", "scores", "rhythm", "course", "week")
"""The pictures there are."""


def draw(kind: Kind, summary: Summary, language: str, words: Words, look: Look = "light") -> bytes:
    """This picture as PNG, at most 200 kB."""
    return png({"kind": kind, "language": language, "look": look, "title": words[f"{kind}_title"]})


def twin(kind: Kind, summary: Summary, language: str, words: Words) -> str:
    """What this picture shows, in plain words, for those who can't see it; at most 1024 characters."""
    return words[f"{kind}_title"]
