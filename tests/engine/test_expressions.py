"""Conditions and sums: what they mean, what they may be made of, and what they refuse."""

import ast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.engine import expressions
from bot.engine.expressions import LARGEST, LONGEST, MOST_NODES, ExpressionError
from bot.engine.kinds import Declared, check_kind
from bot.engine.values import Value

ANSWERS: dict[str, Value] = {
    "cijfer": 4,
    "half": 2.5,
    "nul": 0,
    "veel": 10**15,
    "soort": "uren",
    "bronnen": ("markt", "buurt"),
    "wil": True,
    "nee": False,
    "zin": "uren",
}
MEANING = [
    ("cijfer <= 4", True),
    ("cijfer < 4", False),
    ("cijfer >= 4 and half > 2", True),
    ("cijfer == 4.0", True),
    ("cijfer != 4", False),
    ("cijfer + half * 2", 9.0),
    ("(cijfer + half) * 2", 13.0),
    ("-cijfer", -4),
    ("cijfer - 6", -2),
    ("cijfer / 8", 0.5),
    ("cijfer / nul", None),
    ("veel * veel", None),
    ("veel + veel", None),
    ("soort == 'uren'", True),
    ("soort != 'uren'", False),
    ("soort == zin", True),
    ("'markt' in bronnen", True),
    ("'zee' in bronnen", False),
    ("'zee' not in bronnen", True),
    ("soort in bronnen", False),
    ("wil", True),
    ("not wil", False),
    ("not nee", True),
    ("wil or onbekend", True),
    ("onbekend or wil", True),
    ("true", True),
    ("false", False),
    ("known(cijfer)", True),
    ("known(onbekend)", False),
    ("not known(onbekend) and cijfer == 4", True),
    ("done('prijs')", True),
    ("done('menu')", False),
    ("times(cijfer) >= 1", True),
    ("count(zin) == 3", True),
    ("days_since(cijfer)", None),
    ("days_since(cijfer) < 7", False),
    ("onbekend", None),
    ("onbekend <= 4", False),
    ("onbekend > 4", False),
    ("onbekend == 4", False),
    ("onbekend != 4", False),
    ("not onbekend", True),
    ("onbekend + 1", None),
    ("-onbekend", None),
    ("'a' in onbekend", False),
    ("'a' not in onbekend", False),
    (" cijfer <= 4 ", True),
]
DECLARED = {
    "cijfer": Declared("number"),
    "zin": Declared("text"),
    "wil": Declared("truth"),
    "soort": Declared("choice", frozenset({"uren", "klus"})),
    "ander": Declared("choice", frozenset({"zee"})),
    "bronnen": Declared("choices", frozenset({"markt", "buurt"})),
}
KINDS = [
    ("cijfer", "number"),
    ("cijfer + 1 / 2", "number"),
    ("-cijfer", "number"),
    ("zin", "text"),
    ("soort", "choice"),
    ("'uren'", "choice"),
    ("bronnen", "choices"),
    ("wil", "truth"),
    ("true", "truth"),
    ("not wil and cijfer > 3", "truth"),
    ("soort == 'uren'", "truth"),
    ("zin == 'uren'", "truth"),
    ("'markt' in bronnen", "truth"),
    ("known(zin)", "truth"),
    ("done('prijs')", "truth"),
]
ILL_KINDS = [
    "zin + 1",
    "-zin",
    "not cijfer",
    "cijfer and wil",
    "cijfer == 'uren'",
    "cijfer == zin",
    "zin < 'uren'",
    "soort < 'uren'",
    "cijfer in bronnen",
    "'uren' in soort",
    "'uren' in zin",
    "wil == 1",
    "soort == 'ureen'",
    "soort != 'ureen'",
    "soort == ander",
    "'zee' in bronnen",
    "bronnen == 'markt'",
    "wil + wil",
    "'a' * 99999",
]
ATTACKS = [
    "cijfer.__class__",
    "().__class__.__bases__",
    "__import__('os')",
    "__import__('os').system('true')",
    "eval('1')",
    "known('x')",
    "known(cijfer, soort)",
    "known(x=1)",
    "known(known(cijfer))",
    "done(prijs)",
    "done('a', 'b')",
    "done(*['a'])",
    "open('/etc/passwd')",
    "9 ** 9 ** 9 ** 9",
    "2 ** 100",
    "1 << 10000",
    "1 // 1",
    "1 % 1",
    "'a' % 1",
    "1 | 2",
    "~1",
    "+1",
    "lambda: 1",
    "(lambda: 1)()",
    "[x for x in y]",
    "{x: 1 for x in y}",
    "(x for x in y)",
    "[1, 2]",
    "{1: 2}",
    "{1}",
    "(1, 2)",
    "x[0]",
    "x[0:1]",
    "f'{x}'",
    "f'{x!r:>{y}}'",
    "b'bytes'",
    "1j",
    "1e999",
    "1" * 30,
    "None",
    "True",
    "...",
    "(x := 1)",
    "x if y else z",
    "1 < x < 3",
    "x is y",
    "await x",
    "yield x",
    "*x",
    "x; y",
    "x = 1",
    "import os",
    "x\ny",
    "# nothing",
    "",
    " ",
    "(",
    "'",
    "\0",
    "x\0y",
    "1 in",
    "a" * (LONGEST + 1),
    "-" * 200 + "1",
    "(" * 150 + "1" + ")" * 150,
    "not " * 70 + "x",
    "1" + "+1" * MOST_NODES,
    "\N{MATHEMATICAL BOLD SCRIPT SMALL E}val('1')",
    "known\N{FULLWIDTH LEFT PARENTHESIS}x)",
    "x\N{RIGHT-TO-LEFT OVERRIDE}",
    "x == 'a' 'b' and y.z",
    "x.real",
    "(1).bit_length()",
    "'a'.join('b')",
    "'{0.__class__}'.format(x)",
    "().__class__.__base__.__subclasses__()",
    "known.__globals__",
    "known.__call__(x)",
    "x.__dict__['y']",
    "x" + ".y" * 100,
    "x" + "()" * 100,
    "x()",
    "known()",
    "known(x)()",
    "known(*x)",
    "known(**x)",
    "known(x.y)",
    "known(x := 1)",
    "known(x for x in y)",
    "known(1)",
    "times()",
    "times(times(x))",
    "count([x])",
    "count(x, y)",
    "circle('x')",
    "days_since(x=1)",
    "done()",
    "done(f'x')",
    "done(b'x')",
    "done('a' + 'b')",
    "done(1)",
    "print(x)",
    "getattr(x, 'y')",
    "exec('x')",
    "globals()",
    "range(10 ** 9)",
    "sum([1] * 9)",
    "2 ** -1",
    "-9 ** 9",
    "9 ** 999999",
    "1 >> 1",
    "1 & 1",
    "1 ^ 1",
    "x @ y",
    "9e99",
    "-1e999",
    "9" * LONGEST,
    "1 if True else 2",
    "x if y else " * 20 + "z",
    "1 < 2 < 3 < 4",
    "x is not y",
    "x == y == z",
    "not in x",
    "[x async for x in y]",
    "{x for x in y}",
    "[[x for x in y] for y in z]",
    "lambda x: x.y",
    "lambda: (yield)",
    "(x := y) == 1",
    "[*x]",
    "{**x}",
    "()",
    "[]",
    "{}",
    "x[::]",
    "x[y := 0]",
    "f''",
    "f'{known(x)}'",
    "f'{x}' == 'y'",
    "'a' f'{x}'",
    "x, y",
    "x: int",
    "x -> y",
    "del x",
    "raise x",
    "assert x",
    "return x",
    "pass",
    "x += 1",
    "@x",
    "x\\y",
    "x\\\ny",
    "[" * 150,
    "{" * 150,
    "~" * 150 + "1",
    "x and " * 70 + "y",
    "x == " + "(" * 200 + "1",
    "'''a",
    "x\N{ZERO WIDTH SPACE}y",
    "\ud800",
]


class OnePrice:
    """Somebody who has talked about her price and answered nothing twice."""

    def done(self, dialog: str) -> bool:
        return dialog == "prijs"

    def asked_of(self, function: str, name: str) -> Value | None:
        return {"times": 1, "count": len(name)}.get(function)

    def people(self, fact: str, choice: str) -> int:
        return len(fact) + len(choice)


FACTS = OnePrice()


@pytest.mark.parametrize(("source", "meant"), MEANING)
def test_an_expression_means_what_its_author_means(source: str, meant: Value | None) -> None:
    found = expressions.evaluate(expressions.parse(source), ANSWERS, FACTS)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(("source", "kind"), KINDS)
def test_an_expression_has_a_kind(source: str, kind: str) -> None:
    assert check_kind(expressions.parse(source), DECLARED).kind == kind


@pytest.mark.parametrize("source", ILL_KINDS)
def test_kinds_that_do_not_go_together_are_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        check_kind(expressions.parse(source), DECLARED)


@pytest.mark.parametrize("source", ATTACKS, ids=range(len(ATTACKS)))
def test_whatever_is_not_a_condition_is_refused_when_it_is_read(source: str) -> None:
    with pytest.raises(ExpressionError):
        expressions.parse(source)


@pytest.mark.parametrize("name", ["__import__", "__builtins__", "__debug__", "eval", "known", "exec", "print"])
def test_a_name_of_pythons_is_a_name_like_any_other(name: str) -> None:
    expression = expressions.parse(name)
    assert expression.names == {name}, "the compiler asks who saves it"
    assert expressions.evaluate(expression, {}, FACTS) is None


def test_the_names_and_dialogs_that_it_rests_on_are_known() -> None:
    expression = expressions.parse("known(a) and b > 3 and not done('prijs') or c == 'd' and true")
    assert expression.names == {"a", "b", "c"}
    assert expression.dialogs == {"prijs"}


def test_no_condition_always_holds_and_an_unknown_one_never() -> None:
    assert expressions.holds(None, {}, FACTS)
    assert not expressions.holds(expressions.parse("onbekend"), {}, FACTS)
    assert not expressions.holds(expressions.parse("cijfer"), ANSWERS, FACTS)


def test_nothing_can_grow_beyond_the_largest_number_from_turn_to_turn() -> None:
    expression = expressions.parse("x * x + 1")
    value: Value | None = 3
    for _ in range(100):
        value = expressions.evaluate(expression, {} if value is None else {"x": value}, FACTS)
        assert value is None or abs(float(str(value))) <= LARGEST


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.integers(),
    st.integers(-(10**400), 10**400),
    st.floats(allow_nan=True),
    st.booleans(),
    st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
)
NAMES = ["a", "b", "c", "known", "true"]
ATOMS = st.sampled_from([*NAMES, "1", "0", "2.5", "'a'", "''", "known(a)", "done('a')", "999999999999999"])
SOUND = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(
            "({} {} {})".format,
            inner,
            st.sampled_from(["+", "-", "*", "/", "<", "==", "!=", "in", "not in"]),
            inner,
        ),
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("(not {})".format, inner),
        st.builds("(-{})".format, inner),
    ),
    max_leaves=12,
)
LIKELY = st.text(alphabet="ab1. +-*/<>=()'\"[]{}:,!notandrikw\\\n#@é\u202e", max_size=40)


@settings(deadline=None)
@given(source=st.text(max_size=60) | LIKELY | SOUND)
@example(source="'\\d' == a")
@example(source="1if a else 2")
@example(source="f'{a!r:\\n}'")
def test_any_text_is_an_expression_or_refused_as_one(source: str) -> None:
    try:
        expression = expressions.parse(source)
    except ExpressionError:
        return
    assert isinstance(expression.tree, ast.expr)


@settings(deadline=None, max_examples=300)
@given(source=SOUND, answers=st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_any_expression_over_any_answers_gives_a_value(source: str, answers: dict[str, Value]) -> None:
    try:
        expression = expressions.parse(source)
    except ExpressionError:
        return
    value = expressions.evaluate(expression, answers, FACTS)
    assert value is None or isinstance(value, str | int | float | bool | tuple)
    expressions.holds(expression, answers, FACTS)


@settings(deadline=None, max_examples=200)
@given(source=SOUND, kinds=st.lists(st.sampled_from(list(DECLARED.values())), min_size=5, max_size=5))
def test_any_expression_over_any_names_has_a_kind_or_is_refused(source: str, kinds: list[Declared]) -> None:
    try:
        expression = expressions.parse(source)
        kind = check_kind(expression, dict(zip(NAMES, kinds, strict=True)))
    except ExpressionError:
        return
    assert kind.kind in {"number", "text", "truth", "choice", "choices"}
