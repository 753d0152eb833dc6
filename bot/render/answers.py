"""Her answers as the workbook shows them: gathered below the questions that they answer, in words."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from bot.coaching.progress import Answered, History
from bot.engine.saying import MEDIA, PLACEHOLDER, UNKNOWN
from bot.engine.values import Value, is_moment
from bot.render.pictures.names import legible
from bot.render.pictures.page import Page

_MARKUP: Final = re.compile("</?[bi]>")
_LONG: Final = re.compile(r"(?<=\S{40})(?=\S)")
_BREAK: Final = "\u200b"
"""Stands in words that are too long for a line, where they may be broken."""


def sections(history: History, answers: Iterable[Answered], page: Page) -> list[dict[str, Any]]:
    """These answers by conversation, those of the course first, then by question; the daily questions are one."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {
        page.said(f"title.{dialog}"): {} for dialog, _ in history.course
    }
    known: dict[str, str] = {}
    for one in answers:
        shown = in_words(one.value, one, history, page)
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
    written = _MARKUP.sub("", page.words.get(f"ask.{answer.dialog}.{answer.name}", ""))
    return legible(PLACEHOLDER.sub(lambda found: known.get(found[1].partition(":")[0], UNKNOWN), written))


def in_words(value: Value, answer: Answered, history: History, page: Page) -> str:
    """A value as it is read: the label of a choice, somebody's name, her own words as they are."""
    match value:
        case bool():
            return page.said("yes" if value else "no")
        case int() | float():
            return page.number(value)
        case tuple():
            return ", ".join(in_words(one, answer, history, page) for one in value)
    if value.startswith(MEDIA):
        kind = value.removeprefix(MEDIA).partition(".")[0]
        return page.said(f"sent_{kind}")
    match answer.kind:
        case "contact" | "contacts" if value in history.contacts:
            return legible(history.contacts[value].nickname)
        case "choice" | "choices":
            return page.words.get(f"choice.{answer.name}.{value}", legible(value))
        case "date" if is_moment(value) and not value.startswith("--"):
            return page.day(date.fromisoformat(value))
        case "time" if is_moment(value):
            return time.fromisoformat(value).strftime("%H:%M")
        case _:
            return _LONG.sub(_BREAK, legible(value))
