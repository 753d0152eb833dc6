"""All that is known of her, to take along: a ZIP that a person can read and a program too."""

from collections.abc import Mapping
from datetime import date

from bot.coaching.progress import History
from bot.engine.values import Value
from bot.render.pictures.words import Words


def export(history: History, named: Mapping[str, Value], on: date, words: Words, workbook: bytes) -> bytes:
    """The ZIP."""
    return workbook
