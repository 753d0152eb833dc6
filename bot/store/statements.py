"""The few statements that are written differently for each database."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from sqlalchemy import Connection, Executable, Table

ByDialect: TypeAlias = Callable[[str], Executable]
"""What gives a statement as the database of this name has it: one and the same each time."""


def insert_new(table: Table, *returning: str) -> ByDialect:
    """Inserts the rows that are not there yet, and returns those (``rowcount`` would not tell)."""
    columns = [table.c[name] for name in returning]
    return cache(lambda dialect: _insert(dialect, table).on_conflict_do_nothing().returning(*columns))


def insert_or_replace(table: Table, identity: Sequence[str]) -> ByDialect:
    """Inserts rows, each in the place of the one with the same identity."""
    changed = [column.name for column in table.c if column.name not in identity]
    return _insert_or_change(table, identity, lambda new: {name: new[name] for name in changed})


def insert_or_add(table: Table, identity: Sequence[str], number: str) -> ByDialect:
    """Inserts rows; where there is one with the same identity, adds this number to its own."""
    return _insert_or_change(table, identity, lambda new: {number: table.c[number] + new[number]})


def chosen(connection: Connection, statement: ByDialect) -> Any:
    """The statement as this database has it."""
    return statement(connection.dialect.name)


def _insert_or_change(
    table: Table, identity: Sequence[str], changed: Callable[[Any], dict[str, Any]]
) -> ByDialect:
    @cache
    def written(dialect: str) -> Executable:
        insert = _insert(dialect, table)
        statement: Executable = insert.on_conflict_do_update(
            index_elements=list(identity), set_=changed(insert.excluded)
        )
        return statement

    return written


def _insert(dialect: str, table: Table) -> Any:
    """An insert that can what only this database can; a process needs one dialect, and imports no other."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
