"""What makes no sense changes nothing, whatever a script gives to an action."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.repertoire import Done, Given
from bot.engine.values import Value
from tests.coaching.people import TODAY, ago, do, of, someone, tell, world

_ME = someone(spoken=ago(40), rhythm=30, later=2, waits=ago(3))

_NONSENSE: Mapping[str, Sequence[Given]] = {
    "talked": [{"contact": "@1", "on": on} for on in (ago(-1), "", "gisteren", "2026-02-30")],
    "hand_over": [{"contact": "@1"}, {"contact": "@1", "words": ""}, {"contact": "@1", "words": 3}],
    "plan": [{"contact": "@1", "on": on} for on in (ago(0), ago(1), ago(-2000), "morgen")],
    "postpone": [{"contact": "@1", "days": days} for days in (0, -3, 1096, 2.5, True, float("nan"))],
    "give_rhythm": [
        *({"contact": "@1", "days": days} for days in (0, -1, 1096, 0.5, "7")),
        {"contact": "@3", "days": 7},
    ],
    "rhythm_for": [{"days": 30}, {"circle": "klanten", "days": 0}, {"circle": "onbekend", "days": 30}],
    "rest": [{"contact": "@1", "until": until} for until in (ago(0), ago(9), ago(-2000), "")],
    "wake": [{"contact": "@99"}],
    "admit": [{"contact": "@1"}],
    "admit_all": [{}],
    "discard": [{"contact": "@1"}],
    "discard_proposed": [{}],
    "remove": [{"contact": ("@1",)}],
    "merge": [{"contact": "@1", "into": into} for into in ("@1", "@99", 1)],
    "climb": [{"contact": "@1", "to": "vliegen"}],
    "wipe": [{"contact": "@1", "part": part} for part in ("nickname", "admitted", "added", "", "alles")],
    "remind": [
        *({"words": "Bellen", "on": on} for on in (ago(1), ago(-2000), "morgen")),
        {"on": ago(-1)},
        {"words": "", "on": ago(-1)},
        {"words": 3, "on": ago(-1)},
    ],
    "ask_after": [{}, {"words": ""}, {"words": 3}],
    "say_plan": [{}, {"words": "Iets anders"}],
    "ask_after_plan": [{}, {"words": "Iets anders"}],
    "settle_plan": [{}, {"words": "Iets anders"}, {"words": 3}],
    "give_words_back": [{}],
    "use_free_days": [{}],
    "pause": [*({"until": until} for until in (ago(0), ago(5), ago(-2000), "")), {"since": ago(-1)}, {}],
}


@pytest.mark.parametrize(
    ("action", "given_"), [(one, given_) for one, all_ in _NONSENSE.items() for given_ in all_]
)
def test_nonsense_changes_nothing(action: str, given_: Given) -> None:
    here = world(a1=_ME, a2=someone(spoken=ago(1), rhythm=7), a3=someone(standing="loket"))
    assert do(action, here, **given_) == Done()


@pytest.mark.parametrize(
    "action",
    sorted(name for name, one in REPERTOIRE.actions.items() if "contact" in one.arguments and name != "remind"),
)
def test_somebody_who_is_not_there_is_left_alone(action: str) -> None:
    sound: dict[str, Value] = {"days": 7, "until": ago(-3), "into": "@1", "part": "rhythm", "words": "Hoi"}
    sound["on"] = ago(-3) if action == "plan" else ago(0)
    assert do(action, world(a1=_ME), contact="@99", **sound) == Done()


def test_nonsense_is_tried_of_every_action() -> None:
    assert _NONSENSE.keys() == REPERTOIRE.actions.keys()


@pytest.mark.parametrize("action", sorted(REPERTOIRE.actions))
def test_without_its_arguments_an_action_changes_nothing(action: str) -> None:
    assert do(action, world(a1=_ME, a2=someone())) == Done()


_values: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(["@1", "@2", "@3", "@4", "klanten", "raad", "rhythm", "product"]),
    st.dates().map(str),
    st.integers(-5, 2000),
    st.floats(),
    st.booleans(),
    st.text(max_size=5),
    st.lists(st.sampled_from(["@1", "product"]), max_size=2).map(tuple),
)
_names = sorted({name for action in REPERTOIRE.actions.values() for name in action.arguments})


@settings(deadline=None)
@given(st.sampled_from(sorted(REPERTOIRE.actions)), st.dictionaries(st.sampled_from(_names), _values), st.dates())
def test_anything_at_all_can_be_given(action: str, given_: dict[str, Value], today: object) -> None:
    people = {
        "@1": _ME,
        "@2": someone(circle="klanten"),
        "@3": replace(_ME, admitted=False),
        "@4": someone(rhythm=1),
    }
    here = of(people, today)  # type: ignore[arg-type]  # hypothesis draws dates
    done = do(action, here, **given_)
    assert done.people.keys() <= people.keys()
    for fact in REPERTOIRE.facts:
        for one in ("@1", "@2"):
            tell(fact, of({**people, **{id_: new for id_, new in done.people.items() if new}}, today), one)  # type: ignore[arg-type]


def test_today_is_her_own_day() -> None:
    assert world().now.date() == TODAY
