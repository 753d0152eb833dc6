"""``netwerkcoach stats``: what happened at each question, for everybody together."""

import argparse
import json
import sys

from msgspec.structs import asdict

from bot import app, config
from bot.cli.table import few, table
from bot.service.statistics import EVENTS, Question

_HEADS = ("dialog", "version", "node", *EVENTS, "seconds")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")


def run(options: argparse.Namespace) -> int:
    """Prints a row a question; numbers under five are not told."""
    questions = app.statistics(config.read())
    sys.stdout.write(_json(questions) if options.json else table(_HEADS, map(_row, questions)))
    return 0


def _json(questions: list[Question]) -> str:
    return json.dumps([asdict(question) for question in questions], indent=1) + "\n"


def _row(question: Question) -> tuple[str, ...]:
    counts = (few(question.events[event]) for event in EVENTS)
    seconds = "" if question.seconds is None else str(question.seconds)
    return question.dialog, question.version[:8], question.node, *counts, seconds
