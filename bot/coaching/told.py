"""What the coach knows of her by itself, under names that a script can use: her days, plans, words and weeks."""

from collections.abc import Callable, Iterator, Mapping

from bot.coaching import goal, plans, quoting
from bot.coaching.calendar import WEEK, day_of
from bot.coaching.moments import chosen_days, day_of_looking_back, wants
from bot.coaching.plans import Plan
from bot.coaching.quoting import Quote
from bot.engine.repertoire import Told
from bot.engine.saying import ACTIVE_DAYS
from bot.engine.values import Value
from bot.engine.world import World


def _hers_today(what: str) -> Callable[[World], bool]:
    """Whether she wants this in her daily message, and today is one of her days."""
    return lambda world: wants(world.answers, what) and _day(world) in chosen_days(world.answers)


def _day(world: World) -> str:
    return WEEK[world.now.weekday()]


def _of(found: Callable[[World], Plan | None], part: Callable[[Plan], str]) -> Callable[[World], Value | None]:
    """This of a plan, where one is found."""

    def told(world: World) -> Value | None:
        plan = found(world)
        return (part(plan) or None) if plan else None

    return told


def _plans() -> Iterator[tuple[str, Told]]:
    """Of the plan whose time has come, of the one to be asked after, and of the one that comes next."""
    found: Mapping[str, Callable[[World], Plan | None]] = {
        "plan_nu": lambda world: plans.come(world.answers, world.now),
        "plan_toen": lambda world: plans.to_ask_after(world.answers, world.now.date()),
        "plan_straks": lambda world: plans.coming(world.answers, world.now),
    }
    for name, plan in found.items():
        yield name, Told("text", _of(plan, lambda one: one.words))
        yield f"{name}_dag", Told("date", _of(plan, lambda one: one.on if one.at else ""))
        yield f"{name}_tijd", Told("time", _of(plan, lambda one: one.at))
        yield f"{name}_wie", Told("contact", _of(plan, lambda one: one.contact))


def _quoted(part: Callable[[Quote], str]) -> Callable[[World], Value | None]:
    """This of the words that are to be given back."""

    def told(world: World) -> Value | None:
        quote = quoting.due_quote(world.answers, world.now.date())
        return part(quote) if quote and wants(world.answers, "woorden") else None

    return told


def _days_away(world: World) -> Value | None:
    """The days since she last answered something; None where she never did."""
    active = world.answers.get(ACTIVE_DAYS)
    last = day_of(active[-1]) if isinstance(active, tuple) and active else None
    return (world.now.date() - last).days if last else None


def _week(part: Callable[[goal.Week], Value]) -> Callable[[World], Value]:
    return lambda world: part(goal.week(world.answers, world.contacts, world.now.date()))


TOLD: Mapping[str, Told] = {
    "vraag_vandaag": Told("truth", _hers_today("vraag")),
    "mensen_vandaag": Told("truth", _hers_today("mensen")),
    "verjaardagen_vandaag": Told("truth", _hers_today("verjaardagen")),
    "weekblik_vandaag": Told("truth", lambda world: _day(world) == day_of_looking_back(world.answers)),
    "terugblik_vandaag": Told("truth", _hers_today("terugblik")),
    **dict(_plans()),
    "aangehaald": Told("text", _quoted(lambda quote: quote.words)),
    "aangehaald_op": Told("date", _quoted(lambda quote: quote.written.isoformat())),
    "weg_dagen": Told("number", _days_away),
    "week_mensen": Told("number", _week(lambda week: week.people)),
    "week_dagen": Told("number", _week(lambda week: week.days)),
    "week_vrij": Told("number", _week(lambda week: week.free)),
    "week_rond": Told("truth", _week(lambda week: week.complete)),
    "vrije_dagen": Told("number", lambda world: goal.free_days_left(world.answers, world.now.date())),
}
"""All of it, by name."""
