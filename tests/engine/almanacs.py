"""The words that the tests read dates, times and places from: those of the dialogs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.engine.almanac import Almanac, almanac
from bot.engine.zones import gazetteer

_WORDS = Path(__file__).parents[2] / "dialogs" / "words.yaml"


def shipped() -> Almanac:
    """The almanac as the coach has it."""
    words = _words()
    return almanac(words["dates"], words["times"], words["numbers"])


def places() -> Mapping[str, str]:
    """The time zones of the places that the coach knows, by name."""
    words = _words()
    return gazetteer(words["numbers"], words["places"])


def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words
