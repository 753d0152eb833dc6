"""All that is known of her, to take along: a ZIP that a person can read, and a program too.

``netwerkcoach.json`` is the whole of it, in the shape of ``netwerkcoach.schema.json``; the tables, the cards and
the workbook hold the same for those who open files by hand. Files keep their place and their meaning: what changes
that gets another ``VERSION``.
"""

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec
from msgspec import Struct

from bot.coaching.history import Answered, History
from bot.coaching.plans import Plan, plans_of
from bot.engine import people
from bot.engine.saying import PLACEHOLDER, UNKNOWN
from bot.engine.values import Value
from bot.render.answers import MARKUP, in_words
from bot.render.pictures.words import Words
from bot.render.tables import csv
from bot.render.vcards import cards

VERSION: Final = 1
"""Of the shape of what is taken along."""


class Answer(Struct, frozen=True):
    """One answer: on which day (hers), in which dialog, under which name, to which question, and what it was.

    ``value`` is what is kept, ``words`` is what it says.
    """

    on: date
    dialog: str
    name: str
    question: str
    value: Value
    words: str


class Person(Struct, frozen=True):
    """Somebody in her network: an id that talks and answers name, and what is known of them."""

    id: str
    known: Mapping[str, Value]


class Spoken(Struct, frozen=True):
    """A talk that she noted."""

    with_whom: str
    on: str
    how: str
    began: str
    brought: tuple[str, ...]
    took: tuple[str, ...]


class Export(Struct, frozen=True):
    """All that is known of her. ``settings`` is what holds now, by name: her settings and her last answers."""

    version: int
    made_on: date
    began_on: date
    settings: Mapping[str, Value]
    answers: Sequence[Answer]
    people: Sequence[Person]
    talks: Sequence[Spoken]
    plans: Sequence[Plan]


def export(history: History, named: Mapping[str, Value], on: date, words: Words, workbook: bytes) -> bytes:
    """The ZIP of this history on this day; the same of the same."""
    told = taken_along(history, named, on, words)
    files = {
        "netwerkcoach.json": msgspec.json.format(msgspec.json.encode(told), indent=2),
        "netwerkcoach.schema.json": json.dumps(schema(), indent=2).encode(),
        f"{words['export_answers']}.csv": csv([_answer(one, words) for one in told.answers]),
        f"{words['export_people']}.csv": csv([_person(one, words) for one in told.people]),
        f"{words['export_people']}.vcf": cards(history.contacts.values(), words),
        f"{words['export_workbook']}.pdf": workbook,
    }
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0)), content, ZIP_DEFLATED)
    return packed.getvalue()


def taken_along(history: History, named: Mapping[str, Value], on: date, words: Words) -> Export:
    """All that is known of her, in the shape in which it is taken along."""
    return Export(
        VERSION,
        on,
        history.first,
        {name: value for name, value in sorted(named.items()) if not name.startswith("~")},
        tuple(_told(one, history, words) for one in history.answers),
        tuple(Person(id_, msgspec.to_builtins(one)) for id_, one in history.contacts.items()),
        tuple(
            Spoken(talk.contact, talk.on, talk.how, talk.began, talk.brought, talk.took) for talk in history.talks
        ),
        plans_of(named),
    )


def schema() -> dict[str, Any]:
    """The shape of ``netwerkcoach.json`` as a JSON schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Export),
    }


def _told(one: Answered, history: History, words: Words) -> Answer:
    question = PLACEHOLDER.sub(UNKNOWN, MARKUP.sub("", words.get(f"ask.{one.dialog}.{one.name}", "")))
    return Answer(one.on, one.dialog, one.name, question, one.value, in_words(one, history, words))


def _answer(one: Answer, words: Words) -> dict[str, str]:
    """A row of the table of answers, under heads in her language."""
    return {
        words["export_on"]: one.on.isoformat(),
        words["export_talk"]: words.get(f"title.{one.dialog}", one.dialog),
        words["export_question"]: one.question,
        words["export_answer"]: one.words,
    }


def _person(one: Person, words: Words) -> dict[str, str]:
    """A row of the table of people: all that can be known of anybody has a column."""
    heads = {part: words.get(f"parts.{part}", "") for part in people.KINDS}
    return {
        words["export_person"]: str(one.known["nickname"]),
        **{
            head: _known(part, one.known.get(part, ""), words)
            for part, head in heads.items()
            if head and part != "nickname"
        },
    }


def _known(part: str, value: Value, words: Words) -> str:
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    list_ = people.LISTS.get(part, "")
    parts = value if isinstance(value, tuple) else (str(value),)
    return ", ".join(words.get(f"{list_}.{each}", each) for each in parts)
