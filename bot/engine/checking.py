"""What can be wrong in a script that has the right shape: ways that lead nowhere, words that don't fit."""

import difflib
import re
from collections.abc import Iterable, Mapping

from bot.engine import expressions
from bot.engine.actions import ACTIONS
from bot.engine.compiling import Reading
from bot.engine.expressions import ExpressionError
from bot.engine.naming import CONTACTS, choices
from bot.engine.saying import PLACEHOLDER, SHORT
from bot.engine.script import END, Ask, Call, Dialog, Do, Each, End, Jumps, Node, Script
from bot.engine.values import Phrase

LONGEST_TEXT = 4096
"""Characters that a messenger takes in one message."""
LONGEST_LEAD = 300
"""Characters before a question, after which people stop reading."""
LONGEST_LABEL = 60
"""Characters that can be read on a button."""
LONGEST_ID = 40
EXTRAS = frozenset({"answer", "example", "high", "low", "max", "min", "title"})
"""Names that only common texts can hold."""
_MARKUP = re.compile(r"<(/?)([a-z]*)>")


def check(script: Script, readings: Mapping[str, Reading]) -> None:
    """Notes what is wrong in a script whose files were all read, each fault in the reading of its file."""
    for id_, dialog in script.dialogs.items():
        reading = readings[id_]
        _check_ways(script, dialog, reading)
        _check_reach(dialog, reading)
        _check_loops(script, dialog, reading)
        _check_moves(dialog, reading)
        for node in dialog.nodes.values():
            if isinstance(node, Ask):
                _check_question(node, reading)
            if isinstance(node, Do):
                _check_action(script, node, reading)
            if isinstance(node, Each):
                _check_each(script, node, reading)
    _check_calls(script, readings)
    _check_commands(script, readings["commands"])
    for reading in readings.values():
        _check_conditions(script, reading)
        _check_phrases(script, reading)


def ways(node: Node) -> tuple[str, ...]:
    """Every node this one may lead to."""
    jumps: Jumps = () if isinstance(node, End) else node.next
    targets = [jump.go for jump in jumps]
    if isinstance(node, Ask):
        targets += [way for way in (node.give_up, node.no_reply) if way]
        targets += [choice.go for choice in choices(node) if choice.go]
    return tuple(targets)


def _near(word: str, words: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(words), 1)
    return f"Did you mean '{near[0]}'?" if near else "Check the spelling."


def _check_ways(script: Script, dialog: Dialog, reading: Reading) -> None:
    for id_, node in dialog.nodes.items():
        path = ("nodes", id_)
        for target in ways(node):
            if target != END and target not in dialog.nodes:
                reading.blame(
                    path, "N04", f"'{id_}' leads to '{target}', which is not here", _near(target, dialog.nodes)
                )
        if isinstance(node, Call | Each) and node.dialog not in script.dialogs:
            reading.blame(path, "N05", f"there is no dialog '{node.dialog}'", _near(node.dialog, script.dialogs))
        if isinstance(node, End):
            continue
        if not node.next:
            reading.blame(
                path, "N06", f"'{id_}' is the last node and leads nowhere", "Add 'next: end' or an 'end:' node."
            )
        elif node.next[-1].when is not None:
            mend = "Let the last line of the list have no 'when'."
            reading.blame(path, "N09", f"'{id_}' may find none of its conditions true", mend)
        for jump in node.next[:-1]:
            if jump.when is None:
                reading.blame(
                    path, "N09", f"after '{jump.go}' no other way of '{id_}' is ever taken", "Put it last."
                )


def _check_reach(dialog: Dialog, reading: Reading) -> None:
    reached: set[str] = set()
    waiting = [dialog.first]
    while waiting:
        id_ = waiting.pop()
        if id_ in dialog.nodes and id_ not in reached:
            reached.add(id_)
            waiting += ways(dialog.nodes[id_])
    for id_ in dialog.nodes.keys() - reached:
        reading.blame(("nodes", id_), "N07", f"no way leads to '{id_}'", "Lead a node here, or remove it.")


def _check_loops(script: Script, dialog: Dialog, reading: Reading) -> None:
    """Blames a circle in which nothing is asked: a conversation would never come out of it."""
    silent = {id_: node for id_, node in dialog.nodes.items() if not _waits(script, node)}
    done: set[str] = set()
    for start in silent:
        trail: list[str] = []
        if _circles(start, silent, trail, done):
            circle = " → ".join(trail[trail.index(trail[-1]) :])
            reading.blame(
                ("nodes", trail[-1]),
                "N08",
                f"this goes round without a question: {circle}",
                "Ask, or end, on the way.",
            )
            return


def _circles(id_: str, silent: Mapping[str, Node], trail: list[str], done: set[str]) -> bool:
    trail.append(id_)
    if trail.count(id_) > 1:
        return True
    if id_ in silent and id_ not in done:
        if any(_circles(target, silent, trail, done) for target in ways(silent[id_])):
            return True
        done.add(id_)
    trail.pop()
    return False


def _waits(script: Script, node: Node) -> bool:
    if isinstance(node, Call | Each) and node.dialog in script.dialogs:
        return any(isinstance(one, Ask) for one in script.dialogs[node.dialog].nodes.values())
    return isinstance(node, Ask)


def _check_calls(script: Script, readings: Mapping[str, Reading]) -> None:
    """Blames dialogs that call each other in a circle."""
    calls = {
        id_: {node.dialog for node in dialog.nodes.values() if isinstance(node, Call | Each)}
        for id_, dialog in script.dialogs.items()
        if not dialog.aside
    }
    for id_, first in calls.items():
        reached: set[str] = set()
        waiting = list(first)
        while waiting:
            called = waiting.pop()
            if called not in reached:
                reached.add(called)
                waiting += calls.get(called, set())
        if id_ in reached:
            readings[id_].blame(
                ("nodes",), "N25", f"'{id_}' ends up calling itself", "Let one of the calls be an end."
            )


def _check_question(node: Ask, reading: Reading) -> None:
    path = ("nodes", node.id)
    plain = [max((one.source for one in variant.phrases), key=len, default="") for variant in node.lines]
    marks = plain[-1].count("?") + sum(text.count("?") for text in plain[:-1])
    if marks != 1 or "?" not in plain[-1]:
        what = f"a question has one question mark, in its last line; '{node.id}' has {marks}"
        reading.blame((*path, "ask"), "N17", what, "Ask one thing at a time, and ask it last.")
    lead = sum(len(text) for variant, text in zip(node.lines[:-1], plain, strict=False) if variant.when is None)
    if lead > LONGEST_LEAD:
        what = f"{lead} characters stand before the question; {LONGEST_LEAD} is the most"
        reading.blame((*path, "ask"), "N16", what, "Say less, or say it earlier.")
    labels: dict[str, str] = {}
    for choice in choices(node):
        where = (*path, "choices", choice.id)
        if (
            twin := labels.setdefault(choice.label.source.casefold(), choice.id)
        ) != choice.id and choice.when is None:
            reading.blame(
                where, "N13", f"'{choice.id}' and '{twin}' have the same label", "Word them differently."
            )
        if len(choice.label.source) > LONGEST_LABEL:
            what = f"this label has {len(choice.label.source)} characters; {LONGEST_LABEL} fit on a button"
            reading.blame(where, "N14", what, "Shorten it.")


def _check_moves(dialog: Dialog, reading: Reading) -> None:
    """Blames moves to a node that isn't there, and of one that still is."""
    for key, moves in (("renamed", dialog.renamed), ("retired", dialog.retired)):
        for old in moves:
            if old in dialog.nodes:
                what = f"'{old}' is {key}, and stands here all the same"
                reading.blame((key, old), "N28", what, "Remove it here, or remove the node.")
            elif dialog.present(old) not in {*dialog.nodes, END}:
                what = f"'{old}' is {key} to '{moves[old]}', which is not here"
                reading.blame((key, old), "N28", what, _near(moves[old], dialog.nodes))


def _check_action(script: Script, node: Do, reading: Reading) -> None:
    path = ("nodes", node.id, "do")
    action = ACTIONS.get(node.action)
    if action is None:
        reading.blame(path, "N29", f"the coach can't do '{node.action}'", _near(node.action, ACTIONS))
        return
    for name in sorted(action.arguments.keys() - node.arguments.keys() - action.optional):
        reading.blame(path, "N29", f"'{node.action}' needs '{name}'", f"Add '{name}:' with a name or a value.")
    for name, expression in node.arguments.items():
        if name not in action.arguments:
            reading.blame(path, "N29", f"'{node.action}' has no use for '{name}'", _near(name, action.arguments))
        elif expression.names <= script.names.keys():
            kind = expressions.check_kind(expression, script.names).kind
            if kind != action.arguments[name]:
                what = f"'{name}' of '{node.action}' is {action.arguments[name]}, and this is {kind}"
                reading.blame(path, "N29", what, "Give it a name or value of that kind.")


def _check_each(script: Script, node: Each, reading: Reading) -> None:
    kind = script.names[node.over].kind if node.over in script.names else None
    if node.over != CONTACTS and kind != "contacts":
        what = f"'{node.over}' does not hold several people"
        mend = f"Use '{CONTACTS}', or a name that a question of type contacts saves."
        reading.blame(("nodes", node.id, "each"), "N30", what, mend)


def _check_commands(script: Script, reading: Reading) -> None:
    for target in (script.first, script.home):
        if target not in script.dialogs:
            reading.blame((), "N05", f"there is no dialog '{target}'", _near(target, script.dialogs))
    taken: dict[str, str] = {}
    for command in script.commands:
        path = ("commands", command.id)
        if command.dialog and command.dialog not in script.dialogs:
            reading.blame(
                path, "N05", f"there is no dialog '{command.dialog}'", _near(command.dialog, script.dialogs)
            )
        for name in command.names.values():
            if taken.setdefault(name, command.id) != command.id:
                reading.blame(path, "N13", f"/{name} is '{taken[name]}' already", "Give it another name.")


def _check_conditions(script: Script, reading: Reading) -> None:
    for expression, path in reading.conditions:
        unknown = sorted(expression.names - script.names.keys())
        for name in unknown:
            reading.blame(path, "N11", f"no question saves '{name}'", _near(name, script.names))
        for dialog in sorted(expression.dialogs - script.dialogs.keys()):
            reading.blame(path, "N05", f"there is no dialog '{dialog}'", _near(dialog, script.dialogs))
        if not unknown:
            _check_kinds(script, reading, expression, path)


def _check_kinds(
    script: Script, reading: Reading, expression: expressions.Expression, path: tuple[str | int, ...]
) -> None:
    try:
        kind = expressions.check_kind(expression, script.names).kind
    except ExpressionError as error:
        reading.blame(
            path, "N18", str(error), "Compare numbers with numbers, and choices with their ids in quotes."
        )
        return
    if path[-1] == "when" and kind != "truth":
        reading.blame(
            path, "N18", f"'{expression.source}' is {kind}, not true or false", "Compare it with something."
        )


def _check_phrases(script: Script, reading: Reading) -> None:
    for phrase, path in reading.taken:
        if len(phrase.source) > LONGEST_TEXT:
            what = f"this text has {len(phrase.source)} characters; a message holds {LONGEST_TEXT}"
            reading.blame(path, "N15", what, "Divide it over several nodes.")
        for name in (one.removesuffix(SHORT) for one in PLACEHOLDER.findall(phrase.source)):
            if not _is_known(script, phrase, name):
                known = [*script.names, *script.forms]
                reading.blame(path, "N11", f"nothing fills '{{{name}}}'", _near(name, known))
        if not is_balanced(phrase.source):
            what = "the markup of this text does not close, or is none of <b> and <i>"
            reading.blame(path, "N23", what, "Write <b>bold</b> or <i>italic</i>, one inside the other.")


def _is_known(script: Script, phrase: Phrase, name: str) -> bool:
    extra = name in EXTRAS and phrase.key.startswith("common.")
    return extra or name in script.names or name.lower() in script.forms


def is_balanced(text: str) -> bool:
    """Whether every <b> and <i> is closed in its turn, and no other tag stands here."""
    waiting: list[str] = []
    for closing, tag in _MARKUP.findall(text):
        if tag not in {"b", "i"}:
            return False
        if not closing:
            waiting.append(tag)
        elif not waiting or waiting.pop() != tag:
            return False
    return not waiting
