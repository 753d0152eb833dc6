"""Plans of hers: kept in her own words, said at their minute, asked after once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import plans
from bot.coaching.moments import PLAN, moments, waits
from bot.coaching.plans import Plan
from bot.engine.conversation import Conversation
from bot.engine.steps import Frame
from bot.engine.values import Value
from bot.engine.world import World
from tests.coaching.people import TODAY, ZONE, do, someone, world

WORDS = "Als de kinderen naar school zijn, dan bel ik Ans."
CALL = Plan(WORDS, "2026-11-20", "10:00")


def _hold(*made: Plan, **answers: Value) -> dict[str, Value]:
    held: dict[str, Value] = {**answers}
    for plan in made:
        held |= {name: value for name, value in plans.with_plan(held, plan).items() if value is not None}
    return held


def _at(day: int, hour: int = 10, minute: int = 0, second: int = 0, zone: ZoneInfo = ZONE) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=zone)


@pytest.mark.parametrize(
    ("given_", "plan"),
    [
        ({"on": "2026-11-20", "at": "10:00"}, CALL),
        ({"on": "2026-11-20", "at": "10:00", "contact": "@1"}, Plan(WORDS, "2026-11-20", "10:00", "@1")),
        ({"on": "2026-11-20", "at": "10:00", "contact": "@99"}, CALL),  # somebody who is gone takes no plan along
        ({"on": "2026-11-20"}, Plan(WORDS, "2026-11-20", "09:00")),
        ({"on": TODAY.isoformat(), "at": "23:00"}, Plan(WORDS, TODAY.isoformat(), "23:00")),
        ({"on": TODAY.isoformat(), "at": "08:00"}, Plan(WORDS, TODAY.isoformat(), "08:00")),
        ({"on": "2026-11-17"}, None),
        ({"on": "2036-11-17"}, None),
        ({}, None),
    ],
)
def test_a_plan_is_made_for_a_day_and_a_time(given_: dict[str, Value], plan: Plan | None) -> None:
    made = do("remind", world(a1=someone()), words=WORDS, **given_).answers
    held = {name: value for name, value in made.items() if value is not None}
    assert plans.plans_of(held) == ((plan,) if plan else ())


def test_one_in_the_same_words_takes_the_place_of_the_first_and_the_oldest_of_many_is_let_go() -> None:
    held = _hold(CALL, Plan("Iets", "2026-11-21", "09:00"), Plan(WORDS, "2026-11-22", "11:00"))
    assert plans.plans_of(held) == (Plan("Iets", "2026-11-21", "09:00"), Plan(WORDS, "2026-11-22", "11:00"))
    many = _hold(*(Plan(f"plan {number}", "2026-11-20", "09:00") for number in range(30)))
    assert [plan.words for plan in plans.plans_of(many)] == [f"plan {number}" for number in range(10, 30)]
    assert plans.without(_hold(CALL), WORDS) == {plans.PLANS: None}


@given(st.text(min_size=1), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times())
def test_her_words_come_back_exactly(words: str, day: date, clock: object) -> None:
    plan = Plan(words, day.isoformat(), f"{clock:%H:%M}")
    assert plans.plans_of(_hold(plan)) == (plan,)


@pytest.mark.parametrize(
    ("plan", "zone", "utc"),
    [
        (CALL, "Europe/Amsterdam", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        (CALL, "Asia/Kathmandu", datetime(2026, 11, 20, 4, 15, tzinfo=UTC)),
        (Plan("x", "2027-03-28", "02:30"), "Europe/Amsterdam", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (Plan("x", "2027-10-31", "02:30"), "Europe/Amsterdam", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (Plan("x", "2028-02-29", "12:00"), "America/Paramaribo", datetime(2028, 2, 29, 15, tzinfo=UTC)),
    ],
)
def test_a_plan_moves_with_her_when_her_zone_does(plan: Plan, zone: str, utc: datetime) -> None:
    assert plans.moment_of(plan, {"zone": zone}) == utc
    assert moments(Conversation(answers=_hold(plan, zone=zone)), World(utc - timedelta(days=1)))[PLAN] == utc


def test_a_plan_whose_time_has_passed_comes_at_once_and_one_that_was_said_never_again() -> None:
    late = Conversation(answers=_hold(CALL))
    now = _at(20, 10, 5)
    assert moments(late, World(now))[PLAN] == now + plans.AT_ONCE
    said = {name: value for name, value in plans.noted(late.answers, WORDS, asked_after=False).items() if value}
    assert PLAN not in moments(Conversation(answers=said), World(now))
    assert plans.come(said, now) is None


@pytest.mark.parametrize(
    ("now", "talks", "until"),
    [
        (_at(20, 10, 0, 4), False, None),
        (_at(20, 10, 0, 4), True, None),  # at its minute, whatever goes on
        (_at(20, 10, 20), False, None),
        (_at(20, 10, 20), True, _at(20, 10, 45)),  # late, it breaks in on nothing
        (_at(20, 23, 0), False, _at(21, 8)),  # and comes by day
        (_at(21, 3, 0), False, _at(21, 8)),
        (_at(23, 9, 0), False, None),
    ],
)
def test_a_late_plan_comes_by_day_and_breaks_in_on_nothing(
    now: datetime, *, talks: bool, until: datetime | None
) -> None:
    frames = (Frame("prijs", "waarde"),) if talks else ()
    conversation = Conversation(answers=_hold(CALL), frames=frames, put_at=int(_at(20, 10, 15).timestamp()))
    if now < _at(20, 10, 15):
        conversation = Conversation(answers=_hold(CALL), frames=frames, put_at=int(now.timestamp()) - 60)
    assert waits(PLAN, conversation, World(now)) == until


def test_a_plan_for_the_night_comes_at_night() -> None:
    night = Plan("Sterren kijken", "2026-11-20", "23:30")
    assert waits(PLAN, Conversation(answers=_hold(night)), World(_at(20, 23, 45))) is None


def test_a_plan_is_asked_after_once_on_a_later_day() -> None:
    said = _hold(Plan(WORDS, "2026-11-20", "10:00", said=True))
    assert plans.to_ask_after(said, date(2026, 11, 20)) is None
    found = plans.to_ask_after(said, date(2026, 11, 21))
    assert found
    asked = {name: value for name, value in plans.noted(said, found.words, asked_after=True).items() if value}
    assert plans.to_ask_after(asked, date(2026, 11, 22)) is None
    assert plans.to_ask_after(_hold(CALL), date(2026, 11, 22)) is None, "what was not said is not asked after"


@pytest.mark.parametrize(("days", "after"), [(None, 7), (14, 14), (1, 1), (0, 7), (-3, 7)])
def test_a_plan_without_a_day_is_asked_after_in_a_week_or_when_it_is_said(days: int | None, after: int) -> None:
    made = do("ask_after", world(), words=WORDS, **({} if days is None else {"days": days})).answers
    held = {name: value for name, value in made.items() if value is not None}
    found = [ahead for ahead in range(30) if plans.to_ask_after(held, TODAY + timedelta(days=ahead))]
    assert found[0] == after
    assert PLAN not in moments(Conversation(answers=held), World(_at(18)))


def test_what_comes_next_is_the_first_ahead() -> None:
    held = _hold(CALL, Plan("Eerder", "2026-11-19", "10:00"), Plan("Gezegd", "2026-11-18", "12:00", said=True))
    found = plans.coming(held, _at(18))
    assert found
    assert found.words == "Eerder"
    assert plans.coming(held, _at(21)) is None
