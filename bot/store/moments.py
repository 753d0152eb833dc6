"""Moments: what is to happen by itself, and when.

A row that has come is taken by one process for the length of a lease; whoever is killed loses it with that. A
lease that ends later than any can is from before the clock was set back, and counts for nothing. That nothing
comes twice does not rest on leases: the turn's cause sees to it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select, update

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

DEADLINE = "deadline"
"""The kind of moment at which an open question is left; its subject is the question's number."""
LEASE = timedelta(seconds=5)
"""So long a process has a moment to itself: many times what a batch of turns takes."""

_AT_ONCE = 500

_moments, _people = table("moments"), table("people")

_SET = insert_or_replace(_moments, ("person", "kind"))
_FREE = (
    select(_moments.c.person, _people.c.chat, _moments.c.kind, _moments.c.subject)
    .join_from(_moments, _people, _people.c.id == _moments.c.person)
    .where(
        _moments.c.planned == bindparam("planned"),
        _moments.c.due_at <= bindparam("now"),
        or_(
            _moments.c.leased_until.is_(None),
            _moments.c.leased_until <= bindparam("now"),
            _moments.c.leased_until > bindparam("until"),
        ),
    )
    .order_by(_moments.c.due_at, _moments.c.person)
    .limit(bindparam("most"))
    .with_for_update(of=_moments, skip_locked=True)
)
_LEASE = (
    update(_moments)
    .where(_moments.c.person == bindparam("of_person"), _moments.c.kind == bindparam("of_kind"))
    .values(leased_until=bindparam("until"))
)
_AHEAD = (
    select(
        *(_people.c[name] for name in ("id", "chat", "key", "language", "state", "blocked_at")),
        *(_moments.c[name] for name in ("kind", "subject", "due_at")),
    )
    .join_from(_moments, _people, _people.c.id == _moments.c.person)
    .where(_moments.c.due_at < bindparam("until"))
    .order_by(_moments.c.person)
)
_REMOVE = delete(_moments).where(
    _moments.c.person == bindparam("of_person"), _moments.c.kind == bindparam("of_kind")
)
_NEXT = select(func.min(_moments.c.due_at)).where(_moments.c.due_at > bindparam("now"))
_PAST = delete(_moments).where(
    _moments.c.person == bindparam("of_person"),
    _moments.c.kind == bindparam("of_kind"),
    _moments.c.subject == bindparam("of_subject"),
)


class Due(NamedTuple):
    """A moment that has come."""

    person: int
    chat: int
    kind: str
    subject: str


class Ahead(NamedTuple):
    """A moment that is set, and whose it is, with what it takes to open where she stands."""

    person: int
    chat: int
    key: bytes
    language: str
    state: bytes
    blocked_at: datetime | None
    kind: str
    subject: str
    due_at: datetime


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Sets moments, each in the place of the person's last one of its kind.

    Each has person, kind, subject, due_at, and whether it is planned, where it is.
    """
    if rows:
        connection.execute(
            chosen(connection, _SET), [{"planned": False, **row, "leased_until": None} for row in rows]
        )


def remove(connection: Connection, moments: Iterable[tuple[int, str]]) -> None:
    """Takes moments out: (person, kind)."""
    rows = [{"of_person": person, "of_kind": kind} for person, kind in moments]
    if rows:
        connection.execute(_REMOVE, rows)


def claim(connection: Connection, now: datetime, most: int, *, planned: bool = False) -> list[Due]:
    """Takes moments that have come and that nobody has, the longest due first: planned by people, or not."""
    until = now + LEASE
    asked = {"now": now, "until": until, "most": most, "planned": planned}
    found = [Due._make(row) for row in connection.execute(_FREE, asked).all()]
    if found:
        connection.execute(
            _LEASE, [{"of_person": one.person, "of_kind": one.kind, "until": until} for one in found]
        )
    return found


def ahead(connection: Connection, until: datetime, person: int | None = None) -> Iterator[Ahead]:
    """The moments set before then, person by person (or of this one alone), read as they are asked for."""
    wanted = _AHEAD if person is None else _AHEAD.where(_moments.c.person == person)
    found = connection.execute(wanted, {"until": until}, execution_options={"yield_per": _AT_ONCE})
    yield from map(Ahead._make, found)


def following(connection: Connection, now: datetime) -> datetime | None:
    """The first moment that lies ahead, if there is one."""
    found: datetime | None = connection.execute(_NEXT, {"now": now}).scalar()
    return found


def let_pass(connection: Connection, passed: Iterable[Due]) -> None:
    """Removes moments that were seen to, unless they were set anew meanwhile."""
    rows = [{"of_person": one.person, "of_kind": one.kind, "of_subject": one.subject} for one in passed]
    if rows:
        connection.execute(_PAST, rows)
