"""A table in the terminal."""

from collections.abc import Iterable, Sequence

from bot.service.statistics import FEW


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """These rows under their heads, each column as wide as it needs to be."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def few(count: int | None) -> str:
    """A count as it is told, and that of a few as the bound that it is under."""
    return f"<{FEW}" if count is None else str(count)
