"""Spreading: a batch never brings a flood, and the same people always get the same days."""

from collections import Counter
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from bot.coaching import rhythm, spreading
from bot.engine.people import Contact
from tests.coaching.people import TODAY, ago, someone


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_twenty_new_people_come_one_a_day_within_three_weeks() -> None:
    party = {f"@{number}": someone(added=ago(0), rhythm=30) for number in range(1, 21)}
    days = spreading.spread(party, party, TODAY)
    assert len(set(days.values())) == 20
    assert min(days.values()) >= _in(2)
    assert max(days.values()) <= _in(30)


@pytest.mark.parametrize(("known", "day"), [({}, range(2, 11)), ({"added": ago(60)}, range(1, 2))])
def test_one_whose_last_talk_is_unknown_comes_two_to_ten_days_after_entry(
    known: dict[str, str], day: range
) -> None:
    for number in range(100):
        contacts = {f"@{number}": someone(**{"added": ago(0), "rhythm": 180} | known)}
        assert (spreading.spread(contacts, contacts, TODAY)[f"@{number}"] - TODAY).days in day


def test_the_days_after_entry_differ_by_person() -> None:
    alone = [
        spreading.spread({one: contact}, {one: contact}, TODAY)[one]
        for one, contact in ((f"@{number}", someone(added=ago(0), rhythm=30)) for number in range(1, 10))
    ]
    assert sorted(alone) == [_in(days) for days in range(2, 11)]


def test_nobody_gets_a_day_on_which_somebody_else_is_due() -> None:
    contacts = {
        "@1": someone(spoken=ago(20), rhythm=21),
        "@2": someone(spoken=ago(20), rhythm=22),
        "@3": someone(spoken=ago(99), rhythm=7),
        "@4": someone(spoken=ago(50), rhythm=7),
    }
    assert spreading.spread(["@3", "@4"], contacts, TODAY) == {"@3": _in(3), "@4": _in(4)}


def test_a_day_that_the_rhythm_itself_gives_is_not_kept() -> None:
    contacts = {"@1": someone(spoken=ago(1), rhythm=7), "@2": someone(spoken=ago(1), rhythm=7, waits=ago(50))}
    settled = spreading.settled(contacts, contacts, TODAY)
    assert [settled[one].waits for one in contacts] == ["", _in(7).isoformat()]
    assert [rhythm.next_due(settled[one], TODAY) for one in contacts] == [_in(6), _in(7)]


@pytest.mark.parametrize(
    "contact", [someone(), someone(rhythm=7, standing="loket"), someone(rhythm=7, archived=True), None]
)
def test_who_has_no_rhythm_gets_no_day(contact: Contact | None) -> None:
    contacts = {"@1": contact} if contact else {}
    assert spreading.spread(["@1"], contacts, TODAY) == {}


def test_a_rest_goes_before_the_first_day() -> None:
    rests = (TODAY + timedelta(days=30)).isoformat()
    contacts = {
        "@1": someone(added=ago(0), rhythm=7, rests=rests),
        "@2": someone(spoken=ago(9), rhythm=7, rests=rests),
    }
    days = spreading.spread(contacts, contacts, TODAY)
    assert days == {
        one: rhythm.next_due(contact, TODAY)
        for one, contact in spreading.settled(contacts, contacts, TODAY).items()
    }
    assert min(days.values()) == _in(31)


def test_coming_back_from_a_holiday_brings_one_a_day() -> None:
    contacts = {f"@{number}": someone(spoken=ago(20), rhythm=20 + number) for number in range(1, 15)}
    contacts["@20"] = someone(spoken=ago(40), rhythm=30)
    first, last = _in(1), _in(14)
    back = {**contacts, **spreading.after_pause(contacts, first, last)}
    due = Counter(rhythm.next_due(one, last) for one in back.values())
    assert due == {_in(-10): 1, **{_in(day): 1 for day in range(15, 29)}}
    assert [rhythm.next_due(back[f"@{number}"], last) for number in range(1, 15)] == [
        _in(14 + n) for n in range(1, 15)
    ]
    assert {**back, **spreading.after_pause(back, first, last)} == back


def test_who_falls_due_after_the_pause_keeps_the_day() -> None:
    contacts = {"@1": someone(spoken=ago(0), rhythm=30), "@2": someone(spoken=ago(0), rhythm=10)}
    assert spreading.after_pause(contacts, TODAY, _in(29)) == {
        "@2": replace(contacts["@2"], waits=_in(31).isoformat())
    }
