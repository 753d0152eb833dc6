"""Many people who are to hear from the coach at the same moment, put in the database as they stand."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from sqlalchemy import func, select

from bot import resources
from bot.coaching.calendar import WEEK
from bot.coaching.moments import DAILY
from bot.engine import conversation as conversations
from bot.engine import people as engine_people
from bot.engine.conversation import Conversation
from bot.engine.people import Contact
from bot.engine.script import Script
from bot.service.rehearsal import acquainted
from bot.simulator.clock import Clock
from bot.simulator.events import Events
from bot.simulator.memory import Memory
from bot.simulator.world import MAIN, World
from bot.store import contacts, keys, moments, people, schema
from bot.store.database import Connection, Database
from bot.store.keys import Keys
from bot.store.snapshot import snapshot
from bot.store.tables import table

_AGO = timedelta(days=90)


def settle(state: Path, count: int) -> list[int]:
    """Writes the memory of a simulator in which so many people have begun to talk with the bot; their chats."""
    world = World(Clock(time), Events(1), lambda: None, "Netwerkcoach", "netwerkcoach_bot")
    for number in range(count):
        person = world.add_person(f"Ans{number}")
        world.bots[MAIN].chat_with(person).started = True
    Memory(state, world).write(final=True)
    return list(world.people)


def write(url: str, key_file: Path, chats: Sequence[int]) -> None:
    """Writes a database in which each of these people is to hear at this moment about somebody in her network."""
    now = datetime.now(UTC)
    script = resources.compiled().script
    assert script
    stands = conversations.to_json(_waiting(script, now))
    database, master = Database(url), Keys(keys.kept(key_file))
    schema.migrate(database)
    with database.transaction() as connection:
        rows = [{"chat": chat, "key": master.wrapped(chat), "language": "nl"} for chat in chats]
        people.meet(connection, [{**row, "met_at": now, "seen_at": now} for row in rows])
        for row in people.lock(connection, chats):
            _stand(connection, master, row, stands, now)
    database.close()


def _stand(connection: Connection, master: Keys, row: people.Known, stands: bytes, now: datetime) -> None:
    seal, long_ago = master.person(row.key, row.chat), (now - _AGO).date().isoformat()
    noor = Contact("Noor", circle="klanten", rhythm=7, added=long_ago, spoken=long_ago)
    written = json.dumps(engine_people.written(noor)).encode()
    contacts.keep(connection, [{"person": row.id, "contact": "@1", "sealed": seal.close(written, "contact:@1")}])
    state = {"new_state": seal.close(stands, "state"), "new_language": "nl"}
    people.save(connection, [{"person": row.id, **state, "new_blocked_at": None, "now": now}])
    come = {"person": row.id, "kind": DAILY, "subject": now.isoformat(), "due_at": now}
    moments.put(connection, [come])


def _waiting(script: Script, now: datetime) -> Conversation:
    """Where each stands: somewhere on earth where it is noon, as nothing comes by itself at night."""
    known = acquainted(script, "nl")
    chosen = {"dagvraag_moment": "ochtend", "dagvraag_dagen": tuple(WEEK), "zone": f"Etc/GMT{now.hour - 12:+}"}
    return replace(known, asked=1, contacts=1, answers={**known.answers, **chosen}, moments={DAILY: now})


def left(url: str) -> dict[str, int]:
    """What has not been seen to yet, and what was taken."""
    now = datetime.now(UTC)
    due = select(func.count()).select_from(table("moments")).where(table("moments").c.due_at <= now)
    with snapshot(url) as connection:
        counts = {
            name: int(connection.execute(select(func.count()).select_from(table(name))).scalar_one())
            for name in ("outbox", "laid_aside", "causes", "moments")
        }
        return {"due": int(connection.execute(due).scalar_one()), **counts}
