"""What the coach knows of her by itself, under names that a script can use: her days, plans, words and weeks."""

from collections.abc import Callable, Mapping

from bot.coaching import goal, plans, quoting
from bot.coaching.calendar import WEEK
from bot.coaching.moments import chosen_days, day_of_looking_back, wants
from bot.coaching.plans import Plan
from bot.coaching.quoting import Quote
from bot.engine.repertoire import Told
from bot.engine.values import Value
from bot.engine.world import World


def _hers_today(what: str) -> Callable[[World], bool]:
    """Whether she wants this in her daily message, and today is one of her days."""
    return lambda world: wants(world.answers, what) and _day(world) in chosen_days(world.answers)


def _day(world: World) -> str:
    return WEEK[world.now.weekday()]


def _now(part: Callable[[Plan], str]) -> Callable[[World], Value | None]:
    """This of the plan whose time has come."""

    def told(world: World) -> Value | None:
        plan = plans.come(world.answers, world.now)
        return (part(plan) or None) if plan else None

    return told


def _then(part: Callable[[Plan], str]) -> Callable[[World], Value | None]:
    """This of the plan that is to be asked after."""

    def told(world: World) -> Value | None:
        plan = plans.to_ask_after(world.answers, world.now.date())
        return (part(plan) or None) if plan else None

    return told


def _quoted(part: Callable[[Quote], str]) -> Callable[[World], Value | None]:
    """This of the words that are to be given back."""

    def told(world: World) -> Value | None:
        quote = quoting.due_quote(world.answers, world.now.date())
        return part(quote) if quote and wants(world.answers, "woorden") else None

    return told


def _week(part: Callable[[goal.Week], Value]) -> Callable[[World], Value]:
    return lambda world: part(goal.week(world.answers, world.contacts, world.now.date()))


TOLD: Mapping[str, Told] = {
    "vraag_vandaag": Told("truth", _hers_today("vraag")),
    "mensen_vandaag": Told("truth", _hers_today("mensen")),
    "verjaardagen_vandaag": Told("truth", _hers_today("verjaardagen")),
    "weekblik_vandaag": Told("truth", lambda world: _day(world) == day_of_looking_back(world.answers)),
    "terugblik_vandaag": Told("truth", _hers_today("terugblik")),
    "plan_nu": Told("text", _now(lambda plan: plan.words)),
    "plan_nu_dag": Told("date", _now(lambda plan: plan.on)),
    "plan_nu_wie": Told("contact", _now(lambda plan: plan.contact)),
    "plan_toen": Told("text", _then(lambda plan: plan.words)),
    "plan_toen_dag": Told("date", _then(lambda plan: plan.on)),
    "plan_toen_wie": Told("contact", _then(lambda plan: plan.contact)),
    "aangehaald": Told("text", _quoted(lambda quote: quote.words)),
    "aangehaald_op": Told("date", _quoted(lambda quote: quote.written.isoformat())),
    "week_mensen": Told("number", _week(lambda week: week.people)),
    "week_dagen": Told("number", _week(lambda week: week.days)),
    "week_vrij": Told("number", _week(lambda week: week.free)),
    "week_rond": Told("truth", _week(lambda week: week.complete)),
    "vrije_dagen": Told("number", lambda world: goal.free_days_left(world.answers, world.now.date())),
}
"""All of it, by name."""
