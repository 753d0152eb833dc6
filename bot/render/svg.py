"""The pieces of an SVG, each a string of XML."""

import re
from functools import cache
from html import escape
from typing import TypeAlias

INK = "#1f2a30"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Look: TypeAlias = dict[str, str | float]
"""Attributes of a piece, with an underscore for a hyphen."""


def plain(words: str) -> str:
    """Words that can stand in XML: escaped, and without what XML can't hold."""
    return escape(_UNFIT.sub("", words))


def piece(name: str, inside: str = "", /, **look: str | float) -> str:
    """One element with these attributes."""
    attributes = "".join([f' {_named(key)}="{written(value)}"' for key, value in look.items()])
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def group(kind: str, title: str, pieces: list[str]) -> str:
    """Pieces that belong together; the title shows when a reader points at them."""
    return piece("g", (piece("title", plain(title)) if title else "") + "".join(pieces), class_=kind)


def text(at: tuple[float, float], words: str, size: float, /, **look: str | float) -> str:
    """One line of words that stands on this point."""
    return piece("text", plain(words), x=at[0], y=at[1], font_size=size, **{"fill": INK, **look})


def written(value: str | float) -> str:
    """A length as short as it can be written, or a word that is as it should be."""
    return value if isinstance(value, str) else f"{round(value, 1) + 0.0:g}"
