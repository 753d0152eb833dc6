"""The coach is killed while many people are to hear from it at the same moment, and each of them hears once.

The real processes send over the real Bot API: one on SQLite, three on PostgreSQL, killed with SIGKILL in the
middle and started again. Telegram has no way to tell that a message was sent before, so that one in flight may
come twice: at most one in a chat a kill, which is counted and printed (``pytest -s``). Few people are due, for the
sake of speed; ``--due 5000`` makes it many, and kills more often.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from tests.conftest import NO_SERVER
from tests.kills import morning
from tests.kills.account import repetitions
from tests.kills.people import Person, Town, town
from tests.kills.processes import Bot
from tests.kills.talk import Part
from tests.ports import free_port
from tests.programs import simulator

_SECONDS = 180


@pytest.mark.parametrize(("kind", "processes"), [("sqlite", 1), ("postgres", 3)])
async def test_of_many_who_are_due_at_once_each_hears_once_whoever_is_killed(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, processes: int
) -> None:
    count: int = request.config.getoption("--due")
    kills = 2 + count // 1000
    url = f"sqlite:///{tmp_path}/coach.sqlite"
    if kind == "postgres":
        url = request.getfixturevalue("url_of_postgres")
    chats = morning.settle(tmp_path / "town.json", count)
    morning.write(url, tmp_path / "coach.key", chats)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(simulator(tmp_path, "--state", str(tmp_path / "town.json")))
        here = await stack.enter_async_context(town(server, []))
        here.people = {chat: Person(chat, Part("", "nl", ())) for chat in chats}
        bots = [Bot(tmp_path / str(number), _settings(tmp_path, url, server)) for number in range(processes)]
        for bot in bots:
            stack.push_async_callback(bot.end)
            await bot.start()
        began = perf_counter()
        at = await _killed(here, bots, kills, count)
        await _until_done(url)
        took = perf_counter() - began
        await asyncio.gather(*(bot.end() for bot in bots))
        repeated = repetitions(here, await here.look("/calls"), at)
    _print(kind, count, kills, repeated, took)
    assert morning.left(url) == {"due": 0, "outbox": 0, "laid_aside": 0, "causes": count, "moments": count}
    (heard,) = {len(person.heard()) for person in here.people.values()}
    assert heard
    assert all(times == 1 for times in repeated.values())
    assert not [chat for kill, chat in repeated if kill < 0]


@pytest.fixture
def url_of_postgres(request: pytest.FixtureRequest) -> str:
    address: str = request.getfixturevalue("postgres_url") or pytest.skip(NO_SERVER)
    return address


def _settings(folder: Path, url: str, server: str) -> Mapping[str, str]:
    """No updates come, so it does not matter that each process hangs up the webhook of the one before."""
    listen = f"127.0.0.1:{free_port()}"
    return {
        "TOKEN": "777000:simulated-token",
        "API_URL": server,
        "DATABASE_URL": url,
        "KEY_FILE": str(folder / "coach.key"),
        "MESSAGES_PER_SECOND": "300",
        "LISTEN": listen,
        "WEBHOOK_URL": f"http://{listen}/updates",
        "WEBHOOK_SECRET": "what-nobody-else-knows",
    }


async def _killed(here: Town, bots: list[Bot], kills: int, count: int) -> list[int]:
    """Kills one of the processes, and starts it again, so often; how many calls there were by each kill."""
    chance = Random(f"{kills} kills")  # noqa: S311 -- the same moments in each run
    at: list[int] = []
    for moment in sorted(chance.sample(range(1, count * 3 // 4), kills)):
        await here.until_events(min(max(moment, here.events + 1), count))  # at the latest when all have heard
        await asyncio.sleep(chance.uniform(0, 0.01))  # in the middle of a deed, not only just after one
        bot = chance.choice(bots)
        await bot.kill()
        at.append(await here.calls_made())
        await bot.start()
    return at


async def _until_done(url: str) -> None:
    async with asyncio.timeout(_SECONDS):
        while (left := morning.left(url))["due"] or left["outbox"]:  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.05)


def _print(kind: str, count: int, kills: int, repeated: Counter[tuple[int, int]], took: float) -> None:
    worst = max(Counter(kill for kill, _ in repeated).values(), default=0)
    told = f"{repeated.total()} came twice, at most {worst} a kill and one a chat"
    print(f"\n{kind}: {count} due, {kills} kills, {took:.0f} s: none lost, {told}")  # noqa: T201 -- asked for with -s
