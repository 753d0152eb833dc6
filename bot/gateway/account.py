"""The bot as Telegram knows it: who it is, and the one line to it."""

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

from telegram import Bot
from telegram.error import BadRequest

from bot.gateway.fields import words
from bot.gateway.outgoing import TelegramMessenger
from bot.gateway.patience import Patience
from bot.gateway.transport import Transport

_FILE_SECONDS = 5.0
"""How long each of the two calls for a file may take: others' updates wait for it."""


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

    async def file(self, file_id: str, largest: int) -> bytes | None:
        """A file that somebody sent; None where it is not to be had, or is larger than this.

        Raises the library's errors while Telegram is away; none holds the address.
        """
        address = f"{self.bot.base_url}/getFile?{urlencode({'file_id': file_id})}"
        try:
            path = words(await self._transport.post(address, read_timeout=_FILE_SECONDS), "file_path")
        except BadRequest:  # too large for Telegram, or gone
            return None
        place = f"{self.bot.base_file_url}/{quote(path)}"
        return await self._transport.download(place, largest, _FILE_SECONDS) if path else None
