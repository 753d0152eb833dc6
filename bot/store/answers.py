"""Answers: the series that each question has gathered."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_answers = table("answers")

_OF = (
    select(*(_answers.c[name] for name in ("asked", "name", "dialog", "node", "given_at", "sealed")))
    .where(_answers.c.person == bindparam("of_person"))
    .order_by(_answers.c.asked, _answers.c.name)
)
_KEEP = insert_or_replace(_answers, ("person", "asked", "name"))
_WITHDRAW = delete(_answers).where(
    _answers.c.person == bindparam("of_person"), _answers.c.asked == bindparam("of_question")
)


class Known(NamedTuple):
    """One answer's row."""

    asked: int
    name: str
    dialog: str
    node: str
    given_at: datetime
    sealed: bytes


def of(connection: Connection, person: int) -> list[Known]:
    """All that this person answered, in the order in which it was asked."""
    return [Known._make(row) for row in connection.execute(_OF, {"of_person": person})]


def keep(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes answers, each in the place of the one that it replaces."""
    if rows:
        connection.execute(chosen(connection, _KEEP), rows)


def withdraw(connection: Connection, questions: list[tuple[int, int]]) -> None:
    """Takes back what these people answered to these questions: (person, asked)."""
    if questions:
        connection.execute(_WITHDRAW, [{"of_person": person, "of_question": asked} for person, asked in questions])
