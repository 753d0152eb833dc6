"""Which daily question is asked: by rule, so that it can be explained, and never by chance.

None comes back before the bank is used up, nor the same idea two days running. What belongs to a season comes in
it, and first. Ideas take turns by how much of each is left; those that she has met in the course count twice,
until as much of them is left as of the others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from bot.engine.saying import DAILY, done_key
from bot.engine.values import Value
from bot.engine.world import World

if TYPE_CHECKING:
    from bot.engine.script import Daily, Script

BEFORE_THE_COURSE: Final = frozenset({"I1"})
"""Ideas that are met by making acquaintance."""


def ranking(script: "Script", world: World) -> list[str]:
    """The daily questions that are in season, in the order in which they are to be asked now."""
    asked = {id_: at for at, id_ in enumerate(_asked(world.answers))}
    bank = [(one.id, one.daily, one.ideas[0]) for one in script.bank if one.daily]
    last = next(((daily.kind, idea) for id_, daily, idea in bank if asked.get(id_) == len(asked) - 1), ("", ""))
    ready = [one for one in bank if in_season(one[1], f"{world.now:%m-%d}")]
    met = ideas_met(script, world.answers)
    left = Counter(idea for id_, _, idea in ready if id_ not in asked)

    def rank(question: tuple[str, "Daily", str]) -> tuple[bool, int, bool, int, bool]:
        id_, daily, idea = question
        weight = left[idea] * (2 if idea in met else 1)
        return idea == last[1], asked.get(id_, -1), daily.season is None, -weight, daily.kind == last[0]

    return [one[0] for one in sorted(ready, key=rank)]


def why(script: "Script", world: World, question: str) -> Iterator[str]:
    """The reasons for a question's place in the ranking, those that count most first: for authors, not for her."""
    asked, dialog = _asked(world.answers), script.dialogs[question]
    yield "asked longest ago" if question in asked else "not asked before"
    if dialog.daily and dialog.daily.season:
        yield f"in season, {dialog.daily.season[0]} to {dialog.daily.season[1]}"
    idea, today = dialog.ideas[0], f"{world.now:%m-%d}"
    ready = (one for one in script.bank if one.daily and in_season(one.daily, today) and one.id not in asked)
    left = sum(one.ideas[0] == idea for one in ready)
    met = "is met in the course" if idea in ideas_met(script, world.answers) else "is yet to come in the course"
    yield f"{idea} {met}, {left} of it left"


def _asked(answers: Mapping[str, Value]) -> tuple[str, ...]:
    asked = answers.get(DAILY)
    return asked if isinstance(asked, tuple) else ()


def in_season(daily: "Daily", today: str) -> bool:
    """Whether a question can be asked on this day of the year (``12-31``); a season may run over the new year."""
    first, last = daily.season or ("01-01", "12-31")
    return first <= today <= last if first <= last else today >= first or today <= last


def ideas_met(script: "Script", answers: Mapping[str, Value]) -> frozenset[str]:
    """The ideas of the dialogs that she has done."""
    done = (one for one in script.dialogs.values() if not one.aside and done_key(one.id) in answers)
    return BEFORE_THE_COURSE.union(*(one.ideas for one in done))
