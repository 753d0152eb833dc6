"""What Telegram finds in a text by itself: commands, mentions, addresses. Offsets are in UTF-16 units."""

import re

from bot.simulator.refusals import Json

_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>.])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<mention>(?<!\w)@[a-zA-Z]\w{3,31}\b)",
)
_CLOSED = frozenset({"text_link", "text_mention", "code", "pre", *_FOUND.groupindex})
_STARTERS = re.compile(r"[/@]")


def units(text: str) -> int:
    """Answer the length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def find_entities(text: str) -> list[Json]:
    """Answer the entities that nobody has to mark."""
    if not _STARTERS.search(text):
        return []
    return [
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in _FOUND.finditer(text)
    ]


def merge_entities(marked: list[Json], found: list[Json]) -> list[Json]:
    """Answer the marked entities and those found ones that are not marked already or across links or code."""
    closed = [mark for mark in marked if mark["type"] in _CLOSED]
    free = [one for one in found if not any(_touch(one, mark) for mark in closed)]
    return sorted(marked + free, key=lambda entity: (entity["offset"], -entity["length"]))


def _touch(one: Json, other: Json) -> bool:
    starts_before = bool(one["offset"] < other["offset"] + other["length"])
    return starts_before and bool(other["offset"] < one["offset"] + one["length"])
