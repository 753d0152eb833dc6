"""Likely doubles, as a table; and one made of two, of which nothing is lost."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.coaching import doubles, merging
from bot.engine.people import KINDS, Contact
from tests.coaching.people import someone, tell, world


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"nickname": "Fatima"}, {"nickname": "fatima"}, True),
        ({"nickname": "Zoë"}, {"nickname": " ZOE "}, True),
        ({"nickname": "Anne  Marie"}, {"nickname": "anne marie"}, True),
        ({"nickname": "Groß"}, {"nickname": "gross"}, True),
        ({"nickname": "Fatima"}, {"nickname": "Fatma"}, False),
        ({"nickname": "👩"}, {"nickname": "👩"}, True),
        ({"nickname": "👩"}, {"nickname": "👨"}, False),
        ({"nickname": "فاطمة"}, {"nickname": "فاطمة"}, True),
        ({"nickname": "Fatima van de drukkerij"}, {"nickname": "Fatima"}, True),
        ({"nickname": "Fatima van de drukkerij"}, {"nickname": "Fatima van de Drukkerij"}, True),
        ({"nickname": "Fatima van de drukkerij"}, {"nickname": "Fatima van de bakker"}, False),
        ({"nickname": "Fatima van de drukkerij"}, {"nickname": "Fatima", "organisation": "Drukkerij"}, True),
        ({"nickname": "Fatima van de drukkerij"}, {"nickname": "Fatima", "organisation": "De Bank"}, False),
        ({"nickname": "Jan", "organisation": "Gemeente"}, {"nickname": "Jan", "organisation": "Bank"}, False),
        ({"nickname": "Evan"}, {"nickname": "E"}, False),
        ({"nickname": "Faat", "name": "Fatima Amrani"}, {"nickname": "Tim", "name": "fatima amrani"}, True),
        ({"nickname": "Jan", "name": "Jan de Boer"}, {"nickname": "Jan", "name": "Jan Visser"}, False),
        ({"nickname": "Fatima Amrani"}, {"nickname": "Faat", "name": "Fatima Amrani"}, True),
        ({"nickname": "Jan de Boer"}, {"nickname": "Boer", "name": "Jan de Boer"}, True),
        ({"nickname": "Fatima"}, {"nickname": "FA", "name": "Fatima Amrani"}, False),
        (
            {"nickname": "Fatima", "organisation": "Drukwerk"},
            {"nickname": "FA", "name": "Fatima Amrani", "organisation": "drukwerk"},
            True,
        ),
        (
            {"nickname": "Fatima", "organisation": "Drukwerk"},
            {"nickname": "FA", "name": "Fatima Amrani", "organisation": "Bank"},
            False,
        ),
        ({"nickname": "A", "phone": "06-12345678"}, {"nickname": "B", "phone": "+31 6 1234 5678"}, True),
        ({"nickname": "A", "phone": "06-12345678"}, {"nickname": "B", "phone": "06-12345679"}, False),
        ({"nickname": "A", "phone": "geen"}, {"nickname": "B", "phone": "geen"}, False),
        ({"nickname": "A", "mail": "A@b.nl"}, {"nickname": "B", "mail": "a@B.NL"}, True),
        ({"nickname": "A", "mail": "?"}, {"nickname": "B", "mail": "?"}, False),
        ({"nickname": "A", "telegram": "@Fatima_D"}, {"nickname": "B", "telegram": "t.me/fatima_d"}, True),
        ({"nickname": ""}, {"nickname": ""}, False),
    ],
)
def test_likely_doubles_are_found(one: dict[str, str], other: dict[str, str], *, alike: bool) -> None:
    first, second = someone(**one), someone(**other)
    assert doubles.doubles({"@1": first, "@2": second}) == ((("@1", "@2"),) if alike else ())
    assert doubles.doubles({"@2": first, "@1": second}) == ((("@1", "@2"),) if alike else ())
    assert tell("double", world(a1=first, a2=second), "@2") == ("@1" if alike else None)


def test_the_first_double_is_told() -> None:
    same = someone()
    here = world(a10=same, a3=same, a2=someone(nickname="Jan"))
    assert [tell("double", here, one) for one in ("@10", "@3", "@2", "@99")] == ["@3", "@10", None, None]


def test_the_fuller_record_leads_and_takes_what_the_other_knows() -> None:
    full = someone(
        name="Fatima Amrani",
        organisation="Drukwerk",
        ring="nabij",
        brings=("product",),
        met="Op de markt",
        birthday="--05-17",
        rhythm=30,
        spoken="2026-10-01",
        added="2026-02-01",
        phone="06-12345678",
        standing="loket",
    )
    other = Contact(
        "Faat",
        circle="zakelijk",
        ring="rand",
        brings=("promotie", "product"),
        takes=("informatie",),
        met="Via Jan",
        question="Drukt ze ook stof?",
        birthday="1970-05-17",
        rhythm=7,
        spoken="2026-11-01",
        added="2026-01-01",
        phone="+31 6 12345678",
        mail="f@a.nl",
        standing="tussen",
        step=2,
        admitted=False,
    )
    expected = replace(
        full,
        circle="zakelijk",
        brings=("product", "promotie"),
        takes=("informatie",),
        met="Op de markt\nVia Jan\nFaat",
        question="Drukt ze ook stof?",
        birthday="1970-05-17",
        spoken="2026-11-01",
        added="2026-01-01",
        mail="f@a.nl",
        standing="tussen",
        step=2,
    )
    assert merging.merged(full, other) == expected
    assert merging.merged(other, full) == replace(expected)


@pytest.mark.parametrize(
    ("one", "other", "archived", "rests"),
    [
        ({"archived": True}, {}, False, ""),
        ({"archived": True}, {"archived": True}, True, ""),
        ({"archived": True}, {"admitted": False}, True, ""),
        ({"rests": "2027-01-01"}, {"admitted": False}, False, "2027-01-01"),
        ({"rests": "2027-01-01"}, {"rests": "2027-02-01"}, False, "2027-01-01"),
        ({"rests": "2027-01-01"}, {}, False, ""),
    ],
)
def test_a_rest_stays_where_both_rest_or_the_other_is_new(
    one: dict[str, str], other: dict[str, str], rests: str, *, archived: bool
) -> None:
    whole = merging.merged(someone(**one), someone(**other))
    assert (whole.archived, whole.rests, whole.admitted) == (archived, rests, True)


def test_notes_grow_so_far_and_a_long_one_is_not_cut() -> None:
    long = "a" * 3000
    assert merging.merged(someone(met=long, name="x"), someone(met="b")).met == long
    assert (
        len(merging.merged(someone(met="a" * 900, name="x"), someone(met="b" * 900)).met) == merging.LONGEST_NOTE
    )


_words = st.sampled_from(["", "a", "A", "b", "a\nb", "06-12345678", "0612345678", "x@y.nl", "naam_een"])
_days = st.sampled_from(["", "2026-01-01", "2026-11-18", "2027-01-01"])
_lines = st.lists(st.sampled_from(["informatie", "product", "promotie"]), unique=True).map(tuple)
_parts: dict[str, st.SearchStrategy[object]] = {
    "text": _words,
    "number": st.sampled_from([0, 7, 30]),
    "date": _days,
    "truth": st.booleans(),
    "choices": _lines,
}
_choices = {
    "circle": ["", "familie", "klanten"],
    "ring": ["", "kern", "rand"],
    "standing": ["", "loket", "tussen", "echt"],
    "mixes": ["", "prive"],
    "message": ["", "geven"],
}
_contacts = st.builds(
    Contact,
    **{part: st.sampled_from(_choices[part]) if part in _choices else _parts[kind] for part, kind in KINDS.items()}
    | {"birthday": st.sampled_from(["", "--05-17", "1970-05-17", "--05-18"]), "step": st.integers(0, 4)},
)


@settings(deadline=None)
@given(_contacts, _contacts)
@example(Contact("", admitted=False), Contact("", stood=("informatie",)))
def test_merging_is_idempotent_and_loses_nothing(one: Contact, other: Contact) -> None:
    whole = merging.merged(one, other)
    assert merging.merged(one, one).met == one.met
    assert merging.merged(whole, one) == whole
    assert merging.merged(whole, other) == whole
    assert {*whole.brings, *whole.takes} == {*one.brings, *one.takes, *other.brings, *other.takes}
    assert whole.spoken == max(one.spoken, other.spoken)
    for each in (one, other):
        for part in ("nickname", "name", "organisation", "phone", "mail", "telegram", "met"):
            kept = "\n".join((getattr(whole, part), whole.met)).casefold().replace("-", "")
            assert getattr(each, part).casefold().replace("-", "") in kept
        assert each.question in whole.question
        for part in ("circle", "ring", "mixes", "standing", "birthday", "rhythm", "step", "added"):
            assert getattr(whole, part) or not getattr(each, part)
