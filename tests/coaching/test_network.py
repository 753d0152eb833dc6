"""The numbers of a network, each with worked cases."""

from datetime import timedelta
from fractions import Fraction

import pytest

from bot.coaching import network
from bot.coaching.network import Balance, Beginnings, Counts, Share, Standings, Variety
from bot.engine.effects import Talk
from bot.engine.people import Contact
from tests.coaching.people import TODAY, ago, someone

_AWAY = {
    "@8": someone(archived=True, circle="familie", spoken=ago(1)),
    "@9": someone(admitted=False, circle="familie"),
}


def _people(*contacts: Contact) -> dict[str, Contact]:
    """These, and one who was laid away and one who was only proposed: they count nowhere."""
    return {f"@{number}": one for number, one in enumerate(contacts, 1)} | _AWAY


@pytest.mark.parametrize(
    ("spoken", "counts"),
    [
        ([], Counts(0, 0, 0, 0)),
        ([None], Counts(1, 0, 0, 0)),
        ([0, 30, 31, 90, 91, None], Counts(6, 5, 2, 4)),
        ([-1], Counts(1, 0, 0, 0)),
    ],
)
def test_people_are_counted_and_those_spoken_to(spoken: list[int | None], counts: Counts) -> None:
    contacts = _people(*(someone(spoken="" if days is None else ago(days)) for days in spoken))
    assert network.counts(contacts, TODAY) == counts


def test_the_table_of_lines_names_its_empty_cells() -> None:
    contacts = _people(
        someone(brings=("informatie", "promotie"), takes=("product",)), someone(brings=("informatie",)), someone()
    )
    table = network.lines(contacts)
    assert dict(table.cells) == {
        ("brings", "informatie"): 2,
        ("brings", "product"): 0,
        ("brings", "promotie"): 1,
        ("takes", "informatie"): 0,
        ("takes", "product"): 1,
        ("takes", "promotie"): 0,
    }
    assert table.empty == (("brings", "product"), ("takes", "informatie"), ("takes", "promotie"))
    assert (table.known, table.people) == (2, 3)
    assert network.lines(_people()).empty == network.CELLS


def test_counters_and_persons_are_counted_by_circle() -> None:
    contacts = _people(
        someone(circle="zakelijk", standing="loket"),
        someone(circle="zakelijk", standing="echt"),
        someone(circle="zakelijk"),
        someone(circle="buurt", standing="tussen"),
        someone(standing="echt"),
    )
    assert network.standings(contacts) == {
        "": Standings(0, 0, 1, 1),
        "buurt": Standings(0, 1, 0, 1),
        "zakelijk": Standings(1, 0, 1, 3),
    }


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ([], None),
        ([((), ())], None),
        ([(("product",), ())], Share(0, 1)),
        ([(("product",), ("product",)), (("product", "promotie"), ()), (("product",), ()), ((), ())], Share(2, 3)),
        ([(("onbekend", "product"), ())], Share(0, 1)),
    ],
)
def test_people_with_more_functions_are_a_share_of_those_whose_lines_are_known(
    lines: list[tuple[tuple[str, ...], tuple[str, ...]]], share: Share | None
) -> None:
    assert network.versatile(_people(*(someone(brings=one, takes=other) for one, other in lines))) == share


@pytest.mark.parametrize(
    ("circles", "kinds", "variety"),
    [
        ("", 7, None),
        ("aaa", 1, None),
        ("aaaa", 2, Variety(1, Fraction(0), 4)),
        ("aabb", 2, Variety(2, Fraction(1), 4)),
        ("ab", 4, Variety(2, Fraction(2, 3), 2)),
        ("aaab", 2, Variety(2, Fraction(3, 4), 4)),
        ("abcd", 4, Variety(4, Fraction(1), 4)),
        ("abcd", 0, Variety(4, Fraction(1), 4)),
    ],
)
def test_variety_is_blaus_and_rescaled(circles: str, kinds: int, variety: Variety | None) -> None:
    assert network.variety([*circles, ""], kinds) == variety


@pytest.mark.parametrize(
    ("circles", "balance", "kin"),
    [
        ([], None, None),
        ([""], None, None),
        (["familie"], Balance(1, 0, Fraction(-1)), Share(1, 1)),
        (["klanten", "buurt"], Balance(0, 2, Fraction(1)), Share(0, 2)),
        (["familie", "klanten"], Balance(1, 1, Fraction(0)), Share(1, 2)),
        (["familie", "klanten", "buurt", "klanten", ""], Balance(1, 3, Fraction(1, 2)), Share(1, 4)),
    ],
)
def test_inside_and_outside_are_weighed_among_those_whose_circle_is_known(
    circles: list[str], balance: Balance | None, kin: Share | None
) -> None:
    contacts = _people(*(someone(circle=one) for one in circles))
    assert network.balance(contacts) == balance
    assert network.kin(contacts) == kin


def test_sleeping_contacts_come_the_longest_ago_first() -> None:
    contacts = _people(
        someone(spoken=ago(70), rhythm=30), someone(spoken=ago(1500)), someone(spoken=ago(9)), someone()
    )
    assert network.sleeping(contacts, TODAY) == ("@2", "@1")


@pytest.mark.parametrize(
    ("began", "beginnings"),
    [([], None), ([""], None), (["ik", "ik", "zij", ""], Beginnings(2, 1)), (["zij"], Beginnings(0, 1))],
)
def test_who_began_is_counted_where_it_was_noted(began: list[str], beginnings: Beginnings | None) -> None:
    talks = (Talk("@1", (TODAY - timedelta(days=1)).isoformat(), began=one) for one in began)
    assert network.beginnings(talks) == beginnings
