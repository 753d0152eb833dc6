"""Tables as spreadsheets read them: CSV in UTF-8, with a mark by which a spreadsheet knows that it is."""

import csv as _csv
import io
import re
from collections.abc import Mapping, Sequence

_MARK = "\ufeff"
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .()-]+$)")
"""How a cell begins that a spreadsheet would work out; a telephone number or an amount is none."""


def csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows, all with the same heads, below them; no words of hers are taken for a formula."""
    written = io.StringIO()
    heads = list(rows[0]) if rows else []
    table = _csv.writer(written)
    table.writerows([heads, *([_cell(row[head]) for head in heads] for row in rows)])
    return (_MARK + written.getvalue()).encode()


def _cell(words: str) -> str:
    return f"'{words}" if _FORMULA.match(words) else words
