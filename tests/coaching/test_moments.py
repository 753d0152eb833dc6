"""When the coach writes first: a table for each rule, and years of anybody's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.coaching.moments import (
    DAILY,
    GAPS,
    QUIET_UNTIL,
    SILENCE,
    chosen_days,
    chosen_time,
    day_of_looking_back,
    days_of_messages,
    is_quiet,
    moments,
    waits,
)
from bot.engine.conversation import Conversation
from bot.engine.steps import Frame
from bot.engine.values import Value
from bot.engine.world import World

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=AMSTERDAM)


def _daily(
    now: datetime, answers: dict[str, Value] | None = None, *, came: date | None = None, unheard: int = 0
) -> datetime | None:
    chosen = {"dagvraag_moment": "ochtend", **(answers or {})}
    conversation = Conversation(answers=chosen, came={DAILY: came} if came else {}, unheard=unheard)
    return moments(conversation, World(now)).get(DAILY)


def _at(
    year: int, month: int, day: int, hour: int = 9, minute: int = 0, zone: str = "Europe/Amsterdam"
) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("now", "answers", "expected"),
    [
        (MONDAY, {}, _at(2026, 3, 2)),
        (_at(2026, 3, 2, 9, 0), {}, _at(2026, 3, 3)),
        (_at(2026, 3, 2, 9, 1), {}, _at(2026, 3, 3)),
        (MONDAY, {"dagvraag_moment": "middag"}, _at(2026, 3, 2, 13)),
        (MONDAY, {"dagvraag_moment": "avond"}, _at(2026, 3, 2, 19, 30)),
        (MONDAY, {"dagvraag_moment": "tijd", "dagvraag_tijd": "07:15"}, _at(2026, 3, 3, 7, 15)),
        (_at(2026, 3, 6, 10), {}, _at(2026, 3, 9)),
        (_at(2026, 3, 6, 10), {"dagvraag_dagen": ("zaterdag", "zondag")}, _at(2026, 3, 7)),
        (MONDAY, {"dagvraag_dagen": ("maandag",)}, _at(2026, 3, 2)),
        (_at(2026, 3, 2, 9), {"dagvraag_dagen": ("maandag",)}, _at(2026, 3, 9)),
        (MONDAY, {"pauze_tot": "2026-03-10"}, _at(2026, 3, 11)),
        (MONDAY, {"pauze_tot": "2026-01-01"}, _at(2026, 3, 2)),
    ],
)
def test_the_next_moment_is_the_first_of_her_days_at_her_time_that_lies_ahead(
    now: datetime, answers: dict[str, Value], expected: datetime
) -> None:
    assert _daily(now, answers) == expected


@pytest.mark.parametrize(
    "conversation",
    [
        Conversation(),
        Conversation(answers={"dagvraag_moment": "liever_niet"}),
        Conversation(answers={"dagvraag_moment": "tijd"}),
        Conversation(answers={"dagvraag_moment": "ochtend"}, rest="stopped"),
        Conversation(answers={"dagvraag_moment": "ochtend"}, rest="paused"),
        Conversation(answers={"dagvraag_moment": "ochtend"}, unheard=len(GAPS) + 1),
    ],
)
def test_nothing_comes_to_whoever_does_not_want_it(conversation: Conversation) -> None:
    assert moments(conversation, World(MONDAY)) == {}


@pytest.mark.parametrize(
    ("unheard", "expected"),
    [
        (0, date(2026, 3, 3)),
        (2, date(2026, 3, 3)),
        (3, date(2026, 3, 5)),
        (5, date(2026, 3, 5)),
        (6, date(2026, 3, 9)),
        (8, date(2026, 3, 9)),
    ],
)
def test_whoever_does_not_answer_hears_less_and_less(unheard: int, expected: date) -> None:
    found = _daily(MONDAY.replace(hour=9), came=MONDAY.date(), unheard=unheard)
    assert found
    assert found.astimezone(AMSTERDAM).date() == expected


@pytest.mark.parametrize(
    ("day", "zone", "clock", "utc"),
    [
        ((2026, 3, 28), "Europe/Amsterdam", "ochtend", (8, 0)),
        ((2026, 3, 29), "Europe/Amsterdam", "ochtend", (7, 0)),  # the clocks go forward that night
        ((2026, 10, 24), "Europe/Amsterdam", "ochtend", (7, 0)),
        ((2026, 10, 25), "Europe/Amsterdam", "ochtend", (8, 0)),  # and back
        ((2026, 3, 29), "Europe/Amsterdam", "02:30", (1, 30)),  # a time that is not there comes an hour later
        ((2026, 10, 25), "Europe/Amsterdam", "02:30", (0, 30)),  # one that is there twice comes the first time
        ((2026, 7, 1), "America/Paramaribo", "ochtend", (12, 0)),
        ((2026, 7, 1), "Asia/Kathmandu", "ochtend", (3, 15)),
        ((2026, 7, 1), "Australia/Adelaide", "middag", (3, 30)),
        ((2028, 2, 29), "Europe/Amsterdam", "ochtend", (8, 0)),
        ((2026, 12, 31), "Pacific/Kiritimati", "avond", (5, 30)),
    ],
)
def test_her_clock_decides_whatever_it_does_that_day(
    day: tuple[int, int, int], zone: str, clock: str, utc: tuple[int, int]
) -> None:
    now = datetime(*day, 0, 1, tzinfo=ZoneInfo(zone))
    week = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    chosen: dict[str, Value] = (
        {"dagvraag_moment": clock} if ":" not in clock else {"dagvraag_moment": "tijd", "dagvraag_tijd": clock}
    )
    found = _daily(now, {"zone": zone, "dagvraag_dagen": week, **chosen})
    assert found == datetime(*day, *utc, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (_at(2026, 3, 2, 9), None),
        (_at(2026, 3, 2, 20, 59), None),
        (_at(2026, 3, 2, 21), _at(2026, 3, 3, 8)),
        (_at(2026, 3, 2, 3), _at(2026, 3, 2, 9)),
        (_at(2026, 3, 2, 8, 59), _at(2026, 3, 2, 9)),
    ],
)
def test_what_comes_early_or_late_waits_for_her_time_or_the_morning(
    now: datetime, expected: datetime | None
) -> None:
    assert waits(DAILY, Conversation(answers={"dagvraag_moment": "ochtend"}), World(now)) == expected


def test_whoever_chose_a_time_at_night_gets_it_then() -> None:
    chosen = Conversation(answers={"dagvraag_moment": "tijd", "dagvraag_tijd": "05:30"})
    assert waits(DAILY, chosen, World(_at(2026, 3, 2, 5, 31))) is None


def test_a_talk_under_way_is_not_broken_in_on_until_it_rests() -> None:
    now = _at(2026, 3, 2, 9)
    talking = Conversation(
        frames=(Frame("prijs", "waarde"),),
        answers={"dagvraag_moment": "ochtend"},
        put_at=int(now.timestamp()) - 600,
    )
    assert waits(DAILY, talking, World(now)) == now + timedelta(minutes=20)
    assert waits(DAILY, talking, World(now + timedelta(minutes=20))) is None
    assert waits(DAILY, replace(talking, frames=()), World(now)) is None


ZONES = st.sampled_from(
    ["Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "America/Paramaribo"]
)
WEEK = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


@given(
    zone=ZONES,
    clock=st.times(),
    days=st.lists(st.sampled_from(WEEK), min_size=1, unique=True),
    start=st.datetimes(datetime(2025, 1, 1), datetime(2032, 1, 1)),  # noqa: DTZ001 -- Hypothesis wants them naive
    unheard=st.integers(0, len(GAPS) - 1),
    late=st.lists(st.integers(0, 100_000), min_size=30, max_size=30),
)
def test_moments_follow_each_other_on_her_days_at_her_time_one_a_day_whatever_the_clock_does(
    zone: str, clock: time, days: list[str], start: datetime, unheard: int, late: list[int]
) -> None:
    here = ZoneInfo(zone)
    answers: dict[str, Value] = {
        "zone": zone, "dagvraag_moment": "tijd", "dagvraag_tijd": f"{clock:%H:%M}", "dagvraag_dagen": tuple(days)
    }  # fmt: skip
    now, came = start.replace(tzinfo=UTC), None
    for seconds in late:
        found = _daily(now.astimezone(here), answers, came=came, unheard=unheard)
        assert found is not None
        local = found.astimezone(here)
        assert found > now
        assert came is None or (local.date() - came).days >= GAPS[unheard]
        assert (
            WEEK[local.weekday()] in days or local.hour < 2 or local.hour > 21
        )  # a gap may carry it over midnight
        came, now = local.date(), found + timedelta(seconds=seconds % 3000)


def test_the_times_of_day_are_no_times_of_rest() -> None:
    for moment in ("ochtend", "middag", "avond"):
        found = chosen_time({"dagvraag_moment": moment})
        assert found is not None
        assert not is_quiet(found)
    assert not is_quiet(QUIET_UNTIL)


def _set_for(at: datetime, **parts: object) -> Conversation:
    conversation = Conversation(answers={"dagvraag_moment": "ochtend"}, moments={DAILY: at.astimezone(UTC)})
    return replace(conversation, **parts)


@pytest.mark.parametrize(
    ("now", "conversation", "expected"),
    [
        # due at nine and not taken yet: what she says meanwhile leaves it as it is
        (_at(2026, 3, 2, 9, 1), _set_for(_at(2026, 3, 2)), _at(2026, 3, 2)),
        # put off for a talk, which goes on
        (_at(2026, 3, 2, 9, 10), _set_for(_at(2026, 3, 2, 9, 30)), _at(2026, 3, 2, 9, 30)),
        # it came
        (_at(2026, 3, 2, 9, 10), _set_for(_at(2026, 3, 2), came={DAILY: date(2026, 3, 2)}), _at(2026, 3, 3)),
        # yesterday's is over
        (_at(2026, 3, 3, 8), _set_for(_at(2026, 3, 2)), _at(2026, 3, 3)),
        # she changed her time, her days, or wants rest: nothing fires the past
        (
            _at(2026, 3, 2, 9, 1),
            _set_for(_at(2026, 3, 2), answers={"dagvraag_moment": "avond"}),
            _at(2026, 3, 2, 19, 30),
        ),
        (
            _at(2026, 3, 2, 9, 1),
            _set_for(_at(2026, 3, 2), answers={"dagvraag_moment": "ochtend", "dagvraag_dagen": ("dinsdag",)}),
            _at(2026, 3, 3),
        ),
        (
            _at(2026, 3, 2, 9, 1),
            _set_for(_at(2026, 3, 2), answers={"dagvraag_moment": "ochtend", "pauze_tot": "2026-03-03"}),
            _at(2026, 3, 4),
        ),
        (_at(2026, 3, 2, 9, 1), _set_for(_at(2026, 3, 2), answers={"dagvraag_moment": "liever_niet"}), None),
        (_at(2026, 3, 2, 9, 1), _set_for(_at(2026, 3, 2), rest="stopped"), None),
    ],
)
def test_what_is_due_and_was_not_taken_stays_unless_she_wants_it_otherwise(
    now: datetime, conversation: Conversation, expected: datetime | None
) -> None:
    assert moments(conversation, World(now)).get(DAILY) == expected


def test_after_long_silence_one_question_comes_and_then_nothing() -> None:
    answers: dict[str, Value] = {"dagvraag_moment": "ochtend"}
    asked = moments(Conversation(answers=answers, came={DAILY: MONDAY.date()}, unheard=len(GAPS)), World(MONDAY))
    assert asked == {SILENCE: _at(2026, 3, 9)}
    came = {DAILY: MONDAY.date(), SILENCE: date(2026, 3, 9)}
    silent = Conversation(answers=answers, came=came, unheard=len(GAPS) + 1)
    assert moments(silent, World(_at(2026, 3, 10))) == {}
    heard = moments(replace(silent, unheard=0), World(_at(2026, 3, 9, 10)))
    assert heard == {DAILY: _at(2026, 3, 10)}, "an answer brings the old rhythm back, and still one a day"


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        ({}, "vrijdag"),
        ({"dagvraag_dagen": ("maandag", "woensdag")}, "woensdag"),
        ({"dagvraag_dagen": ("zaterdag",)}, "zaterdag"),
        ({"dagvraag_dagen": ("maandag", "zondag")}, "maandag"),
        ({"dagvraag_dagen": ("maandag",), "weekblik_dag": "zondag"}, "zondag"),
        ({"weekblik_dag": "geen"}, "geen"),
        ({"berichten": ("vraag",)}, ""),
        ({"berichten": ("vraag", "weekblik")}, "vrijdag"),
    ],
)
def test_the_week_is_looked_back_on_on_the_day_she_likes(answers: dict[str, Value], day: str) -> None:
    assert day_of_looking_back(answers) == day
    assert days_of_messages(answers) == chosen_days(answers) | ({day} - {"", "geen"})


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (date(2026, 3, 2), date(2026, 3, 3)),
        (date(2026, 3, 3), date(2026, 3, 4)),  # she travelled west: her date went back, and one a day holds
        (date(2026, 3, 4), date(2026, 3, 5)),
        (date(2031, 1, 1), date(2026, 3, 3)),  # the machine's clock was ahead of time: no years of silence
    ],
)
def test_a_date_that_lies_ahead_is_travel_or_a_wrong_clock(came: date, expected: date) -> None:
    found = _daily(MONDAY.replace(hour=10), came=came)
    assert found
    assert found.astimezone(AMSTERDAM).date() == expected


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Istanbul", date(2016, 10, 29), date(2016, 10, 31)),  # summer time was kept for good
        ("Asia/Pyongyang", date(2015, 8, 14), date(2015, 8, 15)),  # half an hour back, on one day
        ("America/Caracas", date(2016, 4, 30), date(2016, 5, 1)),  # half an hour on
        ("Africa/Casablanca", date(2026, 2, 14), date(2026, 2, 16)),  # an hour back for Ramadan
        ("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31)),  # a day that never was
    ],
)
def test_a_zone_that_changes_its_rules_keeps_her_time_of_day(zone: str, before: date, after: date) -> None:
    here = ZoneInfo(zone)
    answers: dict[str, Value] = {"zone": zone, "dagvraag_dagen": tuple(WEEK)}
    found = _daily(datetime.combine(before, time(9, 30), here), answers, came=before)
    while found and found.astimezone(here).date() < after:
        assert found.astimezone(here).time() == time(9)
        found = _daily(found.astimezone(here), answers, came=found.astimezone(here).date())
    assert found
    assert found.astimezone(here) == datetime.combine(after, time(9), here)
