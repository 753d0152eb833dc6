"""``netwerkcoach due``: what would come by itself to everybody on a day, without content."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from bot import config

if TYPE_CHECKING:
    from bot.service.upcoming import Day, Fate, Upcoming

_DAYS = {"today": 0, "tomorrow": 1}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--day", type=_day, default=0, help="a date like 2026-03-02, today (default) or tomorrow")
    parser.add_argument("--person", type=int, metavar="N", help="only the person with this number in the database")
    parser.add_argument("--json", action="store_true", help="a line of JSON each, and the summary on the last")


def run(options: argparse.Namespace) -> int:
    """Prints a line a moment as it is found, then how many there are of each kind."""
    from bot import app  # noqa: PLC0415 -- the database's libraries, which --help does without

    counted: Counter[tuple[str, Fate]] = Counter()
    for one in app.upcoming(config.read(), options.day, options.person):
        counted[one.kind, one.fate] += 1
        sys.stdout.write(_json(one) if options.json else _line(one))
    sys.stdout.write(_json_summary(counted) if options.json else "".join(_summary(counted)))
    return 0


def _day(written: str) -> "Day":
    if written in _DAYS:
        return _DAYS[written]
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError("write a date like 2026-03-02, today or tomorrow") from None


def _line(one: "Upcoming") -> str:
    told = f"{one.person:>8}  {one.at:%Y-%m-%d %H:%M}  {one.kind:<9} {one.fate:<8} {' '.join(one.why)}"
    chosen = f"{' ' * 10}the question: {'; '.join(one.chosen)}\n" if one.chosen else ""
    return f"{told.rstrip()}\n{chosen}"


def _summary(counted: "Counter[tuple[str, Fate]]") -> Iterator[str]:
    if not counted:
        yield "Nothing comes by itself on that day.\n"
    for kind, group in groupby(sorted(counted.items()), lambda one: one[0][0]):
        told = ", ".join(f"{count} {fate}" for (_, fate), count in group)
        yield f"{kind}: {told}\n"


def _json(one: "Upcoming") -> str:
    return json.dumps({**asdict(one), "at": one.at.isoformat()}) + "\n"


def _json_summary(counted: "Counter[tuple[str, Fate]]") -> str:
    kinds: dict[str, dict[str, int]] = {}
    for (kind, fate), count in sorted(counted.items()):
        kinds.setdefault(kind, {})[fate] = count
    return json.dumps({"summary": kinds}) + "\n"
