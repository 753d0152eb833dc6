"""Which daily question is asked: by rule, so that it can be explained, and never by chance.

None comes back before the bank is used up, nor the same idea two days running. What belongs to a season comes in
it, and first. Ideas take turns by how much of each is left; those that she has met in the course count twice,
until as much of them is left as of the others.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from bot.engine.bank import DAILY
from bot.engine.repertoire import DailyQuestion
from bot.engine.values import Value
from bot.engine.world import World

BEFORE_THE_COURSE: Final = frozenset({"I1"})
"""Ideas that are met by making acquaintance."""


def ranking(bank: Sequence[DailyQuestion], met: Collection[str], world: World) -> Iterator[str]:
    """The daily questions that are in season, in the order in which they are to be asked now.

    They are put in order as far as they are looked at: mostly the first is asked.
    """
    had = _asked(world.answers)
    asked = {id_: at for at, id_ in enumerate(had)}
    before = had[-1] if had else ""
    last = next((one for one in bank if one.id == before), DailyQuestion("", "", ""))
    today, known = f"{world.now:%m-%d}", BEFORE_THE_COURSE.union(met)
    ready = [one for one in bank if one.season is None or in_season(one, today)]
    fresh = [one for one in ready if one.id not in asked]
    left = Counter([one.idea for one in fresh])
    weights = {idea: count * (2 if idea in known else 1) for idea, count in left.items()}
    for same in (False, True):
        places: dict[tuple[bool, int], list[DailyQuestion]] = {}
        for one in fresh:
            if (one.idea == last.idea) is same:
                places.setdefault((one.season is None, -weights[one.idea]), []).append(one)
        for place in sorted(places):
            yield from (one.id for one in places[place] if one.kind != last.kind)
            yield from (one.id for one in places[place] if one.kind == last.kind)
        again = [one.id for one in ready if one.id in asked and (one.idea == last.idea) is same]
        yield from sorted(again, key=asked.__getitem__)


def why(bank: Sequence[DailyQuestion], met: Collection[str], world: World, question: str) -> Iterator[str]:
    """The reasons for a question's place in the ranking, those that count most first: for authors, not for her."""
    asked, today = _asked(world.answers), f"{world.now:%m-%d}"
    one = next(one for one in bank if one.id == question)
    yield "asked longest ago" if question in asked else "not asked before"
    if one.season:
        yield f"in season, {one.season[0]} to {one.season[1]}"
    left = sum(other.idea == one.idea and in_season(other, today) and other.id not in asked for other in bank)
    known = one.idea in {*met, *BEFORE_THE_COURSE}
    yield f"{one.idea} {'is met in the course' if known else 'is yet to come in the course'}, {left} of it left"


def _asked(answers: Mapping[str, Value]) -> tuple[str, ...]:
    asked = answers.get(DAILY)
    return asked if isinstance(asked, tuple) else ()


def in_season(question: DailyQuestion, today: str) -> bool:
    """Whether a question can be asked on this day of the year (``12-31``); a season may run over the new year."""
    first, last = question.season or ("01-01", "12-31")
    return first <= today <= last if first <= last else today >= first or today <= last
