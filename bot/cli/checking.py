"""``netwerkcoach check``: everything that is wrong in the dialogs and their translations, at once."""

import argparse
import sys

from bot import config, resources


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can follow: the folders are settings."""


def run(_options: argparse.Namespace) -> int:
    """Prints each problem with its place; 0 if there is none, else 1."""
    settings = config.read()
    problems = resources.compiled(settings.dialogs, settings.locale).problems
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(problems)} problems\n" if problems else "No problems.\n")
    return 1 if problems else 0
