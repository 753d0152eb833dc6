"""Talks: the series of conversations that somebody had with the people in her network."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, select, update

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_talks = table("talks")

_OF = (
    select(_talks.c.asked, _talks.c.contact, _talks.c.sealed)
    .where(_talks.c.person == bindparam("of_person"))
    .order_by(_talks.c.asked, _talks.c.contact)
)
_NOTE = insert_or_replace(_talks, ("person", "asked", "contact"))
_WITHDRAW = delete(_talks).where(
    _talks.c.person == bindparam("of_person"), _talks.c.asked == bindparam("of_question")
)
_theirs = _talks.alias()
_MOVE = (
    update(_talks)
    .where(
        _talks.c.person == bindparam("of_person"),
        _talks.c.contact == bindparam("of_contact"),
        ~exists().where(
            _theirs.c.person == _talks.c.person,
            _theirs.c.asked == _talks.c.asked,
            _theirs.c.contact == bindparam("to_contact"),
        ),
    )
    .values(contact=bindparam("to_contact"))
)
_REMOVE = delete(_talks).where(
    _talks.c.person == bindparam("of_person"), _talks.c.contact == bindparam("of_contact")
)


class Known(NamedTuple):
    """One talk's row."""

    asked: int
    contact: str
    sealed: bytes


def of(connection: Connection, person: int) -> list[Known]:
    """The talks of this person, in the order in which they were noted."""
    return [Known._make(row) for row in connection.execute(_OF, {"of_person": person})]


def note(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes talks: person, asked, contact, sealed."""
    if rows:
        connection.execute(chosen(connection, _NOTE), rows)


def withdraw(connection: Connection, questions: Iterable[tuple[int, int]]) -> None:
    """Takes back what was noted in the turns of these questions: (person, asked)."""
    rows = [{"of_person": person, "of_question": asked} for person, asked in questions]
    if rows:
        connection.execute(_WITHDRAW, rows)


def move(connection: Connection, doubles: Mapping[tuple[int, str], str]) -> None:
    """Makes the talks with these people (person, contact) those with somebody else, where there are none yet."""
    rows = [
        {"of_person": person, "of_contact": contact, "to_contact": into}
        for (person, contact), into in sorted(doubles.items())
    ]
    if rows:
        connection.execute(_MOVE, rows)


def remove(connection: Connection, contacts: Iterable[tuple[int, str]]) -> None:
    """Takes out every talk with these people: (person, contact)."""
    rows = [{"of_person": person, "of_contact": contact} for person, contact in contacts]
    if rows:
        connection.execute(_REMOVE, rows)
