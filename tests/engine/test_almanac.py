from bot.engine.almanac import Lists, almanac
from bot.engine.lexicon import Token

NUMBERS = {"nl": {"een": 1, "twintig": 20}, "en": {"one": 1, "twenty": 20}}


def test_a_language_has_its_own_months_and_knows_those_of_the_others() -> None:
    books = almanac({}, {}, NUMBERS).dates.books

    assert books["nl"]["mei"] == books["en"]["mei"] == Token("month", 5, "nl")
    assert books["nl"]["thu"] == Token("weekday", 3, "en")


def test_where_two_languages_spell_alike_each_keeps_its_own() -> None:
    lists: Lists = {"of": {"en": ["of"]}, "or": {"nl": ["of"]}}

    books = almanac(lists, {}, NUMBERS).dates.books

    assert (books["nl"]["of"].kind, books["en"]["of"].kind) == ("or", "of")


def test_numbers_are_made_of_tens_and_ones_as_each_language_makes_them() -> None:
    lists: Lists = {"compounds": {"nl": ["{ones}en{tens}"], "en": ["{tens} {ones}"]}}

    book = almanac(lists, {}, NUMBERS).times.book("nl")

    assert book["eenentwintig"] == Token("number", 21, "nl")
    assert book["twenty one"] == Token("number", 21, "en")


def test_ordinals_are_made_of_the_last_part_that_is_one() -> None:
    lists: Lists = {
        "compound_ordinals": {"nl": ["{ones}en{tens}"], "en": ["{tens} {ones}"]},
        "ordinal": {"nl": {"twintigste": 20}, "en": {"first": 1}},
    }

    book = almanac(lists, {}, NUMBERS).dates.book("nl")

    assert book["eenentwintigste"] == Token("ordinal", 21, "nl")
    assert book["twenty first"] == Token("ordinal", 21, "en")


def test_a_part_of_the_day_may_be_written_onto_a_day() -> None:
    lists: Lists = {"day": {"nl": {"morgen": 1}}, "day_suffixes": {"nl": ["avond"]}}

    book = almanac(lists, {}, NUMBERS).dates.book("nl")

    assert book["morgenavond"] == Token("day", 1, "nl")
    assert book["dinsdagavond"] == Token("weekday", 1, "nl")


def test_an_unknown_language_is_read_as_the_first_one() -> None:
    dates = almanac({}, {}, NUMBERS).dates

    assert dates.book("fr") is dates.books["nl"]
