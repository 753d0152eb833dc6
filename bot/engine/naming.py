"""Which names a script declares: what each holds, and the words for the choices it may hold."""

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import assert_never

from bot.engine.expressions import Expression, ExpressionError
from bot.engine.kinds import Declared, check_kind, fact_key
from bot.engine.people import SOMEBODY
from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
    Zone,
)
from bot.engine.repertoire import Repertoire
from bot.engine.saying import BEFORE, FORM, LANGUAGE
from bot.engine.script import Ask, Assign, Call, Dialog, Each, End, Node
from bot.engine.values import Phrase

FIRST = "eerste_"
"""Begins the name under which the first answer ever given is known."""
BUILT_IN: Mapping[str, Declared] = {
    "antwoorden": Declared("number"),
    "gesprekken": Declared("number"),
    "voornaam": Declared("text"),
    "vandaag": Declared("date"),
    "nu": Declared("time"),
    "weekdag": Declared("number"),
    "meer_kaartjes": Declared("number"),
    "gesprek_open": Declared("text"),
    SOMEBODY: Declared("contact"),
}
"""Names that are always there: answers, dialogs finished, what her messenger calls her, today, now, the day of the
week (Monday is 1), cards left out, the talk that waits, somebody."""
WAITS = "gesprek_open"
"""What the talk is called that waits while she is in the dialog that is home."""
MORE = "meer_kaartjes"
"""How many cards that she shared were too many to show."""
COUNTED = frozenset({"antwoorden", "gesprekken", "nu", "vandaag", "weekdag"})
"""Those of them that are known of everybody."""
CONTACTS = "contacts"
"""What ``each`` goes through where it goes through everybody in her network."""


def declare(
    dialogs: Mapping[str, Dialog], repertoire: Repertoire, lists: Mapping[str, Collection[str]]
) -> dict[str, Declared]:
    """Every name and what it holds, and what facts give; a name saved twice holds the choices of both."""
    given = {
        fact_key(name): Declared(fact.gives, frozenset(lists.get(fact.choices, ())))
        for name, fact in repertoire.facts.items()
    }
    told = {
        name: Declared(one.gives, frozenset(lists.get(one.choices, ()))) for name, one in repertoire.told.items()
    }
    names: dict[str, Declared] = {**BUILT_IN, **given, **told}
    names |= {one.about.name: Declared("contact") for one in dialogs.values() if one.about}
    for node in _saving(dialogs):
        for name in (node.save, BEFORE + node.save, FIRST + node.save):
            before = names.get(name, Declared(declared(node).kind))
            names[name] = Declared(declared(node).kind, before.choices | declared(node).choices)
    names |= {node.name: in_hand(node, names) for node in _nodes(dialogs) if isinstance(node, Each)}
    names |= {name: Declared("text") for name in _worded(dialogs) if name not in names}
    _declare_worked_out(dialogs, names)
    return names


def in_hand(node: Each, names: Mapping[str, Declared]) -> Declared:
    """What is in hand while a node goes through several: somebody, or one of the answers that were ticked."""
    over = names.get(node.over)
    return Declared("choice", over.choices) if over and over.kind == "choices" else Declared("contact")


def names_in_hand(dialogs: Mapping[str, Dialog]) -> frozenset[str]:
    """The names that hold whom or what a dialog is about for the moment."""
    each = {node.name for node in _nodes(dialogs) if isinstance(node, Each)}
    return frozenset(each | {one.about.name for one in dialogs.values() if one.about})


def saved_in(dialog: Dialog) -> frozenset[str]:
    """The names under which this dialog saves answers that stay."""
    saved = (node.save for node in dialog.nodes.values() if isinstance(node, Ask) and node.save)
    return frozenset(saved) - dialog.passing


def settings(dialogs: Mapping[str, Dialog]) -> frozenset[str]:
    """The names that stay until she changes them: how to speak to her, and what can be changed in passing."""
    changed = (saved_in(dialog) for dialog in dialogs.values() if not dialog.begins_afresh)
    return frozenset({FORM, LANGUAGE}).union(*changed)


def held_in(dialog: Dialog) -> frozenset[str]:
    """The names under which this dialog holds anything: what is answered, worked out, worded or given back."""
    nodes = dialog.nodes.values()
    saved = (node.save for node in nodes if isinstance(node, (Ask, Call)) and node.save)
    set_ = (name for node in nodes if isinstance(node, Assign) for name, _ in node.values)
    return frozenset((*saved, *set_))


def passing(dialogs: Mapping[str, Dialog]) -> dict[str, frozenset[str]]:
    """The names that hold only as long as a dialog is under way, with those dialogs."""
    names = {name for dialog in dialogs.values() for name in dialog.passing}
    return {name: frozenset(id_ for id_, one in dialogs.items() if name in one.passing) for name in names}


def labels(dialogs: Mapping[str, Dialog]) -> dict[tuple[str, str], Phrase]:
    """The words for each choice that a name may hold, by name and choice."""
    found: dict[tuple[str, str], Phrase] = {}
    for node in _saving(dialogs):
        for choice in choices(node):
            for name in (node.save, BEFORE + node.save, FIRST + node.save):
                found.setdefault((name, choice.id), choice.label)
    copies = [(name, one.tree.id) for name, one in _worked_out(dialogs) if isinstance(one.tree, ast.Name)]
    copies += [(node.name, node.over) for node in _nodes(dialogs) if isinstance(node, Each)]
    before = -1
    while len(found) > before:
        before = len(found)
        for name, source in copies:
            found |= {(name, id_): label for (held, id_), label in found.items() if held == source}
    return found


def tracked(conditions: Iterable[Expression]) -> frozenset[str]:
    """The names of which a script asks how often and how long ago they were answered."""
    calls = (node for one in conditions for node in one.parts if isinstance(node, ast.Call))
    return frozenset(
        call.args[0].id
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in {"days_since", "times"}
        and isinstance(call.args[0], ast.Name)
    )


def choices(node: Node) -> tuple[Choice, ...]:
    """The choices that a question offers by itself."""
    if isinstance(node, Ask) and isinstance(node.question, ChooseOne | ChooseSeveral):
        return node.question.choices
    return ()


def _nodes(dialogs: Mapping[str, Dialog]) -> Iterator[Node]:
    return (node for dialog in dialogs.values() for node in dialog.nodes.values())


def _saving(dialogs: Mapping[str, Dialog]) -> Iterator[Ask]:
    return (node for node in _nodes(dialogs) if isinstance(node, Ask) and node.save)


def declared(node: Ask) -> Declared:
    """What the answer to this question holds."""
    match node.question:
        case ChooseOne():
            return Declared("choice", frozenset(choice.id for choice in choices(node)))
        case ChooseSeveral():
            return Declared("choices", frozenset(choice.id for choice in choices(node)))
        case Scale() | Number():
            return Declared("number")
        case YesNo():
            return Declared("truth")
        case OpenText():
            return Declared("text")
        case Date():
            return Declared("date")
        case Time():
            return Declared("time")
        case Zone():
            return Declared("zone")
        case OneContact():
            return Declared("contact")
        case SeveralContacts():
            return Declared("contacts")
        case _:
            assert_never(node.question)


def _declare_worked_out(dialogs: Mapping[str, Dialog], names: dict[str, Declared]) -> None:
    """Declares the names that are worked out from others, in as many rounds as they lean on each other."""
    pairs = list(_worked_out(dialogs))
    for _ in pairs:
        for name, expression in pairs:
            if name not in names and expression.names <= names.keys():
                try:
                    names[name] = check_kind(expression, names)
                except ExpressionError:
                    continue


def _worded(dialogs: Mapping[str, Dialog]) -> Iterator[str]:
    """Each name that is set to words of the script."""
    for node in _nodes(dialogs):
        if isinstance(node, Assign):
            yield from (name for name, given in node.values if isinstance(given, Phrase))


def _worked_out(dialogs: Mapping[str, Dialog]) -> Iterator[tuple[str, Expression]]:
    """Each name that is worked out, or saved from what a called dialog gives, with the expression behind it."""
    for node in _nodes(dialogs):
        match node:
            case Assign(values=values):
                yield from ((name, given) for name, given in values if isinstance(given, Expression))
            case Call(dialog=dialog, save=save) if save and dialog in dialogs:
                ends = (end for end in dialogs[dialog].nodes.values() if isinstance(end, End))
                yield from ((save, end.gives) for end in ends if end.gives)
