"""``netwerkcoach check``: everything that is wrong in the dialogs and their translations, at once."""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from bot import config, resources
from bot.cli import watching
from bot.cli.table import few, table
from bot.config import CannotStart, Settings
from bot.engine.compile import Compiled
from bot.render.report import REPORTS

if TYPE_CHECKING:
    from bot.service.moves import Move

_HEADS = ("dialog", "version", "node", "to", "fate", "people")
_STRANDED = """\
Some are stranded: their node is gone, and nobody says where they go on.
  Lead them there with a line under 'renamed:' or 'retired:' in that dialog.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--format", choices=sorted(REPORTS), default="text", help="how to say it (default: text)")
    more = parser.add_mutually_exclusive_group()
    more.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")
    more.add_argument("--live", action="store_true", help="tell where people would go if these dialogs were taken")


def run(options: argparse.Namespace) -> int:
    """Prints each problem with its place; 0 if there is none, else 1. With ``--live`` what people would notice."""
    settings = config.read()
    if options.live:
        return _foresee(settings, options.format)
    seen = watching.stamps(settings)
    code = _report(settings, options.format)
    while options.watch:
        try:
            seen = asyncio.run(watching.change(settings, seen))
        except KeyboardInterrupt:
            break
        sys.stdout.write("\n")
        code = _report(settings, options.format)
    return code


def _report(settings: Settings, form: str) -> int:
    compiled = resources.compiled(settings.dialogs, settings.locale)
    sys.stdout.write(report(settings, compiled, form))
    sys.stdout.flush()
    return 1 if compiled.problems else 0


def report(settings: Settings, compiled: Compiled, form: str = "text") -> str:
    """What is wrong in these settings' dialogs, and how much."""
    sources = {name: (_near(file), text) for name, (file, text) in resources.sources(settings.dialogs).items()}
    told = REPORTS[form](compiled.problems, sources)
    count = len(compiled.problems)
    if form != "text":
        return told
    return told + (f"{count} problem{'s' if count > 1 else ''}\n" if count else "No problems.\n")


def _foresee(settings: Settings, form: str) -> int:
    """Prints where people would go; 1 where anybody is stranded, else 0."""
    if form not in {"text", "json"}:
        raise CannotStart("what people would notice is told as text or as json")
    from bot import app  # noqa: PLC0415 -- the database's libraries, for this alone

    moves = app.moves(settings)
    stranded = any(move.fate == "stranded" for move in moves)
    if form == "json":
        sys.stdout.write(json.dumps([asdict(move) for move in moves], indent=1) + "\n")
        return 1 if stranded else 0
    sys.stdout.write(table(_HEADS, map(_row, moves)) if moves else "")
    sys.stdout.write(_STRANDED if stranded else "Nobody is stranded.\n")
    return 1 if stranded else 0


def _row(move: "Move") -> tuple[str, ...]:
    return move.dialog, move.version[:8], move.node, move.to or "(over)", move.fate, few(move.people)


def _near(file: Path) -> Path:
    """The file as it is called from here."""
    return Path(os.path.relpath(file)) if file.is_relative_to(Path.cwd()) else file
