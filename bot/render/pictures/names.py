"""Names as they can be drawn: cut where they are long, a number where the letters have no shape here."""

import re
from collections.abc import Iterable
from typing import Final

from bot.render.letters import ELLIPSIS

LONGEST: Final = 18
_DRAWN: Final = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x1E80, 0x1E85), (0x2010, 0x2026)),
    *(
        (0x20AC, 0x20AC),
        (0x370, 0x3FF),
        (0x400, 0x45F),
        (0x60C, 0x60C),
        (0x621, 0x63A),
        (0x640, 0x652),
        (0x660, 0x669),
    ),
)
"""The letters of Atkinson Hyperlegible, and of the Greek, Cyrillic and Arabic of DejaVu Sans Mono behind it."""
_UNDRAWN: Final = re.compile(
    f"[^\\n{''.join(f'{chr(low)}-{chr(high)}' for low, high in _DRAWN)}]+".replace(" -~", r"\x20-\x7e")
)
LEFT_OUT: Final = "[…]"
"""Stands in the workbook where letters have no shape here."""


def drawable(name: str) -> str:
    """What can be drawn of a name: without emoji, and nothing at all where its letters have no shape here."""
    kept = _UNDRAWN.sub("", name)
    return " ".join(kept.split()) if any(letter.isalnum() for letter in kept) else ""


def drawn(names: Iterable[str]) -> list[str]:
    """Each of these as it is drawn: as it is, cut, or its number in the row."""
    return [_cut(drawable(name)) or str(number) for number, name in enumerate(names, 1)]


def _cut(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    whole = name[:LONGEST].rsplit(" ", 1)[0]
    return (whole if len(whole) >= LONGEST // 2 else name[: LONGEST - 1].rstrip()) + ELLIPSIS


def legible(words: str) -> str:
    """These words with ``LEFT_OUT`` in the place of what has no shape here; lines stay lines."""
    return _UNDRAWN.sub(LEFT_OUT, words)
