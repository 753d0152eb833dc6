"""What scripts can ask of people, as a table; and that names are free."""

from collections.abc import Sequence

import pytest

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.expressions import FUNCTIONS
from bot.engine.people import KINDS
from bot.engine.values import Value
from tests.coaching.people import ago, someone, tell, world

_TOLD: Sequence[tuple[str, dict[str, Value], Value | None]] = [
    ("due", {"spoken": ago(30), "rhythm": 30}, True),
    ("due", {"spoken": ago(29), "rhythm": 30}, False),
    ("occasion", {"standing": "loket", "waits": ago(0)}, True),
    ("occasion", {}, False),
    ("next_due", {"spoken": ago(20), "rhythm": 30}, ago(-10)),
    ("next_due", {}, None),
    ("days_over", {"spoken": ago(35), "rhythm": 30}, 5),
    ("days_over", {}, None),
    ("excess", {"spoken": ago(60), "rhythm": 30}, 1.0),
    ("excess", {}, 0.0),
    ("days_since_spoken", {"spoken": ago(5)}, 5),
    ("days_since_spoken", {}, None),
    ("spoken_30", {"spoken": ago(30)}, True),
    ("spoken_30", {"spoken": ago(31)}, False),
    ("spoken_30", {}, False),
    ("spoken_90", {"spoken": ago(90)}, True),
    ("spoken_90", {"spoken": ago(91)}, False),
    ("state", {"spoken": ago(45), "rhythm": 30}, "te_lang"),
    ("state", {}, None),
    ("sleeping", {"spoken": ago(2000)}, True),
    ("sleeping", {}, False),
    ("without_rhythm", {}, True),
    ("without_rhythm", {"rhythm": 7}, False),
    ("without_rhythm", {"standing": "loket"}, False),
    ("suggested_rhythm", {"ring": "ruim"}, 180),
    ("suggested_rhythm", {}, None),
    ("longest_rhythm", {"rhythm": 7}, 11),
    ("longest_rhythm", {"rhythm": 7, "longest": 20}, 20),
    ("longest_rhythm", {}, None),
    ("asks_for_rest", {"rhythm": 7, "later": 3}, True),
    ("asks_for_rest", {"rhythm": 7, "later": 2}, False),
    ("resting", {"archived": True}, True),
    ("resting", {"rests": ago(0)}, True),
    ("resting", {"rests": ago(1)}, False),
    ("resting", {}, False),
    ("member", {}, True),
    ("member", {"archived": True}, False),
    ("member", {"admitted": False}, False),
    ("supply", {"brings": ("product",)}, ("product",)),
    ("supply", {"brings": ("product",), "archived": True}, None),
    ("supply", {}, None),
    ("drain", {"takes": ("informatie", "promotie")}, ("informatie", "promotie")),
    ("drain", {"takes": ("informatie",), "admitted": False}, None),
    ("has_lines", {"takes": ("informatie",)}, True),
    ("has_lines", {"takes": ("informatie",), "archived": True}, False),
    ("has_lines", {}, False),
    ("without_circle", {}, True),
    ("without_circle", {"circle": "familie"}, False),
    ("without_circle", {"archived": True}, False),
    ("double", {}, None),
    ("birthday_in", {"birthday": "--11-20"}, 2),
    ("birthday_in", {}, None),
    ("birthday_near", {"birthday": "--11-21"}, True),
    ("birthday_near", {"birthday": "--11-22"}, False),
    ("birthday_near", {"birthday": "--11-20", "archived": True}, False),
    ("birthday_near", {}, False),
    ("birthday_news", {"birthday": "--11-21"}, True),
    ("birthday_news", {"birthday": "--11-20"}, False),
    ("birthday_news", {"birthday": "--11-18", "archived": True}, False),
    ("birthday_news", {}, None),
    ("birthday_age", {"birthday": "1976-11-20"}, 50),
    ("birthday_age", {"birthday": "--11-20"}, None),
    ("reachable_telegram", {"telegram": "@fatima_d"}, True),
    ("reachable_telegram", {}, False),
    ("reachable_whatsapp", {"phone": "0612345678"}, True),
    ("reachable_whatsapp", {"phone": "0900-1234"}, False),
    ("reachable_phone", {"phone": "0900-1234"}, True),
    ("reachable_phone", {"phone": "?"}, False),
    ("reachable_mail", {"mail": "a@b.nl"}, True),
    ("reachable_mail", {}, False),
    ("telegram_user", {"telegram": "@fatima_d"}, "fatima_d"),
    ("telegram_user", {}, None),
    ("whatsapp_number", {"phone": "06-12345678"}, "31612345678"),
    ("whatsapp_number", {}, None),
    ("phone_number", {"phone": "0612345678"}, "+31 6 12345678"),
    ("phone_number", {}, None),
    ("next_step", {"standing": "loket"}, "naam"),
    ("next_step", {"standing": "echt"}, None),
    ("functions", {"brings": ("product",), "takes": ("product",)}, 2),
    ("functions", {}, None),
    ("versatile", {"brings": ("product", "promotie")}, True),
    ("versatile", {"brings": ("product",)}, False),
    ("welcome", {"circle": "familie"}, True),
    ("family", {"circle": "familie"}, True),
    ("family", {}, False),
    ("private", {"circle": "buurt"}, True),
    ("private", {}, None),
    ("business", {"mixes": "beide"}, True),
    ("business", {}, None),
]


@pytest.mark.parametrize(("fact", "parts", "gives"), _TOLD)
def test_a_fact_is_told(fact: str, parts: dict[str, Value], gives: Value | None) -> None:
    told = tell(fact, world(a1=someone(**parts)))
    assert told == gives
    assert type(told) is type(gives)
    assert tell(fact, world(), "@1") is None


def test_every_fact_is_in_the_table() -> None:
    assert {fact for fact, _, _ in _TOLD} == REPERTOIRE.facts.keys()


def test_names_are_free_and_arguments_well_declared() -> None:
    assert not REPERTOIRE.facts.keys() & (KINDS.keys() | FUNCTIONS.keys() | {"known", "done", "people"})
    for action in REPERTOIRE.actions.values():
        assert action.optional <= action.arguments.keys()
        assert action.lists.keys() == {
            name for name, kind in action.arguments.items() if kind.startswith("choice")
        }
    for fact in REPERTOIRE.facts.values():
        assert bool(fact.choices) is fact.gives.startswith("choice")
