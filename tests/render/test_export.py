"""What she takes along: read back by the programs that it is meant for, or by what reads the same."""

import csv
import io
import json
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest

from bot.coaching.history import Answered, History
from bot.coaching.plans import PLANS, Plan, written
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.values import Value
from bot.render.export import export, schema
from bot.render.pictures.words import Words, words_of
from bot.render.tables import csv as table
from tests import shipped
from tests.render.lives import FATIMA, ODD

ON = date(2026, 11, 28)
WAITING = Contact("Nog niet", admitted=False)
HISTORY = History(
    {"@1": FATIMA, "@2": ODD},
    (
        Answered("prijs_vorm", "prijs", "tijd", date(2026, 1, 3), "choice"),
        Answered("prijs_kern", "prijs", '=HYPERLINK("x"), zei "ze"\nen meer', date(2026, 1, 3)),
        Answered("weekblik_wie", "weekblik", "@1", date(2026, 1, 4), "contact"),
        Answered("prijs_waarde", "prijs", 7, date(2026, 1, 4), "number"),
    ),
    (Talk("@1", "2026-01-05", "gebeld", "ik", ("informatie",), (), 4),),
    date(2026, 1, 3),
    (("prijs", True),),
)
NAMED: dict[str, Value] = {
    "naam": "Ans",
    "taal": "nl",
    "~days": ("2026-01-03",),
    PLANS: written([Plan("Bellen", "2026-12-01")])[PLANS] or (),
}


@pytest.fixture(scope="module")
def words() -> Words:
    script = shipped.script()
    return words_of(script, "nl")


@pytest.fixture
def unpacked(words: Words) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(export(HISTORY, NAMED, ON, words, b"%PDF"))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_of_it_is_there_and_the_same_gives_the_same(words: Words, unpacked: dict[str, bytes]) -> None:
    assert set(unpacked) == {
        *("netwerkcoach.json", "netwerkcoach.schema.json"),
        *("antwoorden.csv", "mensen.csv", "mensen.vcf", "werkboek.pdf"),
    }
    again = [export(HISTORY, {}, ON, words, b"%PDF") for _ in range(2)]
    assert again[0] == again[1]


def test_the_json_loses_nothing_and_keeps_the_coachs_own_notes_to_itself(unpacked: dict[str, bytes]) -> None:
    told = json.loads(unpacked["netwerkcoach.json"])
    assert told["version"] == 1
    assert told["settings"] == {"naam": "Ans", "taal": "nl"}
    assert [one["value"] for one in told["answers"]] == ["tijd", HISTORY.answers[1].value, "@1", 7]
    assert told["answers"][2]["words"] == "Fatima"
    assert told["people"][0]["known"]["question"] == "Hoe gaat het met de baby?"
    assert told["talks"][0]["with_whom"] == "@1"
    assert told["plans"][0]["words"] == "Bellen"


def fits(value: Any, shape: Any, whole: Any) -> bool:
    """Whether a value has this shape, as far as our schema goes."""
    if "$ref" in shape:
        return fits(value, whole["$defs"][shape["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in shape:
        return any(fits(value, one, whole) for one in shape["anyOf"])
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": int | float,
        "boolean": bool,
    }
    if not isinstance(value, kinds[shape["type"]]):
        return False
    if shape["type"] == "object":
        of_all = shape.get("additionalProperties")
        parts = shape.get("properties", {})
        return set(shape.get("required", ())) <= set(value) and all(
            fits(one, parts.get(name, of_all), whole) for name, one in value.items()
        )
    return shape["type"] != "array" or all(fits(one, shape["items"], whole) for one in value)


def test_the_json_has_the_shape_that_its_schema_tells(unpacked: dict[str, bytes]) -> None:
    told, shape = json.loads(unpacked["netwerkcoach.json"]), json.loads(unpacked["netwerkcoach.schema.json"])
    assert shape == schema()
    assert fits(told, shape, shape)
    assert not fits({**told, "version": "een"}, shape, shape)


def test_the_tables_open_in_a_spreadsheet_and_nothing_in_them_is_worked_out(unpacked: dict[str, bytes]) -> None:
    answers = list(csv.reader(io.StringIO(unpacked["antwoorden.csv"].decode("utf-8-sig"))))
    assert answers[0] == ["Dag", "Gesprek", "Vraag", "Antwoord"]
    assert answers[2][3] == '\'=HYPERLINK("x"), zei "ze"\nen meer'
    people = list(csv.DictReader(io.StringIO(unpacked["mensen.csv"].decode("utf-8-sig"))))
    assert people[0]["Naam"] == "Fatima"
    assert people[0]["De kring"] == "Klanten"
    assert people[0]["Het telefoonnummer"] == "+31 6 12345678"
    assert people[0]["Wat er binnenkomt"] == "Informatie, Mond-tot-mond"


def test_a_table_without_rows_is_an_empty_one() -> None:
    assert table([]).decode("utf-8-sig").strip() == ""
