"""A text taken apart into sentences and words, as somebody reads it."""

import re

from bot.engine.saying import PLACEHOLDER

_EMOJI = re.compile("[\U0001f000-\U0001faff]|.\ufe0f")
_NO_WORD = re.compile(rf"</?[bi]>|(?<!\w)/\w+|\S+@\S+|\b\w+\.nl\b|{_EMOJI.pattern}")
"""Markup, commands, addresses and emoji."""
_WORD = re.compile(r"'?[^\W\d_]+(?:['-][^\W\d_]+)*|\d(?:[\d.,:]*\d)?")
_END = re.compile(r"(?<=[.?!…:])[”\")]*\s+|\n+")


def plain(text: str, stand_in: str) -> str:
    """A text without markup, commands, addresses and emoji; ``stand_in`` stands for each name in it."""
    return PLACEHOLDER.sub(stand_in, _NO_WORD.sub(" ", text)).replace("\u2019", "'")


def words(text: str) -> list[str]:
    """The words of a plain text, and its numbers."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; what a colon leads up to is one of its own."""
    return [one for one in _END.split(text) if words(one)]


def longest(text: str) -> int:
    """How many words the longest sentence of a text has; a name in it counts as one."""
    return max((len(words(one)) for one in sentences(plain(text, "iets"))), default=0)


def is_loud(text: str) -> bool:
    """Whether exclamation marks stand in a row, or more than one emoji."""
    return "!!" in text or len(_EMOJI.findall(text)) > 1
