"""The tables of numbers and of yes and no that people type, as the tests go through them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return table


def _lines(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines()]


def _numbers() -> Iterator[tuple[str, str, float | None]]:
    for column, lines in _table("numbers.yaml").items():
        for line in _lines(lines):
            if column == "nothing":
                yield from (("nl", line, None), ("en", line, None))
                continue
            text, _, number = line.partition("  ")
            yield column, text, float(number) if "." in number else int(number)


def _yes_and_no() -> Iterator[tuple[str, str, bool | None]]:
    table = _table("yes_no.yaml")
    yield from (("", line, None) for line in _lines(table.pop("nothing")))
    for language, columns in table.items():
        for answer, lines in columns.items():
            yield from ((language, line, answer in {True, "yes"}) for line in _lines(lines))


NUMBERS = list(_numbers())
"""Language, words, and the number."""
YES_OR_NO = list(_yes_and_no())
"""Language, words, and whether they say yes; the same in every language."""
