import json

import pytest

from bot.simulator.checking import check_call, check_value
from bot.simulator.refusals import Refusal
from bot.simulator.specification import PLACE, load, reduce

FULL = {
    "version": "Bot API 0.1",
    "methods": {
        "greet": {
            "fields": [
                {"name": "to", "types": ["Integer", "String"], "required": True, "description": "Whom"},
                {"name": "how", "types": ["Array of Way"], "required": False, "description": "How"},
            ],
        },
        "rest": {},
    },
    "types": {
        "Way": {"subtypes": ["Loudly"]},
        "Loudly": {
            "fields": [
                {"name": "type", "types": ["String"], "required": True, "description": "Kind, must be loudly"},
            ],
        },
        "ReactionTypeEmoji": {
            "fields": [
                {"name": "emoji", "types": ["String"], "required": True, "description": 'One of "❤", "👍".'},
            ],
        },
    },
}


def test_a_full_description_is_reduced_to_fields_and_types() -> None:
    reduced = reduce(FULL)

    assert reduced["methods"] == {"greet": {"to": "Integer|String!", "how": "Array of Way"}, "rest": {}}
    assert reduced["types"]["Way"] == ["Loudly"]
    assert reduced["types"]["Loudly"] == {"type": "String=loudly!"}
    assert reduced["reactions"] == ["❤", "👍"]


def test_the_kept_description_is_small_and_names_its_source() -> None:
    kept = json.loads(PLACE.read_text(encoding="utf-8"))

    assert PLACE.stat().st_size < 120_000
    assert kept["version"] == "Bot API 10.0"
    assert "MIT" in kept["source"]
    assert "MIT License" in PLACE.with_suffix(".LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", sorted(load().methods))
def test_every_method_has_a_checker(method: str) -> None:
    required = [name for name, kind in load().methods[method].items() if kind.endswith("!")]
    if required:
        with pytest.raises(Refusal):
            check_call(method, {}, {})
    else:
        assert check_call(method, {}, {}) == {}
    with pytest.raises(Refusal, match="unknown field"):
        check_call(method, {"nonsense": 1}, {})


@pytest.mark.parametrize("kind", sorted(load().types))
def test_every_type_has_a_checker(kind: str) -> None:
    with pytest.raises(Refusal):
        check_value(kind, 5)


def test_a_form_s_texts_become_what_they_mean() -> None:
    given = {"chat_id": "-5", "text": "5", "protect_content": "true", "reply_markup": '{"force_reply": true}'}

    assert check_call("sendMessage", given, {}) == {
        "chat_id": -5,
        "text": "5",
        "protect_content": True,
        "reply_markup": {"force_reply": True},
    }
    assert (
        check_call("sendLocation", {"chat_id": "@ans", "latitude": "52.1", "longitude": "5"}, {})["latitude"]
        == 52.1
    )
