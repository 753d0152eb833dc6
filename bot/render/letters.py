"""How wide words are, and how they are broken over lines, without a font at hand.

The widths are those of Helvetica and Arial, in thousandths of the size of the letter; the picture asks for a font
of that family, and every box has room to spare for one that is a little wider.
"""

import unicodedata
from functools import cache

_WIDTHS = {
    222: "ijl'|‘’",  # noqa: RUF001 -- the quotes of a text
    278: "fIt /\\!.,:;[]",
    333: "r-()`“”",
    389: "*",
    500: "ckszvxyJ",
    584: "+<=>~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W",
    1000: "…—",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL, _WIDE = 556, 1050
ELLIPSIS = "…"


def width(words: str, size: float) -> float:
    """How wide these words are at this size of letter, about."""
    return sum(_thousandths(letter) for letter in words) * size / 1000


@cache
def _thousandths(letter: str) -> int:
    if letter.isascii() or letter in _WIDTH:
        return _WIDTH.get(letter, _USUAL)
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH.get(base, _USUAL if base.isascii() else 650)


def wrap(words: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """These words on at most so many lines, none wider than the room; what is left out shows as an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines += _pieces(word, size, room)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(" ".join(lines[most - 1 : most + 1]), size, room))


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word that is too wide for a line, in pieces that are not."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, size: float, room: float) -> str:
    while line and width(line + ELLIPSIS, size) > room:
        line = line[:-1]
    return line.rstrip(" ,.;:") + ELLIPSIS
