"""Every text of the coach in both languages, taken apart into sentences and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot import resources
from bot.engine.extract import extract
from bot.engine.saying import PLACEHOLDER

SPOKEN = frozenset({"ask", "say", "end", "caption", "set", "example", "reask"})
"""The parts of a dialog that are whole sentences; the others are labels and titles."""
_APART = re.compile(r"</?[bi]>|/\w+|\S+@\S+|\b\S+\.nl\b")
"""Markup, commands and addresses: no words."""
_WORD = re.compile(r"[’']?[^\W\d_]+(?:[’'-][^\W\d_]+)*[’']?(?<!['’])|\d[\d.,:]*")
_END_OF_SENTENCE = re.compile(r"(?<=[.?!…:])[”\"’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its key (``prijs.soort.ask.1``), in Dutch and in English."""

    key: str
    dutch: str
    english: str

    @property
    def dialog(self) -> str:
        """The dialog or the shared file in which it stands."""
        return self.key.partition(".")[0]

    @property
    def part(self) -> str:
        """What it is of its node, such as ``ask``; empty in shared files."""
        parts = self.key.split(".")
        return parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 -- dialog, node, part


@cache
def texts() -> tuple[Text, ...]:
    """All texts, in the order of their files."""
    english = resources.catalogues()["en"]
    files = [file for file, _ in resources.sources().values()]
    return tuple(Text(key, dutch, english[key][1]) for file in files for key, dutch in _read(file))


def _read(file: resources.Path) -> Iterator[tuple[str, str]]:
    with file.open("rb") as opened:
        yield from (found[2] for found in extract(opened, (), (), {}))


def plain(text: str, stand_in: str = " ") -> str:
    """A text without markup, commands and addresses; ``stand_in`` stands for each name in it."""
    return PLACEHOLDER.sub(stand_in, _APART.sub(" ", text))


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; what follows a colon is one of its own."""
    return [one for one in _END_OF_SENTENCE.split(text) if words(one)]


def words(text: str) -> list[str]:
    """The words of a plain text, with the numbers."""
    return _WORD.findall(text)
