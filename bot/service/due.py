"""Sees to moments that have come: each becomes an input, and is taken like any other.

The turn's own cause refuses a moment that was taken before, so that it does not matter how many processes look,
or which of them is killed between the turn and the removing of the moment.
"""

import asyncio

import structlog

from bot.engine.inputs import Elapsed, Moment
from bot.service.turn import Received
from bot.service.turns import NotTaken, Turns
from bot.service.writing import UNASKED
from bot.store import moments
from bot.store.database import Connection, Database, DatabaseError, now

MOST = 100
"""Moments that are seen to at once."""
PAUSE = 1.0
"""Seconds between two looks while nothing is due."""

_log = structlog.get_logger(__name__)


async def run(database: Database, turns: Turns) -> None:
    """Does it for as long as the bot runs; a database that is away is asked again later."""
    while True:
        try:
            seen_to = await see_to(database, turns)
        except (DatabaseError, NotTaken) as error:
            _log.warning("moments wait", error=type(error).__name__)
            seen_to = 0
        if seen_to < MOST:
            await asyncio.sleep(PAUSE)


async def see_to(database: Database, turns: Turns) -> int:
    """Takes the moments that have come, at most ``MOST``; how many there were."""
    found, received = await database.run(_received)
    if received:
        await turns.take(received)
        await database.run(moments.let_pass, found)
    return len(found)


def _received(connection: Connection) -> tuple[list[moments.Due], list[Received]]:
    moment = now(connection)
    found = moments.due(connection, moment, MOST)
    received = [
        Received(f"{UNASKED}{one.person}:{one.kind}:{one.subject}", one.chat, _given(one), moment) for one in found
    ]
    return found, received


def _given(due: moments.Due) -> Moment | Elapsed:
    return Elapsed(int(due.subject)) if due.kind == moments.DEADLINE else Moment(due.kind)
