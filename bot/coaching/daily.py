"""Which daily question is asked: by rule, so that it can be explained, and never by chance.

None comes back before the bank is used up, nor the same idea two days running. What belongs to a season comes in
it, and first. Ideas take turns by how much of each is left; those that she has met in the course count twice,
until as much of them is left as of the others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.engine.repertoire import Ranked
from bot.engine.saying import DAILY, done_key
from bot.engine.values import Value
from bot.engine.world import World

if TYPE_CHECKING:
    from bot.engine.script import Daily, Script

BEFORE_THE_COURSE: Final = frozenset({"I1"})
"""Ideas that are met by making acquaintance."""


def ranking(script: "Script", world: World) -> list[Ranked]:
    """The daily questions that are in season, in the order in which they are to be asked now, and why."""
    asked = _asked(world.answers)
    bank = [(one.id, one.daily, one.ideas[0]) for one in script.bank if one.daily]
    last = next(((daily.kind, idea) for id_, daily, idea in bank if asked and id_ == asked[-1]), ("", ""))
    ready = [one for one in bank if in_season(one[1], world.now.date())]
    met = ideas_met(script, world.answers)
    left = Counter(idea for id_, _, idea in ready if id_ not in asked)

    def rank(question: tuple[str, "Daily", str]) -> tuple[bool, int, bool, int, bool]:
        id_, daily, idea = question
        since = asked.index(id_) if id_ in asked else -1
        weight = left[idea] * (2 if idea in met else 1)
        return idea == last[1], since, daily.season is None, -weight, daily.kind == last[0]

    return [Ranked(one[0], tuple(_why(*one, asked, met, left))) for one in sorted(ready, key=rank)]


def _asked(answers: Mapping[str, Value]) -> tuple[str, ...]:
    asked = answers.get(DAILY)
    return asked if isinstance(asked, tuple) else ()


def in_season(daily: "Daily", today: date) -> bool:
    """Whether a question can be asked on this day of the year; a season may run over the new year."""
    if daily.season is None:
        return True
    (first, last), day = daily.season, f"{today:%m-%d}"
    return first <= day <= last if first <= last else day >= first or day <= last


def ideas_met(script: "Script", answers: Mapping[str, Value]) -> frozenset[str]:
    """The ideas of the dialogs that she has done."""
    done = (one for one in script.dialogs.values() if not one.aside and done_key(one.id) in answers)
    return BEFORE_THE_COURSE.union(*(one.ideas for one in done))


def _why(
    id_: str, daily: "Daily", idea: str, asked: tuple[str, ...], met: frozenset[str], left: Mapping[str, int]
) -> Iterator[str]:
    """The reasons for its place, in the order in which they count."""
    yield "asked longest ago" if id_ in asked else "not asked before"
    if daily.season:
        yield f"in season, {daily.season[0]} to {daily.season[1]}"
    yield f"{idea} {'is met in the course' if idea in met else 'is yet to come'}, {left[idea]} of it left"
    yield f"of the kind '{daily.kind}'"
