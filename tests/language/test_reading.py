"""Dialogs read easily, and what tells so counts as Dutch is spoken."""

import pytest

from tests.language.reading import EASE, MEAN, SAMPLE, Reading, measure, readings, syllables

COUNTED = {
    1: "wie hoe nieuw eeuw mooi haai groei zij prijs vraag schrijft mouw rauw quiz mail één 8",
    2: "prijzen netwerk eeuwen zaaien leeuwen cadeau bureau euro idee baby bijeen koeien duo jullie quote",
    3: "antwoorden familie ideeën reünie vriendinnen mantelzorg",
    4: "kennismaken onderneemster opdrachtgever januari informatie tegenwoordig zakelijke beïnvloeden",
    5: "coördineren samenwerkingen",
}
STIFF = (
    "Teneinde de beschikbaarheid van bedrijfsadviseurs voor startende onderneemsters te optimaliseren, wordt u"
    " verzocht vóór de intakeprocedure een gedetailleerde onderbouwing van uw tariefstelling te overleggen."
)


@pytest.mark.parametrize(
    ("count", "word"), [(count, word) for count, line in COUNTED.items() for word in line.split()]
)
def test_syllables_are_counted_as_they_are_heard(count: int, word: str) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "heard"), [("museum", 3), ("station", 2), ("team", 1), ("btw", 3)])
def test_what_is_counted_wrongly_is_known(word: str, heard: int) -> None:
    assert syllables(word) != heard


def test_the_formula_is_that_of_douma() -> None:
    assert Reading("", sentences=10, words=120, syllables=180).ease == pytest.approx(206.84 - 0.93 * 12 - 77 * 1.5)


def test_a_stiff_text_is_found() -> None:
    stiff = measure("stijf", [STIFF] * 5)
    assert stiff.words >= SAMPLE
    assert stiff.ease < EASE
    assert stiff.mean > MEAN


def test_every_dialog_reads_easily() -> None:
    found = list(readings())
    hard = [(one.dialog, round(one.ease)) for one in found if one.words >= SAMPLE and one.ease < EASE]
    long = [(one.dialog, round(one.mean, 1)) for one in found if one.mean > MEAN]
    assert hard == []
    assert long == []
