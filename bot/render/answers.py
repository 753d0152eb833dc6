"""Her answers in words, and as the workbook shows them: gathered below the questions that they answer."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any, Final, TypeAlias

from bot.coaching.history import Answered, History
from bot.engine.saying import MEDIA, PLACEHOLDER, UNKNOWN
from bot.engine.values import is_moment
from bot.render.pictures.names import legible
from bot.render.pictures.page import Page
from bot.render.pictures.words import Words

MARKUP: Final = re.compile("</?[bi]>")
"""What stands in questions and is not to be read."""
_LONG: Final = re.compile(r"(?<=\S{40})(?=\S)")
_BREAK: Final = "\u200b"
"""Stands in words that are too long for a line, where they may be broken."""


Plain: TypeAlias = Callable[[str | float, Answered], str]
"""How a number or words of an answer are written."""


def _as_it_is(value: str | float, _: Answered) -> str:
    return str(value)


def sections(history: History, answers: Iterable[Answered], page: Page) -> list[dict[str, Any]]:
    """These answers by conversation, those of the course first, then by question; the daily questions are one."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {
        page.said(f"title.{dialog}"): {} for dialog, _ in history.course
    }
    known: dict[str, str] = {}
    printed = _printed(page)
    for one in answers:
        shown = in_words(one, history, page.words, printed)
        title, ask = page.said(f"title.{one.dialog}"), _question(one, known, page)
        answer = {"on": page.day(one.on), "words": shown}
        found.setdefault(title, {}).setdefault(ask, []).append(answer)
        known[one.name] = shown
    return [
        {"title": title, "questions": [{"ask": ask, "answers": given} for ask, given in asked.items()]}
        for title, asked in found.items()
        if asked
    ]


def _question(answer: Answered, known: dict[str, str], page: Page) -> str:
    """The question as it was put, with what was known then in its names."""
    written = MARKUP.sub("", page.words.get(f"ask.{answer.dialog}.{answer.name}", ""))
    return legible(PLACEHOLDER.sub(lambda found: known.get(found[1].partition(":")[0], UNKNOWN), written))


def in_words(answer: Answered, history: History, words: Words, plain: Plain = _as_it_is) -> str:
    """What an answer says: the label of a choice, what somebody is called; the rest as ``plain`` writes it."""
    value = answer.value
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(_part(part, answer, history, words, plain) for part in parts)


def _part(part: str | float, answer: Answered, history: History, words: Words, plain: Plain) -> str:
    if not isinstance(part, str):
        return plain(part, answer)
    if part.startswith(MEDIA):
        return words[f"sent_{part.removeprefix(MEDIA).partition('.')[0]}"]
    if answer.kind in {"contact", "contacts"} and part in history.contacts:
        return plain(history.contacts[part].nickname, answer)
    return words.get(f"choice.{answer.name}.{part}") or plain(part, answer)


def _printed(page: Page) -> Plain:
    """How a page writes numbers, days and words: as they are read, without letters that it can't print."""

    def printed(value: str | float, answer: Answered) -> str:
        if not isinstance(value, str):
            return page.number(value)
        match answer.kind:
            case "date" if is_moment(value) and not value.startswith("--"):
                return page.day(date.fromisoformat(value))
            case "time" if is_moment(value):
                return time.fromisoformat(value).strftime("%H:%M")
            case _:
                return _LONG.sub(_BREAK, legible(value))

    return printed
