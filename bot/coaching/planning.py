"""What a script can have the coach do with her plans, words and weeks; what makes no sense changes nothing."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from bot.coaching import arguments, goal, plans, quoting
from bot.coaching.calendar import later_by
from bot.coaching.moments import chosen_time
from bot.engine.repertoire import Action, Done, Given
from bot.engine.script import Do, Script
from bot.engine.world import World

USUAL_TIME: Final = time(9)
"""When a plan without a time comes, where she chose no time of day to hear from the coach."""
A_WEEK: Final = 7
"""Days after which a plan without a day is asked after."""


def _remind(given: Given, world: World) -> Done:
    """Says words of hers back to her on a day, at a time (her own time of day where none is given)."""
    words, today = arguments.text(given, "words"), world.now.date()
    on = today if given.get("on") == today.isoformat() else arguments.coming_day(given, "on", today)
    if not words or not on:
        return Done()
    usual = chosen_time(world.answers) or USUAL_TIME
    at = arguments.text(given, "at") or f"{usual:%H:%M}"
    about = arguments.person(given, world)
    plan = plans.Plan(words, on.isoformat(), at, about[0] if about else "")
    return Done(answers=plans.with_plan(world.answers, plan))


def _ask_after(given: Given, world: World) -> Done:
    """Lets a plan of hers that has no day be asked after, in so many days (a week where it is not said)."""
    words, days = arguments.text(given, "words"), arguments.days(given) or A_WEEK
    if not words:
        return Done()
    until = later_by(world.now.date(), days - 1)
    return Done(answers=plans.with_plan(world.answers, plans.Plan(words, until.isoformat(), said=True)))


def _say_plan(given: Given, world: World) -> Done:
    """Notes that a plan was said to her."""
    found = _held(given, world)
    return Done(answers=plans.noted(world.answers, found, asked_after=False)) if found else Done()


def _ask_after_plan(given: Given, world: World) -> Done:
    """Notes that a plan was asked after; it is not asked after again."""
    found = _held(given, world)
    return Done(answers=plans.noted(world.answers, found, asked_after=True)) if found else Done()


def _settle_plan(given: Given, world: World) -> Done:
    """Lets a plan be over, done or not."""
    found = _held(given, world)
    return Done(answers=plans.without(world.answers, found)) if found else Done()


def _held(given: Given, world: World) -> str:
    """The words of the plan that is meant, if it is one of hers."""
    words = arguments.text(given, "words")
    return words if any(plan.words == words for plan in plans.plans_of(world.answers)) else ""


def _give_words_back(_given: Given, world: World) -> Done:
    """Notes that the words that were to be given back today were."""
    quote = quoting.due_quote(world.answers, world.now.date())
    return Done(answers=quoting.given_back(quote, world.now.date())) if quote else Done()


def _use_free_days(_given: Given, world: World) -> Done:
    """Makes the week whole with free days, where it takes no more than there are."""
    week = goal.week(world.answers, world.contacts, world.now.date())
    return Done(answers=goal.used(world.answers, week.free, world.now.date())) if week.free else Done()


PLANNING: Mapping[str, Action] = {
    "remind": Action(
        {"words": "text", "on": "date", "at": "time", "contact": "contact"}, _remind, frozenset({"at", "contact"})
    ),
    "ask_after": Action({"words": "text", "days": "number"}, _ask_after, frozenset({"days"})),
    "say_plan": Action({"words": "text"}, _say_plan),
    "ask_after_plan": Action({"words": "text"}, _ask_after_plan),
    "settle_plan": Action({"words": "text"}, _settle_plan),
    "give_words_back": Action({}, _give_words_back),
    "use_free_days": Action({}, _use_free_days),
}
"""These actions, by name."""


def planned_names(script: Script) -> tuple[str, ...]:
    """The names under which dialogs keep her plans: the words that they have said back or asked after."""
    nodes = (node for dialog in script.dialogs.values() for node in dialog.nodes.values())
    kept = (node for node in nodes if isinstance(node, Do) and node.action in {"remind", "ask_after"})
    return tuple(sorted({name for node in kept for name in node.arguments["words"].names}))
