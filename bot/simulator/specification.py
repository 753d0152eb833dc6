"""Telegram's Bot API as data: which methods and types there are, and which fields they take.

`specification.json` beside this file is the published machine-readable description without its prose. A field is
one short text: its types joined by `|`, `=word` when only that word is right, `!` at the end when it is required.
Make it anew from a newer full description with `python -m bot.simulator.specification FULL.json`.
"""

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

PLACE = Path(__file__).with_suffix(".json")
_ONLY_WORD = re.compile(r"(?:must be|always) “?\"?([a-z0-9_]+)", re.IGNORECASE)
_WORD_FIELDS = frozenset({"type", "source", "status"})


class Specification(Struct, frozen=True):
    """What Telegram publishes of its Bot API: fields by method, fields or members by type."""

    methods: dict[str, dict[str, str]]
    types: dict[str, dict[str, str] | list[str]]
    reactions: frozenset[str]


@cache
def load() -> Specification:
    """Answer the description that lies beside this file."""
    data = json.loads(PLACE.read_text(encoding="utf-8"))
    return Specification(data["methods"], data["types"], frozenset(data["reactions"]))


def reduce(full: dict[str, Any]) -> dict[str, Any]:
    """Answer the full description without its prose."""
    return {
        "source": "github.com/PaulSonOfLars/telegram-bot-api-spec (MIT, see specification.LICENSE)",
        "version": full["version"],
        "reactions": _reactions(full["types"]["ReactionTypeEmoji"]),
        "methods": {name: _fields(method) for name, method in full["methods"].items()},
        "types": {name: kind.get("subtypes") or _fields(kind) for name, kind in full["types"].items()},
    }


def _fields(described: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: _field(field) for field in described.get("fields", ())}


def _field(field: dict[str, Any]) -> str:
    word = _ONLY_WORD.search(field["description"]) if field["name"] in _WORD_FIELDS else None
    return "|".join(field["types"]) + (f"={word[1]}" if word else "") + ("!" if field["required"] else "")


def _reactions(kind: dict[str, Any]) -> list[str]:
    prose = next(field["description"] for field in kind["fields"] if field["name"] == "emoji")
    return re.findall(r'"([^"]+)"', prose)


def _written(reduced: dict[str, Any]) -> str:
    """Answer one line for each method and type, so that a newer version is a readable difference."""
    parts = []
    for key, value in reduced.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"  {_json(name)}: {_json(fields)}" for name, fields in value.items())
            parts.append(f" {_json(key)}: {{\n{lines}\n }}")
        else:
            parts.append(f" {_json(key)}: {_json(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    PLACE.write_text(_written(reduce(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))), encoding="utf-8")
