"""Conditions and sums in a script: read with Python's grammar, held to a closed set of nodes, never ``eval``ed.

An expression knows named answers, numbers, 'choice ids', true and false; ``and or not``, comparisons,
``+ - * /``, ``in``, and functions: ``known(name)``, ``done('dialog')``, those of ``FUNCTIONS``, facts of somebody
in the network such as ``ring(name)``, and ``people(fact)``, of how many it is true. A day and a number make
another day (``vandaag + 7``). A name that is not known yet makes a sum unknown and a comparison false. The cost of
evaluating is bounded by the size that ``parse`` allows; ``people`` looks at everybody once. What goes together is
checked in ``kinds``.
"""

import ast
import operator
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from bot.engine.values import Kind, Value

LARGEST = 10.0**15
"""No sum gives more than this, either way: what would is unknown, and so can't grow from turn to turn."""
LONGEST = 300
"""Characters an expression may have."""
MOST_NODES = 60
"""Parts an expression may have once it is read."""


class Facts(Protocol):
    """What an expression may know beyond named answers."""

    def done(self, dialog: str) -> bool:
        """Whether she ever finished this dialog."""

    def asked_of(self, function: str, name: str) -> Value | None:
        """What a function of ``FUNCTIONS``, or a fact, gives for this name."""

    def people(self, fact: str, choice: str) -> int:
        """Of how many people this is true, or (with a choice) gives it; without a fact, how many there are."""


Evaluation: TypeAlias = Callable[[Mapping[str, Value], Facts], Value | None]
"""Works an expression out, over named answers and facts."""


class Expression(Struct, frozen=True, eq=False):
    """A condition or a sum that was found sound; ``parts`` are all that its tree is made of."""

    source: str
    tree: ast.expr
    parts: tuple[ast.AST, ...]
    names: frozenset[str]
    dialogs: frozenset[str]
    facts: frozenset[str]
    worked_out: Evaluation


class ExpressionError(ValueError):
    """An expression that can't be used; the message says what is wrong, ``offset`` at which character."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


class Function(Struct, frozen=True):
    """Something that can be asked of a name: the kinds it takes (none: any), and the kind it gives."""

    gives: Kind
    takes: tuple[Kind, ...] = ()


FUNCTIONS: Mapping[str, Function] = {
    "count": Function("number", ("choices", "contacts")),
    "days_since": Function("number"),
    "times": Function("number"),
}
"""``count`` of several, ``days_since`` and ``times`` of answering a question."""
PEOPLE = "people"
"""Counts the people in her network of whom a fact is true, or gives one of these choices; without a fact, all."""


_COMPARE: dict[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_SUM: dict[type[ast.operator], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
ALWAYS_KNOWN = frozenset({"known", "done", PEOPLE, *FUNCTIONS})
"""What can be called and always gives something where its name is known; a fact may give nothing."""
TRUTHS = {"true": True, "false": False}
"""How yes and no are written."""
MEMBERS = (ast.In, ast.NotIn)
"""The comparisons of one with several."""


def parse(source: str, facts: Collection[str] = ()) -> Expression:
    """Reads an expression; raises ``ExpressionError`` for all that is not in the closed set, with these facts."""
    if len(source) > LONGEST:
        raise ExpressionError(f"a condition may have {LONGEST} characters, this one has {len(source)}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError("this is not a condition", getattr(error, "offset", None) or 0) from None
    parts = tuple(ast.walk(tree))
    nodes = [node for node in parts if isinstance(node, ast.expr)]
    if len(nodes) > MOST_NODES:
        raise ExpressionError(f"a condition may have {MOST_NODES} parts, this one has {len(nodes)}")
    names: set[str] = set()
    dialogs: set[str] = set()
    _admit(tree, names, dialogs, facts)
    asked = {part.id for part in nodes if isinstance(part, ast.Name)} & set(facts)
    return Expression(source, tree, parts, frozenset(names), frozenset(dialogs), frozenset(asked), _compiled(tree))


def _admit(node: ast.expr, names: set[str], dialogs: set[str], facts: Collection[str]) -> None:
    match node:
        case ast.Name(id=name):
            names.update({name} - TRUTHS.keys())
        case ast.Constant(value=str()):
            pass
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and number <= LARGEST:
            pass
        case ast.BoolOp(values=parts):
            for part in parts:
                _admit(part, names, dialogs, facts)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=part):
            _admit(part, names, dialogs, facts)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUM:
            _admit(left, names, dialogs, facts)
            _admit(right, names, dialogs, facts)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE or isinstance(
            op, MEMBERS
        ):
            _admit(left, names, dialogs, facts)
            _admit(right, names, dialogs, facts)
        case ast.Call(func=ast.Name(id=function), args=args, keywords=[]):
            _admit_call(node, function, args, names, dialogs, facts)
        case _:
            raise _refused(node)


def _admit_call(
    node: ast.expr,
    function: str,
    args: Sequence[ast.expr],
    names: set[str],
    dialogs: set[str],
    facts: Collection[str],
) -> None:
    match args:
        case [ast.Constant(value=str(dialog))] if function == "done":
            dialogs.add(dialog)
        case [] | [ast.Name()] | [ast.Name(), ast.Constant(value=str())] if function == PEOPLE:
            if args and isinstance(args[0], ast.Name) and args[0].id not in facts:
                raise _refused(node)
        case [ast.Call(func=ast.Name(id=fact), args=[ast.Name(id=name)], keywords=[])] if (
            function == "known" and fact in facts
        ):
            names.add(name)
        case [ast.Name(id=name)] if function == "known" or function in FUNCTIONS or function in facts:
            names.add(name)
        case _:
            raise _refused(node)


def _refused(node: ast.expr) -> ExpressionError:
    return ExpressionError(f"'{_written(node)}' can't be used in a condition", node.col_offset)


def _written(node: ast.expr) -> str:
    try:
        return ast.unparse(node)
    except ValueError:  # some strings that can be read can't be written
        return type(node).__name__


def holds(expression: Expression | None, answers: Mapping[str, Value], facts: Facts) -> bool:
    """Whether this condition is true now; no condition always is."""
    return expression is None or expression.worked_out(answers, facts) is True


def evaluate(expression: Expression, answers: Mapping[str, Value], facts: Facts) -> Value | None:
    """What this expression gives now; None where it rests on something not known yet."""
    return expression.worked_out(answers, facts)


def _compiled(node: ast.expr) -> Evaluation:
    """What works this part out. Whatever can be found out beforehand is, for a turn asks some ten conditions."""
    match node:
        case ast.Name(id=name) if name in TRUTHS:
            return lambda _answers, _facts: TRUTHS[name]
        case ast.Name(id=name):
            return lambda answers, _facts: answers.get(name)
        case ast.Constant(value=str() | int() | float() as value):
            return lambda _answers, _facts: value
        case ast.BoolOp(op=op, values=values):
            return reduce(_both if isinstance(op, ast.And) else _either, map(_compiled, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            denied = _compiled(operand)
            return lambda answers, facts: denied(answers, facts) is not True
        case ast.UnaryOp(operand=operand):
            part = _compiled(operand)
            return lambda answers, facts: _negative(part(answers, facts))
        case ast.BinOp(left=left, op=sum_, right=right):
            one, other = _compiled(left), _compiled(right)
            return lambda answers, facts: _summed(one(answers, facts), sum_, other(answers, facts))
        case ast.Compare(left=left, ops=[comparing], comparators=[right]):
            one, other = _compiled(left), _compiled(right)
            return lambda answers, facts: _compare(one(answers, facts), comparing, other(answers, facts))
        case ast.Call(func=ast.Name(id=function), args=args):
            return _compiled_call(function, args)
    raise _refused(node)


def _both(one: Evaluation, other: Evaluation) -> Evaluation:
    return lambda answers, facts: one(answers, facts) is True and other(answers, facts) is True


def _either(one: Evaluation, other: Evaluation) -> Evaluation:
    return lambda answers, facts: one(answers, facts) is True or other(answers, facts) is True


def _compiled_call(function: str, args: Sequence[ast.expr]) -> Evaluation:
    match args:
        case []:
            return lambda _answers, facts: facts.people("", "")
        case [ast.Constant(value=str(dialog))]:
            return lambda _answers, facts: facts.done(dialog)
        case [ast.Name(id=fact), ast.Constant(value=str(choice))]:
            return lambda _answers, facts: facts.people(fact, choice)
        case [ast.Name(id=name)] if function == "known":
            return lambda answers, _facts: name in answers
        case [ast.Name(id=fact)] if function == PEOPLE:
            return lambda _answers, facts: facts.people(fact, "")
        case [ast.Name(id=name)]:
            return lambda _answers, facts: facts.asked_of(function, name)
        case [asked]:
            given = _compiled(asked)
            return lambda answers, facts: given(answers, facts) is not None
    raise ExpressionError(f"'{function}' can't be used in a condition")


def _negative(number: Value | None) -> Value | None:
    return -number if isinstance(number, (int, float)) else None


def _summed(left: Value | None, op: ast.operator, right: Value | None) -> Value | None:
    return _days_on(left, op, right) if isinstance(left, str) else _add_up(op, left, right)


def _days_on(day: str, op: ast.operator, days: Value | None) -> str | None:
    """The day that comes so many days after this one, or before it; None where there is no such day."""
    if not isinstance(days, (int, float)):
        return None
    try:
        moved: date = _SUM[type(op)](date.fromisoformat(day), timedelta(days=days))
        return moved.isoformat()
    except (TypeError, ValueError, OverflowError):
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
    if isinstance(op, MEMBERS):
        return (left in right) is isinstance(op, ast.In) if isinstance(right, tuple) else False
    ordered = not isinstance(op, (ast.Eq, ast.NotEq))
    numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
    if ordered and not numbers and not (isinstance(left, str) and isinstance(right, str)):
        return False
    return _COMPARE[type(op)](left, right)
