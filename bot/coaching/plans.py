"""What she planned for a day and a time, in her own words: said back to her then, and asked after later.

If-then plans work, modestly, and better when they are met again at their cue (Sheeran, Listrom & Gollwitzer 2024).
A plan is held by her local day and time of day, so that it moves with her when her zone does.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.calendar import day_of
from bot.engine.values import Value
from bot.engine.zones import zone_of

PLANS: Final = "~plans"
"""The name under which a conversation keeps her plans: a line of JSON each, so that going back takes one back."""
MOST: Final = 20
"""Plans that are kept; of more, the oldest is let go."""
AT_ONCE: Final = timedelta(minutes=1)
"""How soon a plan comes whose time has passed unsaid."""


class Plan(Struct, frozen=True):
    """Her words for it, her local day and time, whom it is about; whether it was said to her, and asked after.

    One without a time is only asked after, once its day is over.
    """

    words: str
    on: str
    at: str = ""
    contact: str = ""
    said: bool = False
    asked_after: bool = False


_reader = msgspec.json.Decoder(Plan)


def plans_of(answers: Mapping[str, Value]) -> tuple[Plan, ...]:
    """Her plans that are not settled yet, in the order in which she made them."""
    written = answers.get(PLANS)
    return tuple(_reader.decode(one) for one in written) if isinstance(written, tuple) else ()


def written(plans: Iterable[Plan]) -> dict[str, Value | None]:
    """What is to be kept for these plans."""
    lines = tuple(msgspec.json.encode(one).decode() for one in plans)[-MOST:]
    return {PLANS: lines or None}


def with_plan(answers: Mapping[str, Value], plan: Plan) -> dict[str, Value | None]:
    """Her plans with this one; one in the same words is the same plan, at another time."""
    return written((*(one for one in plans_of(answers) if one.words != plan.words), plan))


def without(answers: Mapping[str, Value], words: str) -> dict[str, Value | None]:
    """Her plans without the one in these words."""
    return written(one for one in plans_of(answers) if one.words != words)


def noted(answers: Mapping[str, Value], words: str, *, asked_after: bool) -> dict[str, Value | None]:
    """Her plans, the one in these words said to her now, or asked after."""
    return written(
        replace(one, said=True, asked_after=asked_after or one.asked_after) if one.words == words else one
        for one in plans_of(answers)
    )


def moment_of(plan: Plan, answers: Mapping[str, Value]) -> datetime:
    """When this plan comes: aware, in UTC."""
    wall = datetime.combine(date.fromisoformat(plan.on), time.fromisoformat(plan.at), zone_of(answers))
    return wall.astimezone(UTC)


def next_moment(answers: Mapping[str, Value], now: datetime) -> datetime | None:
    """When the next plan is to be said to her: after now; at once where its time has passed unsaid."""
    waiting = [moment_of(one, answers) for one in plans_of(answers) if not one.said]
    return max(min(waiting), now.astimezone(UTC) + AT_ONCE) if waiting else None


def come(answers: Mapping[str, Value], now: datetime) -> Plan | None:
    """The plan whose time has come and which was not said to her yet, the earliest of them."""
    ready = [one for one in plans_of(answers) if not one.said and moment_of(one, answers) <= now]
    return min(ready, key=lambda one: moment_of(one, answers), default=None)


def coming(answers: Mapping[str, Value], now: datetime) -> Plan | None:
    """The plan that comes next, whose time lies ahead."""
    ahead = [one for one in plans_of(answers) if not one.said and moment_of(one, answers) > now]
    return min(ahead, key=lambda one: moment_of(one, answers), default=None)


def to_ask_after(answers: Mapping[str, Value], today: date) -> Plan | None:
    """The plan of an earlier day of which nothing was heard, and which was not asked after yet."""
    past = (one for one in plans_of(answers) if one.said and not one.asked_after)
    return min((one for one in past if (day_of(one.on) or today) < today), key=lambda one: one.on, default=None)
