"""Pictures of her progress, drawn from a summary and nothing else, and the words that say the same.

A picture has the width of a phone, and letters that can be read at arm's length. What a colour tells, a shape or a
filling tells too; the colours are those of Okabe and Ito.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from bot.coaching.progress import Summary
from bot.render.colours import Look
from bot.render.pictures.bullseye import the_map
from bot.render.pictures.course import course
from bot.render.pictures.page import Drawing, Page, svg
from bot.render.pictures.rhythm import rhythm
from bot.render.pictures.scores import scores
from bot.render.pictures.table import table
from bot.render.pictures.then_now import then_now
from bot.render.pictures.twins import TWINS, fitting
from bot.render.pictures.week import week
from bot.render.pictures.words import Words, words_of

__all__ = ["KINDS", "Kind", "Look", "Words", "draw", "drawing", "twin", "words_of"]

Kind: TypeAlias = Literal["map", "then_now", "lines", "scores", "rhythm", "course", "week"]
KINDS: Final[tuple[Kind, ...]] = ("map", "then_now", "lines", "scores", "rhythm", "course", "week")
"""The pictures there are."""

_DRAWN: Final[Mapping[Kind, Callable[[Summary, Page], Drawing]]] = {
    "map": the_map,
    "then_now": then_now,
    "lines": table,
    "scores": scores,
    "rhythm": rhythm,
    "course": course,
    "week": week,
}


def draw(kind: Kind, summary: Summary, language: str, words: Words, look: Look = "light") -> bytes:
    """This picture as PNG, at most 200 kB."""
    from bot.render.painting import png  # noqa: PLC0415 -- what paints is only for the process that draws

    page = Page(language, words, look)
    drawn = drawing(kind, summary, page)
    return png(svg(drawn), drawn.height, page.colours)


def drawing(kind: Kind, summary: Summary, page: Page) -> Drawing:
    """This picture, to be painted or laid on a page."""
    return _DRAWN[kind](summary, page)


def twin(kind: Kind, summary: Summary, language: str, words: Words) -> str:
    """What this picture shows, in plain words, for those who can't see it; at most 1024 characters."""
    return fitting(TWINS[kind](summary, Page(language, words)))
