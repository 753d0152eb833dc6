"""Time zones by the name of a city, and the question for one."""

import pytest

from bot.engine.compile import compile_script
from bot.engine.zones import city_of, find_zone, named, zone_of
from tests.engine.almanacs import places
from tests.engine.conftest import sources
from tests.engine.small import talking

PLACES = places()
WHERE = """
dialog: waar
title: Waar
nodes:
  waar:
    ask: Waar ben je?
    type: zone
    choices: {amsterdam: Nederland of België, curacao: Aruba of Curaçao}
    save: zone
  klaar:
    end: "{zone}, {nu}, {vandaag}, {weekdag}"
"""


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Amsterdam", "Europe/Amsterdam"),
        ("nederland of belgie", ""),
        ("new york", "America/New_York"),
        ("Europe/London", "Europe/London"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("curaçao", "America/Curacao"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("Knowhere", ""),
        ("UTC", ""),
        ("../etc/passwd", ""),
        ("", ""),
    ],
)
def test_a_zone_is_found_by_its_city(said: str, zone: str) -> None:
    assert named(said) == zone


@pytest.mark.parametrize(
    ("zone", "dutch", "english"),
    [
        ("America/New_York", "New York", "New York"),
        ("Europe/London", "Londen", "London"),
        ("America/Curacao", "Curaçao", "Curaçao"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"),
        ("Asia/Kolkata", "Kolkata", "Kolkata"),
    ],
)
def test_a_city_is_called_as_people_do_in_their_language(zone: str, dutch: str, english: str) -> None:
    assert (city_of(zone, "nl"), city_of(zone, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Londen", "Europe/London"),
        ("Lissabon", "Europe/Lisbon"),
        ("parijs", "Europe/Paris"),
        ("Parijs, Frankrijk", "Europe/Paris"),
        ("Ik woon in Utrecht", "Europe/Amsterdam"),
        ("Den Haag", "Europe/Amsterdam"),
        ("'s-Hertogenbosch", "Europe/Amsterdam"),
        ("s hertogenbosch", "Europe/Amsterdam"),
        ("vlakbij New York", "America/New_York"),
        ("Duitsland", "Europe/Berlin"),
        ("Suriname", "America/Paramaribo"),
        ("Curacao", "America/Curacao"),
        ("Bali", "Asia/Makassar"),
        ("Tenerife, Spanje", "Atlantic/Canary"),
        ("Zweden is ver van huis", ""),
        (f"{'Ver van alles, maar niet van mensen. ' * 200}Ik woon in New York", "America/New_York"),
        ("Sweden", "Europe/Stockholm"),
        ("Zweden", "Europe/Stockholm"),
        ("Luik", "Europe/Brussels"),
        ("Verenigde Staten", ""),
        ("thuis", ""),
        ("wereld", ""),
        ("", ""),
    ],
)
def test_a_place_is_found_as_people_write_it(said: str, zone: str) -> None:
    assert find_zone(said, PLACES) == zone


def test_a_place_listed_under_no_known_city_is_blamed() -> None:
    words = sources()["words.yaml"].replace("  amsterdam: [", "  amsterdamned: [")
    problems = compile_script({**sources(), "words.yaml": words}, {}).problems
    assert [one.code for one in problems if "amsterdamned" in str(one)] == ["N12"]


def test_every_listed_place_has_a_zone() -> None:
    assert [place for place, zone in PLACES.items() if named(zone) != zone] == []


@pytest.mark.parametrize("kept", ["amsterdam", "elders", 3, "Europe/Amsterdam"])
def test_whoever_is_nowhere_is_in_amsterdam(kept: str | int) -> None:
    assert zone_of({"zone": kept}).key == "Europe/Amsterdam"
    assert zone_of({}).key == "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Amsterdam", "Europe/Amsterdam"),
        ("Nederland", "Europe/Amsterdam"),
        ("lima", "America/Lima"),
        ("2", "America/Curacao"),
    ],
)
def test_where_she_is_can_be_said_in_words(said: str, zone: str) -> None:
    chat = talking(WHERE)
    chat.write(said)
    assert chat.answers["zone"] == zone


def test_where_she_is_can_be_pressed_and_is_told_back_by_its_city() -> None:
    chat = talking(WHERE)
    assert chat.press("Aruba of Curaçao") == "Curaçao, 08:00, maandag 2 maart, 1"
    chat = talking(WHERE)
    assert chat.write("Knowhere") == "(reask_zone 1)"
    assert chat.write("Buiten") == "(reask_zone 2)"
