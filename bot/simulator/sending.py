"""The bot writes: messages, pictures, files, places, contacts, and the sign that it is typing."""

from bot.simulator.calls import Call
from bot.simulator.chats import Chat
from bot.simulator.formatting import read_caption, read_text
from bot.simulator.keyboards import read_inline, read_reply
from bot.simulator.refusals import Json, bad_request, not_simulated

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    },
)
_ALBUM_KINDS = frozenset({"photo", "document", "video"})
_SMALLEST_ALBUM, _LARGEST_ALBUM = 2, 10


def send_message(call: Call) -> Json:
    """Write a text."""
    return _send(call, read_text(call.params))


def send_photo(call: Call) -> Json:
    """Send a picture."""
    return _send_file(call, "photo")


def send_document(call: Call) -> Json:
    """Send a file."""
    return _send_file(call, "document")


def send_voice(call: Call) -> Json:
    """Send a voice message."""
    return _send_file(call, "voice")


def send_media_group(call: Call) -> list[Json]:
    """Send several pictures or files together."""
    chat, params = call.open_chat(), call.params
    if not _SMALLEST_ALBUM <= len(params["media"]) <= _LARGEST_ALBUM:
        raise bad_request("wrong number of messages in the album: 2-10 expected")
    contents = [album_part(call, media) for media in params["media"]]
    album = str(call.world.next_album)
    call.world.next_album += 1
    head = _answered(chat, params) | {"media_group_id": album}
    return [call.world.place(call.bot, chat, call.bot.user, head | content) for content in contents]


def album_part(call: Call, media: Json) -> Json:
    """Answer the part of a message that an InputMedia becomes."""
    if media["type"] not in _ALBUM_KINDS:
        raise not_simulated(f"media of type {media['type']}")
    stored = call.file(media["type"], "", media["media"])
    return stored.media(media.get("duration", 0)) | read_caption(media)


def send_location(call: Call) -> Json:
    """Send a place."""
    params = call.params
    if not (-90 <= params["latitude"] <= 90 and -180 <= params["longitude"] <= 180):  # noqa: PLR2004  the globe
        raise bad_request("wrong latitude or longitude specified")
    return _send(call, {"location": {"latitude": params["latitude"], "longitude": params["longitude"]}})


def send_contact(call: Call) -> Json:
    """Send somebody's telephone number."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: call.params[name] for name in names if name in call.params}
    if not contact["phone_number"] or not contact["first_name"]:
        raise bad_request("phone number and first name must be non-empty")
    return _send(call, {"contact": contact})


def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy."""
    if call.params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = call.open_chat()
    call.world.events.publish(call.bot.key, "typing", {"person": chat.id, "action": call.params["action"]})
    return True


def _send_file(call: Call, kind: str) -> Json:
    call.open_chat()
    caption = read_caption(call.params)
    stored = call.file(kind, kind, call.params.get(kind))
    return _send(call, stored.media(call.params.get("duration", 0)) | caption)


def _send(call: Call, content: Json) -> Json:
    chat, markup = call.open_chat(), read_reply(call.params.get("reply_markup") or {})
    inline = read_inline(markup)
    content = _answered(chat, call.params) | content
    if inline:
        content["reply_markup"] = inline
    if call.params.get("protect_content"):
        content["has_protected_content"] = True
    message = call.world.place(call.bot, chat, call.bot.user, content)
    _show_keyboard(call, chat, markup)
    return message


def _show_keyboard(call: Call, chat: Chat, markup: Json) -> None:
    if "keyboard" in markup or "force_reply" in markup:
        chat.fixed.add(chat.last_id)
        call.world.show_keyboard(call.bot, chat, markup)
    elif "remove_keyboard" in markup:
        call.world.show_keyboard(call.bot, chat, None)


def _answered(chat: Chat, params: Json) -> Json:
    """Answer the part of a message that says which one it replies to."""
    reply = params.get("reply_parameters")
    if not reply:
        return {}
    answered = chat.messages.get(reply["message_id"])
    if answered is None and reply.get("allow_sending_without_reply"):
        return {}
    if answered is None:
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {name: value for name, value in answered.items() if name != "reply_to_message"}}


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
