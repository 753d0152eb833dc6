"""The bot changes what is there: edits, deletes, reacts, and answers a pressed button."""

from bot.simulator.calls import Call
from bot.simulator.chats import Chat
from bot.simulator.formatting import read_caption, read_text
from bot.simulator.keyboards import read_inline
from bot.simulator.refusals import Json, bad_request, not_simulated
from bot.simulator.sending import album_part
from bot.simulator.specification import load

_DELETABLE_FOR = 48 * 3600
_MOST_ANSWERED = 200
_MOST_DELETED = 100
_WORDS = ("text", "entities", "caption", "caption_entities")
_MEDIA = ("photo", "document", "video", "voice")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_text(call: Call) -> Json:
    """Write something else in a text message."""
    content = read_text(call.params)
    chat, message = _editable(call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, message, _without(message, *_WORDS) | content)


def edit_caption(call: Call) -> Json:
    """Write something else under a picture or file."""
    content = read_caption(call.params)
    chat, message = _editable(call)
    if not any(kind in message for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, message, _without(message, *_WORDS) | content)


def edit_media(call: Call) -> Json:
    """Put another picture or file in the place of the old one."""
    chat, message = _editable(call)
    if not any(kind in message for kind in _MEDIA):
        raise bad_request("there is no media in the message to edit")
    content = album_part(call, call.params["media"])
    return _change(call, chat, message, _without(message, *_WORDS, *_MEDIA) | content)


def edit_markup(call: Call) -> Json:
    """Change the buttons only."""
    chat, message = _editable(call)
    return _change(call, chat, message, dict(message))


def delete_message(call: Call) -> bool:
    """Take a message away on both sides."""
    chat = call.known_chat()
    message = call.message(chat, "message to delete not found")
    if not _deletable(call, chat, message):
        raise bad_request("message can't be deleted for everyone")
    call.world.remove(call.bot, chat, message["message_id"])
    return True


def delete_messages(call: Call) -> bool:
    """Take several away; those that are not there or too old stay silently."""
    chat, wanted = call.known_chat(), call.params["message_ids"]
    if not 1 <= len(wanted) <= _MOST_DELETED:
        raise bad_request("wrong number of message identifiers specified: 1-100 expected")
    for message_id in wanted:
        message = chat.messages.get(message_id)
        if message and _deletable(call, chat, message):
            call.world.remove(call.bot, chat, message_id)
    return True


def set_reaction(call: Call) -> bool:
    """Put one emoji on a message, or take it away."""
    chat = call.open_chat()
    message = call.message(chat, "message to react not found")
    reactions = call.params.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if reactions and reactions[0]["type"] != "emoji":
        raise not_simulated(f"reactions of type {reactions[0]['type']}")
    emoji = reactions[0]["emoji"] if reactions else None
    if emoji and emoji not in load().reactions:
        raise bad_request("REACTION_INVALID")
    call.world.react(call.bot, chat, message["message_id"], emoji)
    return True


def answer_query(call: Call) -> bool:
    """Answer a pressed button: nothing, a short word, or an alert."""
    params = call.params
    if len(params.get("text", "")) > _MOST_ANSWERED:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.bot.answer_query(params["callback_query_id"], call.world.clock.date())
    answer = {"text": params.get("text") or None, "show_alert": params.get("show_alert", False)}
    answer |= {"person": query.person, "query_id": params["callback_query_id"], "url": params.get("url")}
    call.world.events.publish(call.bot.key, "answer", answer)
    return True


def _editable(call: Call) -> tuple[Chat, Json]:
    if "inline_message_id" in call.params:
        raise not_simulated("inline messages")
    if "chat_id" not in call.params or "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = call.open_chat()
    message = call.message(chat, "message to edit not found")
    if message["from"]["id"] != call.bot.user["id"] or message["message_id"] in chat.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def _change(call: Call, chat: Chat, message: Json, changed: Json) -> Json:
    changed.pop("reply_markup", None)
    if inline := read_inline(call.params.get("reply_markup")):
        changed["reply_markup"] = inline
    if changed == message:
        raise bad_request(_NOT_MODIFIED)
    return call.world.replace(call.bot, chat, changed | {"edit_date": call.world.clock.date()})


def _without(message: Json, *names: str) -> Json:
    return {name: value for name, value in message.items() if name not in names}


def _deletable(call: Call, chat: Chat, message: Json) -> bool:
    recent = bool(call.world.clock.date() - message["date"] <= _DELETABLE_FOR)
    return recent and (chat.private or message["from"]["id"] == call.bot.user["id"])


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_reaction,
    "answerCallbackQuery": answer_query,
}
