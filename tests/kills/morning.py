"""A moment at which many people are to hear from the coach, in the simulator and in the database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import time

from sqlalchemy import func, select

from bot.simulator.clock import Clock
from bot.simulator.events import Events
from bot.simulator.memory import Memory
from bot.simulator.world import MAIN, World
from bot.store import keys, schema
from bot.store.database import Database
from bot.store.keys import Keys
from bot.store.snapshot import snapshot
from bot.store.tables import table
from tests import awaiting, shipped


def settle(state: Path, count: int) -> list[int]:
    """Writes the memory of a simulator in which so many people have begun to talk with the bot; their chats."""
    world = World(Clock(time), Events(1), lambda: None, "Netwerkcoach", "netwerkcoach_bot")
    for number in range(count):
        person = world.add_person(f"Ans{number}")
        world.bots[MAIN].chat_with(person).started = True
    Memory(state, world).write(final=True)
    return list(world.people)


def write(url: str, key_file: Path, chats: Sequence[int]) -> None:
    """Writes a database in which all are due now, somewhere on earth where it is day: nothing comes at night."""
    now = datetime.now(UTC)
    script = shipped.script()
    stands = awaiting.by_day(script, now)
    database = Database(url)
    schema.migrate(database)
    with database.transaction() as connection:
        awaiting.settle(connection, Keys(keys.kept(key_file)), chats, stands)
    database.close()


def left(url: str) -> dict[str, int]:
    """What has not been seen to yet, and what was taken."""
    due = select(func.count()).where(table("moments").c.due_at <= datetime.now(UTC))
    with snapshot(url) as connection:
        counts = {
            name: int(connection.execute(select(func.count()).select_from(table(name))).scalar_one())
            for name in ("outbox", "laid_aside", "causes", "moments")
        }
        return {"due": int(connection.execute(due).scalar_one()), **counts}
