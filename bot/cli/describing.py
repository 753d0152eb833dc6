"""``netwerkcoach schema``: the shape of a dialog, for editors."""

import argparse
import json
import sys

from bot.engine.schema import json_schema


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing can follow."""


def run(_options: argparse.Namespace) -> int:
    """Prints the JSON schema of a dialog's file."""
    sys.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")
    return 0
