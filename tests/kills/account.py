"""What a talk came to: what people saw, what the coach keeps of it, and what was said twice."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from sqlalchemy import func, select

from bot.engine import conversation
from bot.engine.steps import Frame
from bot.store import keys, people
from bot.store.database import Connection, Database
from bot.store.keys import Keys
from bot.store.tables import table
from tests.kills.people import Person, Town
from tests.kills.processes import Bot


class Kept(Struct, frozen=True):
    """What the database holds of one person, whenever it was said and however messages were numbered.

    ``steps`` are the questions that were answered: number, choice, and what was known before. ``answers`` has
    those that were kept: number, name, dialog, node, value. Numbers count back from the last question.
    """

    known: Mapping[str, Any]
    open: tuple[Frame, ...]
    steps: list[tuple[int, str, Mapping[str, Any]]]
    answers: list[tuple[int, str, str, str, Any]]


class Account(Struct, frozen=True):
    """A talk by chat, so that two of them can be compared; ``left`` is what should have gone by the end."""

    said: dict[int, list[str]]
    heard: dict[int, list[str]]
    stands: dict[int, list[str]]
    kept: dict[int, Kept]
    left: dict[str, int]


async def account(town: Town, bot: Bot) -> Account:
    """The account of a talk whose bot has ended."""
    chats = {chat: (await town.look(f"/{chat}/messages"))["messages"] for chat in town.people}
    kept, left = _read(bot, list(town.people))
    return Account(
        said={chat: [one["text"] for one in found if not one["from"]["is_bot"]] for chat, found in chats.items()},
        heard={chat: [one["text"] for one in person.heard()] for chat, person in town.people.items()},
        stands={chat: _standing(person) for chat, person in town.people.items()},
        kept=kept,
        left=left,
    )


def _standing(person: Person) -> list[str]:
    """How each message stands in the end; of a repeated one, the copy in which the choice was noted."""
    final: list[str] = []
    last = ""
    for came in person.came:
        text = person.stands[came["message_id"]]["text"]
        if came["text"] == last:
            final[-1] = max(final[-1], text, key=len)
        else:
            final.append(text)
        last = came["text"]
    return final


def repetitions(town: Town, calls: Sequence[Any], kills: Sequence[int]) -> Counter[tuple[int, int]]:
    """How many messages each kill (by its number) repeated in each chat.

    A message is laid to the kill that came between it and the same one before it. One that was repeated without a
    kill between them is laid to kill -1.
    """
    found: Counter[tuple[int, int]] = Counter()
    for chat in town.people:
        sent = [one for one in calls if one["chat_id"] == chat and _was_sent(one)]
        for before, after in pairwise(sent):
            if before["params"]["text"] == after["params"]["text"]:
                between = [number for number, at in enumerate(kills) if before["n"] <= at < after["n"]]
                found[between[-1] if between else -1, chat] += 1
    return found


def _was_sent(call: Any) -> bool:
    return bool(call["method"] == "sendMessage" and call["status"] == 200)


def _read(bot: Bot, chats: list[int]) -> tuple[dict[int, Kept], dict[str, int]]:
    database = Database(bot.database_url)
    try:
        with database.transaction() as connection:
            found = dict(_kept(connection, Keys(keys.kept(bot.key_file)), chats))
            left = {name: _count(connection, name) for name in ("outbox", "laid_aside")}
            return found, left | {"causes": _count(connection, "causes")}
    finally:
        database.close()


def _kept(connection: Connection, master: Keys, chats: list[int]) -> Iterator[tuple[int, Kept]]:
    answers = table("answers")
    for row in people.lock(connection, chats):
        seal = master.person(row.key, row.chat)
        mine = select(answers).where(answers.c.person == row.id).order_by(answers.c.asked, answers.c.name)
        stands = conversation.from_json(seal.open(row.state, "state"))
        last = stands.asked
        answered = [
            (one.asked - last, one.name, one.dialog, one.node, _opened(seal, one))
            for one in connection.execute(mine)
        ]
        steps = [(step.asked - last, step.chosen, step.before) for step in stands.steps]
        yield row.chat, Kept(stands.answers, stands.frames, steps, answered)


def _opened(seal: keys.Seal, answer: Any) -> Any:
    return json.loads(seal.open(answer.sealed, f"answer:{answer.asked}:{answer.name}"))


def _count(connection: Connection, name: str) -> int:
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()
