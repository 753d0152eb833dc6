"""When the coach writes first: once a day at most, at the time and on the days that she chose.

A moment is worked out each time from her local date, her time of day and her zone, never by adding hours to the
last one. It always lies on a later date than the last that came, and after the present, but for one that is due
and was not taken yet. Where she doesn't answer, the coach comes less often: after three times every third day,
then weekly, then it asks whether to be silent, and is, until she writes. What she planned herself comes at its own
time.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.coaching import plans
from bot.coaching.calendar import WEEK, day_of, later_by
from bot.engine.conversation import Conversation
from bot.engine.values import Value
from bot.engine.world import World
from bot.engine.zones import zone_of

DAILY: Final = "daily"
"""The one message a day that she did not set herself."""
SILENCE: Final = "silence"
"""The question whether to be silent, instead of it, where nothing came back for long."""
PLAN: Final = "plan"
"""What she planned herself."""
PLANNED: Final = frozenset({PLAN})
"""The kinds of moments that she set herself."""
TIMES: Final[Mapping[str, time]] = {"ochtend": time(9), "middag": time(13), "avond": time(19, 30)}
"""The times of day that she can choose by name."""
GAPS: Final = (1, 1, 1, 3, 3, 3, 7, 7, 7)
"""Days until the next time, by how often in a row nothing came back (0 first); then the question, then silence."""
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""Between these nothing comes by itself, unless she chose such a time."""
RESTS: Final = timedelta(minutes=30)
"""After so long without an answer a talk rests, and can be broken in on."""
ZONES_APART: Final = 2
"""Days by which her own date can go back when she travels: from the first zone of the day to the last."""
MESSAGES: Final = "berichten"
"""Her answer to what the daily message may be about; as long as she has not said it, everything."""
_WORKING_DAYS, _WEEKEND = WEEK[:5], WEEK[5:]


def moments(conversation: Conversation, world: World) -> Mapping[str, datetime]:
    """When the coach is to write first the next time, by kind of moment."""
    if conversation.rest:
        return {}
    found = {PLAN: plans.next_moment(conversation.answers, world.now)}
    if conversation.unheard <= len(GAPS):
        kind = DAILY if conversation.unheard < len(GAPS) else SILENCE
        found[kind] = _unplanned(conversation, world)
    return {kind: at for kind, at in found.items() if at}


def _unplanned(conversation: Conversation, world: World) -> datetime | None:
    """The next time at which the coach comes unasked: on the first of her days after the last and the gap."""
    answers, today, clock = conversation.answers, world.now.date(), chosen_time(conversation.answers)
    if clock is None:
        return None
    came = max((conversation.came[kind] for kind in (DAILY, SILENCE) if kind in conversation.came), default=None)
    gap = GAPS[min(conversation.unheard, len(GAPS) - 1)]
    if came and came > later_by(today, ZONES_APART):
        came = today  # the machine's clock was ahead of time once
    first = later_by(came, gap) if came else today
    pause = day_of(str(answers.get("pauze_tot", "")))
    day = max(first, today, later_by(pause, 1) if pause else first)
    pending = _pending(conversation, clock, today) if day == today else None
    return pending or _next(day, clock, answers, world.now)


def _pending(conversation: Conversation, clock: time, today: date) -> datetime | None:
    """The moment of today that was set and has not come yet, due or put off, if she still wants it then."""
    answers, set_ = conversation.answers, conversation.moments
    at = set_.get(DAILY) or set_.get(SILENCE)
    local = at.astimezone(zone_of(answers)) if at else None
    if local is None or local.date() != today or WEEK[today.weekday()] not in days_of_messages(answers):
        return None
    return at if datetime.combine(today, clock) <= local.replace(tzinfo=None) else None


def _next(day: date, clock: time, answers: Mapping[str, Value], now: datetime) -> datetime | None:
    """The first of her days from this one on whose moment lies ahead."""
    days, zone = days_of_messages(answers), zone_of(answers)
    for ahead in range(len(WEEK) + 1):
        date_ = later_by(day, ahead)
        if WEEK[date_.weekday()] not in days:
            continue
        moment = datetime.combine(date_, clock, zone).astimezone(UTC)
        if moment > now:
            return moment
    return None


def chosen_time(answers: Mapping[str, Value]) -> time | None:
    """The time of day at which she wants to hear from the coach; None if she doesn't."""
    chosen = answers.get("dagvraag_moment")
    exact = answers.get("dagvraag_tijd")
    if chosen == "tijd" and isinstance(exact, str):
        return time.fromisoformat(exact)
    return TIMES.get(chosen) if isinstance(chosen, str) else None


def chosen_days(answers: Mapping[str, Value]) -> frozenset[str]:
    """The days of the week on which she wants to hear from the coach: Monday to Friday, unless she said it."""
    chosen = answers.get("dagvraag_dagen")
    return frozenset(chosen if isinstance(chosen, tuple) and chosen else _WORKING_DAYS)


def wants(answers: Mapping[str, Value], what: str) -> bool:
    """Whether the daily message may be about this."""
    chosen = answers.get(MESSAGES)
    return what in chosen if isinstance(chosen, tuple) else True


def day_of_looking_back(answers: Mapping[str, Value]) -> str:
    """The day of the week on which she looks back on it: as she chose it, else the last of her days up to Friday.

    Empty where she doesn't want to.
    """
    if not wants(answers, "weekblik"):
        return ""
    hers = chosen_days(answers)
    usual = [day for day in (*_WEEKEND, *_WORKING_DAYS) if day in hers]
    return str(answers.get("weekblik_dag", usual[-1]))


def days_of_messages(answers: Mapping[str, Value]) -> frozenset[str]:
    """The days of the week on which something may come: those that she chose, and the one to look back on."""
    return chosen_days(answers) | ({day_of_looking_back(answers)} & set(WEEK))


def waits(kind: str, conversation: Conversation, world: World) -> datetime | None:
    """Until when a moment that has come has to wait: for her time of day, for the morning, for a talk to rest."""
    if kind == PLAN:
        return _late_plan_waits(conversation, world.now)
    now, clock = world.now, chosen_time(conversation.answers)
    if clock is None:
        return None
    if now.replace(tzinfo=None) < datetime.combine(now.date(), clock):
        return datetime.combine(now.date(), clock, now.tzinfo)
    if not is_quiet(clock) and is_quiet(now.time()):
        return _morning(now)
    return _until_rest(conversation, now)


def _late_plan_waits(conversation: Conversation, now: datetime) -> datetime | None:
    """A plan comes at its minute, whatever goes on; one that is late comes by day, and breaks in on nothing."""
    plan = plans.come(conversation.answers, now)
    if plan is None or now - plans.moment_of(plan, conversation.answers) < plans.AT_ONCE:
        return None
    wakes = _morning(now) if is_quiet(now.time()) and not is_quiet(time.fromisoformat(plan.at)) else None
    return wakes or _until_rest(conversation, now)


def _until_rest(conversation: Conversation, now: datetime) -> datetime | None:
    """When the talk that goes on will rest; None where none does."""
    put = datetime.fromtimestamp(conversation.put_at, UTC)
    return put + RESTS if conversation.frames and timedelta() <= now - put < RESTS else None


def _morning(now: datetime) -> datetime:
    """The end of the quiet hours that are on now."""
    day = now.date() if now.time() < QUIET_UNTIL else later_by(now.date(), 1)
    return datetime.combine(day, QUIET_UNTIL, now.tzinfo)


def is_quiet(clock: time) -> bool:
    """Whether this is a time at which people are left alone."""
    return clock >= QUIET_FROM or clock < QUIET_UNTIL
