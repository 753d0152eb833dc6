"""Reads translations: one ``.po`` file a language, as translators write them, without a compiling step."""

from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.engine.phrases import Catalogue

DOMAIN = "netwerkcoach"
"""The name of the ``.po`` file in each language's folder."""


def read_catalogues(folder: Path) -> dict[str, Catalogue]:
    """Every language under this folder, by its code; a translation marked as fuzzy does not count."""
    files = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {file.parent.parent.name: _read(file, file.stat().st_mtime_ns) for file in files}


@lru_cache(maxsize=8)
def _read(file: Path, _written: int) -> Catalogue:
    """The translations in this file as it was written then: a coach that starts asks for them more than once."""
    with file.open(encoding="utf-8", errors="replace") as opened:
        catalogue = read_po(opened)
    return {
        str(message.context): (str(message.id), str(message.string))
        for message in catalogue
        if message.context and message.string and not message.fuzzy
    }
