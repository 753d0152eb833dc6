"""People: who is known, where she stands, and that row locked for the length of a turn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update

from bot.store.database import Connection
from bot.store.statements import chosen, insert_new
from bot.store.tables import table

_people = table("people")
_AT_ONCE = 500
_CHATS: BindParameter[Any] = bindparam("chats", expanding=True)

_KNOWN = select(_people.c.chat).where(_people.c.chat.in_(_CHATS))
_LOCKED = (
    select(*(_people.c[name] for name in ("id", "chat", "key", "language", "state", "blocked_at")))
    .where(_people.c.chat.in_(_CHATS))
    .order_by(_people.c.id)
    .with_for_update()
)
_WHOLE = select(*(_people.c[name] for name in ("chat", "key", "language", "state", "met_at"))).where(
    _people.c.id == bindparam("person")
)
_STATES = select(_people.c.chat, _people.c.key, _people.c.state).order_by(_people.c.id)
_MEET = insert_new(_people, "id")
_UNASKED = insert(table("live_questions"))
_SAVE = (
    update(_people)
    .where(_people.c.id == bindparam("person"))
    .values(
        state=bindparam("new_state"),
        language=bindparam("new_language"),
        seen_at=bindparam("now"),
        blocked_at=bindparam("new_blocked_at"),
    )
)
_BLOCKED = (
    update(_people)
    .where(_people.c.id == bindparam("person"), _people.c.seen_at <= bindparam("tried_at"))
    .values(blocked_at=bindparam("tried_at"))
    .returning(_people.c.id)
)
_FORGET = delete(_people).where(_people.c.id == bindparam("person"))


class Known(NamedTuple):
    """A person's row, locked."""

    id: int
    chat: int
    key: bytes
    language: str
    state: bytes
    blocked_at: datetime | None


class Whole(NamedTuple):
    """All that is known of a person herself."""

    chat: int
    key: bytes
    language: str
    state: bytes
    met_at: datetime


class Standing(NamedTuple):
    """Where a person stands, and what it takes to open that."""

    chat: int
    key: bytes
    state: bytes


def known(connection: Connection, chats: Iterable[int]) -> set[int]:
    """Those of these chats that belong to somebody known."""
    return set(connection.execute(_KNOWN, {"chats": list(chats)}).scalars().all())


def lock(connection: Connection, chats: Iterable[int]) -> list[Known]:
    """The people in these chats, each kept from any other turn until this one is committed.

    They are locked in one order everywhere, so that two batches never wait for each other.
    """
    return [Known._make(row) for row in connection.execute(_LOCKED, {"chats": list(chats)}).all()]


def whole(connection: Connection, person: int) -> Whole | None:
    """All that is known of this person herself, not locked; None where she is gone."""
    found = connection.execute(_WHOLE, {"person": person}).one_or_none()
    return Whole._make(found) if found else None


def states(connection: Connection) -> Iterator[Standing]:
    """Where everybody stands, read as it is asked for."""
    yield from map(Standing._make, connection.execute(_STATES, execution_options={"yield_per": _AT_ONCE}))


def meet(connection: Connection, strangers: Sequence[Mapping[str, Any]]) -> None:
    """Makes rows for new people, unless another process just did."""
    rows = sorted(strangers, key=lambda row: row["chat"])
    met = connection.execute(chosen(connection, _MEET), [{**_NEW, **row} for row in rows]).scalars()
    if unasked := [{"person": person, "message": 0} for person in met]:
        connection.execute(_UNASKED, unasked)


_NEW: dict[str, Any] = {"state": b"", "blocked_at": None}


def save(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes where people stand now: person, new_state, new_language, new_blocked_at, now."""
    if rows:
        connection.execute(_SAVE, rows)


def pause(connection: Connection, person: int, tried_at: datetime) -> bool:
    """Notes that she cannot be reached; not when she was heard from after the attempt."""
    found = connection.execute(_BLOCKED, {"person": person, "tried_at": tried_at})
    return found.first() is not None


def forget(connection: Connection, people: Iterable[int]) -> None:
    """Deletes people and their keys, and with them all that hangs on them."""
    rows = [{"person": person} for person in people]
    if rows:
        connection.execute(_FORGET, rows)
