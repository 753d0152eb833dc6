"""The coach is killed thirty times in the middle of twenty talks, and nothing that anybody said is lost.

The real processes talk over the real Bot API: one run is left alone, the others are killed with SIGKILL after a
random number of the coach's deeds and started again. What people said and saw and what the database keeps must be
the same. Telegram has no way to tell that a message was sent before, so that one that was in flight may come
twice: at most one in a chat a kill, which is counted and printed (``pytest -s``).
"""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

from msgspec import Struct

from tests.kills.account import Account, account, repetitions
from tests.kills.people import Town, town
from tests.kills.processes import Bot
from tests.kills.talk import parts
from tests.ports import free_port
from tests.programs import simulator

PEOPLE = 20
KILLS = 30
DEEDS = 800
"""Fewer than the coach does in the whole talk (messages, and changes to them)."""


class Told(Struct, frozen=True):
    """How a talk went."""

    account: Account
    kills: int
    repeated: Counter[tuple[int, int]]
    updates: int


async def test_what_twenty_people_say_survives_thirty_kills_by_polling_and_by_webhook(tmp_path: Path) -> None:
    undisturbed, polling, webhook = await asyncio.gather(
        _told(tmp_path / "undisturbed", "polling", kills=0),
        _told(tmp_path / "polling", "polling", kills=KILLS),
        _told(tmp_path / "webhook", "webhook", kills=KILLS),
    )
    assert not undisturbed.repeated
    assert all(len(kept.answers) > 10 for kept in undisturbed.account.kept.values())
    for way, killed in (("polling", polling), ("webhook", webhook)):
        _print(way, killed)
        assert killed.kills == KILLS
        _compare(killed.account, undisturbed.account)
        assert killed.account.left == {"outbox": 0, "laid_aside": 0, "causes": killed.updates}
        assert all(count == 1 for count in killed.repeated.values())
        assert not [chat for kill, chat in killed.repeated if kill < 0]


def _compare(killed: Account, undisturbed: Account) -> None:
    for chat, said in undisturbed.said.items():
        assert killed.said[chat] == said
        assert killed.heard[chat] == undisturbed.heard[chat]
        assert killed.stands[chat] == undisturbed.stands[chat]
        assert killed.kept[chat] == undisturbed.kept[chat]


async def _told(folder: Path, way: str, *, kills: int) -> Told:
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(simulator(folder.parent))
        here = await stack.enter_async_context(town(url, parts(PEOPLE)))
        bot = Bot(folder, _settings(url, way))
        stack.push_async_callback(bot.end)
        await bot.start()
        try:
            at = await _talked_and_killed(here, bot, kills)
        except BaseExceptionGroup as group:
            raise AssertionError(f"{_first(group)}\n{bot.log()}") from group
        await bot.end()
        calls = await here.look("/calls")
        told = await account(here, bot)
    updates = sum(len(person.part.lines) for person in here.people.values())
    return Told(told, len(at), repetitions(here, calls, at), updates)


async def _talked_and_killed(here: Town, bot: Bot, kills: int) -> list[int]:
    """Lets them talk, and kills the bot so often; how many calls it had made by each kill."""
    async with asyncio.TaskGroup() as group:
        talking = group.create_task(here.talk())
        killing = group.create_task(_killed(here, bot, kills, talking))
    return await killing


async def _killed(here: Town, bot: Bot, kills: int, talking: asyncio.Task[None]) -> list[int]:
    chance = Random(f"{kills} kills")  # noqa: S311 -- the same moments in each run
    at: list[int] = []
    for moment in sorted(chance.sample(range(1, DEEDS), kills)):
        await here.until_events(max(moment, here.events + 1))
        await asyncio.sleep(chance.uniform(0, 0.01))  # in the middle of a deed, not only just after one
        assert not talking.done(), "they had nothing more to say"
        await bot.kill()
        at.append(await here.calls_made())
        await bot.start()
    return at


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def _settings(url: str, way: str) -> dict[str, str]:
    settings = {"TOKEN": "777000:simulated-token", "API_URL": url, "MESSAGES_PER_SECOND": "300"}
    if way == "webhook":
        port = free_port()
        listen = {"LISTEN": f"127.0.0.1:{port}", "WEBHOOK_URL": f"http://127.0.0.1:{port}/updates"}
        settings |= listen | {"WEBHOOK_SECRET": "what-nobody-else-knows"}
    return settings


def _print(way: str, killed: Told) -> None:
    worst = max(Counter(kill for kill, _ in killed.repeated).values(), default=0)
    total = killed.repeated.total()
    print(f"\n{way}: {killed.kills} kills repeated {total} messages, at most {worst} a kill and one a chat")  # noqa: T201 -- asked for with -s
