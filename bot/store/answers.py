"""Answers: the series that each question has gathered."""

from typing import Any

from sqlalchemy import bindparam, delete

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_answers = table("answers")

_KEEP = insert_or_replace(_answers, ("person", "asked", "name"))
_WITHDRAW = delete(_answers).where(
    _answers.c.person == bindparam("of_person"), _answers.c.asked == bindparam("of_question")
)


def keep(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes answers, each in the place of the one that it replaces."""
    if rows:
        connection.execute(chosen(connection, _KEEP), rows)


def withdraw(connection: Connection, questions: list[tuple[int, int]]) -> None:
    """Takes back what these people answered to these questions: (person, asked)."""
    if questions:
        connection.execute(_WITHDRAW, [{"of_person": person, "of_question": asked} for person, asked in questions])
