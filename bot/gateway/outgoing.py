"""What the coach decided, said through Telegram; and what Telegram says to that, as a value.

Keyboards and entities are handed over as the Bot API spells them: building the library's objects from them only to
have them taken apart again would double the cost of a call.
"""

import json
import mimetypes
import re
from datetime import timedelta
from typing import Any, assert_never

import structlog
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.gateway import markup
from bot.gateway.transport import post
from bot.render.calls import Append, Busy, Buttons, Call, Link, Notice, Present, Reaction, Rekey, Send
from bot.service.deliver import Delivered, Failure

_log = structlog.stdlib.get_logger(__name__)

_LONGEST = 4096
_NO_PREVIEW = {"is_disabled": True}
_PEOPLE = {
    "request_id": 1,
    "user_is_bot": False,
    "max_quantity": 10,
    "request_name": True,
    "request_username": True,
}
"""What she can choose with the key: as many people as Telegram allows, and what they are called."""
_CHANGES_NOTHING = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to react not found",
    "message_id_invalid",
    "query is too old",
    "query id is invalid",
    "reaction_invalid",
)
"""Refusals after which nothing is missing: what was to change has changed already, or is gone."""


class TelegramMessenger:
    """``service.deliver.Messenger`` over Telegram's Bot API."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._rejected = False

    async def call(self, chat: int, call: Call) -> Delivered | Failure:
        """Makes one call to one chat."""
        try:
            delivered = await self._made(chat, call)
        except (TelegramError, KeyError) as error:  # KeyError: an answer without the parts that it should have
            self._mind(error)
            return _failure(error)
        self._rejected = False
        return delivered

    async def _made(self, chat: int, call: Call) -> Delivered:
        match call:
            case Send():
                return Delivered(await self._send(chat, call))
            case Present():
                return await self._present(chat, call)
            case Busy():
                await self._ask("sendChatAction", chat_id=chat, action="upload_document")
            case Append():
                await self._append(chat, call)
            case Rekey():
                await self._rekey(chat, call.message, call.buttons)
            case Notice():
                words = {"text": call.text} if call.text else {}
                await self._ask("answerCallbackQuery", callback_query_id=call.query, **words)
            case Reaction():
                emoji = [{"type": "emoji", "emoji": call.emoji}]
                await self._ask("setMessageReaction", chat_id=chat, message_id=call.message, reaction=emoji)
            case _:
                assert_never(call)
        return Delivered()

    async def _send(self, chat: int, call: Send) -> int:
        beside = _beside(call)
        more = {"reply_markup": beside} if beside else {}
        said = {"text": call.html, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}
        sent = await self._ask("sendMessage", chat_id=chat, **said, **more)
        return int(sent["message_id"])

    async def _present(self, chat: int, call: Present) -> Delivered:
        """Sends a picture or a document: the one that Telegram has already, or all of it."""
        kind = "photo" if call.is_picture else "document"
        mime = mimetypes.guess_type(call.name)[0] or "application/octet-stream"
        fields = {"chat_id": chat, "caption": call.html, "parse_mode": "HTML"}
        address = f"{self._bot.base_url}/send{kind.capitalize()}"
        if call.file:
            sent = await post(self._bot.request, address, fields | {kind: call.file})
        else:
            sent = await post(self._bot.request, address, fields, {kind: (call.name, call.content, mime)})
        shown = sent[kind][-1] if call.is_picture else sent[kind]
        return Delivered(int(sent["message_id"]), str(shown["file_id"]))

    async def _append(self, chat: int, call: Append) -> None:
        """Adds the words if what stands there is known and leaves room; takes the buttons away in any case."""
        text, entities = _appended(call.shown, call.html) if call.shown else ("", [])
        if not text or markup.length(text) > _LONGEST:
            await self._rekey(chat, call.message, ())
            return
        more = {"entities": entities, "link_preview_options": _NO_PREVIEW}
        await self._ask("editMessageText", chat_id=chat, message_id=call.message, text=text, **more)

    async def _rekey(self, chat: int, message: int, buttons: Buttons) -> None:
        keyboard = _keyboard(buttons)
        await self._ask("editMessageReplyMarkup", chat_id=chat, message_id=message, reply_markup=keyboard)

    async def _ask(self, method: str, **fields: Any) -> Any:
        """Makes one call; the answer, unread. Raises the library's errors.

        The library's own methods would weigh each field against its defaults and build the whole of the message
        that comes back, of which nobody reads more than the id: more than half of what a call costs.
        """
        return await post(self._bot.request, f"{self._bot.base_url}/{method}", fields)

    def _mind(self, error: Exception) -> None:
        """A refused token stops everything, so it is said loudly; once, not for every message that waits."""
        if isinstance(error, InvalidToken) and not self._rejected:
            self._rejected = True
            _log.error("Telegram refuses the token; nothing can be sent until it is right")


def _beside(call: Send) -> dict[str, Any]:
    """What stands under the message or beside her writing; nothing if there is nothing."""
    if call.buttons:
        return _keyboard(call.buttons)
    if call.picker:
        return {
            "keyboard": [[{"text": call.picker, "request_users": _PEOPLE}]],
            "one_time_keyboard": True,
            "resize_keyboard": True,
            "is_persistent": False,
        }
    return {"remove_keyboard": True} if call.unpick else {}


def _keyboard(buttons: Buttons) -> dict[str, Any]:
    return {"inline_keyboard": [[_button(words, data) for words, data in row] for row in buttons]}


def _button(words: str, data: str) -> dict[str, Any]:
    if type(data) is str:
        return {"text": words, "callback_data": data}
    bare = str(data)
    return {"text": words, "url": bare} if isinstance(data, Link) else {"text": words, "copy_text": {"text": bare}}


def _appended(shown: str, html: str) -> tuple[str, list[markup.Entity]]:
    """The text and entities of a message to which a paragraph was added."""
    before = json.loads(shown)
    words, entities = markup.read(html)
    start = markup.length(before["text"]) + 2
    moved = [entity | {"offset": start + int(entity["offset"])} for entity in entities]
    return f"{before['text']}\n\n{words}", [*before["entities"], *moved]


def _failure(error: Exception) -> Failure:
    told = _without_quotes(str(error))
    match error:
        case RetryAfter(retry_after=wait):
            return Failure("flood", wait.total_seconds() if isinstance(wait, timedelta) else wait, told)
        case Forbidden():
            return Failure("blocked", description=told)
        case BadRequest():
            known = any(words in str(error).lower() for words in _CHANGES_NOTHING)
            return Failure("ignorable" if known else "refused", description=told)
        case NetworkError() | InvalidToken() | Conflict() if not isinstance(error, TimedOut):
            return Failure("unreachable", description=told)
        case _:
            return Failure("unsure", description=told)


def _without_quotes(told: str) -> str:
    """Telegram quotes what it cannot read, and that may be what somebody wrote."""
    return re.sub(r'".*"', '"..."', told, flags=re.DOTALL)
