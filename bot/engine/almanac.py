"""The words for days and hours, gathered into lexicons: names from CLDR, the rest from the script's own lists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from babel import Locale
from msgspec import Struct

from bot.engine.lexicon import Lexicon, Token, spelled

Lists: TypeAlias = Mapping[str, Mapping[str, Any]]
"""By kind and by language: spellings, as a list or with the number that each one stands for."""
Entry: TypeAlias = tuple[str, str, Token]
"""A language, a spelling, and what it is there."""

TENS = (20, 30, 40, 50)
_RULES = ("compounds", "compound_ordinals", "day_suffixes", "ordinal_endings")
_DATE_SHAPES = r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))
  | (?P<written>\d{1,2}\s?(?P<mark>[-/.])\s?\d{1,2}(?:\s?(?P=mark)\s?(?:\d{4}|'?\d{2}))?(?![\d]|\s?[-/.:]\s?\d))
  | (?P<short>'\d{2})(?!\d)
  | (?P<nth>\d{1,2})(?:ENDINGS)(?!\w)
  | (?P<number>\d+)(?![\d]|\s?[-/.:]\s?\d)
  | (?P<word>[^\W\d_]+)
  | (?P<other>\S)
"""
_TIME_SHAPES = r"""
    (?P<clock>\d{1,2}\s?[:.]\s?\d{2}(?::\d{2})?|\d{1,2}\s?[uh]\s?\d{2}|\d{3,4})(?!\s?[:.]|\d)
  | (?P<number>\d{1,2})(?!\d|\s?[:.]\s?\d)
  | (?P<word>[^\W\d_]+)
  | (?P<other>\S)
"""


class Almanac(Struct, frozen=True):
    """All words that dates and times are read from."""

    dates: Lexicon
    times: Lexicon


def almanac(dates: Lists, times: Lists, numbers: Mapping[str, Mapping[str, int]]) -> Almanac:
    """The lexicons of these lists, in the languages that ``numbers`` are given in.

    A list called ``day``, ``next`` and so on gives the words of that kind. ``compounds`` and
    ``compound_ordinals`` say how 21 to 59 are made of the rest, ``day_suffixes`` what may be written onto a
    day (morgen-ochtend), ``ordinal_endings`` what makes digits an ordinal.
    """
    languages = tuple(numbers)
    counted = list(_numbers(numbers, dates))
    named = [entry for language in languages for entry in _names(language)]
    days = [*named, *counted, *_listed(dates)]
    days += _suffixed(days, dates.get("day_suffixes", {}))
    endings = {spelled(one) for ends in dates.get("ordinal_endings", {}).values() for one in ends}
    ordinal = "|".join(sorted(map(re.escape, endings), key=len, reverse=True)) or "(?!)"
    hours = [*(entry for entry in counted if entry[2].kind == "number"), *_listed(times)]
    return Almanac(
        _lexicon(days, languages, _DATE_SHAPES.replace("ENDINGS", ordinal)),
        _lexicon(hours, languages, _TIME_SHAPES),
    )


def _lexicon(entries: Iterable[Entry], languages: tuple[str, ...], shapes: str) -> Lexicon:
    """One book a language: the words of all languages, its own above those of the others."""
    own: dict[str, dict[str, Token]] = {language: {} for language in languages}
    for language, spelling, token in entries:
        own[language][spelling] = token
    books = {
        language: {spelling: token for other in languages for spelling, token in own[other].items()}
        | own[language]
        for language in languages
    }
    words = max((spelling.count(" ") + 1 for book in books.values() for spelling in book), default=1)
    return Lexicon(books, words, re.compile(shapes, re.VERBOSE))


def _listed(lists: Lists) -> Iterator[Entry]:
    for kind, by_language in lists.items():
        if kind in _RULES:
            continue
        for language, spellings in by_language.items():
            values = spellings if isinstance(spellings, Mapping) else dict.fromkeys(spellings, 0)
            for spelling, value in values.items():
                yield language, spelled(spelling), Token(kind, int(value), language)


def _names(language: str) -> Iterator[Entry]:
    """The months and the days of the week, in full and shortened, as they are written in this language."""
    locale = Locale.parse(language)
    for kind, calendar in (("month", locale.months), ("weekday", locale.days)):
        for width in ("wide", "abbreviated"):
            for number, name in calendar["format"][width].items():
                yield language, spelled(name), Token(kind, number, language)


def _numbers(numbers: Mapping[str, Mapping[str, int]], dates: Lists) -> Iterator[Entry]:
    for language, counted in numbers.items():
        ordered = dates.get("ordinal", {}).get(language, {})
        for spelling, value in counted.items():
            yield language, spelled(spelling), Token("number", value, language)
        for pattern in dates.get("compounds", {}).get(language, ()):
            yield from _compounds(language, "number", pattern, (counted, counted))
        for pattern in dates.get("compound_ordinals", {}).get(language, ()):
            yield from _compounds(language, "ordinal", pattern, (counted, ordered))


def _compounds(
    language: str, kind: str, pattern: str, parts: tuple[Mapping[str, int], Mapping[str, int]]
) -> Iterator[Entry]:
    """The numbers that a pattern such as ``{ones}en{tens}`` makes; the second table is that of the last part."""
    first, last = parts
    tens, ones = (last, first) if pattern.endswith("{tens}") else (first, last)
    for ten, tenfold in tens.items():
        for one, single in ones.items():
            if tenfold in TENS and 0 < single < 10:  # noqa: PLR2004 -- ten is where the ones end
                written = pattern.format(tens=ten, ones=one)
                yield language, spelled(written), Token(kind, tenfold + single, language)


def _suffixed(entries: Iterable[Entry], suffixes: Mapping[str, Iterable[str]]) -> list[Entry]:
    return [
        (language, spelling + suffix, token)
        for language, spelling, token in entries
        if token.kind in ("day", "weekday")
        for suffix in suffixes.get(language, ())
    ]


NO_ALMANAC = almanac({}, {}, {})
"""What knows no words at all."""
