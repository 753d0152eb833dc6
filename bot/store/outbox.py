"""The outbox: what is to leave, in order per chat, and who has it in flight.

A row is there as long as it has not left. It is free from ``due_at`` on; taking it moves that moment to the end
of the lease, so that one comparison tells what is free, what is in flight, what waits for another try and what
is held. In one chat the order is that of (priority, id). Only its first row, its **head**, can be taken, and
with it the rows that follow it at the same priority; and none while another of that chat is in flight.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from bot.store.database import Connection
from bot.store.tables import table

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a row is due that is held for somebody who blocked the bot."""

REPLY, PROACTIVE = 0, 1
_RUN = 8
"""At most so many rows of one chat are taken together."""

_outbox = table("outbox")
_people = table("people")
_live = table("live_questions")
_earlier = _outbox.alias("earlier")
_later = _outbox.alias("later")
_now = bindparam("now", type_=_outbox.c.due_at.type)
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_mine = and_(_outbox.c.id == bindparam("delivery"), _outbox.c.owner == bindparam("me"))


class Row(NamedTuple):
    """A delivery as it was taken, with what is needed to open and to show it."""

    id: int
    key: str
    person: int | None
    chat: int
    language: str
    priority: int
    kind: str
    paced: bool
    due_at: datetime
    sealed: bytes
    attempts: int
    parts: int
    wrapped: bytes | None
    live: int | None


class Waiting(NamedTuple):
    """A delivery that is held for a person."""

    id: int
    key: str
    kind: str
    sealed: bytes


def _blocking() -> ColumnElement[bool]:
    """What in the same chat keeps a row from being the head."""
    return and_(
        _earlier.c.chat == _outbox.c.chat,
        _earlier.c.id != _outbox.c.id,
        or_(
            _earlier.c.priority < _outbox.c.priority,
            and_(_earlier.c.priority == _outbox.c.priority, _earlier.c.id < _outbox.c.id),
            and_(_earlier.c.owner.is_not(None), _earlier.c.due_at > _now),
        ),
    )


def _heads(*, paced: bool) -> Select[Any]:
    return (
        select(_outbox.c.chat, _outbox.c.priority, _outbox.c.due_at, _outbox.c.id)
        .where(
            _outbox.c.paced.is_(paced),
            _outbox.c.due_at <= _now,
            _outbox.c.owner.is_distinct_from(bindparam("me")),
            ~exists().where(_blocking()),
        )
        .order_by(_outbox.c.priority, _outbox.c.due_at, _outbox.c.id)
        .limit(bindparam("slots" if paced else "room"))
    )


def _runs() -> Select[Any]:
    heads = union_all(_heads(paced=True).subquery().select(), _heads(paced=False).subquery().select()).cte("heads")
    beyond = (
        select(_later.c.id)
        .where(_later.c.chat == heads.c.chat, _later.c.priority == heads.c.priority, _later.c.id > heads.c.id)
        .order_by(_later.c.id)
        .limit(1)
        .offset(_RUN - 1)
        .scalar_subquery()
    )
    within = and_(
        _outbox.c.chat == heads.c.chat,
        _outbox.c.priority == heads.c.priority,
        _outbox.c.id >= heads.c.id,
        _outbox.c.id < func.coalesce(beyond, literal(2**62)),
    )
    columns = [_outbox.c[name] for name in Row._fields[:-2]]
    return (
        select(*columns, _people.c.key, _live.c.message)
        .select_from(
            heads.join(_outbox, within)
            .outerjoin(_people, _people.c.id == _outbox.c.person)
            .outerjoin(_live, _live.c.person == _outbox.c.person)
        )
        .order_by(heads.c.priority, heads.c.due_at, heads.c.id, _outbox.c.id)
    )


def _next_due() -> Select[Any]:
    """The first moment after now at which anything is due, by each corner of the index."""
    soonest = [
        select(func.min(_outbox.c.due_at)).where(
            _outbox.c.paced.is_(paced), _outbox.c.priority == priority, _outbox.c.due_at > _now
        )
        for paced in (True, False)
        for priority in (REPLY, PROACTIVE)
    ]
    return select(*(query.scalar_subquery() for query in soonest))


def _proactive() -> Select[Any]:
    """New messages that nobody asked for and that leave before long; counted no further than asked."""
    soon = (
        select(_outbox.c.id)
        .where(_outbox.c.paced.is_(True), _outbox.c.priority == PROACTIVE, _outbox.c.due_at <= bindparam("until"))
        .limit(bindparam("most"))
    )
    return select(func.count()).select_from(soon.subquery())


_PUT = insert(_outbox).values(attempts=0, parts=0, owner=null())
_RUNS = _runs()
_NEXT_DUE = _next_due()
_PROACTIVE = _proactive()
_LEASE = (
    update(_outbox)
    .where(_outbox.c.id.in_(_ids), _outbox.c.due_at <= _now)
    .values(owner=bindparam("me"), due_at=bindparam("until"), attempts=_outbox.c.attempts + 1)
    .returning(_outbox.c.id)
)
_DONE = delete(_outbox).where(_outbox.c.id.in_(_ids), _outbox.c.owner == bindparam("me")).returning(_outbox.c.id)
_AGAIN = update(_outbox).where(_mine).values(owner=null(), due_at=bindparam("moment"))
_PROGRESS = update(_outbox).where(_mine).values(parts=bindparam("sent")).returning(_outbox.c.id)
_GIVE_BACK = (
    update(_outbox)
    .where(_outbox.c.owner.startswith(bindparam("slot"), autoescape=False))
    .values(owner=null(), due_at=_now)
)
_POINT = (
    update(_live)
    .where(_live.c.person == bindparam("whose"), exists().where(_mine))
    .values(message=bindparam("bears"))
)
_LIVE = select(_live).where(_live.c.person.in_(_ids)).order_by(_live.c.person).with_for_update()
_HOLD = update(_outbox).where(_outbox.c.chat == bindparam("whose")).values(owner=null(), due_at=NEVER)
_HELD = (
    select(*(_outbox.c[name] for name in Waiting._fields))
    .where(_outbox.c.chat == bindparam("whose"), _outbox.c.due_at == NEVER)
    .order_by(_outbox.c.priority, _outbox.c.id)
)
_FORGET = delete(_outbox).where(_outbox.c.chat == bindparam("whose"))
_RELEASE = update(_outbox).where(_outbox.c.id.in_(_ids)).values(due_at=_now)
_DROP = delete(_outbox).where(_outbox.c.id.in_(_ids))


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes what is to leave: key, person, chat, language, priority, kind, paced, due_at, sealed."""
    if rows:
        connection.execute(_PUT, rows)


def runs(connection: Connection, me: str, now: datetime, room: int, slots: int) -> list[Row]:
    """The rows that could go now, run after run, each run beginning with the head of its chat.

    What we have in flight ourselves is not among them, however far the clock jumped since: a mark of the first
    attempt would count for the second. At most ``slots`` heads are paced ones and ``room`` others. Rows may be
    among them that are not due.
    """
    found = connection.execute(_RUNS, {"me": me, "now": now, "room": room, "slots": slots})
    return [Row._make(row) for row in found.all()]


def lease(connection: Connection, me: str, ids: Sequence[int], now: datetime, until: datetime) -> set[int]:
    """Takes these rows until then; gives those that were still free."""
    taken = connection.execute(_LEASE, {"ids": ids, "me": me, "now": now, "until": until})
    return set(taken.scalars().all())


def next_due(connection: Connection, now: datetime) -> datetime | None:
    """The first moment after now at which a row is due."""
    moments = connection.execute(_NEXT_DUE, {"now": now}).one()
    return min((moment for moment in moments if moment is not None), default=None)


def proactive(connection: Connection, until: datetime, most: int) -> int:
    """How many new messages that nobody asked for are to leave by then, or in flight; no more than ``most``."""
    return int(connection.execute(_PROACTIVE, {"until": until, "most": most}).scalar_one())


def done(connection: Connection, me: str, ids: Collection[int]) -> set[int]:
    """Removes what has left; gives those that were still ours."""
    return set(connection.execute(_DONE, {"ids": list(ids), "me": me}).scalars().all()) if ids else set()


def again(connection: Connection, me: str, moments: Mapping[int, datetime]) -> None:
    """Lets go of rows of ours, to be tried again at these moments."""
    rows = [{"delivery": delivery, "me": me, "moment": moment} for delivery, moment in moments.items()]
    if rows:
        connection.execute(_AGAIN, rows)


def progress(connection: Connection, me: str, delivery: int, sent: int) -> bool:
    """Notes that so many parts of a row have left; whether it is still ours."""
    return connection.execute(_PROGRESS, {"me": me, "delivery": delivery, "sent": sent}).first() is not None


def give_back(connection: Connection, slot: str, now: datetime) -> None:
    """Makes all that owners of this name had in flight free again."""
    connection.execute(_GIVE_BACK, {"slot": slot, "now": now})


def point(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes which message bears a person's live question, for deliveries of ours.

    Each row has: whose, bears, delivery, me.
    """
    if rows:
        connection.execute(_POINT, sorted(rows, key=lambda row: row["whose"]))


def live(connection: Connection, people: Collection[int]) -> dict[int, int]:
    """Which message bears the live question (0: none), by person; it stays that one until the commit."""
    return {row.person: row.message for row in connection.execute(_LIVE, {"ids": list(people)})} if people else {}


def hold(connection: Connection, chat: int) -> None:
    """Keeps all that waits for a chat until she is back."""
    connection.execute(_HOLD, {"whose": chat})


def held(connection: Connection, chat: int) -> list[Waiting]:
    """What was kept for a chat, in order."""
    return [Waiting._make(row) for row in connection.execute(_HELD, {"whose": chat})]


def release(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Lets go what was held."""
    connection.execute(_RELEASE, {"ids": list(ids), "now": now})


def forget(connection: Connection, chats: Collection[int]) -> None:
    """Removes all that waits for these chats."""
    if chats:
        connection.execute(_FORGET, [{"whose": chat} for chat in chats])


def drop(connection: Connection, ids: Collection[int]) -> None:
    """Removes what has lost its sense."""
    connection.execute(_DROP, {"ids": list(ids)})
