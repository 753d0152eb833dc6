"""``netwerkcoach cover``: what the plays reach of each dialog, and what they don't."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.cli import script
from bot.config import CannotStart
from bot.engine.script import Script
from bot.service.coverage import Reach, Trail, counted, reach
from bot.service.play import Performance, PlayError
from bot.service.rehearsal import Rehearsal

PLAYS = Path("tests/plays")
_HEADS = ("dialog", "nodes", "ways")


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
    trail = rehearsed(read, files)
    found = [reach(read.dialogs[id_], trail) for id_ in options.dialog or sorted(read.dialogs)]
    sys.stdout.write(_table(found))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(counted(read, trail).model_dump_json(indent=1) + "\n", "utf-8")
    return 2 if any(one.missed_nodes for one in found) else 0


def rehearsed(script: Script, files: Iterable[Path]) -> Trail:
    """Where these plays come, all together."""
    trail: Trail = Trail()
    for file in files:
        rehearsal = Rehearsal(script)
        lines = file.read_text("utf-8").splitlines()
        try:
            for _ in Performance(rehearsal).perform(lines):
                pass
        except PlayError as error:
            raise CannotStart(f"{file}: {error}") from None
        trail.update(rehearsal.trail)
    return trail


def _table(found: list[Reach]) -> str:
    rows = [_HEADS, *(_row(one) for one in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    missed = [str(spot) for one in found for spot in (*one.missed_nodes, *one.missed_ways)]
    return "\n".join([*lines, *([""] if missed else []), *missed]) + "\n"


def _row(one: Reach) -> tuple[str, ...]:
    return (
        one.dialog,
        f"{one.nodes - len(one.missed_nodes)} of {one.nodes}",
        f"{one.ways - len(one.missed_ways)} of {one.ways}",
    )
