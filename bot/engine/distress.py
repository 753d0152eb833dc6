"""Words that sound like distress: phrases that people reviewed, and how a text is held against them.

Both are made plain first: small letters, no accents or apostrophes, a letter that is repeated once, the usual
spelling of a word for how it was typed, and without the small words that may stand anywhere. A phrase then counts
where its words follow each other, unless an exception covers them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from bot.engine.values import Phrase

Words: TypeAlias = tuple[str, ...]
STOP = "."
"""Stands behind the last word of a phrase that counts only where a sentence or a part of it ends."""
_APOSTROPHES = re.compile("['\u2018\u2019\u00b4`]")
_MARKS = ".,!?;:\n\u2026"
_PIECES = re.compile(rf"\w+|[{_MARKS}]")


class Distress(Struct, frozen=True):
    """The phrases that count and their exceptions, by their first word, and what is then said.

    ``spelled`` has for a word as it is typed the words it stands for: none for one that may stand anywhere.
    """

    says: tuple[Phrase, ...]
    kept: Phrase
    spelled: Mapping[str, Words]
    phrases: Mapping[str, tuple[Words, ...]]
    exceptions: Mapping[str, tuple[Words, ...]]

    def heard_in(self, text: str) -> bool:
        """Whether these words sound like distress."""
        said = plain(text, self.spelled)
        hits = list(_found(said, self.phrases))
        if not hits:
            return False
        covered = list(_found(said, self.exceptions))
        return any(not any(begin <= at and to <= end for begin, end in covered) for at, to in hits)


NO_DISTRESS = Distress((), Phrase("nood.kept", ""), {}, {}, {})


def plain(text: str, spelled: Mapping[str, Words]) -> Words:
    """The words of a text as they are compared, with a ``STOP`` where a sentence or a part of it ends."""
    small = _APOSTROPHES.sub("", text.casefold())
    if not small.isascii():
        small = "".join(one for one in unicodedata.normalize("NFKD", small) if not unicodedata.combining(one))
    once = "".join([one for one, before in zip(small, f" {small}", strict=False) if one != before])
    said: list[str] = []
    for piece in _PIECES.findall(once):
        said += spelled.get(piece, (STOP if piece in _MARKS else piece,))
    return (*said, STOP)


def phrase(text: str, spelled: Mapping[str, Words]) -> Words:
    """The words of a phrase; a full stop counts behind the last one only. None where nothing is left of it."""
    *said, _ = plain(text, spelled)
    words = tuple(word for word in said if word != STOP)
    return (*words, STOP) if words and said[-1] == STOP else words


def by_first_word(phrases: Iterable[Words]) -> Mapping[str, tuple[Words, ...]]:
    """These phrases as a text is held against them."""
    found: dict[str, tuple[Words, ...]] = {}
    for phrase in phrases:
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


def _found(said: Words, phrases: Mapping[str, tuple[Words, ...]]) -> Iterator[tuple[int, int]]:
    """Where phrases stand in these words: from which word, and up to which."""
    for at, word in enumerate(said):
        for phrase in phrases.get(word, ()):
            to = _follows(said, at, phrase)
            if to:
                yield at, to


def _follows(said: Sequence[str], at: int, phrase: Words) -> int:
    """Up to which word this phrase goes that begins here, whatever marks stand within it; 0 if it doesn't."""
    for word in phrase:
        while word != STOP and said[at] == STOP and at < len(said) - 1:
            at += 1
        if said[at] != word:
            return 0
        at += 1 if word != STOP else 0
    return at
