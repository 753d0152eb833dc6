"""From what authors write to what a conversation walks through; what is wrong comes out as problems."""

import hashlib
import json
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from bot.engine import schema
from bot.engine.compiling import Reading
from bot.engine.expressions import Expression
from bot.engine.problems import Place
from bot.engine.question_source import read_question, span
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
        question=read_question(reading, path, key, node),
        next=jumps,
        save=node.save or "",
        fill=Part(*node.fill.split(".")) if node.fill else None,
        optional=node.optional,
        example=example,
        reasks=reasks,
        quote=bool(node.quote),
        skip=node.skip or "",
        give_up=node.give_up or "",
        deadline=span(node.deadline) if node.deadline else None,
        no_reply=node.no_reply or "",
    )
