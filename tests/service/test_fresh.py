import pytest

from bot.engine.effects import (
    Acknowledge,
    Button,
    Message,
    Outgoing,
    React,
    Redraw,
    Settle,
    Show,
    Tidy,
    from_json,
    to_json,
)
from bot.engine.values import Line, When
from bot.service import fresh
from bot.service.fresh import Fresh

DAG, NACHT = React(1, "👍"), React(2, "👍")


def test_what_was_put_is_taken_once_and_by_its_own_bytes_alone() -> None:
    known = Fresh()
    known.put("update:1:0", b"sealed", DAG)
    assert known.take("update:1:0", b"changed") is None
    assert known.take("update:2:0", b"sealed") is None
    assert known.take("update:1:0", b"sealed") == DAG
    assert known.take("update:1:0", b"sealed") is None


def test_what_nobody_takes_goes_in_the_end_and_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "_MOST", 3)
    known = Fresh()
    for number in range(10):
        known.put(f"update:{number}:0", b"sealed", NACHT)
    assert [number for number in range(10) if known.take(f"update:{number}:0", b"sealed")] == [6, 7, 8, 9]


LINE = Line(
    "Dag {naam}, {aantal}",
    {"naam": Line("<Ans>"), "aantal": 3, "half": 1.5, "om": When("19:30"), "wie": (Line("Bea"),)},
)
KEYBOARD = (
    (Button(LINE, "ja"), Button(Line("nee"), "nee", 4)),
    (Button(Line("x"), link="https://x"), Button(Line("y"), copy="z")),
)
WRITTEN: tuple[Outgoing, ...] = (
    Message((LINE, Line("Nog een")), 4, KEYBOARD),
    Message((LINE,), picker=Line("Kies"), unpick=True),
    Show("progress", "2026-11-28", "", (LINE,), Line("Helaas")),
    Acknowledge("77", LINE),
    Settle(5, '{"text":"x"}', LINE),
    Redraw(5, 4, KEYBOARD),
    Tidy(),
    React(5, "👍"),
)


@pytest.mark.parametrize("effect", WRITTEN, ids=lambda effect: effect.kind)
def test_an_effect_is_the_same_whether_it_was_read_back_or_not(effect: Outgoing) -> None:
    assert from_json(to_json(effect)) == effect
