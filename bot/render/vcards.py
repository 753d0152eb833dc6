"""The people of a network as cards for an address book: vCard 3.0 (RFC 2426), which iOS, Android and Outlook read.

Only what belongs in an address book: the name, where somebody belongs, how to reach them, the birthday. What she
wrote about them stays out of it, for address books are shared with more than one firm.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.coaching.reaching import is_mobile
from bot.engine.people import Contact
from bot.render.pictures.words import Words

_LONGEST: Final = 75
"""Bytes of a line; what is longer is folded (RFC 2425 5.8.1)."""
_NO_YEAR: Final = 1604
"""The year that Apple writes, and knows, where only the day is known."""

_UNSEEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Signs to machines, which some programs take for the end of a line, and halves of characters."""


def cards(people: Iterable[Contact], words: Words) -> bytes:
    """A file with a card for everybody who is in the network."""
    lines = [line for one in people if one.admitted for line in _card(one, words)]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _card(one: Contact, words: Words) -> Iterator[str]:
    name = one.name or one.nickname
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_plain(name)}"
    yield f"N:;{_plain(name)};;;"
    if one.name:
        yield f"NICKNAME:{_plain(one.nickname)}"
    if one.organisation:
        yield f"ORG:{_plain(one.organisation)}"
    if one.phone:
        yield f"TEL;TYPE={'CELL' if is_mobile(one.phone) else 'VOICE'}:{_plain(one.phone)}"
    if one.mail:
        yield f"EMAIL;TYPE=INTERNET:{_plain(one.mail)}"
    if one.telegram:
        yield f"IMPP;X-SERVICE-TYPE=Telegram:https://t.me/{_plain(one.telegram)}"
    if one.birthday.startswith("--"):
        yield f"BDAY;X-APPLE-OMIT-YEAR={_NO_YEAR}:{_NO_YEAR}{one.birthday[1:]}"
    elif one.birthday:
        yield f"BDAY:{one.birthday}"
    if label := words.get(f"circles.{one.circle}", ""):
        yield f"CATEGORIES:{_plain(label)}"
    yield "END:VCARD"


def _plain(words: str) -> str:
    """The words with a stroke before each mark that would mean something, and nothing that can't be seen."""
    words = _UNSEEN.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in "\\;,":
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces that fit, none of them cut within a character; each further one begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
