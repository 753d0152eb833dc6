"""The bugs that people met in other tools of this kind, by name: none of them is here."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.coaching import birthdays, doubles, merging, rhythm, spreading
from bot.coaching.moments import DAILY, PLAN, moments
from bot.engine.advance import advance
from bot.engine.conversation import Conversation
from bot.engine.inputs import Command, Text
from bot.engine.people import Contact
from bot.engine.saying import ACTIVE_DAYS, done_key
from bot.engine.values import Value
from bot.engine.world import World
from tests import shipped
from tests.coaching.people import TODAY, after, ago, do, of, someone, tell, world


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Europe/Amsterdam", "America/Los_Angeles", "UTC"])
@pytest.mark.parametrize("hour", [0, 9, 23])
def test_server_zone_used_instead_of_users(zone: str, hour: int) -> None:
    here = World(
        datetime.combine(TODAY, time(hour, 59), ZoneInfo(zone)),
        contacts={"@1": someone(spoken=ago(30), rhythm=30)},
    )
    assert (tell("due", here), tell("days_since_spoken", here)) == (True, 30)
    assert do("talked", here, contact="@1").talks[0].on == TODAY.isoformat()


@pytest.mark.parametrize("sunday", [date(2027, 3, 28), date(2027, 10, 31)])
@pytest.mark.parametrize("clock", [time(2, 30), time(2, 30, fold=1), time(23, 59)])
def test_dst_drift(sunday: date, clock: time) -> None:
    contacts = {"@1": someone(spoken=ago(7, sunday), rhythm=7)}
    now = datetime.combine(sunday, clock, ZoneInfo("Europe/Amsterdam"))
    assert tell("due", World(now, contacts=contacts)) is True
    assert tell("due", World(now - timedelta(days=1), contacts=contacts)) is False


def test_calendar_date_pushed_through_a_zone() -> None:
    late = World(datetime.combine(TODAY, time(23, 59), ZoneInfo("Asia/Tokyo")), contacts={"@1": someone()})
    told = after("talked", late, contact="@1", on=ago(1))
    assert told.contacts["@1"].spoken == ago(1)
    assert tell("birthday_in", World(late.now, contacts={"@1": someone(birthday="--11-18")})) == 0


@pytest.mark.parametrize("days", [1, 2, 7, 30, 365, 1095])
def test_recurrence_lands_on_itself(days: int) -> None:
    for offset in range(400):
        day = TODAY + timedelta(days=offset)
        due = rhythm.next_due(someone(spoken=day.isoformat(), rhythm=days), day)
        assert due
        assert due > day


def test_same_day_reminder_jumps_to_next_year() -> None:
    birthday = birthdays.birthday_of("1970-11-18")
    assert birthday
    assert birthdays.next_birthday(birthday, TODAY) == TODAY
    assert rhythm.is_due(someone(spoken=ago(30), rhythm=30), TODAY)


def test_duplicates_on_every_save() -> None:
    here = world(a1=someone(spoken=ago(40), rhythm=30), a2=someone(spoken=ago(40), rhythm=30))
    twice = after("talked", after("talked", here, contact="@1"), contact="@1")
    assert twice.contacts == after("talked", here, contact="@1").contacts
    again = after("rhythm_for", after("rhythm_for", here, ring="kern", days=7), ring="kern", days=7)
    assert again.contacts == here.contacts


def test_missed_run_is_silent_loss() -> None:
    contact = someone(spoken=ago(40), rhythm=30)
    assert all(rhythm.is_due(contact, TODAY + timedelta(days=days)) for days in (0, 1, 30, 3000))


def _daily(now: datetime, came: date | None = None, **answers: Value) -> datetime:
    held = {"dagvraag_moment": "ochtend", **answers}
    found = moments(Conversation(answers=held, came={DAILY: came} if came else {}), World(now))[DAILY]
    return found.astimezone(now.tzinfo)


@pytest.mark.parametrize("zone", ["Australia/Sydney", "Asia/Kathmandu", "America/Los_Angeles", "Europe/Amsterdam"])
def test_nine_in_the_morning_is_nine_where_she_is(zone: str) -> None:
    here = ZoneInfo(zone)
    assert _daily(datetime(2026, 3, 2, 12, tzinfo=here), zone=zone) == datetime(2026, 3, 3, 9, tzinfo=here)


def test_daily_time_creeps_later() -> None:
    """However late each message is taken, the next one is at nine."""
    now, here = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Europe/Amsterdam")), list[datetime]()
    for _ in range(200):
        at = _daily(now, now.date() if here else None)
        here.append(at)
        now = at + timedelta(minutes=47)
    assert {at.time() for at in here} == {time(9)}


@pytest.mark.parametrize("hour", range(24))
def test_a_moment_lands_on_itself(hour: int) -> None:
    clock, zone = f"{hour:02}:59", ZoneInfo("Europe/Amsterdam")
    at = datetime(2026, 3, 2, hour, 59, tzinfo=zone)
    for since in (timedelta(), timedelta(seconds=1), timedelta(minutes=3)):
        found = _daily(at + since, at.date(), dagvraag_moment="tijd", dagvraag_tijd=clock)
        assert found == datetime(2026, 3, 3, hour, 59, tzinfo=zone)


def test_a_plan_for_today_whose_time_is_past_comes_now_and_not_next_year() -> None:
    made = do("remind", world(), words="Bellen", on=TODAY.isoformat(), at="08:00").answers
    answers = {name: value for name, value in made.items() if value is not None}
    assert moments(Conversation(answers=answers), World(world().now))[PLAN] == world().now + timedelta(minutes=1)


def test_a_moment_is_set_anew_at_every_save() -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    first = _daily(now)
    again = Conversation(answers={"dagvraag_moment": "ochtend"}, moments={DAILY: first})
    assert all(moments(again, World(now + timedelta(minutes=5 * one)))[DAILY] == first for one in range(100))


@pytest.mark.parametrize(
    ("hour", "day"), [(23, "2026-03-02"), (0, "2026-03-02"), (2, "2026-03-02"), (3, "2026-03-03")]
)
def test_a_day_is_cut_where_she_sleeps_and_not_at_midnight_in_utc(hour: int, day: str) -> None:
    night = datetime(2026, 3, 2 if hour == 23 else 3, hour, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    compiled = shipped.script()
    known = Conversation(asked=1, answers={done_key(compiled.first): 1})
    begun = advance(compiled, known, Command("prijs"), World(night)).conversation
    answered = advance(compiled, begun, Text("Mijn tijd"), World(night)).conversation
    assert answered.answers[ACTIVE_DAYS] == (day,)


@pytest.mark.parametrize(
    ("spoken", "days", "due"),
    [("2027-01-31", 28, "2027-02-28"), ("2027-01-31", 31, "2027-03-03"), ("2028-01-31", 29, "2028-02-29")],
)
def test_month_end(spoken: str, days: int, due: str) -> None:
    assert rhythm.next_due(someone(spoken=spoken, rhythm=days), date.fromisoformat(spoken)) == date.fromisoformat(
        due
    )


def test_29_february() -> None:
    birthday = birthdays.birthday_of("--02-29")
    assert birthday
    kept = [birthdays.next_birthday(birthday, date(year, 1, 1)) for year in (2027, 2028, 2029)]
    assert kept == [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]


def test_channel_failure_destroys_plans() -> None:
    contact = someone(spoken=ago(40), rhythm=30, later=10)
    assert rhythm.next_due(contact, TODAY + timedelta(days=500)) == TODAY - timedelta(days=10)


def test_defaults_used_when_date_unknown_all_due_or_none() -> None:
    cold = {f"@{number}": Contact("x", "buurt", added=ago(0)) for number in range(1, 31)}
    here = after("rhythm_for", of(cold), circle="buurt", days=30)
    due = {rhythm.next_due(one, TODAY) for one in here.contacts.values()}
    assert len(due) == 30
    assert {day - TODAY for day in due if day} <= {timedelta(days=days) for days in range(2, 40)}


def test_clock_restarts_from_the_logged_contact_not_a_fixed_interval() -> None:
    here = after("talked", world(a1=someone(spoken=ago(29), rhythm=30)), contact="@1", on=ago(2))
    assert tell("next_due", here) == ago(-28)


def test_nobody_without_a_cadence_vanishes() -> None:
    contacts = {"@1": someone(), "@2": someone(rhythm=7)}
    assert [tell("without_rhythm", of(contacts), one) for one in contacts] == [True, False]


def test_flood_after_a_batch_entry() -> None:
    party = {f"@{number}": someone(added=ago(0), rhythm=30, admitted=False) for number in range(1, 21)}
    here = after("admit_all", of(party))
    for days in range(40):
        day = TODAY + timedelta(days=days)
        assert sum(rhythm.next_due(one, day) == day for one in here.contacts.values()) <= 1


def test_duplicates_on_re_import() -> None:
    card = Contact("Fatima Amrani", name="Fatima Amrani", phone="06-12345678", mail="F@a.nl", admitted=False)
    known = someone(name="Fatima Amrani", phone="+31612345678")
    here = world(a1=known, a2=card)
    assert doubles.doubles(here.contacts) == (("@1", "@2"),)
    once = after("merge", here, contact="@2", into="@1")
    again = after("merge", of({**once.contacts, "@3": card}), contact="@3", into="@1")
    assert again.contacts == once.contacts
    assert once.contacts["@1"].mail == "F@a.nl"


def test_excused_days_and_holidays_do_not_flood() -> None:
    contacts = {f"@{number}": someone(spoken=ago(1), rhythm=number) for number in range(2, 20)}
    back = spreading.after_pause(contacts, TODAY, TODAY + timedelta(days=20))
    assert len({one.waits for one in back.values()}) == len(back) == 18


def test_merged_notes_are_kept() -> None:
    assert merging.merged(someone(question="a"), someone(question="b")).question == "a\nb"
