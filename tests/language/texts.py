"""Every text of the coach in both languages, and the exceptions that are made for some."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from bot import resources
from bot.engine.extract import extract
from bot.engine.script import Script
from tests import shipped

SENTENCES = frozenset({"ask", "say", "end", "caption", "set", "example", "reask"})
"""The parts of a node that are said in whole sentences; the others are labels."""
_DIALOG_NODE_PART = 3


class Text(Struct, frozen=True):
    """One text: its key (``prijs.soort.ask.1``), in Dutch and in English."""

    key: str
    dutch: str
    english: str

    @property
    def dialog(self) -> str:
        """The dialog, or the shared file, in which it stands."""
        return self.key.partition(".")[0]

    @property
    def part(self) -> str:
        """What it is of its node, such as ``ask``; empty outside nodes."""
        parts = self.key.split(".")
        return parts[2] if len(parts) >= _DIALOG_NODE_PART else ""


@cache
def texts() -> tuple[Text, ...]:
    """All texts, in the order of their files."""
    english = resources.catalogues()["en"]
    files = (file for file, _ in resources.sources().values())
    return tuple(Text(key, dutch, english[key][1]) for file in files for key, dutch in _read(file))


@cache
def script() -> Script:
    """All dialogs."""
    return shipped.script()


def _read(file: Path) -> Iterator[tuple[str, str]]:
    with file.open("rb") as opened:
        yield from (found[2] for found in extract(opened, (), (), {}))


def exceptions(name: str) -> dict[str, str]:
    """The exceptions of a list beside this file, each with its reason: a line each, two spaces between them."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.partition("  ") for line in lines if line and not line.startswith("#"))
    return {what: why.strip() for what, _, why in pairs}
