"""Names as they can be drawn: cut where they are long, a number where the letters have no shape here."""

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from bot.render.letters import ELLIPSIS

LONGEST: Final = 18
_SHAPES: Final = (
    "\u0020-\u007e\u00a0-\u017f\u0192\u0218-\u021b\u1e80-\u1e85\u2010-\u2026\u20ac"
    "\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff"
    "\u0400-\u045f\u060c\u0621-\u063a\u0640-\u0652\u0660-\u0669"
)
"""The letters of Atkinson Hyperlegible, and of the Greek, Cyrillic and Arabic of DejaVu Sans Mono behind it."""
_UNDRAWN: Final = re.compile(f"[^\\n{_SHAPES}]+")
LEFT_OUT: Final = "[…]"
"""Stands in the workbook where letters have no shape here."""


def drawable(name: str) -> str:
    """What can be drawn of a name: without emoji, and nothing at all where its letters have no shape here."""
    kept = _UNDRAWN.sub("", normalize("NFC", name))
    return " ".join(kept.split()) if any(letter.isalnum() for letter in kept) else ""


def drawn(names: Iterable[str]) -> list[str]:
    """Each of these as it is drawn: as it is, cut, or its number in the row."""
    return [_cut(drawable(name)) or str(number) for number, name in enumerate(names, 1)]


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    words = name[: LONGEST - 1]
    whole = words.rsplit(" ", 1)[0]
    return (whole if len(whole) >= LONGEST // 2 else words).rstrip() + ELLIPSIS


def legible(words: str) -> str:
    """These words with ``LEFT_OUT`` in the place of what has no shape here; lines stay lines."""
    written = normalize("NFC", words).replace("\r\n", "\n").replace("\t", " ")
    return _UNDRAWN.sub(LEFT_OUT, written)
