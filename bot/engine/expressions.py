"""Conditions and sums in a script: read with Python's grammar, held to a closed set of nodes, never ``eval``ed.

An expression knows named answers, numbers, 'choice ids', true and false; ``and or not``, comparisons,
``+ - * /``, ``in``, and the functions ``known(name)`` and ``done('dialog')``. A name that is not known yet makes a
sum unknown and a comparison false. The cost of evaluating is bounded by the size that ``parse`` allows.
"""

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from bot.engine.values import Value

LARGEST = 10.0**15
"""No sum gives more than this, either way: what would is unknown, and so can't grow from turn to turn."""
LONGEST = 300
"""Characters an expression may have."""
MOST_NODES = 60
"""Parts an expression may have once it is read."""

Kind: TypeAlias = Literal["number", "text", "truth", "choice", "choices", "date", "time", "contact", "contacts"]
"""What a name or an expression holds."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What is known of a name when a script is compiled: its kind and, for choices, the ids it may hold."""

    kind: Kind
    choices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition or a sum that was found sound."""

    source: str
    tree: ast.expr
    names: frozenset[str]
    dialogs: frozenset[str]


class ExpressionError(ValueError):
    """An expression that can't be used; the message says what is wrong, ``offset`` at which character."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Function:
    """Something that can be asked of a name: the kinds it takes (none: any), and the kind it gives."""

    gives: Kind
    takes: tuple[Kind, ...] = ()


FUNCTIONS: Mapping[str, Function] = {
    "circle": Function("choice", ("contact",)),
    "count": Function("number", ("choices", "contacts")),
    "days_since": Function("number"),
    "times": Function("number"),
}
"""``circle`` of a contact, ``count`` of several, ``days_since`` and ``times`` of answering a question."""
CIRCLE = "circle()"
"""The name under which the circles there are are declared."""


class Facts(Protocol):
    """What an expression may know beyond named answers."""

    def done(self, dialog: str) -> bool:
        """Whether she ever finished this dialog."""

    def asked_of(self, function: str, name: str) -> Value | None:
        """What a function of ``FUNCTIONS`` gives for this name."""


_COMPARE: dict[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SUM: dict[type[ast.operator], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_TRUTHS = {"true": True, "false": False}
_ORDERED = {"number", "date", "time"}
_MEMBERS = (ast.In, ast.NotIn)


def parse(source: str) -> Expression:
    """Reads an expression; raises ``ExpressionError`` for all that is not in the closed set."""
    if len(source) > LONGEST:
        raise ExpressionError(f"a condition may have {LONGEST} characters, this one has {len(source)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("this is not a condition", getattr(error, "offset", None) or 0) from None
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    if len(nodes) > MOST_NODES:
        raise ExpressionError(f"a condition may have {MOST_NODES} parts, this one has {len(nodes)}")
    names: set[str] = set()
    dialogs: set[str] = set()
    _admit(tree, names, dialogs)
    return Expression(source, tree, frozenset(names), frozenset(dialogs))


def _admit(node: ast.expr, names: set[str], dialogs: set[str]) -> None:
    match node:
        case ast.Name(id=name):
            names.update({name} - _TRUTHS.keys())
        case ast.Constant(value=str()):
            pass
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and number <= LARGEST:
            pass
        case ast.BoolOp(values=parts):
            for part in parts:
                _admit(part, names, dialogs)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=part):
            _admit(part, names, dialogs)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUM:
            _admit(left, names, dialogs)
            _admit(right, names, dialogs)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE or isinstance(
            op, _MEMBERS
        ):
            _admit(left, names, dialogs)
            _admit(right, names, dialogs)
        case ast.Call(func=ast.Name(id="known"), args=[ast.Name(id=name)], keywords=[]):
            names.add(name)
        case ast.Call(func=ast.Name(id="done"), args=[ast.Constant(value=str(dialog))], keywords=[]):
            dialogs.add(dialog)
        case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=name)], keywords=[]) if function in FUNCTIONS:
            names.add(name)
        case _:
            raise ExpressionError(f"'{_written(node)}' can't be used in a condition", node.col_offset)


def _written(node: ast.expr) -> str:
    try:
        return ast.unparse(node)
    except ValueError:  # some strings that can be read can't be written
        return type(node).__name__


def check_kind(expression: Expression, declared: Mapping[str, Declared]) -> Declared:
    """What this expression gives; raises ``ExpressionError`` where kinds don't go together."""
    return _kind(expression.tree, declared)


def _kind(node: ast.expr, declared: Mapping[str, Declared]) -> Declared:
    match node:
        case ast.Name(id=name) if name in _TRUTHS:
            return Declared("truth")
        case ast.Name(id=name):
            return declared[name]
        case ast.Constant(value=str(text)):
            return Declared("choice", frozenset({text}))
        case ast.Constant():
            return Declared("number")
        case ast.BoolOp(values=parts):
            for part in parts:
                _demand(part, "truth", declared)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            _demand(part, "truth", declared)
        case ast.UnaryOp(operand=part):
            return _demand(part, "number", declared)
        case ast.BinOp(left=left, right=right):
            _demand(left, "number", declared)
            return _demand(right, "number", declared)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            _check_comparison(node, _kind(left, declared), op, _kind(right, declared))
        case ast.Call(func=ast.Name(id=function), args=[argument]) if function in FUNCTIONS:
            return _kind_of_call(node, FUNCTIONS[function], _kind(argument, declared), declared)
    return Declared("truth")


def _kind_of_call(
    node: ast.expr, function: Function, argument: Declared, declared: Mapping[str, Declared]
) -> Declared:
    if function.takes and argument.kind not in function.takes:
        wanted = " or ".join(function.takes)
        raise ExpressionError(f"'{ast.unparse(node)}' needs {wanted}, not {argument.kind}", node.col_offset)
    return declared[CIRCLE] if function.gives == "choice" else Declared(function.gives)


def _demand(node: ast.expr, kind: Kind, declared: Mapping[str, Declared]) -> Declared:
    found = _kind(node, declared)
    if found.kind != kind:
        raise ExpressionError(f"'{ast.unparse(node)}' is {found.kind}, and {kind} is needed here", node.col_offset)
    return found


def _check_comparison(node: ast.expr, left: Declared, op: ast.cmpop, right: Declared) -> None:
    if isinstance(op, _MEMBERS):
        sound = left.kind == "choice" and right.kind == "choices"
    elif isinstance(op, (ast.Eq, ast.NotEq)):
        sound = left.kind == right.kind or {left.kind, right.kind} == {"choice", "text"}
    else:
        sound = left.kind == right.kind and left.kind in _ORDERED
    if not sound:
        what = f"{left.kind} and {right.kind} can't be compared like this in '{ast.unparse(node)}'"
        raise ExpressionError(what, node.col_offset)
    if left.kind in {"choice", "choices"} and right.kind in {"choice", "choices"}:
        _check_choices(node, left, right)


def _check_choices(node: ast.expr, left: Declared, right: Declared) -> None:
    if not left.choices & right.choices:
        known = max(left.choices, right.choices, key=len)
        what = f"'{ast.unparse(node)}' can never be true: the choices are {', '.join(sorted(known))}"
        raise ExpressionError(what, node.col_offset)


def holds(expression: Expression | None, answers: Mapping[str, Value], facts: Facts) -> bool:
    """Whether this condition is true now; no condition always is."""
    return expression is None or _evaluate(expression.tree, answers, facts) is True


def evaluate(expression: Expression, answers: Mapping[str, Value], facts: Facts) -> Value | None:
    """What this expression gives now; None where it rests on something not known yet."""
    return _evaluate(expression.tree, answers, facts)


def _evaluate(node: ast.expr, answers: Mapping[str, Value], facts: Facts) -> Value | None:
    match node:
        case ast.Name(id=name):
            return _TRUTHS[name] if name in _TRUTHS else answers.get(name)
        case ast.Constant(value=str() | int() | float() as value):
            return value
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_evaluate(part, answers, facts) is True for part in parts)
        case ast.BoolOp(values=parts):
            return any(_evaluate(part, answers, facts) is True for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return _evaluate(part, answers, facts) is not True
        case ast.UnaryOp(operand=part):
            number = _evaluate(part, answers, facts)
            return -number if isinstance(number, (int, float)) else None
        case ast.BinOp(left=left, op=op, right=right):
            return _add_up(op, _evaluate(left, answers, facts), _evaluate(right, answers, facts))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compare(_evaluate(left, answers, facts), op, _evaluate(right, answers, facts))
        case ast.Call(func=ast.Name(id="known"), args=[ast.Name(id=name)]):
            return name in answers
        case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=name)]):
            return facts.asked_of(function, name)
        case ast.Call(args=[ast.Constant(value=str(dialog))]):
            return facts.done(dialog)
    return None


def _add_up(op: ast.operator, left: Value | None, right: Value | None) -> Value | None:
    if not isinstance(left, (int, float)) or not isinstance(right, (int, float)):
        return None
    if max(abs(left), abs(right)) > LARGEST or (isinstance(op, ast.Div) and right == 0):
        return None
    total = _SUM[type(op)](left, right)
    return total if abs(total) <= LARGEST else None


def _compare(left: Value | None, op: ast.cmpop, right: Value | None) -> bool:
    if left is None or right is None:
        return False
    if isinstance(op, _MEMBERS):
        return (left in right) is isinstance(op, ast.In) if isinstance(right, tuple) else False
    ordered = not isinstance(op, (ast.Eq, ast.NotEq))
    numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
    if ordered and not numbers and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return _COMPARE[type(op)](left, right)
