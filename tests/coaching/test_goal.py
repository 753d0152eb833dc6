"""A week with days to spare, as a table."""

from datetime import date

import pytest

from bot.coaching import goal
from bot.engine.values import Value
from bot.engine.world import World
from tests.coaching.people import TODAY, ago, do, someone, world


def _world(people: tuple[int, ...], days: tuple[int, ...], **answers: Value) -> World:
    contacts = {f"a{number}": someone(spoken=ago(since)) for number, since in enumerate(people)}
    here = world(TODAY, **contacts)
    told: dict[str, Value] = {"~days": tuple(ago(since) for since in days), **answers}
    return World(here.now, contacts=here.contacts, answers=told)


@pytest.mark.parametrize(
    ("people", "days", "used", "week"),
    [
        ((0, 6), (0, 6), "", goal.Week(2, 2, 0, complete=True)),
        ((0, 1, 2), (0, 1, 2), "", goal.Week(3, 3, 0, complete=True)),
        ((0, 7), (0, 1), "", goal.Week(1, 2, 1, complete=True)),
        ((), (0, 1), "", goal.Week(0, 2, 2, complete=True)),
        ((0,), (0,), "", goal.Week(1, 1, 2, complete=True)),
        ((), (0,), "", goal.Week(0, 1, 0, complete=False)),  # three are lacking, and no free day is wasted on it
        ((), (), "", goal.Week(0, 0, 0, complete=False)),
        ((0,), (0, 1), "2026-11 1", goal.Week(1, 2, 1, complete=True)),
        ((0,), (0, 1), "2026-11 2", goal.Week(1, 2, 0, complete=False)),
        ((0,), (0, 1), "2026-10 2", goal.Week(1, 2, 1, complete=True)),  # another month, new free days
    ],
)
def test_a_week_is_complete_with_what_was_done_and_free_days(
    people: tuple[int, ...], days: tuple[int, ...], used: str, week: goal.Week
) -> None:
    here = _world(people, days, **({goal.USED: used} if used else {}))
    assert goal.week(here.answers, here.contacts, TODAY) == week


def test_two_free_days_a_month_and_no_more() -> None:
    here = _world((0,), (0, 1))
    spent = []
    for _ in range(3):
        answers = {**here.answers, **do("use_free_days", here).answers}
        here = World(here.now, contacts=here.contacts, answers={k: v for k, v in answers.items() if v is not None})
        spent.append(goal.free_days_left(here.answers, TODAY))
    assert spent == [1, 0, 0]
    assert goal.free_days_left(here.answers, date(2026, 12, 1)) == goal.FREE
