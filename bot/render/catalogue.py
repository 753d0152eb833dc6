"""Reads translations: one ``.po`` file a language, as translators write them, without a compiling step."""

from pathlib import Path

from babel.messages.pofile import read_po

from bot.engine.phrases import Catalogue

DOMAIN = "netwerkcoach"
"""The name of the ``.po`` file in each language's folder."""


def read_catalogues(folder: Path) -> dict[str, Catalogue]:
    """Every language under this folder, by its code; a translation marked as fuzzy does not count."""
    files = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return {file.parent.parent.name: _read(file) for file in files}


def _read(file: Path) -> Catalogue:
    with file.open(encoding="utf-8", errors="replace") as opened:
        catalogue = read_po(opened)
    return {
        str(message.context): (str(message.id), str(message.string))
        for message in catalogue
        if message.context and message.string and not message.fuzzy
    }
