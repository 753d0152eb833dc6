"""Words that people type, and what each one is: the tokens that a date or a time is read from."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

LONGEST = 100
"""Characters of a message that may still be nothing but a date or a time."""
ASIDE = "aside"
"""The kind of words that change nothing (please, I think)."""
_SHORTEST = 3
"""Letters of a word that may be written onto another."""
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u00b4`", "'"))
_DROPPED = re.compile(r"'(?!\d)|(?<=[^\W\d_])\.")
_SPACED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|[,;!?…()]|\.+\s*$")


class Token(Struct, frozen=True):
    """One word, phrase or number as it is understood; ``language`` is whose word it is, empty for digits."""

    kind: str
    value: int = 0
    language: str = ""


Tokens: TypeAlias = tuple[Token, ...]


class Lexicon(Struct, frozen=True):
    """For each language, what every spelling means there; words of the other languages are known in it too.

    ``words`` is the most words in one spelling; ``shapes`` cuts a message into words (its group ``word``) and
    pieces of other shapes.
    """

    books: Mapping[str, Mapping[str, Token]]
    words: int
    shapes: re.Pattern[str]

    def book(self, language: str) -> Mapping[str, Token]:
        """The spellings as this language has them, those of the first language where it is unknown."""
        return self.books.get(language) or next(iter(self.books.values()), {})


def spelled(text: str) -> str:
    """The words as they are looked up: lower case, plain quotes gone, abbreviations without their dots."""
    straight = text.casefold().translate(_QUOTES)
    return " ".join(_SPACED.sub(" ", _DROPPED.sub("", straight)).split())


def tokens(
    text: str,
    lexicon: Lexicon,
    language: str,
    shaped: Callable[[re.Match[str]], Sequence[Token]],
) -> Tokens | None:
    """Everything that is said, in order; nothing if it holds a word that is unknown here.

    ``shaped`` reads the pieces of the lexicon's own shapes that are no words (24-11-2026, 20:15).
    """
    if len(text) > LONGEST:
        return None
    pieces = list(lexicon.shapes.finditer(spelled(text)))
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        if pieces[at]["word"]:
            taken, read = _phrase(pieces, at, lexicon, lexicon.book(language))
        else:
            taken, read = 1, shaped(pieces[at])
        if not read:
            return None
        found += read
        at += taken
    return tuple(token for token in found if token.kind != ASIDE)


def _phrase(
    pieces: Sequence[re.Match[str]], at: int, lexicon: Lexicon, book: Mapping[str, Token]
) -> tuple[int, Sequence[Token]]:
    """The longest spelling that begins here: how many pieces it takes, and what it is."""
    for length, spelling in reversed(list(_spellings(pieces[at : at + lexicon.words]))):
        if spelling in book:
            return length, [book[spelling]]
    return 1, _glued(pieces[at]["word"], book)


def _glued(word: str, book: Mapping[str, Token]) -> Sequence[Token]:
    """Two words written as one (volgendeweek, halfacht), if there is one way to part them."""
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    parted = [(book[word[:cut]], book[word[cut:]]) for cut in cuts if word[:cut] in book and word[cut:] in book]
    return parted[0] if len(parted) == 1 else ()


def _spellings(pieces: Sequence[re.Match[str]]) -> Iterator[tuple[int, str]]:
    spelling = ""
    for length, piece in enumerate(pieces, 1):
        if not piece["word"]:
            return
        spelling = f"{spelling} {piece['word']}".lstrip()
        yield length, spelling
