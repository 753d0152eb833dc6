"""Where the dialogs and the translations lie, and the script that they make.

They lie inside an installed package, or at the top of a checkout; an operator may bring her own.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.compile import Compiled, compile_script
from bot.engine.phrases import Catalogue
from bot.render.catalogue import read_catalogues

_PACKAGE = Path(__file__).parent


def folder(name: Literal["dialogs", "locale"]) -> Path:
    """The folder of this name that came with the program."""
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def sources(dialogs: Path | None = None) -> dict[str, tuple[Path, str]]:
    """For each file of the script in this folder, or in ours: where it lies, and its text."""
    place = dialogs or folder("dialogs")
    files = sorted(place.rglob("*.yaml"))
    return {str(file.relative_to(place)): (file, file.read_text("utf-8", errors="replace")) for file in files}


def catalogues(locale: Path | None = None) -> dict[str, Catalogue]:
    """The translations in this folder, or in ours, by language."""
    return read_catalogues(locale or folder("locale"))


def compiled(dialogs: Path | None = None, locale: Path | None = None) -> Compiled:
    """The script in these folders, or in ours."""
    files = {name: text for name, (_, text) in sources(dialogs).items()}
    with _collecting_later():
        return compile_script(files, catalogues(locale), REPERTOIRE)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Nearly all that is made within stays: to look for garbage meanwhile took a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def stamps(dialogs: Path | None = None, locale: Path | None = None) -> dict[Path, int]:
    """When each file that the script is made of was last written: anything else, and it may be another script."""
    written = (dialogs or folder("dialogs")).rglob("*.yaml")
    translated = (locale or folder("locale")).glob("*/LC_MESSAGES/*.po")
    return {file: file.stat().st_mtime_ns for file in (*written, *translated) if file.exists()}
