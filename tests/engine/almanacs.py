"""The words that the tests read dates and times from: those of the dialogs."""

from pathlib import Path

import yaml

from bot.engine.almanac import Almanac, almanac

_HERE = Path(__file__)
_WORDS = _HERE.parents[2] / "dialogs" / "words.yaml"
_MOMENTS = _HERE.with_name("moments.yaml")


def shipped() -> Almanac:
    """The almanac as the coach has it."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    moments = words if "dates" in words else yaml.safe_load(_MOMENTS.read_text(encoding="utf-8"))
    return almanac(moments["dates"], moments["times"], words["numbers"])
