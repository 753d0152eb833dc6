"""Takes from the outbox what may go now, and reserves a slot of the budget for each new message among it.

The limiter's row is locked first, so that claims of several processes follow each other. Slots are reserved a
moment ahead, further while the database is busy with turns, for one that nobody reserved in time is lost. A
proactive message takes a little more than its share, which leaves room for replies.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, takewhile
from operator import attrgetter

from msgspec import Struct

from bot.store import limiter, outbox
from bot.store.database import Connection, now
from bot.store.outbox import PROACTIVE, REPLY, Row

AHEAD, FURTHEST = timedelta(milliseconds=30), timedelta(milliseconds=500)
"""How far ahead slots are reserved: while claims follow each other quickly, and at most."""
LEASE = timedelta(seconds=60)
"""Longer than the longest send."""
MADE_FIRST = "show"
"""The kind of new message that takes its slot once it is made, and not while it waits for that."""
_KEPT_FREE = 5
"""So many messages a second are left to replies."""


def ahead(took: float) -> timedelta:
    """How far ahead the next claim is to reserve, when the last one took so many seconds."""
    return min(max(AHEAD, timedelta(seconds=2 * took)), FURTHEST)


class Slotted(Struct, frozen=True):
    """One delivery of a claim, and the moment at which it is to go."""

    row: Row
    at: datetime


class Claim(Struct, frozen=True):
    """What was taken: one run of deliveries a chat.

    ``now`` is the database's present, which was at ``read_at`` on the monotonic clock; ``again`` is when the
    next claim makes sense, if nothing happens before.
    """

    runs: tuple[tuple[Slotted, ...], ...]
    now: datetime
    read_at: float
    again: datetime | None

    def local(self, moment: datetime) -> float:
        """A moment of the database's clock on the monotonic one."""
        return self.read_at + (moment - self.now).total_seconds()


class Budget(Struct, frozen=True):
    """So many new messages a second, over all processes."""

    rate: float

    def interval(self, priority: int) -> timedelta:
        """How far apart messages of this priority are."""
        rate = self.rate if priority == REPLY else max(self.rate - _KEPT_FREE, self.rate / 2)
        return timedelta(seconds=1 / rate)

    def capacity(self, time: timedelta) -> int:
        """How many messages that nobody asked for can leave in this time; at least one."""
        return max(1, time // self.interval(PROACTIVE))

    def slots(self, next_at: datetime, until: datetime) -> int:
        """How many slots there are from the next one until then."""
        return max(0, (until - next_at) // self.interval(REPLY) + 1)


def claim(
    connection: Connection,
    me: str,
    budget: Budget,
    room: int,
    monotonic: Callable[[], float],
    ahead: timedelta = AHEAD,
) -> Claim:
    """Takes at most ``room`` runs, for slots that are no further ahead than this."""
    moment, read_at = now(connection), monotonic()
    next_at, paused_until = limiter.lock(connection, moment)
    if paused_until > moment:
        return Claim((), moment, read_at, paused_until)
    slots = min(room, budget.slots(next_at, moment + ahead))
    rows = outbox.runs(connection, me, moment, room, slots)
    slotted, after = _slotted(rows, moment, moment + ahead, next_at, budget)
    runs = _leased(connection, me, slotted, moment)
    if after != next_at:
        limiter.move(connection, after)
    full = slots == 0 or after > moment + ahead or len(runs) >= min(room, slots)
    again = max(moment, after - ahead) if full else outbox.next_due(connection, moment)
    return Claim(tuple(runs), moment, read_at, again)


def _slotted(
    rows: Iterable[Row], moment: datetime, until: datetime, next_at: datetime, budget: Budget
) -> tuple[list[list[Slotted]], datetime]:
    """The runs that may go, with their slots, and the next free slot.

    A run ends before its second new message: that one goes once the first is marked as sent, so that a kill never
    repeats two messages of one chat.
    """
    runs: list[list[Slotted]] = []
    for _, following in groupby(rows, attrgetter("chat")):
        run: list[Slotted] = []
        said = False
        for row in takewhile(lambda row: row.due_at <= moment, following):
            new = row.paced or row.kind == MADE_FIRST
            if (new and said) or (row.paced and next_at > until):
                break
            run.append(Slotted(row, next_at if row.paced else moment))
            said = said or new
            if row.paced:
                next_at += budget.interval(row.priority)
        if run:
            runs.append(run)
    return runs, next_at


def _leased(
    connection: Connection, me: str, runs: Sequence[Sequence[Slotted]], moment: datetime
) -> list[tuple[Slotted, ...]]:
    ids = [slotted.row.id for run in runs for slotted in run]
    if not ids:
        return []
    ours = outbox.lease(connection, me, ids, moment, moment + LEASE)
    kept = (tuple(takewhile(lambda slotted: slotted.row.id in ours, run)) for run in runs)
    return [run for run in kept if run]
