"""Conditions that can never be true, ways that are never taken, choices of which none may be left."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import prod
from typing import TypeAlias

from bot.engine.compiling import Reading
from bot.engine.expressions import Expression, ExpressionError, holds
from bot.engine.kinds import Declared, check_kind
from bot.engine.naming import FIRST, choices
from bot.engine.questions import Number, Scale
from bot.engine.saying import BEFORE
from bot.engine.script import Ask, Assign, Branch, Call, Each, End, Node, Script
from bot.engine.values import Value
from bot.engine.yaml_source import Path

MOST = 5_000
"""Combinations of answers that are tried out."""
FEW = 5
"""Choices of which all subsets are tried out; of more, each alone, none and all."""

_Bounds: TypeAlias = list[tuple[float | None, float | None]]
_Ranges: TypeAlias = dict[str, _Bounds]


class _Nobody:
    """Facts for conditions that rest on answers alone."""

    def done(self, _dialog: str) -> bool:
        return False

    def asked_of(self, _function: str, _name: str) -> Value | None:
        return None

    def people(self, _fact: str, _choice: str) -> int:
        return 0


def check_forks(script: Script, readings: Mapping[str, Reading]) -> None:
    """Notes the conditions that no answers make true, and what stands behind others that take all."""
    ranges = _ranges(script)
    for id_, dialog in script.dialogs.items():
        for node in dialog.nodes.values():
            for expression, where in _conditions(node):
                _check_alone(script, ranges, expression, (*("nodes", node.id), *where), readings[id_])
            if not isinstance(node, End):
                _check_order(script, ranges, node, readings[id_])
            if isinstance(node, Ask):
                _check_left(node, readings[id_])


def _conditions(node: Node) -> Iterator[tuple[Expression, Path]]:
    """The conditions of a node that stand alone, and where."""
    for key in ("say", "ask", "end"):
        lines = getattr(node, "lines", ()) if key == type(node).__name__.lower() else ()
        for at, line in enumerate(lines):
            if line.when:
                yield line.when, (key, at, "when")
            for part_at, part in enumerate(line.lines):
                if part.when:
                    yield part.when, (key, at, "lines", part_at, "when")
    if isinstance(node, Each) and node.where:
        yield node.where, ("where",)
    for choice in choices(node):
        if choice.when:
            yield choice.when, ("choices", choice.id, "when")


def _check_alone(script: Script, ranges: _Ranges, expression: Expression, path: Path, reading: Reading) -> None:
    tried = _tried(script, ranges, (expression,))
    if tried and not any(holds(expression, answers, _Nobody()) for answers in tried):
        what = f"'{expression.source}' can never be true"
        reading.blame(path, "N22", what, "Compare with a value that the answer can have.")


def _check_order(script: Script, ranges: _Ranges, node: Node, reading: Reading) -> None:
    jumps = () if isinstance(node, End) else node.next
    conditions = [jump.when for jump in jumps if jump.when]
    tried = _tried(script, ranges, conditions) if conditions else []
    key = "branch" if isinstance(node, Branch) else "next"
    if not tried:
        return
    for at, jump in enumerate(jumps):
        if jump.when is None:
            return
        before = [one.when for one in jumps[:at]]
        true = [answers for answers in tried if holds(jump.when, answers, _Nobody())]
        path = ("nodes", node.id, key, at, "when")
        if not true:
            what = f"'{jump.when.source}' can never be true"
            reading.blame(path, "N22", what, "Compare with a value that the answer can have.")
        elif all(any(holds(one, answers, _Nobody()) for one in before) for answers in true):
            what = f"whenever '{jump.when.source}' is true, a line above it is true already"
            reading.blame(path, "N22", what, "Put the narrower condition first, or remove one.")


def _check_left(node: Ask, reading: Reading) -> None:
    offered = choices(node)
    if offered and all(choice.when for choice in offered):
        what = "every answer has a condition, so there may be none to choose"
        reading.blame(("nodes", node.id, "choices"), "N31", what, "Offer at least one always.")


def _ranges(script: Script) -> _Ranges:
    """Between which numbers each name lies, by every question that saves it; none for one that is worked out."""
    asked: _Ranges = {}
    worked_out: set[str] = set()
    for node in (node for dialog in script.dialogs.values() for node in dialog.nodes.values()):
        if isinstance(node, Ask) and node.save and isinstance(node.question, Scale | Number):
            for name in (node.save, BEFORE + node.save, FIRST + node.save):
                asked.setdefault(name, []).append((node.question.low, node.question.high))
        if isinstance(node, Assign):
            worked_out |= {name for name, _ in node.values}
        if isinstance(node, Call):
            worked_out.add(node.save)
    return {name: bounds for name, bounds in asked.items() if name not in worked_out}


def _tried(script: Script, ranges: _Ranges, conditions: Iterable[Expression]) -> list[dict[str, Value]]:
    """Answers that stand for all that could be given; none where these conditions rest on more than answers."""
    conditions = list(conditions)
    parts = [part for condition in conditions for part in condition.parts]
    calls = [part.func.id for part in parts if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)]
    names = sorted({name for condition in conditions for name in condition.names})
    sound = all(name in script.names for name in names) and all(_fits(script, one) for one in conditions)
    if not sound or any(call != "known" for call in calls):
        return []
    constants = [part.value for part in parts if isinstance(part, ast.Constant)]
    values = [_values(script.names[name], ranges.get(name), constants) for name in names]
    if not all(values) or prod(len(several) for several in values) > MOST:
        return []
    return [
        {name: value for name, value in zip(names, chosen, strict=True) if value is not None}
        for chosen in product(*values)
    ]


def _fits(script: Script, condition: Expression) -> bool:
    """Whether it is a sound condition; what is not, is told where conditions are checked."""
    try:
        return check_kind(condition, script.names).kind == "truth"
    except ExpressionError:
        return False


def _values(declared: Declared, ranges: _Bounds | None, constants: Sequence[object]) -> list[Value | None]:
    """What a name can hold, as far as these constants can tell it apart; None is not known."""
    match declared.kind:
        case "truth":
            return [None, True, False]
        case "choice":
            return [None, *sorted(declared.choices)]
        case "choices":
            ids = sorted(declared.choices)
            sizes = range(len(ids) + 1) if len(ids) <= FEW else (0, 1, len(ids))
            return [None, *(chosen for size in sizes for chosen in combinations(ids, size))]
        case "number":
            numbers = [one for one in constants if isinstance(one, int | float)]
            near = {number + step for number in numbers for step in (-1, -0.5, 0, 0.5, 1)}
            lows = [one for bounds in ranges or [] for one in bounds if one is not None]
            return [None, *sorted(one for one in {*near, *lows, 0} if _possible(one, ranges))]
        case "contact" | "text":
            return [None, "a", "b", *(one for one in constants if isinstance(one, str))]
    return []


def _possible(number: float, ranges: _Bounds | None) -> bool:
    return ranges is None or any(
        (low is None or number >= low) and (high is None or number <= high) for low, high in ranges
    )
