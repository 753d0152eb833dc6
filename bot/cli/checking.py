"""``netwerkcoach check``: everything that is wrong in the dialogs and their translations, at once."""

import argparse
import os
import sys
import time
from pathlib import Path

from bot import config, resources
from bot.render.report import REPORTS

PAUSE = 0.5
"""Seconds between two looks at the files."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--format", choices=sorted(REPORTS), default="text", help="how to say it (default: text)")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")


def run(options: argparse.Namespace) -> int:
    """Prints each problem with its place; 0 if there is none, else 1."""
    settings = config.read()
    code = _report(settings, options.format)
    while options.watch:
        try:
            _wait_for_change(settings)
        except KeyboardInterrupt:
            break
        sys.stdout.write("\n")
        code = _report(settings, options.format)
    return code


def _report(settings: config.Settings, form: str) -> int:
    compiled = resources.compiled(settings.dialogs, settings.locale)
    sources = {name: (_near(file), text) for name, (file, text) in resources.sources(settings.dialogs).items()}
    sys.stdout.write(REPORTS[form](compiled.problems, sources))
    if form == "text":
        count = len(compiled.problems)
        sys.stdout.write(f"{count} problem{'s' if count > 1 else ''}\n" if count else "No problems.\n")
    sys.stdout.flush()
    return 1 if compiled.problems else 0


def _near(file: Path) -> Path:
    """The file as it is called from here."""
    return Path(os.path.relpath(file)) if file.is_relative_to(Path.cwd()) else file


def _wait_for_change(settings: config.Settings) -> None:
    before = _stamps(settings)
    while _stamps(settings) == before:
        time.sleep(PAUSE)


def _stamps(settings: config.Settings) -> dict[Path, int]:
    dialogs = settings.dialogs or resources.folder("dialogs")
    locale = settings.locale or resources.folder("locale")
    files = [*dialogs.glob("*.yaml"), *locale.glob("*/LC_MESSAGES/*.po")]
    return {file: file.stat().st_mtime_ns for file in files if file.exists()}
