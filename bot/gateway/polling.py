"""Fetching updates by asking for them, over and over; an update is confirmed only when it is committed.

It never ends by itself and never goes deaf: whatever Telegram answers, it says so and asks again later.
"""

import asyncio

import structlog
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.gateway.account import Account
from bot.gateway.entrance import Entrance, NotFetched
from bot.gateway.fields import Json, number
from bot.gateway.incoming import KINDS
from bot.gateway.patience import Patience
from bot.service.turns import NotTaken

_log = structlog.stdlib.get_logger(__name__)

_SECONDS = 30
_TOO_QUICK = 0.2
"""An empty answer in less than this many seconds is not the long poll that was asked for."""


class Polling:
    """One poller. Telegram allows one at a time for a bot."""

    def __init__(self, account: Account, entrance: Entrance, patience: Patience) -> None:
        self._account = account
        self._entrance = entrance
        self._patience = patience
        self._offset = 0

    async def run(self) -> None:
        """Fetches and hands over until cancelled."""
        await self._patience.insist("leaving the webhook", self._account.bot.delete_webhook)
        _log.info("polling")
        while True:
            await self._round()

    async def _round(self) -> None:
        began = asyncio.get_running_loop().time()
        try:
            updates = await self._account.updates(self._offset, KINDS, _SECONDS)
            await self._entrance.take(updates)
        except (TelegramError, KeyError, NotTaken) as error:  # KeyError: an answer without a result
            _tell(error)
            await self._patience.wait(error)
            return
        self._offset = max(self._offset, _next(updates))
        if updates or asyncio.get_running_loop().time() - began > _TOO_QUICK:
            self._patience.restore()
        else:
            await self._patience.wait()


def _next(updates: list[Json]) -> int:
    return max((number(update, "update_id") + 1 for update in updates), default=0)


def _tell(error: Exception) -> None:
    match error:
        case InvalidToken():
            _log.error("Telegram refuses the token; nothing comes in until it is right")
        case Conflict():
            _log.error("another program fetches the updates of this bot, or it has a webhook", error=str(error))
        case NotFetched():
            _log.warning("an update waits for its file; it will be asked for again", error=str(error))
        case NotTaken():
            _log.error("the database did not take the updates; they will be asked for again", error=str(error))
        case _:
            _log.warning("no updates; asking again", error=str(error))
