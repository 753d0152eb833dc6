"""What is wrong in a script, where, and how to mend it: told to the author, all at once, never raised."""

import difflib
from collections.abc import Iterable

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """A spot in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(Struct, frozen=True, order=True):
    """One fault: its place, its code (see ``docs/problems.md``), what is wrong and the way to mend it."""

    place: Place
    code: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.what}\n    {self.mend}"


def near(word: str, words: Iterable[str]) -> str:
    """The way to mend a name that is not one of these: the one that was meant, if it can be told."""
    found = difflib.get_close_matches(word, list(words), 1)
    return f"Did you mean '{found[0]}'?" if found else "Check the spelling."
