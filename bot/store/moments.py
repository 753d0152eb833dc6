"""Moments: what is to happen by itself, and when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

DEADLINE = "deadline"
"""The kind of moment at which an open question is left; its subject is the question's number."""

_moments, _people = table("moments"), table("people")

_SET = insert_or_replace(_moments, ("person", "kind"))
_DUE = (
    select(_moments.c.person, _people.c.chat, _moments.c.kind, _moments.c.subject)
    .join_from(_moments, _people, _people.c.id == _moments.c.person)
    .where(_moments.c.due_at <= bindparam("now"))
    .order_by(_moments.c.due_at, _moments.c.person)
    .limit(bindparam("most"))
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


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Sets moments, each in the place of the person's last one of its kind: person, kind, subject, due_at."""
    if rows:
        connection.execute(chosen(connection, _SET), rows)


def remove(connection: Connection, moments: Iterable[tuple[int, str]]) -> None:
    """Takes moments out: (person, kind)."""
    rows = [{"of_person": person, "of_kind": kind} for person, kind in moments]
    if rows:
        connection.execute(_REMOVE, rows)


def due(connection: Connection, now: datetime, most: int) -> list[Due]:
    """The moments that have come, the longest due first."""
    return [Due._make(row) for row in connection.execute(_DUE, {"now": now, "most": most})]


def following(connection: Connection, now: datetime) -> datetime | None:
    """The first moment that lies ahead, if there is one."""
    found: datetime | None = connection.execute(_NEXT, {"now": now}).scalar()
    return found


def let_pass(connection: Connection, passed: Iterable[Due]) -> None:
    """Removes moments that were seen to, unless they were set anew meanwhile."""
    rows = [{"of_person": one.person, "of_kind": one.kind, "of_subject": one.subject} for one in passed]
    if rows:
        connection.execute(_PAST, rows)
