"""When somebody is to be spoken to again, as a table."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from bot.coaching import rhythm
from bot.engine.people import Contact
from tests.coaching.people import TODAY, ago, someone

_TABLE = yaml.safe_load(Path(__file__).with_name("rhythm.yaml").read_text(encoding="utf-8"))
_DAYS = ("spoken", "added", "waits", "rests")


@pytest.mark.parametrize(("group", "case"), [(group, case) for group, cases in _TABLE.items() for case in cases])
def test_the_next_day_follows_from_what_is_known(group: str, case: dict[str, Any]) -> None:
    expected = {name: case[name] for name in ("due", "over", "state") if name in case}
    parts = {name: value for name, value in case.items() if name not in ("due", "over", "state")}
    contact = someone(**{name: ago(value) if name in _DAYS else value for name, value in parts.items()})
    due = rhythm.next_due(contact, TODAY)
    told = {"due": (due - TODAY).days if due else None, "over": rhythm.days_over(contact, TODAY)}
    told["state"] = rhythm.state(contact, TODAY)  # type: ignore[assignment]  # a table of both
    assert told == {"due": None, "over": None, "state": None} | expected, group
    assert rhythm.is_due(contact, TODAY) is (due is not None and due <= TODAY)


@pytest.mark.parametrize(
    ("spoken", "days", "due"),
    [
        ("2027-01-31", 30, date(2027, 3, 2)),
        ("2028-01-31", 30, date(2028, 3, 1)),
        ("2028-02-29", 365, date(2029, 2, 28)),
        ("2028-02-28", 1, date(2028, 2, 29)),
        ("2027-02-28", 1, date(2027, 3, 1)),
        ("2026-12-31", 7, date(2027, 1, 7)),
        ("2027-03-27", 1, date(2027, 3, 28)),
        ("2027-10-30", 1, date(2027, 10, 31)),
        ("9999-12-30", 1095, date.max),
    ],
)
def test_rhythms_run_over_month_ends_leap_days_and_nights_when_the_clock_changes(
    spoken: str, days: int, due: date
) -> None:
    assert rhythm.next_due(someone(spoken=spoken, rhythm=days), date.fromisoformat(spoken)) == due


@pytest.mark.parametrize(
    ("ring", "standing", "days"),
    [
        ("kern", "echt", 7),
        ("nabij", "", 30),
        ("ruim", "tussen", 180),
        ("rand", "", 365),
        ("", "", None),
        ("nabij", "loket", None),
        ("binnen", "", None),
    ],
)
def test_a_rhythm_is_suggested_by_ring_and_none_for_a_counter(ring: str, standing: str, days: int | None) -> None:
    assert rhythm.suggested(someone(ring=ring, standing=standing)) == days


def test_who_is_due_comes_with_the_reason_and_the_most_overdue_first() -> None:
    contacts = {
        "@1": someone(spoken=ago(45), rhythm=30),
        "@2": someone(spoken=ago(14), rhythm=7),
        "@3": someone(spoken=ago(3), rhythm=7),
        "@10": someone(spoken=ago(14), rhythm=7),
        "@4": someone(spoken=ago(400)),
        "@5": someone(added=ago(10), rhythm=8),
    }
    assert rhythm.due(contacts, TODAY) == (
        rhythm.Turn("@2", 14, 7, 1.0),
        rhythm.Turn("@10", 14, 7, 1.0),
        rhythm.Turn("@1", 45, 30, 0.5),
        rhythm.Turn("@5", None, 8, 0.25),
    )


@pytest.mark.parametrize(("later", "asks"), [(0, False), (2, False), (3, True), (9, True)])
def test_after_three_times_not_now_a_rest_is_asked_about(later: int, *, asks: bool) -> None:
    assert rhythm.asks_for_rest(someone(rhythm=30, later=later)) is asks
    assert not rhythm.asks_for_rest(someone(later=later))


@pytest.mark.parametrize(
    ("contact", "sleeps"),
    [
        (someone(spoken=ago(60), rhythm=30), False),
        (someone(spoken=ago(61), rhythm=30), True),
        (someone(spoken=ago(1096)), False),
        (someone(spoken=ago(1097)), True),
        (someone(spoken=ago(1000), rhythm=1000), False),
        (someone(spoken=ago(1097), rhythm=1000), True),
        (someone(rhythm=30), None),
        (someone(spoken=ago(-1)), None),
        (someone(spoken=ago(2000), standing="loket"), None),
        (someone(spoken=ago(2000), archived=True), None),
    ],
)
def test_a_contact_sleeps_after_two_rhythms_or_three_years(contact: Contact, *, sleeps: bool | None) -> None:
    assert rhythm.sleeps(contact, TODAY) is sleeps


@pytest.mark.parametrize(
    ("contact", "has"),
    [
        (someone(waits=ago(0), standing="loket", rhythm=30), True),
        (someone(waits=ago(3)), True),
        (someone(waits=ago(-1), standing="loket"), False),
        (someone(waits=ago(0), rhythm=30), False),
        (someone(waits=ago(0), archived=True), False),
        (someone(waits=ago(0), rests=ago(-1)), False),
        (someone(standing="loket"), False),
    ],
)
def test_one_without_a_rhythm_has_an_occasion_on_the_day_that_was_named(contact: Contact, *, has: bool) -> None:
    assert rhythm.has_occasion(contact, TODAY) is has


@pytest.mark.parametrize("written", ["", "morgen", "2026-13-01", "--05-17", "2026-02-29", "\ud800", "9" * 50])
def test_a_day_that_cannot_be_read_is_none(written: str) -> None:
    contact = Contact("Fatima", rhythm=30, spoken=written, added=written, waits=written, rests=written)
    assert rhythm.next_due(contact, TODAY) == TODAY
    assert rhythm.next_due(replace(contact, added=ago(0), rhythm=10**9), TODAY) == date.max
