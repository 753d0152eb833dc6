"""``netwerkcoach graph``: a dialog as a picture, to hang on the wall or to lay beside its file."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.cli import script
from bot.config import CannotStart
from bot.render.graph import diagram, mermaid, svg
from bot.render.graph.diagram import Diagram
from bot.render.graph.marks import Marks, read_coverage, read_funnel

T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("dialog", help="the dialog's name, such as prijs")
    parser.add_argument("--format", choices=("svg", "png", "mermaid"), default="svg", help="default: svg")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to (default: here; a PNG to DIALOG.png)")
    parser.add_argument("--lang", default="nl", help="the language of its words (default: nl)")
    parser.add_argument("--coverage", type=Path, metavar="FILE", help="show what the plays reach (JSON)")
    parser.add_argument("--funnel", type=Path, metavar="FILE", help="show how people fared (JSON)")


def run(options: argparse.Namespace) -> int:
    """Draws the dialog."""
    found = script.read()
    script.check_dialogs(found, options.dialog)
    drawn = diagram.draw(found.dialogs[options.dialog], options.lang)
    marks = Marks(_counts(options.coverage, read_coverage), _counts(options.funnel, read_funnel))
    _hand_over(_picture(drawn, marks, options.format), options.out or _default(options))
    return 0


def _counts(file: Path | None, read: Callable[[str], T]) -> T | None:
    """The counts in a file, if one is given."""
    if file is None:
        return None
    try:
        return read(file.read_text("utf-8"))
    except OSError as error:
        raise CannotStart(f"{file} can't be read: {error.strerror}") from None
    except ValueError as error:
        raise CannotStart(f"{file} does not hold the counts that are asked for: {error}") from None


def _picture(drawn: Diagram, marks: Marks, form: str) -> bytes:
    if form == "mermaid":
        return mermaid.write(drawn, marks).encode()
    picture = svg.write(drawn, marks)
    if form == "svg":
        return picture.svg.encode()
    from bot.render.graph.png import paint  # noqa: PLC0415 -- a large library, for this alone

    return paint(picture.svg, picture.size)


def _default(options: argparse.Namespace) -> Path | None:
    return Path(f"{options.dialog}.png") if options.format == "png" else None


def _hand_over(picture: bytes, file: Path | None) -> None:
    """Writes the picture to a file, or says it here."""
    if file is None:
        sys.stdout.write(picture.decode())
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(picture)
    sys.stdout.write(f"Drawn: {file}\n")
