"""The words that the tests read dates and times from: those of the dialogs."""

from pathlib import Path

import yaml

from bot.engine.almanac import Almanac, almanac

_WORDS = Path(__file__).parents[2] / "dialogs" / "words.yaml"


def shipped() -> Almanac:
    """The almanac as the coach has it."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return almanac(words["dates"], words["times"], words["numbers"])
