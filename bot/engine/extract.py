"""Hands every phrase of a script to Babel, with its key as context and its true line."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from bot.engine import yaml_source
from bot.engine.compiling import Reading
from bot.engine.nodes import read_dialog
from bot.engine.phrases import Phrases
from bot.engine.sharing import Shared, read_shared


def extract(
    fileobj: BinaryIO,
    keywords: Any,  # noqa: ARG001 the parameters are those that Babel passes by name
    comment_tags: Any,  # noqa: ARG001 the parameters are those that Babel passes by name
    options: Any,  # noqa: ARG001 the parameters are those that Babel passes by name
) -> Iterator[tuple[int, str, tuple[str, str], Iterable[str]]]:
    """Babel's extraction function for the YAML files under ``dialogs/``; broken files give nothing."""
    name = PurePath(getattr(fileobj, "name", "")).stem
    document, problems = yaml_source.read(name, fileobj.read().decode("utf-8"))
    phrases = Phrases()
    reading = Reading(document, phrases, problems)
    if not read_shared(name, reading, Shared()):
        read_dialog(reading)
    for phrase, place in phrases.met:
        yield place.line, "pgettext", (phrase.key, phrase.source), ()
