"""The bots that are measured beside ours: ``python contestants.py NAME URL FOLDER`` runs one until told to end."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "true")

import aiohttp
from telegram import Update
from telegram.ext import (
    Application,
    CallbackContext,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest, RequestData

from bot.gateway.transport import Transport

TOKEN = "777000:benchmark"  # noqa: S105 -- no secret
_ANSWER = "Dank je. Wat maakt dat je geen lager cijfer gaf?"
Context = CallbackContext[Any, dict[str, Any], Any, Any]


class _Aiohttp(BaseRequest):
    """The library's requests over aiohttp's client."""

    _session: aiohttp.ClientSession

    @property
    def read_timeout(self) -> float:
        """How many seconds a call may take."""
        return 15

    async def initialize(self) -> None:
        """Opens the pool."""
        connector = aiohttp.TCPConnector(limit=256)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Closes the pool."""
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = 15,  # noqa: ARG002 -- one limit covers the whole call
        write_timeout: Any = 15,  # noqa: ARG002 -- one limit covers the whole call
        connect_timeout: Any = 5,  # noqa: ARG002 -- one limit covers the whole call
        pool_timeout: Any = 5,  # noqa: ARG002 -- one limit covers the whole call
    ) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        body = json.dumps(request_data.parameters if request_data else {}).encode()
        headers = {"Content-Type": "application/json"}
        async with self._session.request(method, url, data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    parse_json_payload = staticmethod(Transport.parse_json_payload)


async def _constant(update: Update, context: Context) -> None:
    await context.bot.send_message(_chat(update), _ANSWER)


async def _step(update: Update, context: Context) -> int:
    await _constant(update, context)
    if context.user_data is not None and update.effective_message:
        context.user_data["answer"] = update.effective_message.text
    return 0


async def _flush(update: Update, context: Context) -> None:
    application = context.application
    application.mark_data_for_update_persistence(_chat(update), _chat(update))
    await application.update_persistence()


def _chat(update: Update) -> int:
    return update.effective_chat.id if update.effective_chat else 0


def _builder(url: str) -> Any:
    return Application.builder().token(TOKEN).base_url(f"{url}/bot")


def _as_it_comes(url: str, _folder: Path) -> Any:
    application = _builder(url).build()
    application.add_handler(MessageHandler(filters.ALL, _constant))
    return application


def _concurrent(url: str, _folder: Path) -> Any:
    application = _builder(url).concurrent_updates(True).build()  # noqa: FBT003 -- the library's signature
    application.add_handler(MessageHandler(filters.ALL, _constant))
    return application


def _over_aiohttp(url: str, _folder: Path) -> Any:
    other = _builder(url).request(_Aiohttp()).get_updates_request(_Aiohttp())
    application = other.concurrent_updates(True).build()  # noqa: FBT003 -- the library's signature
    application.add_handler(MessageHandler(filters.ALL, _constant))
    return application


def _conversation(url: str, folder: Path) -> Any:
    persistence: Any = PicklePersistence(folder / "conversations.pickle", update_interval=3600)
    application = _builder(url).persistence(persistence).build()
    steps: list[Any] = [MessageHandler(filters.ALL, _step)]
    talk = ConversationHandler(steps, {0: steps}, [], name="talk", persistent=True, allow_reentry=True)
    application.add_handler(talk)
    application.add_handler(TypeHandler(Update, _flush), group=1)
    return application


async def _bare(url: str) -> None:
    connector = aiohttp.TCPConnector(limit=256)
    async with aiohttp.ClientSession(connector=connector) as session:
        offset = 0
        open_: set[asyncio.Task[None]] = set()
        while True:
            asked = {"offset": offset, "timeout": 30, "limit": 100}
            async with session.post(f"{url}/bot{TOKEN}/getUpdates", json=asked) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                task = asyncio.create_task(_answered(session, url, update["message"]["chat"]["id"]))
                open_.add(task)
                task.add_done_callback(open_.discard)


async def _answered(session: aiohttp.ClientSession, url: str, chat: int) -> None:
    said = {"chat_id": chat, "text": _ANSWER}
    async with session.post(f"{url}/bot{TOKEN}/sendMessage", json=said) as answer:
        await answer.read()


_LIBRARY = {
    "ptb": _as_it_comes,
    "ptb-concurrent": _concurrent,
    "ptb-aiohttp": _over_aiohttp,
    "ptb-conversation": _conversation,
}


def main() -> None:
    """Runs one of them."""
    name, url, folder = sys.argv[1:4]
    if name == "bare":
        asyncio.run(_bare(url))
    else:
        _LIBRARY[name](url, Path(folder)).run_polling(bootstrap_retries=-1)


if __name__ == "__main__":
    main()
