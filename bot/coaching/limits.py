"""Private and business, kept apart as far as she wants: who may be proposed to her on this day and hour."""

from collections.abc import Mapping
from datetime import datetime, time

from msgspec import Struct

from bot.coaching.calendar import WEEK
from bot.engine.people import Contact
from bot.engine.values import Value

FAMILY = "familie"
"""The circle of one's own family."""
PRIVATE_CIRCLES = frozenset({FAMILY, "vriendinnen", "buurt"})
"""Circles that are private where she did not say how somebody mixes; the others are business."""


class Limits(Struct, frozen=True):
    """What she wants kept apart. Days are numbered from Monday, 0; hours are her own, the end not in them.

    On ``work_days`` from ``work_from`` to ``work_until`` she is at work: no family then, unless
    ``family_at_work``. On ``free_days`` nobody is proposed; on ``private_days`` nobody for business alone.
    """

    work_days: frozenset[int] = frozenset(range(5))
    work_from: time = time(9)
    work_until: time = time(17)
    family_at_work: bool = True
    free_days: frozenset[int] = frozenset()
    private_days: frozenset[int] = frozenset()


def limits_of(answers: Mapping[str, Value]) -> Limits:
    """Her limits as she told them in ``grenzen``; where she said nothing, nobody is kept from her."""
    usual, days = Limits(), answers.get("werk_dagen")
    sunday = {str(answers.get("grens_zondag")): frozenset({WEEK.index("zondag")})}
    return Limits(
        work_days=frozenset(map(WEEK.index, days)) if isinstance(days, tuple) and days else usual.work_days,
        work_from=_clock(answers, "werk_van", usual.work_from),
        work_until=_clock(answers, "werk_tot", usual.work_until),
        family_at_work=answers.get("grens_familie") is not True,
        free_days=sunday.get("niets", usual.free_days),
        private_days=sunday.get("prive", usual.private_days),
    )


def _clock(answers: Mapping[str, Value], name: str, usual: time) -> time:
    told = answers.get(name)
    return time.fromisoformat(told) if isinstance(told, str) else usual


def is_family(contact: Contact) -> bool:
    """Whether this one is of her family."""
    return contact.circle == FAMILY


def is_private(contact: Contact) -> bool | None:
    """Whether this one is (also) private: as she marked it, else by the circle; None where neither is known."""
    if contact.mixes:
        return contact.mixes in ("prive", "beide")
    return contact.circle in PRIVATE_CIRCLES if contact.circle else None


def is_business(contact: Contact) -> bool | None:
    """Whether this one is (also) business: as she marked it, else by the circle; None where neither is known."""
    if contact.mixes:
        return contact.mixes in ("zakelijk", "beide")
    return contact.circle not in PRIVATE_CIRCLES if contact.circle else None


def at_work(now: datetime, limits: Limits) -> bool:
    """Whether she is at work now, by her own clock; hours that begin later than they end run past midnight."""
    clock, begin, end = now.time(), limits.work_from, limits.work_until
    if begin <= end:
        return now.weekday() in limits.work_days and begin <= clock < end
    started = now.weekday() if clock >= begin else (now.weekday() - 1) % 7
    return started in limits.work_days and (clock >= begin or clock < end)


def may_propose(contact: Contact, now: datetime, limits: Limits) -> bool:
    """Whether she wants to be reminded of this one now; family that is business too is business at work."""
    if now.weekday() in limits.free_days:
        return False
    if now.weekday() in limits.private_days and is_private(contact) is not True:
        return False
    business = contact.mixes in ("zakelijk", "beide")
    return limits.family_at_work or not is_family(contact) or business or not at_work(now, limits)
