"""Whether the parts of an expression go together: each has a kind, told from what is declared of its names."""

import ast
from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.engine.expressions import FUNCTIONS, MEMBERS, PEOPLE, TRUTHS, Expression, ExpressionError
from bot.engine.values import Kind

_ORDERED = {"number", "date", "time"}


class Declared(Struct, frozen=True):
    """What is known of a name when a script is compiled: its kind and, for choices, the ids it may hold."""

    kind: Kind
    choices: frozenset[str] = frozenset()


def fact_key(fact: str) -> str:
    """The name under which it is declared what a fact gives."""
    return f"{fact}()"


def check_kind(expression: Expression, declared: Mapping[str, Declared]) -> Declared:
    """What this expression gives; raises ``ExpressionError`` where kinds don't go together."""
    return _kind(expression.tree, declared)


def _kind(node: ast.expr, declared: Mapping[str, Declared]) -> Declared:
    match node:
        case ast.Name(id=name) if name in TRUTHS:
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
        case ast.BinOp(left=left, op=op, right=right):
            day = isinstance(op, ast.Add | ast.Sub) and _kind(left, declared).kind == "date"
            _demand(right, "number", declared)
            return _demand(left, "date" if day else "number", declared)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            _check_comparison(node, _kind(left, declared), op, _kind(right, declared))
        case ast.Call(func=ast.Name(id=function), args=args):
            return _kind_of_call(node, function, args, declared)
    return Declared("truth")


def _kind_of_call(
    node: ast.expr, function: str, args: Sequence[ast.expr], declared: Mapping[str, Declared]
) -> Declared:
    if function == PEOPLE:
        return _kind_of_count(node, args, declared)
    if function in FUNCTIONS:
        known = FUNCTIONS[function]
        return _asked_of(node, _kind(args[0], declared), known.takes, Declared(known.gives))
    if fact_key(function) in declared:
        return _asked_of(node, _kind(args[0], declared), ("contact",), declared[fact_key(function)])
    return Declared("truth")


def _asked_of(node: ast.expr, argument: Declared, takes: tuple[Kind, ...], gives: Declared) -> Declared:
    if takes and argument.kind not in takes:
        wanted = " or ".join(takes)
        raise ExpressionError(f"'{ast.unparse(node)}' needs {wanted}, not {argument.kind}", node.col_offset)
    return gives


def _kind_of_count(node: ast.expr, args: Sequence[ast.expr], declared: Mapping[str, Declared]) -> Declared:
    match args:
        case [ast.Name(id=fact)] if declared[fact_key(fact)].kind != "truth":
            what = (
                f"'{fact}' is {declared[fact_key(fact)].kind}; '{ast.unparse(node)}' needs what is true or false"
            )
            raise ExpressionError(what, node.col_offset)
        case [ast.Name(id=fact), ast.Constant(value=str(choice))] if (
            choice not in declared[fact_key(fact)].choices
        ):
            known = ", ".join(sorted(declared[fact_key(fact)].choices)) or "no choice"
            raise ExpressionError(f"'{ast.unparse(node)}' counts nobody: '{fact}' gives {known}", node.col_offset)
    return Declared("number")


def _demand(node: ast.expr, kind: Kind, declared: Mapping[str, Declared]) -> Declared:
    found = _kind(node, declared)
    if found.kind != kind:
        raise ExpressionError(f"'{ast.unparse(node)}' is {found.kind}, and {kind} is needed here", node.col_offset)
    return found


def _check_comparison(node: ast.expr, left: Declared, op: ast.cmpop, right: Declared) -> None:
    if isinstance(op, MEMBERS):
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
