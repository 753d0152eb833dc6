"""Which names a script declares: what each holds, and the words for the choices it may hold."""

from collections.abc import Iterator, Mapping

from bot.engine import expressions
from bot.engine.expressions import Declared, ExpressionError
from bot.engine.script import Ask, Assign, Choice, ChooseOne, ChooseSeveral, Dialog, Number, OpenText, Scale, YesNo
from bot.engine.values import Phrase

BEFORE = "vorige_"
"""Begins the name under which the answer of the last time is known while a dialog is done again."""
BUILT_IN: Mapping[str, Declared] = {
    "antwoorden": Declared("number"),
    "gesprekken": Declared("number"),
    "voornaam": Declared("text"),
}
"""Names that are always there: questions answered, dialogs finished, what her messenger calls her."""


def declare(dialogs: Mapping[str, Dialog]) -> dict[str, Declared]:
    """Every name and what it holds; a name that several questions save may hold the choices of each."""
    names: dict[str, Declared] = dict(BUILT_IN)
    for node in _asks(dialogs):
        for name in (node.save, BEFORE + node.save):
            before = names.get(name, Declared(declared(node).kind))
            names[name] = Declared(declared(node).kind, before.choices | declared(node).choices)
    _declare_assigned(dialogs, names)
    return names


def labels(dialogs: Mapping[str, Dialog]) -> dict[tuple[str, str], Phrase]:
    """The words for each choice that a name may hold, by name and choice."""
    found: dict[tuple[str, str], Phrase] = {}
    for node in _asks(dialogs):
        for choice in _choices(node):
            for name in (node.save, BEFORE + node.save):
                found.setdefault((name, choice.id), choice.label)
    return found


def _asks(dialogs: Mapping[str, Dialog]) -> Iterator[Ask]:
    nodes = (node for dialog in dialogs.values() for node in dialog.nodes.values())
    return (node for node in nodes if isinstance(node, Ask) and node.save)


def _choices(node: Ask) -> tuple[Choice, ...]:
    match node.question:
        case ChooseOne(choices) | ChooseSeveral(choices):
            return choices
    return ()


def declared(node: Ask) -> Declared:
    """What the answer to this question holds."""
    ids = frozenset(choice.id for choice in _choices(node))
    match node.question:
        case ChooseOne():
            return Declared("choice", ids)
        case ChooseSeveral():
            return Declared("choices", ids)
        case Scale() | Number():
            return Declared("number")
        case YesNo():
            return Declared("truth")
        case OpenText():
            return Declared("text")


def _declare_assigned(dialogs: Mapping[str, Dialog], names: dict[str, Declared]) -> None:
    """Declares the names that are worked out from others, in as many rounds as they lean on each other."""
    nodes = [node for dialog in dialogs.values() for node in dialog.nodes.values() if isinstance(node, Assign)]
    assigned = [pair for node in nodes for pair in node.values]
    for _ in assigned:
        for name, expression in assigned:
            if name not in names and expression.names <= names.keys():
                try:
                    names[name] = expressions.check_kind(expression, names)
                except ExpressionError:
                    continue
