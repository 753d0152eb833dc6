"""The few statements that are written differently for each database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

ByDialect = Mapping[str, Executable]


def insert_new(table: Table, *returning: str) -> ByDialect:
    """Inserts the rows that are not there yet, and returns those (``rowcount`` would not tell)."""
    columns = [table.c[name] for name in returning]
    return {
        dialect.dialect.name: dialect.insert(table).on_conflict_do_nothing().returning(*columns)
        for dialect in (sqlite, postgresql)
    }


def insert_or_replace(table: Table, identity: Sequence[str]) -> ByDialect:
    """Inserts rows, each in the place of the one with the same identity."""
    statements: dict[str, Executable] = {}
    for dialect in (sqlite, postgresql):
        insert = dialect.insert(table)
        changed = {column.name: insert.excluded[column.name] for column in table.c if column.name not in identity}
        statements[dialect.dialect.name] = insert.on_conflict_do_update(
            index_elements=list(identity), set_=changed
        )
    return statements


def chosen(connection: Connection, statement: ByDialect) -> Any:
    """The statement as this database has it."""
    return statement[connection.dialect.name]
