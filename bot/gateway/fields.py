"""Reading JSON that may hold anything: each function answers something of its type, whatever stands there."""

from typing import Any, TypeAlias

Json: TypeAlias = Any
"""Parsed JSON, of which nothing is known yet."""

_LARGEST = 2**63


def part(of: Json, name: str) -> dict[str, Json]:
    """The object under this name; an empty one if there is none."""
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, dict) else {}


def parts(of: Json, name: str) -> list[Json]:
    """The list under this name; an empty one if there is none."""
    found = of.get(name) if isinstance(of, dict) else None
    return found if isinstance(found, list) else []


def words(of: Json, name: str) -> str:
    """The text under this name, fit to be stored anywhere; empty if there is none."""
    found = of.get(name) if isinstance(of, dict) else None
    return _storable(found) if isinstance(found, str) else ""


def number(of: Json, name: str) -> int:
    """The whole number under this name; 0 if there is none, or none that a database can hold."""
    found = of.get(name) if isinstance(of, dict) else None
    if not isinstance(found, int) or isinstance(found, bool):
        return 0
    return found if -_LARGEST <= found < _LARGEST else 0


def _storable(text: str) -> str:
    """JSON can spell halves of characters and zero characters, which neither UTF-8 nor PostgreSQL takes."""
    if text.isprintable():
        return text
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
