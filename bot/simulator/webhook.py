"""Updates posted to a bot's address: side by side over chats, in order within one, again until they are taken."""

import asyncio
from itertools import islice
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from bot.simulator.bots import Bot, Hook
from bot.simulator.refusals import Json
from bot.simulator.world import World

_FIRST_WAIT, _LONGEST_WAIT = 0.1, 2.0
_PATIENCE = 60.0
_LOOK_AHEAD = 500
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a header's name


class Poster:
    """Carries updates to the bots that asked for it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rounds: set[asyncio.Task[None]] = set()

    def begin(self, bot: Bot) -> None:
        """Post this bot's updates until its webhook changes."""
        if bot.hook.url:
            task = asyncio.create_task(self._carry(bot, bot.hook))
            self._rounds.add(task)
            task.add_done_callback(self._rounds.discard)

    async def end(self) -> None:
        """Post nothing more."""
        for task in tuple(self._rounds):
            task.cancel()
        await asyncio.gather(*self._rounds, return_exceptions=True)

    async def _carry(self, bot: Bot, hook: Hook) -> None:
        connector = TCPConnector(limit=hook.max_connections, ssl=False)
        flying: dict[object, asyncio.Task[None]] = {}
        async with ClientSession(connector=connector, timeout=ClientTimeout(_PATIENCE)) as session:
            try:
                while bot.hook is hook:
                    bot.updates.arrived.clear()
                    flying = {chat: task for chat, task in flying.items() if not task.done()}
                    for chat, update in _next(bot, hook.max_connections, flying):
                        flying[chat] = asyncio.create_task(self._post(session, bot, hook, update))
                    await _first_of(bot.updates.arrived, flying)
            finally:
                for task in flying.values():
                    task.cancel()
                await asyncio.gather(*flying.values(), return_exceptions=True)

    async def _post(self, session: ClientSession, bot: Bot, hook: Hook, update: Json) -> None:
        pause = _FIRST_WAIT
        headers = {_SECRET_HEADER: hook.secret} if hook.secret else {}
        while bot.hook is hook:
            error = await _try(session, hook.url, headers, update)
            if error is None:
                bot.updates.discard([update["update_id"]])
                self._world.changed()
                return
            hook.last_error, hook.last_error_date = error, self._world.clock.date()
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_WAIT)


async def _try(session: ClientSession, url: str, headers: dict[str, str], update: Json) -> str | None:
    """Answer nothing when the update was taken, else what went wrong."""
    try:
        async with session.post(url, json=update, headers=headers) as response:
            await response.read()
            taken = 200 <= response.status < 300  # noqa: PLR2004  HTTP's own range for success
            return None if taken else f"Wrong response from the webhook: {response.status} {response.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except ClientError as error:
        return f"Connection failed: {type(error).__name__}"


def _next(bot: Bot, most: int, flying: dict[object, Any]) -> list[tuple[object, Json]]:
    """Answer the updates that may go now: the oldest of every chat that has none under way."""
    chosen: dict[object, Json] = {}
    for update in islice(bot.updates.waiting.values(), _LOOK_AHEAD):
        if len(flying) + len(chosen) >= most:
            break
        chat = _chat_of(update)
        if chat not in flying and chat not in chosen:
            chosen[chat] = update
    return list(chosen.items())


def _chat_of(update: Json) -> object:
    content = next(value for name, value in update.items() if name != "update_id")
    return (content.get("chat") or content["from"])["id"]


async def _first_of(arrived: asyncio.Event, flying: dict[object, asyncio.Task[None]]) -> None:
    waiter = asyncio.create_task(arrived.wait())
    try:
        await asyncio.wait({waiter, *flying.values()}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()
