"""Every word that is said is spelled as in the dictionary of its language, or is an exception with a reason."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.engine.sentences import plain, words
from tests.language.texts import Text, exceptions, texts

DICTIONARIES = {"nl": ("nl", "hunspell-nl"), "en": ("en_GB", "hunspell-en-gb")}
"""The dictionary of each language, and Debian's package of it. English is British: *organisation*, *neighbour*."""
FOLDER = Path("/usr/share/hunspell")
APART = "|"
"""Stands for a name, so that an ending written against it (``{klant}s``) is a word of its own."""
OLD = {
    "aktie": "actie", "diskussie": "discussie", "dokument": "document", "direkt": "direct", "effekt": "effect",
    "funktie": "functie", "kado": "cadeau", "kategorie": "categorie", "kollega": "collega",
    "kommunikatie": "communicatie", "koncept": "concept", "kontakt": "contact", "kontrakt": "contract",
    "korrekt": "correct", "kreatief": "creatief", "krisis": "crisis", "kultuur": "cultuur", "kursus": "cursus",
    "lokatie": "locatie", "objekt": "object", "pannekoek": "pannenkoek", "perfekt": "perfect",
    "praktikum": "practicum", "produkt": "product", "projekt": "project", "publikatie": "publicatie",
    "redaktie": "redactie", "struktuur": "structuur", "vakature": "vacature", "zoëven": "zo-even",
}  # fmt: skip
"""The beginnings of words as they were spelled before 1996, or by some, and as they are spelled now."""


def misspelled(language: str, written: Iterable[str]) -> set[str]:
    """Those of these words that the dictionary of this language does not know."""
    dictionary, package = DICTIONARIES[language]
    program = shutil.which("hunspell")
    if not program or not (FOLDER / f"{dictionary}.dic").exists():
        pytest.skip(f"no dictionary here: apt-get install hunspell {package}")
    asked = [program, "-l", "-i", "utf-8", "-d", dictionary]
    told = subprocess.run(asked, input="\n".join(written), capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return set(told.stdout.split())


def in_language(text: Text, language: str) -> str:
    return text.dutch if language == "nl" else text.english


def words_of(language: str) -> dict[str, str]:
    """Each word that is said, with the key of a text that it stands in."""
    return {word: one.key for one in texts() for word in words(plain(in_language(one, language), APART))}


def old_spellings(written: Iterable[str]) -> dict[str, str]:
    """Those of these words that are spelled as they were, with the beginning that they should have."""
    return {word: now for word in written for old, now in OLD.items() if word.casefold().startswith(old)}


@pytest.mark.parametrize("language", DICTIONARIES)
def test_every_word_is_in_the_dictionary_or_has_a_reason(language: str) -> None:
    said = words_of(language)
    unknown = misspelled(language, said)
    excused = exceptions(language)
    assert {word: said[word] for word in unknown - excused.keys()} == {}
    assert excused.keys() - unknown == set(), "these exceptions are not needed any more"
    assert all(excused.values()), "an exception has a reason"


@pytest.mark.parametrize(("language", "wrong"), [("nl", "gezelig"), ("nl", "kontrakt"), ("en", "neighbor")])
def test_a_word_that_is_spelled_wrongly_is_found(language: str, wrong: str) -> None:
    assert misspelled(language, [wrong, "coach"]) == {wrong}


def test_no_word_is_spelled_as_it_was() -> None:
    assert old_spellings(words_of("nl")) == {}


@pytest.mark.parametrize(("old", "now"), OLD.items())
def test_an_old_spelling_is_found(old: str, now: str) -> None:
    assert old_spellings([f"{old.capitalize()}s", now]) == {f"{old.capitalize()}s": now}


def test_what_came_instead_of_old_spellings_is_in_the_dictionary() -> None:
    assert misspelled("nl", OLD.values()) == set()
