"""Makes what is shown of a history: a picture, the workbook, or all of it to take along."""

import hashlib
import html
from collections.abc import Mapping
from datetime import date
from typing import cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.history import History
from bot.coaching.progress import Summary, summary
from bot.engine.distress import NO_DISTRESS, Distress
from bot.engine.values import Value
from bot.render import pictures
from bot.render.calls import Call, Present, Send
from bot.render.export import export
from bot.render.pictures.page import Page
from bot.render.pictures.words import Words
from bot.render.review import review
from bot.render.splitting import split
from bot.render.workbook import workbook

LONGEST_CAPTION = 1024
"""Characters that fit under a picture or a document."""
DOCUMENTS = {"workbook": "netwerkcoach.pdf", "export": "netwerkcoach.zip"}
"""What can be had to keep, and how the file is called."""
WORDS = ("review",)
"""What is said, and has no file."""
LOOK, DARK = "plaatjes", "donker"
"""The named answer that says how she likes to look at pictures, and the one that isn't the usual."""


class Wanted(Struct, frozen=True):
    """What is to be shown (``what``, over which time), of whom, and in which words.

    ``named`` is what she knows by name; ``before`` tells what she got the last time, as ``Made.shows`` did. Words
    in which ``distress`` is heard are not given back.
    """

    what: str
    on: date
    since: date | None
    history: History
    named: Mapping[str, Value]
    language: str
    words: Words
    before: str = ""
    distress: Distress = NO_DISTRESS

    @property
    def look(self) -> pictures.Look:
        """How pictures are to look."""
        return "dark" if self.named.get(LOOK) == DARK else "light"


class Made(Struct, frozen=True):
    """A file and the words for who can't see it (HTML); ``shows`` is a digest of all that is to be seen in it.

    ``content`` is empty where it would show what it showed before. Without a file, the words are all of it.
    """

    name: str
    shows: str
    words: str
    content: bytes


class _Seen(Struct, frozen=True):
    """All on which a file rests."""

    what: str
    look: str
    language: str
    words: Words
    summary: Summary
    history: History | None
    named: Mapping[str, Value]


def make(wanted: Wanted) -> Made:
    """What is wanted, if it would not be the same as before."""
    told = summary(wanted.history, wanted.on, wanted.since, wanted.distress)
    if wanted.what in WORDS:
        return Made("", "", review(told, Page(wanted.language, wanted.words)), b"")
    shows = _digest(wanted, told)
    content = b"" if shows == wanted.before else _drawn(wanted, told)
    if wanted.what in DOCUMENTS:
        return Made(DOCUMENTS[wanted.what], shows, "", content)
    words = pictures.twin(cast("pictures.Kind", wanted.what), told, wanted.language, wanted.words)
    return Made(f"{wanted.what}.png", shows, html.escape(words, quote=False), content)


def present(call: Present, made: Made, file: str = "") -> tuple[Call, ...]:
    """The calls that show what was made; the messenger may have it already, as this ``file``.

    Words that don't fit under it follow in messages of their own.
    """
    words = "\n\n".join(part for part in (call.html, made.words) if part)
    if not made.name:
        return tuple(Send(text) for text in split(words))
    under, *others = split(words, LONGEST_CAPTION)
    shown = replace(call, html=under, name=made.name, shows=made.shows, content=made.content, file=file)
    return (shown, *(Send(text) for text in others))


def _digest(wanted: Wanted, told: Summary) -> str:
    """Tells apart what would be seen: of a picture nothing but the summary, of a document all of the history."""
    whole = wanted.what in DOCUMENTS
    seen = _Seen(
        wanted.what,
        wanted.look,
        wanted.language,
        wanted.words,
        told,
        wanted.history if whole else None,
        wanted.named if whole else {},
    )
    return hashlib.sha256(msgspec.json.encode(seen)).hexdigest()


def _drawn(wanted: Wanted, told: Summary) -> bytes:
    match wanted.what:
        case "workbook":
            return workbook(told, wanted.history, wanted.language, wanted.words)
        case "export":
            printed = workbook(told, wanted.history, wanted.language, wanted.words)
            return export(wanted.history, wanted.named, wanted.on, wanted.words, printed)
        case picture:
            return pictures.draw(cast("pictures.Kind", picture), told, wanted.language, wanted.words, wanted.look)
