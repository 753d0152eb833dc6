"""``netwerkcoach cover``: what the plays reach of each dialog, and what they don't.

``lacks`` names the plays that a dialog still needs: ``nl low`` is one of somebody who gives low scores, in Dutch.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.cli import script
from bot.cli.table import table
from bot.config import CannotStart
from bot.engine.script import Script
from bot.service.coverage import Reach, Rehearsed, Trail, counted, lacking, reach, together
from bot.service.performance import Performance
from bot.service.play import PlayError, kind
from bot.service.rehearsal import Rehearsal
from bot.service.turn import spoken

PLAYS = Path("tests/plays")
_HEADS = ("dialog", "nodes", "ways", "lacks")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("dialog", nargs="*", help="only these dialogs (default: all)")
    parser.add_argument("--plays", type=Path, default=PLAYS, metavar="FOLDER", help=f"default: {PLAYS}")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write it down for: netwerkcoach graph --coverage"
    )


def run(options: argparse.Namespace) -> int:
    """Prints a row a dialog, and under them a line for each node and way that no play reaches."""
    read = script.read()
    script.check_dialogs(read, *options.dialog)
    files = sorted(options.plays.rglob("*.play"))
    if not files:
        raise CannotStart(f"there are no plays in {options.plays}")
    plays = rehearsed(read, files)
    trail = together(plays)
    dialogs = [read.dialogs[id_] for id_ in options.dialog or sorted(read.dialogs)]
    found = [(reach(dialog, trail), lacking(dialog, plays)) for dialog in dialogs]
    sys.stdout.write(table(_HEADS, (_row(one, lacks) for one, lacks in found)))
    sys.stdout.write(_missed(one for one, _ in found))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(counted(read, trail).model_dump_json(indent=1) + "\n", "utf-8")
    return 2 if any(one.missed_nodes for one, _ in found) else 0


def rehearsed(script: Script, files: Iterable[Path]) -> tuple[Rehearsed, ...]:
    """Where each of these plays comes, and who goes there."""
    return tuple(_rehearsed(script, file) for file in files)


def _rehearsed(script: Script, file: Path) -> Rehearsed:
    rehearsal = Rehearsal(script)
    lines = file.read_text("utf-8").splitlines()
    try:
        for _ in Performance(rehearsal).perform(lines):
            pass
        return Rehearsed(Trail(rehearsal.trail), spoken(rehearsal.language), kind(lines))
    except PlayError as error:
        raise CannotStart(f"{file}: {error}") from None


def _missed(found: Iterable[Reach]) -> str:
    missed = [str(spot) for one in found for spot in (*one.missed_nodes, *one.missed_ways)]
    return "".join(f"{line}\n" for line in ("", *missed)) if missed else ""


def _row(one: Reach, lacks: Iterable[str]) -> tuple[str, ...]:
    return (
        one.dialog,
        f"{one.nodes - len(one.missed_nodes)} of {one.nodes}",
        f"{one.ways - len(one.missed_ways)} of {one.ways}",
        ", ".join(lacks),
    )
