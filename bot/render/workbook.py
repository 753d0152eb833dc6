"""The workbook: all that she told the coach, in her own words, as a PDF to keep and to print.

Conversation by conversation her answers with their dates, then her plans, her network and her pictures.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.coaching.history import NAME, History
from bot.coaching.network import members
from bot.coaching.plans import Plan
from bot.coaching.progress import Summary
from bot.coaching.rhythm import last_talk, order
from bot.engine.people import Contact, whole
from bot.render.answers import sections
from bot.render.pictures import KINDS, drawing, twin
from bot.render.pictures.bullseye import ids
from bot.render.pictures.names import LEFT_OUT, legible
from bot.render.pictures.page import Page, svg
from bot.render.pictures.words import Words
from bot.render.typesetting import document

_TEMPLATE: Final = Path(__file__).with_name("workbook.typ")


def workbook(summary: Summary, history: History, language: str, words: Words) -> bytes:
    """The PDF of all this."""
    shown = json.dumps(contents(summary, history, Page(language, words)), ensure_ascii=False)
    return document(_TEMPLATE, shown)


def contents(summary: Summary, history: History, page: Page) -> dict[str, Any]:
    """All that the workbook shows, as its template takes it."""
    name = legible(next((str(one.value) for one in reversed(history.answers) if one.name == NAME), ""))
    people = _people(history, summary.on, page)
    chapters = [
        {"title": page.said("workbook_answers"), "sections": sections(history, history.answers, page)},
        {"title": page.said("workbook_plans"), "sections": _plans(history, page)},
    ]
    shown = (name, chapters, people)
    is_empty = not history.answers and not people
    return {
        "language": page.language,
        "title": page.said("workbook_title"),
        "name": name,
        "of": page.said("workbook_of", name=name),
        "period": page.said("period", since=page.day(history.first), on=page.day(summary.on)),
        "empty": page.said("workbook_empty") if is_empty else "",
        "chapters": [one for one in chapters if one["sections"]],
        "network": page.said("workbook_network"),
        "people": people,
        "drawn": page.said("workbook_pictures"),
        "pictures": [] if is_empty else _pictures(summary, page),
        "left_out": page.said("workbook_left_out") if LEFT_OUT in str(shown) else "",
    }


def _plans(history: History, page: Page) -> list[dict[str, Any]]:
    """What she planned: what is not settled yet, then what else she wrote down as a plan, by conversation."""
    waiting = [{"on": _when(one, history, page), "words": legible(one.words)} for one in history.plans]
    still = {"title": page.said("workbook_waiting"), "questions": [{"ask": "", "answers": waiting}]}
    told = {one.words for one in history.plans}
    written = [one for one in history.answers if one.name in history.planned and one.value not in told]
    return [*([still] if waiting else []), *sections(history, written, page)]


def _when(plan: Plan, history: History, page: Page) -> str:
    """For which day and time a plan is, and with whom."""
    on = page.said("plan_on", on=page.day(date.fromisoformat(plan.on)), at=plan.at)
    who = history.contacts.get(plan.contact)
    parts = (on if plan.at else page.said("plan_open"), legible(who.nickname) if who else "")
    return " · ".join(one for one in parts if one)


def _people(history: History, today: date, page: Page) -> list[dict[str, Any]]:
    """Everybody in her network by circle, those whose circle is not known last."""
    everybody = members(history.contacts)
    circles = {
        **{one: page.said(f"circles.{one}") for one in ids("circles", page)},
        "": page.said("circle_unknown"),
    }
    found: dict[str, list[dict[str, str]]] = {one: [] for one in circles}
    for id_ in sorted(everybody, key=order):
        one = everybody[id_]
        found[one.circle if one.circle in circles else ""].append(_person(one, today, page))
    return [{"title": circles[circle], "people": people} for circle, people in found.items() if people]


def _person(contact: Contact, today: date, page: Page) -> dict[str, str]:
    spoken = last_talk(contact, today)
    about = [
        page.said(f"rings.{contact.ring}"),
        page.said(f"standings.{contact.standing}"),
        page.said("last_talk", on=page.day(spoken)) if spoken else "",
    ]
    flows = [
        f"{page.said(way)}: {', '.join(page.said(f'lines.{one}') for one in lines)}"
        for way, lines in (("brings", contact.brings), ("takes", contact.takes))
        if lines
    ]
    return {
        "name": legible(whole(contact)),
        "about": " · ".join(one for one in about if one),
        "notes": legible(". ".join(one for one in (*flows, contact.met, contact.question) if one)),
    }


def _pictures(summary: Summary, page: Page) -> list[dict[str, Any]]:
    """Every picture as SVG, with what it shows in words for those who can't see it."""
    drawn = {kind: drawing(kind, summary, page) for kind in KINDS if kind != "week"}
    return [
        {
            "svg": svg(one),
            "height": one.height,
            "alt": legible(twin(kind, summary, page.language, page.words)),
        }
        for kind, one in drawn.items()
    ]
