"""Writes down what became of deliveries, many at once and only where they are still ours."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from msgspec import Struct

from bot.service.retry import Decision, GiveUp, PausePerson, Retry
from bot.store import laid_aside, limiter, outbox, people
from bot.store.database import Connection, now
from bot.store.outbox import Row

Sent: TypeAlias = Literal["sent"]
Back: TypeAlias = Literal["back"]


class Mark(Struct, frozen=True):
    """What became of one delivery: sent, given back unsent, or what was decided when it failed.

    ``live`` is the message that bears her live question from now on (None: that did not change), ``tried_at``
    the moment on the database's clock.
    """

    row: Row
    became: Decision | Sent | Back
    live: int | None
    tried_at: datetime


def mark(connection: Connection, me: str, marks: Sequence[Mark]) -> None:
    """Writes all of it in one transaction; what another process took over meanwhile is that one's."""
    moment = now(connection)
    _pause_everybody(connection, marks, moment)
    outbox.point(connection, [_pointer(me, one) for one in marks if one.row.person and one.live is not None])
    again, gone = _sorted(connection, marks, moment)
    ours = outbox.done(connection, me, gone)
    refused = [one for one in marks if isinstance(one.became, GiveUp) and one.row.id in ours]
    laid_aside.put(connection, [_refused(one, moment) for one in refused])
    outbox.again(connection, me, again)


def _pause_everybody(connection: Connection, marks: Iterable[Mark], moment: datetime) -> None:
    waits = [one.became.after for one in marks if isinstance(one.became, Retry) and one.became.scope == "all"]
    if waits:
        limiter.pause(connection, moment, moment + timedelta(seconds=max(waits)))


def _pointer(me: str, one: Mark) -> dict[str, object]:
    return {"whose": one.row.person, "bears": one.live, "delivery": one.row.id, "me": me}


def _sorted(
    connection: Connection, marks: Iterable[Mark], moment: datetime
) -> tuple[dict[int, datetime], list[int]]:
    """Which deliveries are to be tried again, and when; and which are over."""
    again: dict[int, datetime] = {}
    gone: list[int] = []
    for one in marks:
        match one.became:
            case "back":
                again[one.row.id] = moment
            case Retry(after=after):
                again[one.row.id] = moment + timedelta(seconds=after)
            case PausePerson() if one.row.person:
                if people.pause(connection, one.row.person, one.tried_at):
                    again[one.row.id] = outbox.NEVER
                    outbox.hold(connection, one.row.chat)
                else:
                    again[one.row.id] = moment  # she was heard from meanwhile: she is back
            case _:
                gone.append(one.row.id)
    return again, gone


def _refused(one: Mark, moment: datetime) -> dict[str, object]:
    row, became = one.row, one.became
    return {
        "what": "delivery",
        "key": row.key,
        "person": row.person,
        "chat": row.chat,
        "error": became.reason if isinstance(became, GiveUp) else "",
        "at": moment,
        "sealed": row.sealed,
    }
