"""A date as people in the Netherlands type it, in Dutch, English or both."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from bot.engine.almanac import Almanac
from bot.engine.days import meaning
from bot.engine.lexicon import Lexicon, Token, Tokens, tokens
from bot.engine.periods import Now
from bot.engine.times import read_time

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that four digits can mean."""
CENTURY = 2000
MONTHS = 12
DIGITS = 4
"""Digits that a number may have."""
MOST_WORDS = 10
"""Words of a message in which a time is still looked for behind a date."""
_CLOCK = re.compile(r"\d+(?::\d|[^\W\d_]).*")
"""One word that is a time even where nothing announces it: 10:00, 8pm."""


def read_date(text: str, today: date, almanac: Almanac, language: str, *, past: bool = False) -> date | None:
    """The day that these words mean, from today on (or until today, where it is about the past), or nothing.

    A weekday alone is the next one after today (or the last before it); a date without a year is the nearest on
    its side of today, and may be today. "Next friday" is that of next week. A coming week or month is its first
    day, a past one the same day in it. 3/4 is the third of April, in English too; only where no such month exists
    and the language is English is the month taken to come first. A time behind the date is passed over.
    Whatever is impossible (31-2), contradicts itself (a Tuesday that is none), lies on the other side of today,
    or says too little (soon, this week, 15) is nothing.
    """
    now = Now(today, past)
    spoken = (_said(one, almanac.dates, language) for one in _readings(text, almanac, language))
    found = next((day for said in spoken if said and (day := meaning(said, now))), None)
    if found is None or (found > today if past else found < today):
        return None
    return found


def _readings(text: str, almanac: Almanac, language: str) -> Iterator[str]:
    """The message; then what is left of it without the time at its end (tomorrow at ten)."""
    yield text
    words = text.split()
    if len(words) > MOST_WORDS:
        return
    clock = almanac.dates.book(language)
    for cut in range(len(words) - 1, 0, -1):
        tail = words[cut:]
        announced = clock.get(words[cut - 1].casefold(), Token("")).kind == "clock"
        may_tell = announced or len(tail) > 1 or _CLOCK.fullmatch(tail[0])
        if may_tell and read_time(" ".join(tail), almanac.times, language):
            yield " ".join(words[:cut])


def _said(text: str, lexicon: Lexicon, language: str) -> Tokens | None:
    """The words that tell the day; a number with an article is an ordinal."""
    found = tokens(text, lexicon, language, lambda piece: _shaped(piece, language))
    if found is None:
        return None
    nothing = Token("")
    rows = zip((nothing, *found), found, (*found[1:], nothing), strict=False)
    return tuple(told for before, token, after in rows if (told := _told(before, token, after)))


def _told(before: Token, token: Token, after: Token) -> Token | None:
    """What a word tells between these two; nothing if it only leads the way."""
    match before.kind, token.kind, after.kind:
        case "the", "number", _:
            return replace(token, kind="ordinal")
        case _, "in", "number" | "half" | "halves":
            return replace(token, kind="ahead")
        case _, "the" | "clock" | "in", _:
            return None
        case _:
            return token


def _shaped(piece: re.Match[str], language: str) -> Sequence[Token]:
    """What digits mean: a date in figures, a year, a number; nothing if they cannot be any."""
    if piece["nth"]:
        return [Token("ordinal", int(piece["nth"]))]
    if piece["short"]:
        return [Token("year", _full(piece["short"]))]
    if piece["number"]:
        return _counted(piece["number"])
    if piece["iso"]:
        year, month, day = piece["iso"].split("-")
        return _in_figures(day, month, year)
    if piece["written"]:
        day, month, *years = re.findall(r"\d+", piece["written"])
        if language == "en" and int(month) > MONTHS:
            day, month = month, day
        return _in_figures(day, month, *years)
    return []


def _counted(digits: str) -> Sequence[Token]:
    if len(digits) > DIGITS:
        return []
    number = int(digits)
    return [Token("year" if len(digits) == DIGITS and FIRST_YEAR <= number <= LAST_YEAR else "number", number)]


def _in_figures(day: str, month: str, *years: str) -> Sequence[Token]:
    figures = [
        Token("number", int(day)),
        Token("month", int(month)),
        *(Token("year", _full(one)) for one in years),
    ]
    right = 1 <= int(month) <= MONTHS and all(FIRST_YEAR <= one.value <= LAST_YEAR for one in figures[2:])
    return figures if right else []


def _full(year: str) -> int:
    """Two digits are a year of this century."""
    digits = year.strip("'")
    return int(digits) if len(digits) == DIGITS else CENTURY + int(digits)
