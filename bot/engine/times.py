"""A time of day as people in the Netherlands type it, in Dutch, English or both."""

import re
from collections.abc import Sequence
from datetime import time

from bot.engine.lexicon import Lexicon, Token, Tokens, tokens

EARLIEST = time(7)
"""The hour from which a day is awake: what is said on twelve hours is the first such time from here on."""
HOUR = 60
HALF_DAY = 12 * HOUR
DAY = 24 * HOUR
PARTS = ((0, 12), (12, 19), (17, 25), (21, 31), (12, 24))
"""From and until which hour one says morning, afternoon, evening, night and p.m.; past 24 is the next day."""
_NOON, _HALF_PAST, _QUARTER = 12, 30, 15
_MINUTES = 10
"""Minutes that may be said as a bare number after the hour: eight ten, but not eight two."""


def read_time(text: str, lexicon: Lexicon, language: str, earliest: time = EARLIEST) -> time | None:
    """The time that these words mean, or nothing where it should be asked again.

    A time written with its minutes (8:30, 0815, 20u15) is read on twenty-four hours, as it stands. One that is
    said or is an hour alone (half acht, 8 uur, quarter to nine) has two readings; without a part of the day (or
    am, pm) the first one from ``earliest`` on is meant: from seven, "half acht" is 07:30, "half zeven" 18:30.
    "Half acht" is 07:30, "half eight" 08:30: whose word the hour is decides, and ``language`` for "half 8".
    A part of a day alone is no time.
    """
    said = tokens(text, lexicon, language, _shaped)
    if said is None:
        return None
    parts = [token.value for token in said if token.kind == "part"]
    if len(parts) > 1:
        return None
    minutes = _minutes(tuple(token for token in said if token.kind != "part"), language)
    if minutes is None:
        return None
    found = _in_part(minutes, parts[0]) if parts else _awake(minutes, earliest)
    return None if found is None else time(found % DAY // HOUR, found % HOUR)


def _shaped(piece: re.Match[str]) -> Sequence[Token]:
    if piece["number"]:
        return [Token("number", int(piece["number"]))]
    if not piece["clock"]:
        return []
    digits = re.findall(r"\d+", piece["clock"])
    if len(digits) == 1:
        digits = [digits[0][:-2], digits[0][-2:]]
    hour, minute, second = map(int, [*digits, "0"][:3])
    if minute >= HOUR or second >= HOUR or hour * HOUR + minute > DAY:
        return []
    return [Token("clock", hour * HOUR + minute)]


def _minutes(said: Tokens, language: str) -> tuple[int, bool] | None:
    """Minutes since midnight, and whether they may as well be twelve hours later."""
    match said:
        case (Token("clock", minutes),) | (Token("clock", minutes), Token("hour")):
            return minutes, False
        case (Token("fixed", hour),):
            return hour * HOUR, False
        case (Token("number", 1), Token("hour"), Token("of"), Token("number") as hour, *_) if _ends(said[4:]):
            return _spoken(hour.value, 0)
        case (Token("number", hour), Token("number", minute)) if minute >= _MINUTES:
            return _spoken(hour, minute)
        case (Token("number", hour), Token("zero"), Token("number", minute)) if minute < _MINUTES:
            return _spoken(hour, minute)
        case (Token("number", hour), Token("hour"), Token("number", minute)):
            return _spoken(hour, minute)
        case (Token("number", hour), *rest) if _ends(rest):
            return _spoken(hour, 0)
        case _:
            return _relative(said, language)


def _relative(said: Tokens, language: str) -> tuple[int, bool] | None:
    """Half past, a quarter to, five before half: minutes from an hour."""
    match said:
        case (Token("half"), Token("side", 1), Token("number", hour), *rest) if _ends(rest):
            return _spoken(hour, _HALF_PAST)
        case (Token("half"), Token("number") as hour, *rest) if _ends(rest):
            return _spoken(hour.value, _half(hour, language))
        case (Token("quarter"), Token("of"), Token("number", hour), *rest) if _ends(rest):
            return _spoken(hour, -_QUARTER)
        case (Token("quarter"), Token("side", side), Token("number", hour), *rest) if _ends(rest):
            return _spoken(hour, side * _QUARTER)
        case (Token("number", count), Token("minute"), Token("side"), *_):
            return _relative((Token("number", count), *said[2:]), language)
        case (Token("number", count), Token("side", side), Token("half"), Token("number") as hour, *rest) if (
            count < _HALF_PAST and _ends(rest)
        ):
            return _spoken(hour.value, _half(hour, language) + side * count)
        case (Token("number", count), Token("side", side), Token("number", hour), *rest) if count < HOUR and _ends(
            rest
        ):
            return _spoken(hour, side * count)
        case _:
            return None


def _ends(rest: Sequence[Token]) -> bool:
    return not rest or (len(rest) == 1 and rest[0].kind == "hour")


def _half(hour: Token, language: str) -> int:
    """Minutes from the hour that is named: before it in Dutch, past it in English."""
    return _HALF_PAST if (hour.language or language) == "en" else -_HALF_PAST


def _spoken(hour: int, minutes: int) -> tuple[int, bool] | None:
    """A time on the clock's face; an hour of none, or past twelve, is already on twenty-four."""
    if hour > DAY // HOUR or abs(minutes) >= HOUR or (hour == DAY // HOUR and minutes > 0):
        return None
    return (hour * HOUR + minutes) % DAY, 1 <= hour <= _NOON


def _in_part(minutes: tuple[int, bool], part: int) -> int | None:
    """The reading that lies in this part of the day."""
    start, until = PARTS[part]
    readings = [at + shift for at in _readings(minutes[0]) for shift in (0, DAY)]
    return next((at for at in sorted(readings) if start * HOUR <= at < until * HOUR), None)


def _readings(minutes: int) -> tuple[int, ...]:
    """On a face of twelve hours it is both; past one in the afternoon it is on twenty-four."""
    return (minutes % HALF_DAY, minutes % HALF_DAY + HALF_DAY) if minutes < HALF_DAY + HOUR else (minutes,)


def _awake(minutes: tuple[int, bool], earliest: time) -> int:
    at, twice = minutes
    if not twice:
        return at
    start = earliest.hour * HOUR + earliest.minute
    return next((one for one in (at % HALF_DAY, at % HALF_DAY + HALF_DAY) if one >= start), at % HALF_DAY)
