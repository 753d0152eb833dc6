"""From what authors write to what a conversation walks through; what is wrong comes out as problems."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise
from typing import TypeAlias

from bot.engine import schema, zones
from bot.engine.compiling import Reading
from bot.engine.expressions import Expression
from bot.engine.people import LISTS
from bot.engine.problems import Place
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
from bot.engine.repertoire import Action
from bot.engine.script import (
    About,
    Ask,
    Assign,
    Branch,
    Call,
    Daily,
    Dialog,
    Do,
    Each,
    End,
    Jumps,
    Node,
    Part,
    Say,
    Show,
)
from bot.engine.values import Phrase
from bot.engine.ways import named, ways
from bot.engine.yaml_source import Path

Scalar: TypeAlias = str | float | bool
"""What stands in YAML where a name, a number or a sum is due."""
LONGEST_DEADLINE = timedelta(days=366)
"""For so long an answer can be waited for."""


def read_dialog(reading: Reading) -> Dialog | None:
    """The dialog in this file; None where its shape is wrong."""
    source = reading.model(schema.DialogSource)
    if source is None:
        return None
    title = reading.phrase(("title",), f"{source.dialog}.title", source.title) if source.title else None
    if title is None and source.daily is None:
        reading.blame((), "N02", "the key 'title' is missing here", "Add 'title:'.")
    if source.daily and not source.ideas:
        mend = "Add 'ideas:' with the one it is about: the coach goes by it."
        reading.blame(("daily",), "N02", "a daily question has no 'ideas'", mend)
    belows = dict(pairwise([*source.nodes, ""]))
    nodes = {
        id_: _node(reading, ("nodes", id_), f"{source.dialog}.{id_}", id_, node, belows[id_])
        for id_, node in source.nodes.items()
    }
    places = {id_: reading.document.place(("nodes", id_)) for id_ in nodes} | _places_of_ways(reading, nodes)
    version = hashlib.sha256(json.dumps(reading.document.data).encode()).hexdigest()[:16]
    return Dialog(
        id=source.dialog,
        title=title,
        version=version,
        nodes=nodes,
        ideas=tuple(source.ideas),
        minutes=source.minutes,
        aside=source.aside or source.daily is not None,
        daily=_daily(reading, source.daily) if source.daily else None,
        about=_about(reading, source.about) if source.about else None,
        passing=frozenset(source.passing),
        places=places,
        renamed=source.renamed,
        retired=source.retired,
        source=reading.document.data,
        phrases=tuple(phrase for phrase, _ in reading.taken),
    )


def _daily(reading: Reading, source: schema.DailySource) -> Daily:
    first, last = source.season or ("", "")
    season = (first, last) if first else None
    return Daily(source.kind, reading.expression(source.when, ("daily", "when")), season)


def _about(reading: Reading, source: schema.AboutSource) -> About:
    return About(source.name, reading.expression(source.where, ("about", "where")), source.by or "")


def _places_of_ways(reading: Reading, nodes: Mapping[str, Node]) -> dict[str, Place]:
    return {
        f"{id_}.{named(path)}": reading.document.place(("nodes", id_, *path))
        for id_, node in nodes.items()
        for _, path in ways(node)
    }


def _node(reading: Reading, path: Path, key: str, id_: str, node: schema.NodeSource, below: str) -> Node:
    match node:
        case schema.AskSource():
            return _ask(reading, path, key, id_, node, reading.jumps(node.next, (*path, "next"), below))
        case schema.SaySource():
            lines = reading.lines(node.say, (*path, "say"), f"{key}.say")
            return Say(id_, lines, reading.jumps(node.next, (*path, "next"), below), node.alone)
        case schema.ShowSource():
            lines = reading.lines(node.caption, (*path, "caption"), f"{key}.caption")
            since = reading.expression(node.since, (*path, "since"))
            return Show(id_, node.show, lines, reading.jumps(node.next, (*path, "next"), below), since)
        case schema.BranchSource():
            return Branch(id_, reading.jumps(node.branch, (*path, "branch"), below))
        case schema.SetSource():
            values = _assignments(reading, (*path, "set"), f"{key}.set", node)
            return Assign(id_, values, reading.jumps(node.next, (*path, "next"), below))
        case schema.CallSource():
            called = node.call if isinstance(node.call, str) else ""
            jumps = reading.jumps(node.next, (*path, "next"), below)
            return Call(id_, called, jumps, node.save or "", node.beside)
        case schema.EachSource():
            where = reading.expression(node.where, (*path, "where"))
            jumps = reading.jumps(node.next, (*path, "next"), below)
            return Each(id_, node.each, node.name, node.call, jumps, where, node.most or 0, node.by or "")
        case schema.DoSource():
            return _do(reading, path, id_, node, reading.jumps(node.next, (*path, "next"), below))
        case schema.EndSource():
            gives = reading.expression(node.gives, (*path, "gives"))
            return End(id_, reading.lines(node.end, (*path, "end"), f"{key}.end"), gives)


def _do(reading: Reading, path: Path, id_: str, node: schema.DoSource, jumps: Jumps) -> Do:
    name, given = (node.do, {}) if isinstance(node.do, str) else next(iter(node.do.items()))
    action = reading.repertoire.actions.get(name)
    arguments = {
        key: reading.expression(_quoted(reading, action, key, value), (*path, "do", name, key))
        for key, value in given.items()
    }
    return Do(id_, name, jumps, {key: value for key, value in arguments.items() if value is not None})


def _quoted(reading: Reading, action: Action | None, key: str, value: Scalar) -> str:
    """An argument as an expression: the id of a list where one is due, else a name or a sum."""
    ids = reading.lists.get(action.lists.get(key, ""), {}) if action else {}
    return f"'{value}'" if value in ids else _written(value)


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _assignments(
    reading: Reading, path: Path, key: str, node: schema.SetSource
) -> tuple[tuple[str, Expression | Phrase], ...]:
    read = (
        (name, reading.phrase((*path, name, "text"), f"{key}.{name}", value.text))
        if isinstance(value, schema.TextSource)
        else (name, reading.expression(_written(value), (*path, name)))
        for name, value in node.set.items()
    )
    return tuple((name, given) for name, given in read if given is not None)


def _ask(reading: Reading, path: Path, key: str, id_: str, node: schema.AskSource, jumps: Jumps) -> Ask:
    example = reading.phrase((*path, "example"), f"{key}.example", node.example) if node.example else None
    reasks = tuple(
        reading.phrase((*path, "reask", at), f"{key}.reask.{at + 1}", text)
        for at, text in enumerate(node.reask or [])
    )
    return Ask(
        id=id_,
        lines=reading.lines(node.ask, (*path, "ask"), f"{key}.ask"),
        question=_question(reading, path, key, node),
        next=jumps,
        save=node.save or "",
        fill=Part(*node.fill.split(".")) if node.fill else None,
        optional=node.optional,
        example=example,
        reasks=reasks,
        quote=bool(node.quote),
        skip=node.skip or "",
        give_up=node.give_up or "",
        deadline=_span(node.deadline) if node.deadline else None,
        no_reply=node.no_reply or "",
    )


def _span(written: str) -> timedelta:
    units = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
    return int(written[:-1]) * units[written[-1]]


def _question(reading: Reading, path: Path, key: str, node: schema.AskSource) -> Question:
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
    if node.deadline and _span(node.deadline) > LONGEST_DEADLINE:
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
        if not zones.named(one.id):
            what = f"no time zone is called after '{one.id}'"
            reading.blame(
                (*path, "choices", one.id), "N12", what, "Name a large city, such as amsterdam or london."
            )
    return cities


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
