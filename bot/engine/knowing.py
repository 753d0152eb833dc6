"""Which names are certain to be known where, whatever she answers or skips on the way."""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from bot.engine.abilities import FORGET
from bot.engine.compiling import Reading
from bot.engine.expressions import ALWAYS_KNOWN, Expression
from bot.engine.naming import COUNTED, FIRST, choices, saved_in
from bot.engine.questions import ChooseOne
from bot.engine.saying import PLACEHOLDER
from bot.engine.script import END, Ask, Assign, Call, Dialog, Do, Each, End, Jumps, Node, Script
from bot.engine.values import Phrase
from bot.engine.yaml_source import Path

Names: TypeAlias = frozenset[str]


def check_certainty(script: Script, readings: Mapping[str, Reading]) -> None:
    """Blames names that may be missing where words have to stand: in the question itself, and on buttons."""
    for id_, known in _everywhere(script).items():
        for node in script.dialogs[id_].nodes.values():
            if isinstance(node, Ask) and node.id in known:
                _check_question(script, node, known[node.id], readings[id_])


def _check_question(script: Script, node: Ask, known: Names, reading: Reading) -> None:
    last = node.lines[-1]
    asked: Path = ("nodes", node.id, "ask", len(node.lines) - 1, "text")
    for phrase in last.phrases:
        _check_phrase(script, phrase, asked, known | _certain(last.when, holds=True), reading)
    for choice in choices(node):
        path: Path = ("nodes", node.id, "choices", choice.id, "label")
        _check_phrase(script, choice.label, path, known | _certain(choice.when, holds=True), reading)


def _check_phrase(script: Script, phrase: Phrase, path: Path, known: Names, reading: Reading) -> None:
    for written in PLACEHOLDER.findall(phrase.source):
        name, _, asked = written.partition(":")
        if name in script.names and (name not in known or asked in _may_be_unknown(script)):
            what = f"'{{{written}}}' may not be known here, and these words have to stand"
            mend = f"Put it in a line above the question, or come here with 'when: known({name})' only."
            reading.blame(path, "N44", what, mend)


def _may_be_unknown(script: Script) -> Names:
    """The facts of which nothing may be known; what somebody is called always is."""
    return frozenset(script.repertoire.facts) - {"nickname"}


def _everywhere(script: Script) -> Mapping[str, Mapping[str, Names]]:
    """For each dialog and node of it, the names that are certain to be known there."""
    alone = {script.first, script.home, *(command.dialog for command in script.commands)}
    called = {node.dialog for dialog in script.dialogs.values() for node in _calls(dialog)}
    entries = {
        id_: COUNTED | _at_first(one) for id_, one in script.dialogs.items() if id_ in alone or id_ not in called
    }
    found: dict[str, Mapping[str, Names]] = {}
    walked: dict[str, Names] = {}
    for _ in range(2 * len(script.dialogs) + 1):
        before = dict(entries)
        for id_, entry in before.items():
            if walked.get(id_) == entry:
                continue
            walked[id_] = entry
            found[id_] = _within(script, script.dialogs[id_], entry)
            for node in _calls(script.dialogs[id_]):
                if node.dialog in script.dialogs and node.id in found[id_] and node.dialog not in alone:
                    name = {node.name} if isinstance(node, Each) else set()
                    handed = found[id_][node.id] | name
                    entries[node.dialog] = entries.get(node.dialog, handed) & handed
        if entries == before:
            break
    return found


def _at_first(dialog: Dialog) -> Names:
    """What is known when this dialog begins by itself: whom it is about, and what a daily question rests on."""
    about = frozenset({dialog.about.name}) if dialog.about else frozenset()
    return about | _certain(dialog.daily.when, holds=True) if dialog.daily else about


def _calls(dialog: Dialog) -> Iterator[Call | Each]:
    return (node for node in dialog.nodes.values() if isinstance(node, Call | Each))


def _within(script: Script, dialog: Dialog, entry: Names) -> Mapping[str, Names]:
    """For each node that can be reached, what is known when she comes there."""
    fresh = dialog.passing | (saved_in(dialog) - script.settings if dialog.begins_afresh else frozenset())
    known: dict[str, Names] = {dialog.first: entry - fresh}
    waiting = [dialog.first]
    while waiting:
        node = dialog.nodes[waiting.pop()]
        for target, after in _ways_on(script, node, known[node.id]):
            if target in dialog.nodes:
                met = known[target] & after if target in known else after
                if known.get(target) != met:
                    known[target] = met
                    waiting.append(target)
    return known


def _ways_on(script: Script, node: Node, known: Names) -> Iterator[tuple[str, Names]]:
    """Each way on from this node, with what is known there."""
    match node:
        case End():
            return
        case Ask():
            answered = known | ({node.save, FIRST + node.save} if node.save else set())
            for choice in choices(node):
                if choice.go and isinstance(node.question, ChooseOne):
                    yield choice.go, answered
            yield from ((way, known) for way in (node.skip, node.give_up, node.no_reply) if way)
            yield from _forked(node.next, known if node.optional and not node.skip else answered)
        case _:
            yield from _forked(node.next, _after(script, node, known))


def _forked(jumps: Jumps, known: Names) -> Iterator[tuple[str, Names]]:
    """Each of these ways; whoever takes one, found the conditions before it untrue."""
    for jump in jumps:
        yield jump.go, known | _certain(jump.when, holds=True)
        known |= _certain(jump.when, holds=False)


def _after(script: Script, node: Node, known: Names) -> Names:
    match node:
        case Do(action=action) if action == FORGET:
            return COUNTED
        case Assign(values=values):
            for name, held in values:
                known = known | {name} if _is_sure(script, held, known) else known - {name}
            return known
        case Call(dialog=dialog, save=save) if dialog in script.dialogs:
            known -= _lost_in(script, script.dialogs[dialog])
            given = bool(save) and _always_gives(script, script.dialogs[dialog])
            return known | {save} if given else known - {save}
        case Each(dialog=dialog, name=name) if dialog in script.dialogs:
            return known - _lost_in(script, script.dialogs[dialog]) - {name}
    return known


def _lost_in(script: Script, dialog: Dialog) -> Names:
    """The names of which it is not certain after this dialog that they are known."""
    return dialog.passing | (saved_in(dialog) - script.settings)


def _is_sure(script: Script, given: Expression | Phrase, known: Names) -> bool:
    """Whether a name that is set to this is known for certain then."""
    if isinstance(given, Expression):
        return given.names <= known and not any(map(_may_give_nothing, given.parts))
    held = (written.partition(":") for written in PLACEHOLDER.findall(given.source))
    return all(
        name.lower() in script.forms or (name in known and asked not in _may_be_unknown(script))
        for name, _, asked in held
    )


def _may_give_nothing(part: ast.AST) -> bool:
    """Whether this part of a sum may be unknown though its names are known: by zero, or a fact of somebody."""
    asks = isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id not in ALWAYS_KNOWN
    return isinstance(part, ast.Div) or asks


def _always_gives(script: Script, dialog: Dialog) -> bool:
    """Whether this dialog gives a value however it ends; a call within it is taken not to."""
    if any(_calls(dialog)):
        return False
    known = _within(script, dialog, COUNTED)
    for id_, sure in known.items():
        node = dialog.nodes[id_]
        if isinstance(node, End) and not (node.gives and node.gives.names <= sure):
            return False
        if any(target == END for target, _ in _ways_on(script, node, sure)):
            return False
    return True


def _certain(condition: Expression | None, *, holds: bool) -> Names:
    """The names that are known for sure where this condition holds, or where it does not."""
    return _told(condition.tree, holds=holds) if condition else frozenset()


@lru_cache(maxsize=8192)
def _told(node: ast.expr, *, holds: bool) -> Names:
    match node:
        case ast.Name(id=name) if holds:
            return frozenset({name})
        case ast.Call(func=ast.Name(id="known"), args=[ast.Name(id=name)]) if holds:
            return frozenset({name})
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return _told(part, holds=not holds)
        case ast.BoolOp(op=op, values=parts):
            told = [_told(part, holds=holds) for part in parts]
            every = isinstance(op, ast.And) == holds
            return frozenset.union(*told) if every else frozenset.intersection(*told)
        case ast.Compare() if holds:
            inside = {id(name) for call in ast.walk(node) if isinstance(call, ast.Call) for name in ast.walk(call)}
            names = (one for one in ast.walk(node) if isinstance(one, ast.Name) and id(one) not in inside)
            return frozenset(one.id for one in names)
    return frozenset()
