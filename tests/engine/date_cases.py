"""The table of dates that people type, as the tests go through it."""

from datetime import date
from pathlib import Path

import yaml

TODAY = date(2026, 11, 18)


def _cases(table: dict[str, str], *, past: bool) -> list[tuple[str, str, bool, date | None]]:
    return [
        (language, words.strip(), past, _day(day.strip()))
        for column, lines in table.items()
        for words, _, day in (line.partition("  ") for line in lines.splitlines())
        for language in (["nl", "en"] if column == "nothing" else [column])
    ]


def _day(written: str) -> date | None:
    if not written:
        return None
    return date.fromisoformat(written if written.count("-") > 1 else f"2026-{written}")


_TABLES = yaml.safe_load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"))
CASES = _cases(_TABLES["ahead"], past=False) + _cases(_TABLES["behind"], past=True)
"""Language, words, whether it is about the past, and the day."""
