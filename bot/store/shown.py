"""What was shown last to each person, of each kind: the messenger's own id of it, and of what it was."""

from typing import Any

from sqlalchemy import bindparam, select

from bot.store.database import Connection
from bot.store.statements import chosen, insert_or_replace
from bot.store.tables import table

_shown = table("shown_files")

_OF = select(_shown.c.sealed).where(
    _shown.c.person == bindparam("of_person"), _shown.c.what == bindparam("of_kind")
)
_KEEP = insert_or_replace(_shown, ("person", "what"))


def of(connection: Connection, person: int, what: str) -> bytes | None:
    """What is known of the last one of this kind that she got, sealed."""
    found: bytes | None = connection.execute(_OF, {"of_person": person, "of_kind": what}).scalar_one_or_none()
    return found


def keep(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Writes what was shown: person, what, sealed."""
    if rows:
        connection.execute(chosen(connection, _KEEP), sorted(rows, key=lambda row: (row["person"], row["what"])))
