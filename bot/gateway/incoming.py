"""What Telegram brings, read into what the coach understands.

The library's own reading builds the whole tree of an update, which costs more than the turn it leads to, and
refuses what it does not expect. This one reads the few fields that count and is total: any JSON gives an answer or
None.
"""

import json
import re
from datetime import datetime

from bot.engine.inputs import Command, Edited, Input, Media, MediaKind, Press, Start, Text
from bot.gateway import people
from bot.gateway.fields import Json, number, part, parts, words
from bot.service.turn import Given, GroupGreeting, Presence, Received

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that are read here, and so the only ones that Telegram is asked for."""

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.ASCII | re.DOTALL)
_PAYLOAD = re.compile(r"[\w-]{1,64}", re.ASCII)
_PRESSED = re.compile(r"1:(\d{1,18}):(.+)", re.ASCII | re.DOTALL)
_MEDIA: dict[str, MediaKind] = {
    "animation": "animation",
    "photo": "photo",
    "sticker": "sticker",
    "video": "video",
    "video_note": "video",
    "voice": "voice",
    "audio": "audio",
    "document": "document",
    "venue": "location",
    "location": "location",
    "poll": "poll",
    "dice": "other",
    "game": "other",
    "story": "other",
    "checklist": "other",
    "paid_media": "other",
    "live_photo": "other",
}
"""What can be in a message beside words, the most telling first. What is not named is the service's own news."""
_OUTSIDE = {"left", "kicked"}
_INSIDE = {"member", "administrator", "restricted"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote"}


def read(update: Json, username: str, now: datetime) -> Received | None:
    """What one update means to this bot; None where there is nothing to answer."""
    kind, body = _content(update)
    cause, chat = number(update, "update_id"), chat_of(update)
    if not kind or not cause:
        return None
    given = _in_private(kind, body, username) if _private(chat) else _in_company(kind, body, username)
    if given is None or not number(chat, "id"):
        return None
    sender = part(body, "from")
    return Received(
        cause=f"update:{cause}",
        chat=number(chat, "id"),
        given=given,
        at=now,
        language=words(sender, "language_code"),
        first_name=words(sender, "first_name"),
    )


def chat_of(update: Json) -> dict[str, Json]:
    """The chat in which it happened; empty if that is not said."""
    kind, body = _content(update)
    return part(part(body, "message") if kind == "callback_query" else body, "chat")


def _content(update: Json) -> tuple[str, dict[str, Json]]:
    """What kind of update this is, and what it holds; nothing for a kind that is not read."""
    return next(((kind, body) for kind in KINDS if (body := part(update, kind))), ("", {}))


def _private(chat: Json) -> bool:
    return words(chat, "type") == "private"


def _in_private(kind: str, body: Json, username: str) -> Given | None:
    match kind:
        case "message":
            return _said(body, username)
        case "edited_message":
            text = words(body, "text")
            return Edited(text, number(body, "message_id")) if text else None
        case "callback_query":
            return _pressed(body)
        case _:
            return _presence(body)


def _in_company(kind: str, body: Json, username: str) -> GroupGreeting | None:
    """In a group the bot answers whoever calls it by name or lets it in, and hears nothing else."""
    if kind == "my_chat_member":
        was, became = (words(part(body, name), "status") for name in ("old_chat_member", "new_chat_member"))
        return GroupGreeting() if was in _OUTSIDE and became in _INSIDE else None
    called = _COMMAND.fullmatch(words(body, "text")) if kind == "message" else None
    return GroupGreeting() if called and called[2] and _ours(called[2], username) else None


def _said(message: Json, username: str) -> Input | None:
    """What a message in a private chat means."""
    place = number(message, "message_id")
    if shared := _shared(message, place):
        return shared
    for name, media in _MEDIA.items():
        if name in message:
            return Media(media, place)
    text = words(message, "text")
    called = _COMMAND.fullmatch(text)
    if called:
        return _commanded(called, username)
    return Text(text, place, number(message, "date")) if text else None


def _shared(message: Json, place: int) -> Input | None:
    """The people whom a message brings. A card counts as one, whoever's message it was first."""
    if "contact" in message:
        return people.on_card(part(message, "contact"), place)
    if "users_shared" in message:
        return people.picked(part(message, "users_shared"), place)
    if file := people.in_file(part(message, "document"), place):
        return file
    return people.forwarded(message, place) if "forward_origin" in message else None


def _commanded(called: re.Match[str], username: str) -> Start | Command | None:
    name, addressee, argument = called[1].lower(), called[2], (called[3] or "").strip()
    if addressee and not _ours(addressee, username):
        return None
    if name == "start":
        return Start(argument if _PAYLOAD.fullmatch(argument) else "")
    return Command(name, argument)


def _ours(addressee: str, username: str) -> bool:
    return addressee.lower() == username.lower()


def _pressed(query: Json) -> Press | None:
    """A press whose data is not of today's form is the press of a button from another life: it answers nothing."""
    message, name = part(query, "message"), words(query, "id")
    if not name:
        return None
    data = _PRESSED.fullmatch(words(query, "data"))
    return Press(
        asked=int(data[1]) if data else 0,
        choice=data[2] if data else "",
        query=name,
        message=number(message, "message_id"),
        shown=_shown(message),
    )


def _shown(message: Json) -> str:
    """A message's words and their styles, as ``outgoing`` needs them to add a paragraph; empty if unknown."""
    text = words(message, "text")
    if not text:
        return ""
    styles = [style for each in parts(message, "entities") if (style := _style(each))]
    return json.dumps({"text": text, "entities": styles}, ensure_ascii=False, separators=(",", ":"))


def _style(entity: Json) -> dict[str, str | int] | None:
    """One stretch of styled text. What Telegram finds by itself (links, names) it will find again."""
    kind, offset, length, url = words(entity, "type"), number(entity, "offset"), number(entity, "length"), ""
    if kind == "text_link":
        url = words(entity, "url")
    if (kind not in _STYLES and not url) or offset < 0 or length < 1:
        return None
    style: dict[str, str | int] = {"type": kind, "offset": offset, "length": length}
    return style | ({"url": url} if url else {})


def _presence(change: Json) -> Presence | None:
    match words(part(change, "new_chat_member"), "status"):
        case "kicked":
            return Presence(blocked=True)
        case "member":
            return Presence(blocked=False)
        case _:
            return None
