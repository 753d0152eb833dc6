"""Sees to moments that have come: each becomes an input, and is taken like any other.

Any number of processes share the work. Moments are taken no faster than their messages can leave, so that the turn
itself decides by the right clock what may still be said when many come together: what waits does so here, where
nothing is decided yet. The turn's own cause refuses a moment that was taken before, whichever process was killed
between the turn and the removing of the moment.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import structlog

from bot.engine.inputs import Elapsed, Moment
from bot.service.claim import Budget
from bot.service.turn import Received
from bot.service.turns import NotTaken, Turns
from bot.service.writing import UNASKED
from bot.store import moments, outbox
from bot.store.database import Connection, Database, DatabaseError, now

TOGETHER = 50
"""Moments whose turns share a transaction: so few that neither replies nor marks wait longer than for a batch of
updates."""
MOST = 250
"""Moments that are seen to between two looks at what waits in the outbox."""
PAUSE = 1.0
"""Seconds between two looks while nothing is due."""
AHEAD = timedelta(seconds=10)
"""No more is taken while so much of the budget waits in the outbox, or is on its way."""
_IN_FLIGHT = timedelta(minutes=2)
"""Messages due further ahead than this don't wait for the budget, but for somebody who blocked the bot."""

_log = structlog.get_logger(__name__)


async def run(database: Database, turns: Turns, budget: Budget) -> None:
    """Does it for as long as the bot runs; a database that is away is asked again later."""
    while True:
        try:
            seen_to = await see_to(database, turns, budget)
        except (DatabaseError, NotTaken) as error:
            _log.warning("moments wait", error=type(error).__name__)
            seen_to = 0
        if seen_to < MOST:
            await asyncio.sleep(PAUSE)


async def see_to(database: Database, turns: Turns, budget: Budget) -> int:
    """Takes moments that have come, at most ``MOST`` of either kind; how many there were.

    What people planned, or are waited for, has its own minute, and waits for no budget.
    """
    planned = await _see_to(database, turns, MOST, planned=True)
    return planned + await _see_to(database, turns, await database.run(room, budget), planned=False)


async def _see_to(database: Database, turns: Turns, most: int, *, planned: bool) -> int:
    """Takes so many, a few at once."""
    seen_to = 0
    passed: list[moments.Due] = []
    while True:
        wanted = min(TOGETHER, most - seen_to)
        passed, received = await database.run(partial(claim, most=wanted, planned=planned, passed=passed))
        if not passed:
            return seen_to
        await turns.take(received)
        seen_to += len(passed)


def room(connection: Connection, budget: Budget) -> int:
    """How many moments may be seen to now, at most ``MOST``, if each says one thing."""
    most = budget.capacity(AHEAD)
    return min(MOST, most - outbox.proactive(connection, now(connection) + _IN_FLIGHT, most))


def claim(
    connection: Connection, most: int, *, planned: bool = False, passed: Iterable[moments.Due] = ()
) -> tuple[list[moments.Due], list[Received]]:
    """The moments that are ours to see to now, and what comes in with them; those before, if any, let pass."""
    moment = now(connection)
    moments.let_pass(connection, passed)
    found = moments.claim(connection, moment, most, planned=planned) if most > 0 else []
    received = [
        Received(f"{UNASKED}{one.person}:{one.kind}:{one.subject}", one.chat, _given(one), moment) for one in found
    ]
    return found, received


def _given(due: moments.Due) -> Moment | Elapsed:
    return Elapsed(int(due.subject)) if due.kind == moments.DEADLINE else Moment(due.kind)
