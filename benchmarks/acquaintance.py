"""A database of people whom the coach knows: all went through the first conversation, and will go on later."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import delete

from bot import resources
from bot.engine.inputs import Start, Text
from bot.service.turn import Coach, Given, Received, take
from bot.store import keys, schema
from bot.store.database import Connection, Database
from bot.store.keys import Keys
from bot.store.tables import table

_FIRST: Sequence[Given] = (
    Start(""),
    *(
        Text(words, 1, 1_700_000_000)
        for words in (
            "Nederlands",
            "ja, dat mag",
            "ja",
            "Onderneemster",
            "Nederland of België",
            "'s avonds",
            "later",
        )
    ),
)
TURNS = len(_FIRST)
_TOGETHER = 100


def make(file: Path, key_file: Path, people: int) -> None:
    """Writes the database of this many people, and the key to it."""
    coach = _coach(Keys(keys.kept(key_file)))
    database = Database(f"sqlite:///{file}")
    schema.prepare(database)
    updates = count(1)
    for first in range(1, people + 1, _TOGETHER):
        chats = range(first, min(first + _TOGETHER, people + 1))
        for given in _FIRST:
            at = datetime.now(UTC)
            batch = [Received(f"before:{next(updates)}", chat, given, at, "nl", f"Ans{chat}") for chat in chats]
            with database.transaction() as connection:
                take(connection, coach, batch)
                _delivered(connection)
    database.close()


def _coach(master: Keys) -> Coach:
    script = resources.compiled().script
    if script is None:
        raise SystemExit("the dialogs cannot be used; see: netwerkcoach check")
    return Coach(script, master, script.common["group"][0], script.common["stranger_button"][0])


def _delivered(connection: Connection) -> None:
    connection.execute(delete(table("outbox")))
