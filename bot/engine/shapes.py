"""What to tell an author whose file has another shape than it should, for each fault that pydantic finds."""

import difflib
from functools import cache

from pydantic_core import ErrorDetails

from bot.engine import schema
from bot.engine.yaml_source import Path

_SHAPES = {
    "bool_type": ("'{key}' is true or false, not '{given}'", "Write true or false."),
    "dict_type": ("'{key}' holds keys with values here", "Write each on its own line, with a colon."),
    "float_type": ("'{key}' is a number, not '{given}'", "Write it in digits, without quotes."),
    "greater_than_equal": ("{given} is too little for '{key}'", "See docs/writing-dialogs.md for its bounds."),
    "int_type": ("'{key}' is a number, not '{given}'", "Write it in digits, without quotes."),
    "less_than_equal": ("{given} is too much for '{key}'", "See docs/writing-dialogs.md for its bounds."),
    "list_type": ("'{key}' is a list here", "Begin each line with '- '."),
    "model_type": ("keys with values belong here", "Write each on its own line, with a colon."),
    "string_pattern_mismatch": (
        "'{given}' can't be a name here",
        "Begin with a small letter, and use small letters, digits and _ only.",
    ),
    "string_too_short": ("'{key}' is empty", "Write its words."),
    "string_type": ("'{key}' is a text, not '{given}'", "Put it between quotes."),
    "too_short": ("'{key}' holds too little", "See docs/writing-dialogs.md for what belongs here."),
    "too_long": ("'{key}' holds too much", "See docs/writing-dialogs.md for what belongs here."),
}
"""What is wrong when a value has another shape, and the way to mend it, by pydantic's name for the fault."""

_WRITTEN = {
    "deadline": "Write how long: 30m, 12h or 3d.",
    "fill": "Write the name of somebody and a part of them, such as friend.birthday.",
    "season": "Write the month and the day, such as 12-31.",
}
"""How what is written in a way of its own is written, by its key."""


def describe(fault: ErrorDetails) -> tuple[Path, str, str, str]:
    """Where this fault is, its code, what is wrong and the way to mend it."""
    path = _path(fault["loc"])
    key = str(path[-1]) if path else ""
    written = next((part for part in reversed(path) if isinstance(part, str)), "")
    match fault["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(key, _keys(), 1)
            mend = f"Did you mean '{near[0]}'?" if near else "Remove it, or see docs/writing-dialogs.md."
            return path, "N02", f"'{key}' is not a key that belongs here", mend
        case "missing":
            return path[:-1], "N02", f"the key '{key}' is missing here", f"Add '{key}:'."
        case "union_tag_not_found":
            return path, "N02", "this node has no kind", f"Give it one of: {', '.join(schema.KINDS)}."
        case "literal_error":
            known = fault["msg"].removeprefix("Input should be ")
            return path, "N02", f"'{fault['input']}' is not something that '{key}' can be", f"Write {known}."
        case "string_pattern_mismatch" if written in _WRITTEN:
            return path, "N02", f"'{fault['input']}' is not what belongs at '{written}'", _WRITTEN[written]
        case kind:
            what, mend = _SHAPES.get(kind, (fault["msg"].lower(), "See docs/writing-dialogs.md."))
            return path, "N02", what.format(key=key, given=fault["input"]), mend


@cache
def _keys() -> list[str]:
    """Every key that any construct has."""
    return sorted({key for model in schema.Model.__subclasses__() for key in model.model_fields})


def _path(path: Path) -> Path:
    """The way to the fault through the file itself: without the tag of a node's kind, or of what was tried."""
    path = tuple(part for part in path if part not in {schema.OWN, schema.LISTED})
    if path[-1:] and path[-1] in {"[key]", "int", "float", "str", "bool"}:
        path = path[:-1]
    inside = path[:1] == ("nodes",) and path[2:3] and path[2] in schema.KINDS
    return (*path[:2], *path[3:]) if inside else path
