"""``netwerkcoach play``: one dialog in the terminal, without Telegram and without a database."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from bot import config, resources
from bot.engine.world import World
from bot.service.rehearsal import rehearse

PROMPT = "> "


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("dialog", help="the dialog's name, such as prijs")
    parser.add_argument("--lang", default="nl", help="the language to talk in (default: nl)")


def run(options: argparse.Namespace) -> int:
    """Talks until the dialog ends, or the input does."""
    settings = config.read()
    compiled = resources.compiled(settings.dialogs, settings.locale)
    if compiled.script is None:
        raise config.CannotStart(f"the dialogs have {len(compiled.problems)} problems; see: netwerkcoach check")
    if options.dialog not in compiled.script.dialogs:
        known = ", ".join(sorted(compiled.script.dialogs))
        raise config.CannotStart(f"there is no dialog '{options.dialog}'; there are: {known}")
    world = World(datetime.now(UTC), options.lang)
    rehearse(compiled.script, options.dialog, world, _lines(), print)
    return 0


def _lines() -> Iterator[str]:
    while True:
        try:
            line = input(PROMPT if sys.stdin.isatty() else "").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if line and not line.startswith("#"):
            yield line
