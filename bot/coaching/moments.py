"""When the coach writes first: once a day at most, at the time and on the days that she chose.

The moment is worked out each time from her local date, her time of day and her zone, never by adding hours to the
last one, and it always lies after the present and on a later date than the last that came. Where she doesn't
answer, the coach comes less often: after three times every third day, then weekly, and then not until she writes.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.coaching.calendar import WEEK, day_of, later_by
from bot.engine.conversation import Conversation
from bot.engine.values import Value
from bot.engine.world import World
from bot.engine.zones import zone_of

DAILY: Final = "daily"
"""The one message a day that she did not set herself."""
TIMES: Final[Mapping[str, time]] = {"ochtend": time(9), "middag": time(13), "avond": time(19, 30)}
"""The times of day that she can choose by name."""
GAPS: Final = (1, 1, 1, 3, 3, 3, 7, 7, 7)
"""Days until the next time, by how often in a row nothing came back (0 first); after the last one, silence."""
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""Between these nothing comes by itself, unless she chose such a time."""
RESTS: Final = timedelta(minutes=30)
"""After so long without an answer a talk rests, and can be broken in on."""
_WORKING_DAYS: Final = WEEK[:5]


def moments(conversation: Conversation, world: World) -> Mapping[str, datetime]:
    """When the coach is to write first the next time, by kind of moment."""
    answers, clock = conversation.answers, chosen_time(conversation.answers)
    if clock is None or conversation.rest or conversation.unheard >= len(GAPS):
        return {}
    came = conversation.came.get(DAILY)
    first = later_by(came, GAPS[conversation.unheard]) if came else world.now.date()
    pause = day_of(str(answers.get("pauze_tot", "")))
    day = max(first, world.now.date(), later_by(pause, 1) if pause else first)
    found = _next(day, clock, answers, world.now)
    return {DAILY: found} if found else {}


def _next(day: date, clock: time, answers: Mapping[str, Value], now: datetime) -> datetime | None:
    """The first of her days from this one on whose moment lies ahead."""
    days, zone = chosen_days(answers), zone_of(answers)
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


def waits(_kind: str, conversation: Conversation, world: World) -> datetime | None:
    """Until when a moment that has come has to wait: while she sleeps, or is in the middle of a talk."""
    now, clock = world.now, chosen_time(conversation.answers)
    put = datetime.fromtimestamp(conversation.put_at, UTC)
    if clock and not is_quiet(clock) and is_quiet(now.time()):
        morning = now.date() if now.time() < QUIET_UNTIL else later_by(now.date(), 1)
        return datetime.combine(morning, QUIET_UNTIL, now.tzinfo)
    if conversation.frames and now - put < RESTS:
        return put + RESTS
    return None


def is_quiet(clock: time) -> bool:
    """Whether this is a time at which people are left alone."""
    return clock >= QUIET_FROM or clock < QUIET_UNTIL
