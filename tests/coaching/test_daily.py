"""Which daily question is asked: the bank that we ship, over four hundred days of people who differ."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.coaching.daily import in_season, ranking, why
from bot.engine.bank import DAILY, ideas_met
from bot.engine.repertoire import DailyQuestion
from bot.engine.saying import done_key
from bot.engine.script import Daily, Dialog, Script
from bot.engine.values import Value
from bot.engine.world import World
from tests import shipped

PEOPLE = 50
"""A thousand would take a minute."""
DAYS = 400
FROM = date(2026, 9, 1)
COURSE = ("prijs", "product", "promotie", "na_vijf_uur", "het_oude_spel")


@pytest.fixture(scope="module")
def script() -> Script:
    return shipped.script()


@pytest.fixture(scope="module")
def bank(script: Script) -> dict[str, tuple[Dialog, Daily]]:
    return {one.id: (one, one.daily) for one in script.dialogs.values() if one.daily}


def _world(day: date, answers: dict[str, Value]) -> World:
    return World(datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/Amsterdam")), answers=answers)


def _ranked(script: Script, day: date, answers: dict[str, Value]) -> list[str]:
    return list(ranking(script.bank, ideas_met(script, answers), _world(day, answers)))


def test_no_question_comes_back_before_the_bank_is_used_up_and_ideas_take_turns(
    script: Script, bank: dict[str, tuple[Dialog, Daily]]
) -> None:
    of_bank = {one.id: one for one in script.bank}
    for number in range(PEOPLE):
        chance = Random(number)  # noqa: S311 -- made-up people, the same in every run
        usable = {
            id_ for id_, (one, daily) in bank.items() if chance.random() < 0.9 or not (one.about or daily.when)
        }
        dones = sorted((chance.randrange(DAYS), dialog) for dialog in COURSE if chance.random() < 0.7)
        asked: list[tuple[date, str]] = []
        answers: dict[str, Value] = {}
        for ahead in range(DAYS):
            day = FROM + timedelta(days=ahead)
            answers |= {done_key(dialog): 1 for at, dialog in dones if at == ahead}
            if day.weekday() > 4:
                continue
            chosen = next(
                one
                for one in ranking(script.bank, ideas_met(script, answers), _world(day, answers))
                if one in usable
            )
            before = {id_ for _, id_ in asked}
            fresh = {id_ for id_ in usable - before if in_season(of_bank[id_], f"{day:%m-%d}")}
            last = bank[asked[-1][1]][0].ideas if asked else ()
            assert chosen in fresh or all(bank[id_][0].ideas == last for id_ in fresh), "it came back too soon"
            asked.append((day, chosen))
            answers[DAILY] = (*(id_ for id_ in dict.fromkeys(i for _, i in asked) if id_ != chosen), chosen)
        _ideas_take_turns([id_ for _, id_ in asked], bank)


def _ideas_take_turns(asked: list[str], bank: dict[str, tuple[Dialog, Daily]]) -> None:
    ideas = [bank[id_][0].ideas[0] for id_ in asked]
    assert all(one != other for one, other in pairwise(ideas)), "the same idea two days running"
    once = Counter(ideas[:100])
    assert max(once.values()) <= 12, "no idea fills the days"
    assert min(Counter(ideas).values()) >= 8, "none is left out"


def test_ideas_met_in_the_course_come_more_often_at_first(
    script: Script, bank: dict[str, tuple[Dialog, Daily]]
) -> None:
    answers: dict[str, Value] = {done_key("prijs"): 1}
    asked: list[str] = []
    for ahead in range(20):
        chosen = _ranked(script, date(2026, 9, 7) + timedelta(days=ahead), answers)[0]
        asked.append(chosen)
        answers[DAILY] = tuple(asked)
    ideas = Counter(bank[id_][0].ideas[0] for id_ in asked if not bank[id_][1].season)
    assert ideas["I1"] + ideas["I3"] >= len(asked) / 2
    assert len(ideas) > 2


@pytest.mark.parametrize(
    ("season", "day", "in_it"),
    [
        (None, "06-30", True),
        (("12-01", "12-31"), "12-01", True),
        (("12-01", "12-31"), "11-30", False),
        (("12-27", "01-06"), "12-31", True),
        (("12-27", "01-06"), "01-06", True),
        (("12-27", "01-06"), "01-07", False),
        (("02-25", "03-01"), "02-29", True),
    ],
)
def test_what_belongs_to_a_season_comes_in_it(season: tuple[str, str] | None, day: str, *, in_it: bool) -> None:
    assert in_season(DailyQuestion("x", "I1", "season", season), day) is in_it


def test_in_its_season_a_question_comes_first_and_every_choice_is_explained(
    script: Script, bank: dict[str, tuple[Dialog, Daily]]
) -> None:
    here = _world(date(2026, 12, 14), {})
    everything = script.bank
    first, *others = ranking(everything, (), here)
    season = bank[first][1].season
    assert season
    assert list(why(everything, (), here, first))[:2] == [
        "not asked before",
        f"in season, {season[0]} to {season[1]}",
    ]
    for one in others:
        assert any(reason.startswith(bank[one][0].ideas[0]) for reason in why(everything, (), here, one))
    assert next(why(everything, (), _world(date(2026, 12, 14), {DAILY: (first,)}), first)) == "asked longest ago"


def test_the_bank_has_ten_or_so_for_each_idea_of_all_kinds(bank: dict[str, tuple[Dialog, Daily]]) -> None:
    ideas = Counter(one.ideas[0] for one, _ in bank.values())
    kinds = Counter(daily.kind for _, daily in bank.values())
    assert len(bank) >= 120
    assert len(ideas) == 12
    assert all(8 <= count <= 14 for count in ideas.values())
    assert set(kinds) == {"open", "scale", "contact", "action", "thanks", "season"}
    assert all(kinds[kind] >= 10 for kind in kinds)
