"""Where the dialogs and the translations lie: inside an installed package, or at the top of a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal


def folder(name: Literal["dialogs", "locale"]) -> Traversable:
    """The folder of this name that came with the program."""
    packed = files("bot") / name
    return packed if packed.is_dir() else Path(__file__).parent.parent / name
