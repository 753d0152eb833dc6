"""Reads what a question takes for an answer from what authors write; what is wrong comes out as problems."""

from collections.abc import Mapping
from datetime import timedelta

from bot.engine import schema
from bot.engine.compiling import Reading
from bot.engine.people import LISTS
from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Question,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
    Zone,
)
from bot.engine.values import Phrase
from bot.engine.yaml_source import Path
from bot.engine.zones import named

LONGEST_DEADLINE = timedelta(days=366)
"""For so long an answer can be waited for."""


def span(written: str) -> timedelta:
    """How long an answer is waited for: ``30m``, ``2h``, ``3d``."""
    units = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
    return int(written[:-1]) * units[written[-1]]


def read_question(reading: Reading, path: Path, key: str, node: schema.AskSource) -> Question:
    """What is asked by this node, by its type; what does not go together is blamed."""
    _blame_strays(reading, path, node)
    match node.type:
        case "choice":
            return ChooseOne(_choices(reading, path, key, node), node.columns)
        case "choices":
            return ChooseSeveral(_choices(reading, path, key, node), node.columns)
        case "scale":
            return _scale(reading, path, key, node)
        case "yes_no":
            return YesNo()
        case "text":
            return OpenText(frozenset(node.allow or ()))
        case "number":
            if node.min is not None and node.max is not None and node.min > node.max:
                what = f"no number is at least {node.min} and at most {node.max}"
                reading.blame((*path, "min"), "N12", what, "Let 'min' be the lesser.")
            return Number(node.min, node.max)
        case "date":
            return Date(past=bool(node.past), yearly=bool(node.yearly))
        case "time":
            return Time()
        case "zone":
            return Zone(_cities(reading, path, key, node), node.columns)
        case "contact" | "contacts":
            among = reading.expression(node.among, (*path, "among"))
            people = OneContact if node.type == "contact" else SeveralContacts
            return people(node.circle or "", among, node.by or "", node.new is not False)


_KEYS_OF_TYPES = {
    "choices": {"choice", "choices", "zone"},
    "ends": {"scale"},
    "example": {"text", "number", "date", "time", "zone", "contact", "contacts"},
    "past": {"date"},
    "yearly": {"date"},
    "circle": {"contact", "contacts"},
    "among": {"contact", "contacts"},
    "by": {"contact", "contacts"},
    "new": {"contact", "contacts"},
    "allow": {"text"},
    "quote": {"text"},
    "min": {"scale", "number"},
    "max": {"scale", "number"},
}


def _blame_strays(reading: Reading, path: Path, node: schema.AskSource) -> None:
    """Blames keys that go with another type of question, and the lack of those that go with this one."""
    for key, types in _KEYS_OF_TYPES.items():
        if getattr(node, key) is not None and node.type not in types:
            mend = f"Remove it, or make the question one of: {', '.join(sorted(types))}."
            reading.blame((*path, key), "N02", f"'{key}' does not go with a question of type {node.type}", mend)
    if node.type in {"choice", "choices"} and not isinstance(node.choices, dict) and not _list_of(reading, node):
        mend = "Add 'choices:' with an id and a label each, or a list of people.yaml."
        reading.blame(path, "N12", "this question offers nothing to choose", mend)
    if bool(node.deadline) != bool(node.no_reply):
        mend = "Give both 'deadline:' and 'no_reply:', or neither."
        reading.blame(path, "N27", "a deadline needs a way to go when it passes, and the other way round", mend)
    if node.deadline and span(node.deadline) > LONGEST_DEADLINE:
        what = f"{node.deadline} is longer than a year"
        reading.blame((*path, "deadline"), "N27", what, "Wait for a year at most.")
    if node.type == "text" and node.example is None:
        mend = "Add 'example:' with an answer that a person might give."
        reading.blame(path, "N20", "a question for words has no example", mend)


def _list_of(reading: Reading, node: schema.AskSource) -> Mapping[str, Phrase]:
    """What can be chosen where a question names a list of ``people.yaml``, or fills a part that has one."""
    if isinstance(node.choices, str):
        return reading.lists.get(node.choices, {})
    return reading.lists.get(LISTS.get((node.fill or "").rpartition(".")[2], ""), {})


def _cities(reading: Reading, path: Path, key: str, node: schema.AskSource) -> tuple[Choice, ...]:
    cities = _choices(reading, path, key, node) if node.choices else ()
    for one in cities:
        blame_unknown_city(reading, (*path, "choices", one.id), one.id)
    return cities


def blame_unknown_city(reading: Reading, path: Path, city: str) -> None:
    """Blames a city after which no time zone is called."""
    if not named(city):
        what = f"no time zone is called after '{city}'"
        reading.blame(path, "N12", what, "Name a large city, such as amsterdam or london.")


def _choices(reading: Reading, path: Path, key: str, node: schema.AskSource) -> tuple[Choice, ...]:
    if not isinstance(node.choices, dict):
        return tuple(Choice(id_, label) for id_, label in _list_of(reading, node).items())
    return tuple(
        Choice(
            id_,
            reading.phrase((*path, "choices", id_, "label"), f"{key}.choices.{id_}", choice.label),
            choice.go or "",
            reading.expression(choice.when, (*path, "choices", id_, "when")),
        )
        for id_, choice in node.choices.items()
    )


def _scale(reading: Reading, path: Path, key: str, node: schema.AskSource) -> Scale:
    low, high = node.min if node.min is not None else 0, node.max if node.max is not None else 10
    if not (isinstance(low, int) and isinstance(high, int) and low < high <= low + 20):
        what = f"a scale can't run from {low} to {high}"
        reading.blame((*path, "type"), "N12", what, "Let it run up in whole numbers, over at most 21 steps.")
        low, high = 0, 10
    if node.ends is None:
        return Scale(low, high)
    first, last = (reading.phrase((*path, "ends", at), f"{key}.ends.{at + 1}", node.ends[at]) for at in (0, 1))
    return Scale(low, high, (first, last))
