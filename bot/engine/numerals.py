"""How people write a number: in digits, or in words that stand in the vocabulary or are put together from them.

Dutch says five and twenty where English says twenty-five; both multiply by what comes before a hundred or a
thousand. A half may follow: anderhalf, tweeënhalf, two and a half.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

DIGITS = 15
"""Characters a number may have."""
LONGEST = 60
"""Characters that a number in words may have."""
HUNDRED, THOUSAND = 100, 1000
_ONES, _TENS = range(1, 10), range(20, 100, 10)
_ONE_AND_A_HALF = "anderhalf"
_HALF = re.compile(r"(?:(?P<whole>.+?)\s*(?:en|ën|and)\s*)?(?:een\s+|a\s+)?half")
_DIGITS_AFTER_THOUSAND = 3
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_WHOLE = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)")
_SPACED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_MONEY = "€|£|eur(?:o'?s?)?"


class Around(Struct, frozen=True):
    """What can stand around a number and changes nothing in it; ``out_of`` finds it and the most it can be."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    out_of: re.Pattern[str]


def around_of(words: Mapping[str, Iterable[str]]) -> Around:
    """What can stand around a number where these words can; ``out_of`` are those of 7 van de 10."""
    before, after, out_of = (_any(words.get(place, ())) for place in ("before", "after", "out_of"))
    return Around(
        re.compile(rf"^(?:(?:{before})\s+|(?:{_MONEY})\s*(?=\d))+"),
        re.compile(rf"(?:\s*(?:{_MONEY}|[.,]-{{1,2}}|{after}))+$"),
        re.compile(rf"^(\S+?)\s*(?:/|{out_of})\s*(\d+)$"),
    )


def _any(words: Iterable[str]) -> str:
    """A pattern that finds any of these words, the longest first; without words, nothing."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


NOTHING_AROUND: Final = around_of({})
"""Digits and signs alone."""


def read_number(
    text: str, numbers: Mapping[str, int], around: Around, language: str, out_of: float | None = None
) -> float | None:
    """The number that this is; with ``out_of``, 7/10 is a 7 where 10 is the most."""
    spoken = " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).rstrip(" .,!?…")
    spoken = _SPACED.sub("", around.after.sub("", around.before.sub("", spoken)))
    score = around.out_of.match(spoken)
    if score and out_of is not None and int(score[2][:DIGITS]) == out_of:
        spoken = score[1]
    if not _NUMBER.fullmatch(spoken):
        return read_numeral(spoken, numbers)
    return _read_digits(spoken, language) if len(spoken) <= DIGITS else None


def _read_digits(written: str, language: str) -> int | float | None:
    """A number as it is written here: the last mark splits off the decimals, unless it can only mean thousands."""
    marks = re.findall(r"[.,]", written)
    decimal = marks[-1] if marks else ""
    thousands = "," if language == "en" else "."
    tail = written.rpartition(decimal)[2] if decimal else ""
    if marks.count(decimal) > 1 or (decimal == thousands and len(tail) == _DIGITS_AFTER_THOUSAND):
        decimal = ""
    whole, _, decimals = written.rpartition(decimal) if decimal else (written, "", "")
    if not _WHOLE.fullmatch(whole) or (decimal and decimal in whole):
        return None
    whole = re.sub(r"[.,]", "", whole)
    return float(f"{whole}.{decimals}") if decimals else int(whole)


def read_numeral(spoken: str, numbers: Mapping[str, int]) -> float | None:
    """The number that these words are; ``numbers`` are the words for those that stand alone."""
    if spoken == _ONE_AND_A_HALF:
        return 1.5
    half = _HALF.fullmatch(spoken) if len(spoken) <= LONGEST else None
    if half is None:
        return _read_whole(spoken, numbers)
    whole = _read_whole(half["whole"], numbers) if half["whole"] else None
    return whole + 0.5 if whole else None if half["whole"] else 0.5


def _read_whole(spoken: str, numbers: Mapping[str, int]) -> int | None:
    if spoken in numbers or len(spoken) > LONGEST:
        return numbers.get(spoken)
    part, whole = _patterns(tuple(numbers))
    return _put_together(part.findall(spoken), numbers) if whole.fullmatch(spoken) else None


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One word for a number, with what joins it to the one before; and several of them."""
    spelled = _any(words)
    part = rf"(?:^|(?P<joined>\s*(?:en|ën|and)\s*)|[\s-]?)(?P<word>{spelled})"
    once = rf"(?:\s*(?:en|ën|and)\s*|[\s-]?)(?:{spelled})"
    return re.compile(part), re.compile(rf"(?:{spelled})(?:{once})+")


def _put_together(parts: Sequence[tuple[str, str]], numbers: Mapping[str, int]) -> int | None:
    thousands = below = 0
    for joined, word in parts:
        number = numbers[word]
        if number == THOUSAND and not thousands and below < THOUSAND:
            thousands, below = (below or 1) * THOUSAND, 0
        elif number == HUNDRED and below < HUNDRED:
            below = (below or 1) * HUNDRED
        elif _fits(number, below % HUNDRED, joined=bool(joined)):
            below += number
        else:
            return None
    return thousands + below


def _fits(number: int, before: int, *, joined: bool) -> bool:
    """Whether this number can follow what is below a hundred already: nothing, its tens, or in Dutch its ones."""
    if not 0 < number < HUNDRED:
        return False
    return not before or (before in _TENS and number in _ONES) or (joined and before in _ONES and number in _TENS)
