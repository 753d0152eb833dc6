"""``netwerkcoach play``: one dialog in the terminal, without Telegram and without a database."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from bot.cli import script
from bot.config import CannotStart
from bot.engine.memory import COUNTS
from bot.engine.naming import FIRST
from bot.engine.values import Value
from bot.service.performance import Performance
from bot.service.play import PlayError, passed
from bot.service.rehearsal import Rehearsal

PROMPT = "> "
TIMEOUT = "/timeout"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("dialog", help="the dialog's name, such as prijs")
    parser.add_argument("--lang", default="nl", help="the language to talk in (default: nl)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the talk down as a play")


def run(options: argparse.Namespace) -> int:
    """Talks until the dialog ends, or the input does."""
    found = script.read()
    script.check_dialogs(found, options.dialog)
    if options.save and options.save.exists():
        raise CannotStart(f"{options.save} is there already; choose another name")
    rehearsal = Rehearsal(found)
    heads = (f"# wie: {rehearsal.name}, {options.lang}", f"# dialoog: {options.dialog}")
    play = list(_talk(rehearsal, heads))
    if options.save:
        options.save.parent.mkdir(parents=True, exist_ok=True)
        options.save.write_text("\n".join(play) + "\n", "utf-8")
        sys.stdout.write(f"Saved: {options.save}\n")
    return 0


def _talk(rehearsal: Rehearsal, heads: Sequence[str]) -> Iterator[str]:
    """The lines of the play that this talk makes, each said as it comes."""
    performance = Performance(rehearsal)
    for words in chain(heads, _lines()):
        before = rehearsal.conversation.answers
        try:
            line = _line(rehearsal, words)
            seen = list(performance.seen_after(line))
        except PlayError as error:
            sys.stdout.write(f"? {error}\n")
            continue
        changes = () if line in heads else _changes(before, rehearsal.conversation.answers)
        told = [*seen, *changes]
        sys.stdout.write("".join(f"{one}\n" for one in told))
        yield from (line, *seen)
        if rehearsal.known and not rehearsal.conversation.frames:
            return


def _line(rehearsal: Rehearsal, words: str) -> str:
    """What she typed as a line of a play; the time for an answer passes in so many hours or days."""
    if words == TIMEOUT:
        awaited = rehearsal.awaited
        if awaited is None or awaited.asked != rehearsal.conversation.asked:
            raise PlayError("this question has no 'deadline', so no time is up here")
        return passed(awaited.until - rehearsal.now)
    return words if words[0] in "+#" else f"> {words.removeprefix('>').strip()}"


def _changes(before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterator[str]:
    """The named answers that changed, but for those that the coach keeps by himself."""
    for name in {**before, **after}:
        if name.startswith(("~", FIRST)) or name in COUNTS or before.get(name) == after.get(name):
            continue
        yield f"  {name} = {after[name]}" if name in after else f"  {name} is gone"


def _lines() -> Iterator[str]:
    while True:
        try:
            line = input(PROMPT if sys.stdin.isatty() else "").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line and not line.startswith("#"):
            yield line
