"""The simulator's memory in a file: written soon after a change, read back at the next start.

The JSON holds everything but the contents of files; those lie beside it, one each, and never change.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from msgspec.structs import asdict, fields

from bot.simulator.bots import Bot, Hook, Profile, Query
from bot.simulator.chats import Chat, Person
from bot.simulator.files import Stored
from bot.simulator.refusals import Json
from bot.simulator.updates import Updates
from bot.simulator.world import World

_SOON = 0.2
_SHARE = 10  # writing may take a tenth of the time
_SKIPPED = 1000  # more than can happen between two writings
_COUNTERS = ("next_person", "next_group", "next_query", "next_album", "next_stranger")


class Memory:
    """A state file, and when it is written next."""

    def __init__(self, place: Path, world: World) -> None:
        self._place = place
        self._folder = place.with_name(place.name + ".files")
        self._world = world
        self._due: asyncio.TimerHandle | None = None
        self._took = 0.0

    def changed(self) -> None:
        """Write soon; changes that follow each other closely are written together."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(max(_SOON, self._took * _SHARE), self.write)

    def write(self, *, final: bool = False) -> None:
        """Write everything now: whole or not at all; ``final`` if nothing can come after it."""
        began = monotonic()
        if self._due:
            self._due.cancel()
        self._due = None
        self._write_files()
        unfinished = self._place.with_name(self._place.name + ".new")
        data = dump(self._world) | {"final": final}
        unfinished.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(self._place)
        self._took = monotonic() - began

    def _write_files(self) -> None:
        for stored in self._world.files.by_id.values():
            place = self._folder / stored.file_id
            if not place.exists():
                self._folder.mkdir(exist_ok=True)
                place.write_bytes(stored.content)

    def read(self) -> None:
        """Take up what the file holds, if there is one."""
        if self._place.exists():
            restore(self._world, json.loads(self._place.read_text(encoding="utf-8")), self._content)

    def _content(self, file_id: str) -> bytes:
        return (self._folder / file_id).read_bytes()


def dump(world: World) -> Json:
    """Answer everything the simulator knows, as JSON."""
    return {
        "offset": world.clock.offset,
        "counters": {name: getattr(world, name) for name in _COUNTERS} | {"file": world.files.last},
        "people": [_shallow(person, "user") for person in world.people.values()],
        "files": [_shallow(stored, "content") for stored in world.files.by_id.values()],
        "bots": [_dump_bot(bot) for bot in world.bots.values()],
    }


def _dump_bot(bot: Bot) -> Json:
    updates = bot.updates
    return {
        "key": bot.key,
        "user": bot.user,
        "chats": [_shallow(chat) | {"fixed": sorted(chat.fixed)} for chat in bot.chats.values()],
        "queries": {query_id: asdict(query) for query_id, query in bot.queries.items()},
        "profile": asdict(bot.profile),
        "hook": asdict(bot.hook),
        "updates": {
            "next_id": updates.next_id,
            "allowed": updates.allowed,
            "waiting": [*updates.waiting.values()],
        },
    }


def _shallow(thing: Any, *left_out: str) -> Json:
    """Answer a record as it is: messages are shared, not copied."""
    return {field.name: getattr(thing, field.name) for field in fields(thing) if field.name not in left_out}


def restore(world: World, data: Json, content: Callable[[str], bytes]) -> None:
    """Let the simulator know again what it knew."""
    world.clock.offset = data["offset"]
    for name in _COUNTERS:
        setattr(world, name, data["counters"][name])
    world.people = {one["id"]: Person(**one) for one in data["people"]}
    world.files.last = data["counters"]["file"]
    for one in data["files"]:
        world.files.add(Stored(**one, content=content(one["file_id"])))
    world.bots = {one["key"]: _restore_bot(one) for one in data["bots"]}
    world.keys = {bot.user["id"]: bot.key for bot in world.bots.values() if bot.user["id"]}
    if not data.get("final"):
        _skip(world)


def _skip(world: World) -> None:
    """Give no number twice: what came just before a kill was not written, but a bot may remember it."""
    for name in _COUNTERS:
        before = getattr(world, name)
        setattr(world, name, before + (_SKIPPED if before > 0 else -_SKIPPED))
    world.files.last += _SKIPPED
    for bot in world.bots.values():
        bot.updates.next_id += _SKIPPED
        for chat in bot.chats.values():
            chat.last_id += _SKIPPED


def _restore_bot(data: Json) -> Bot:
    queries = OrderedDict((query_id, Query(**query)) for query_id, query in data["queries"].items())
    waiting = OrderedDict((update["update_id"], update) for update in data["updates"]["waiting"])
    return Bot(
        key=data["key"],
        user=data["user"],
        chats={chat["face"]["id"]: _restore_chat(chat) for chat in data["chats"]},
        updates=Updates(data["updates"]["next_id"], waiting, data["updates"]["allowed"]),
        queries=queries,
        profile=Profile(**data["profile"]),
        hook=Hook(**data["hook"]),
    )


def _restore_chat(data: Json) -> Chat:
    messages = {int(number): message for number, message in data["messages"].items()}
    reactions = {int(number): emoji for number, emoji in data["reactions"].items()}
    return Chat(**(data | {"messages": messages, "reactions": reactions, "fixed": set(data["fixed"])}))
