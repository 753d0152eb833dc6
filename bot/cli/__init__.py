"""The command line. One module a command, imported when it is asked for, so that each starts as fast as it can.

A command's module has ``arguments(parser)``, which says what can follow it, and ``run(options)``, which does it
and answers the exit code: 0 done, 1 broken off, 2 something has to be mended first.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

COMMANDS = {
    "try": ("trying", "try the coach in the browser, on this machine alone"),
    "run": ("running", "run the coach on Telegram"),
    "check": ("checking", "find what is wrong in the dialogs and their translations"),
    "play": ("playing", "talk one dialog through in the terminal"),
    "cover": ("covering", "show what the plays reach of each dialog, and what they don't"),
    "schema": ("describing", "print the JSON schema of a dialog, for editors"),
    "graph": ("graphing", "draw a dialog as a picture, with what is reached in it"),
    "stats": ("counting", "show what happened at each question, for everybody together"),
    "due": ("due", "tell what would come by itself to everybody on a day, without content"),
    "migrate": ("migrating", "bring the database's schema up to date"),
}
"""Each command, its module, and what it does."""


os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""None is used here, and to look for them takes pydantic a tenth of the start."""


def main(given: Sequence[str] | None = None) -> int:
    """Does what the command line says; the exit code."""
    words = list(sys.argv[1:] if given is None else given)
    gc.disable()  # what is imported stays: to look through it for what can go meanwhile takes a tenth of a start
    try:
        options = _parser(words).parse_args(words)
    finally:
        gc.enable()
    from bot.config import CannotStart  # noqa: PLC0415 -- not needed for --help and --version

    try:
        code: int = import_module(options.module).run(options)
    except CannotStart as error:
        sys.stderr.write(f"netwerkcoach: {error}\n")
        return 2
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("netwerkcoach", description="A coach on Telegram that asks good questions.")
    parser.add_argument("--version", action="version", version=f"netwerkcoach {version('netwerkcoach')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        command.set_defaults(module=f"{__name__}.{module}")
        if name in words[:1]:
            import_module(f"{__name__}.{module}").arguments(command)
    return parser
