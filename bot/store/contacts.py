"""Contacts: the people in somebody's network."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_contacts = table("contacts")

_OF = (
    select(_contacts.c.person, _contacts.c.contact, _contacts.c.sealed)
    .where(_contacts.c.person.in_(bindparam("people", expanding=True)))
    .order_by(_contacts.c.person, _contacts.c.contact)
)
_KEEP = insert_or_replace(_contacts, ("person", "contact"))
_REMOVE = delete(_contacts).where(
    _contacts.c.person == bindparam("of_person"), _contacts.c.contact == bindparam("of_contact")
)


class Known(NamedTuple):
    """One contact's row."""

    person: int
    contact: str
    sealed: bytes


def of(connection: Connection, people: Iterable[int]) -> list[Known]:
    """The contacts of these people."""
    ids = list(people)
    return [Known._make(row) for row in connection.execute(_OF, {"people": ids}).all()] if ids else []


def keep(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes contacts, new or changed: person, contact, sealed."""
    if rows:
        connection.execute(chosen(connection, _KEEP), rows)


def remove(connection: Connection, contacts: Iterable[tuple[int, str]]) -> None:
    """Takes contacts out again: (person, contact)."""
    rows = [{"of_person": person, "of_contact": contact} for person, contact in contacts]
    if rows:
        connection.execute(_REMOVE, rows)
