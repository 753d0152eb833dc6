"""The bot as Telegram knows it: who it is, and the one line to it."""

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from telegram import Bot

from bot.gateway.outgoing import TelegramMessenger
from bot.gateway.patience import Patience
from bot.gateway.transport import Transport


class Account:
    """One bot at one Bot API server, for as long as the ``with`` lasts."""

    def __init__(self, api_url: str, token: str, transport: Transport | None = None) -> None:
        self._transport = transport or Transport()
        self.bot = Bot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._transport,
            get_updates_request=self._transport,
        )
        self.messenger = TelegramMessenger(self.bot)

    async def __aenter__(self) -> Self:
        """Opens the line."""
        # The library's own `initialize` asks who the bot is, and if that fails complains with the token.
        await self._transport.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the line."""
        await self._transport.shutdown()

    async def username(self, patience: Patience) -> str:
        """The name by which people call the bot; raises ``Refused`` if there is no such bot."""
        me = await patience.insist("asking Telegram who the bot is", self.bot.get_me)
        return me.username or ""

    async def updates(self, offset: int, kinds: Sequence[str], seconds: int) -> list[Any]:
        """What happened from this update on, unread; waits this long if it is nothing yet.

        Asking for an offset tells Telegram that everything before it is safe. The library would read each update
        into objects first, and fail for a whole batch if one of them is not what it expects.
        """
        fields = {"offset": offset, "limit": 100, "timeout": seconds, "allowed_updates": json.dumps(kinds)}
        address = f"{self.bot.base_url}/getUpdates?{urlencode(fields)}"
        longest = seconds + self._transport.read_timeout
        answer = await self._transport.post(address, read_timeout=longest)
        return answer if isinstance(answer, list) else []
