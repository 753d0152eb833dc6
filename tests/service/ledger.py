"""Reads what turns have left in the database, opened."""

import json
from typing import Any

from sqlalchemy import text

from bot.engine import conversation, effects
from bot.engine.conversation import Conversation
from bot.engine.effects import Outgoing
from bot.service.turn import Coach, Outcome, Received, take
from bot.store import people
from bot.store.database import Database
from bot.store.keys import Keys
from bot.store.people import Known

TABLES = ("people", "answers", "outbox", "causes", "laid_aside")


def takes(database: Database, coach: Coach, *received: Received) -> list[Outcome]:
    with database.transaction() as connection:
        return take(connection, coach, received)


def results(outcomes: list[Outcome]) -> list[str]:
    return [outcome.result for outcome in outcomes]


def query(database: Database, statement: str) -> list[Any]:
    with database.transaction() as connection:
        return list(connection.execute(text(statement)))


def counted(database: Database) -> dict[str, int]:
    return {table: query(database, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608 - ours


def known(database: Database, chat: int) -> Known | None:
    with database.transaction() as connection:
        return next(iter(people.lock(connection, [chat])), None)


def stands(database: Database, keys: Keys, chat: int) -> Conversation:
    row = known(database, chat)
    assert row
    return conversation.from_json(keys.person(row.key, chat).open(row.state, "state"))


def leaving(database: Database, keys: Keys, chat: int) -> list[Outgoing]:
    """What waits for this chat, in order."""
    row = known(database, chat)
    rows = query(database, f"SELECT key, person, sealed FROM outbox WHERE chat = {chat} ORDER BY id")  # noqa: S608 - ours
    found = []
    for key, person, sealed in rows:
        seal = keys.person(row.key, chat) if person and row else keys.master
        found.append(effects.from_json(seal.open(bytes(sealed), f"effect:{key}")))
    return found


def answers(database: Database, keys: Keys, chat: int) -> dict[tuple[int, str], Any]:
    row = known(database, chat)
    assert row
    seal = keys.person(row.key, chat)
    rows = query(database, f"SELECT asked, name, sealed FROM answers WHERE person = {row.id}")  # noqa: S608 - ours
    return {
        (asked, name): json.loads(seal.open(bytes(sealed), f"answer:{asked}:{name}"))
        for asked, name, sealed in rows
    }
