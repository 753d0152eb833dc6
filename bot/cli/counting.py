"""``netwerkcoach stats``: what happened at each question, for everybody together."""

import argparse
import json
import sys
from dataclasses import asdict

from bot import app, config
from bot.service.statistics import EVENTS, FEW, Question

_HEADS = ("dialog", "version", "node", *EVENTS, "seconds")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--json", action="store_true", help="as JSON instead of a table")


def run(options: argparse.Namespace) -> int:
    """Prints a row a question; numbers under five are not told."""
    questions = app.statistics(config.read())
    sys.stdout.write(_json(questions) if options.json else _table(questions))
    return 0


def _json(questions: list[Question]) -> str:
    return json.dumps([asdict(question) for question in questions], indent=1) + "\n"


def _table(questions: list[Question]) -> str:
    rows = [_HEADS, *(_row(question) for question in questions)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )


def _row(question: Question) -> tuple[str, ...]:
    counts = (question.events[event] for event in EVENTS)
    told = (f"<{FEW}" if count is None else str(count) for count in counts)
    seconds = "" if question.seconds is None else str(question.seconds)
    return question.dialog, question.version[:8], question.node, *told, seconds
