"""A conversation that anyone can read and write: what a person does, and what she then sees, a line each.

# a remark
# wie: Ans, nl          who she is, and the language of her messenger (# who: Jane, en)
# soort: laag           what kind of person she is: laag, hoog or slaat over (# kind: low, high or skips)
# dialoog: prijs        she knows the coach already, and begins this dialog (# dialog: prijs)
# kent: Bo, ring kern, spoken -40     whom she knows; a day is counted from today (# knows: Bo)
> /start                what she does: a command, words, a [button] under the last question
> (sticker)             something that is not words
> (contact Fatima)      somebody's card; (contact Fatima 0612345678) with a number
> (cards Noor; Piet 06) a file of several cards
> (picked Noor, Bo @bo) people whom she chose in her messenger
> (forwarded Noor)      a message of Noor's
> edit: other words     changes her last message
> again: [Ja]           presses a button of an earlier question
> x*5000                a long message
+1d                     time passes: minutes (m), hours (h), days (d); what is to happen meanwhile happens
< Dag Ans.              what she sees: words,
< [Ja] [Nee]            a row of buttons,
< [Site → https://...]  one that opens an address,
< [Kopieer ⧉ Dag Noor]  one that copies words,
< (shows map)           a picture or a document of hers; with since, and a day, if it tells from then on
< (picker: Kies mensen) a key with which she can choose people,
< (picker gone)         and that key taken away,
< ~ ▸ Ja                something changed in place, or put on a message of hers
< ! Die vraag is voorbij.   a notice after a press
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from msgspec.structs import replace

from bot.engine.people import KINDS, Contact

Kind = Literal["low", "high", "skips"]
"""The kinds of people whom every dialog has to suit: who scores low, who scores high, who skips everything."""

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The moment at which every play begins: a Monday morning."""
WHO = re.compile(r"#\s*(?:wie|who):\s*(?P<name>.*?),\s*(?P<language>[a-z]{2})\s*")
DIALOG = re.compile(r"#\s*(?:dialoog|dialog):\s*(?P<dialog>\w+)\s*")
KNOWS = re.compile(r"#\s*(?:kent|knows):\s*(?P<nickname>[^,]+)(?P<parts>(?:,\s*[a-z]+ [^,]+)*)")
_KIND = re.compile(r"#\s*(?:soort|kind):\s*(?P<kind>.*?)\s*")
_KINDS: dict[str, Kind] = {
    "laag": "low",
    "hoog": "high",
    "slaat over": "skips",
    "low": "low",
    "high": "high",
    "skips": "skips",
}
_PASSING = re.compile(r"\+(\d+)([mhd])")
_SOMEBODY = re.compile(r"(?P<name>.*?)(?:\s+@(?P<telegram>\w+))?(?:\s+(?P<phone>\+?\d[\d -]*))?", re.DOTALL)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


class PlayError(ValueError):
    """A line of a play that nothing can be made of; the message says why."""


def kind(lines: Iterable[str]) -> Kind | None:
    """The kind of person whom this play is about, where it says so; raises ``PlayError`` for one that isn't."""
    named = next((found["kind"] for line in lines if (found := _KIND.fullmatch(line))), None)
    if named is not None and named not in _KINDS:
        raise PlayError(f"'{named}' is not a kind of person; there are: {', '.join(_KINDS)}")
    return _KINDS[named] if named else None


def passing(line: str) -> timedelta:
    """The time that passes in a line such as ``+1d``; raises ``PlayError``."""
    found = _PASSING.fullmatch(line.strip())
    if not found:
        raise PlayError(f"'{line}' is not a time that passes; write +30m, +2h or +1d")
    return int(found[1]) * _UNITS[found[2]]


def passed(time: timedelta) -> str:
    """The line in which this time passes, in its largest whole unit."""
    unit = next(unit for unit in "dhm" if time % _UNITS[unit] == timedelta() or unit == "m")
    return f"+{-(-time // _UNITS[unit])}{unit}"


def known(nickname: str, told: str, now: datetime) -> Contact:
    """The person whom a play says she knows; raises ``PlayError`` for a part that nothing can be made of."""
    person = Contact(nickname.strip())
    for part, value in (one.split(maxsplit=1) for one in told.split(",")[1:]):
        try:
            person = replace(person, **{part: _held(part, value.strip(), now)})
        except (KeyError, ValueError):
            raise PlayError(f"'{part} {value}' is not something that is known of people") from None
    return person


def _held(part: str, value: str, now: datetime) -> Any:
    match KINDS[part]:
        case "number":
            return int(value)
        case "choices":
            return tuple(value.split())
        case "date" if not value.startswith("--"):
            return (now.date() + timedelta(days=int(value))).isoformat()
    return value


def somebody(told: str) -> Contact:
    """The person of whom a play tells: ``Fatima van de drukkerij @fatima 0612345678``."""
    found = _SOMEBODY.fullmatch(told.strip())
    parts = {name: part for name, part in found.groupdict().items() if part} if found else {}
    return Contact(
        parts.get("name", told),
        telegram=parts.get("telegram", ""),
        phone=parts.get("phone", ""),
        admitted=False,
    )
