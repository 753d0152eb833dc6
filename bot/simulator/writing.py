"""What a person does in a chat: writes, presses, sends, edits, reacts, blocks. Each becomes an update."""

from collections.abc import Callable

from msgspec import Struct

from bot.simulator.bots import Bot, Query
from bot.simulator.chats import Chat, Person
from bot.simulator.files import Upload
from bot.simulator.formatting import TEXT_LIMIT, plain_caption, plain_text
from bot.simulator.keyboards import find_data, find_request
from bot.simulator.refusals import Json
from bot.simulator.world import World

_OF_ITS_PLACE = frozenset(
    {"message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup", "media_group_id"}
)
"""What belongs to a message where it stands, and does not go along when it is forwarded."""
_KINDS = frozenset({"photo", "voice", "document", "sticker", "video"})


class Here(Struct, frozen=True):
    """One person in one chat with one bot."""

    world: World
    bot: Bot
    chat: Chat
    person: Person

    def send(self, content: Json) -> Json:
        """Put a message in the chat and let the bot know of it."""
        if self.chat.blocked:
            raise ValueError("the bot is blocked in this chat")
        self.chat.started = True
        message = self.world.place(self.bot, self.chat, self.person.user, content)
        self._tell("message", message)
        keyboard = self.chat.keyboard or {}
        if keyboard.get("one_time_keyboard") or "force_reply" in keyboard:
            self.world.show_keyboard(self.bot, self.chat, None)
        return message

    def change(self, message: Json) -> Json:
        """Put a changed message in the place of the old one and let the bot know of it."""
        self.world.replace(self.bot, self.chat, message)
        self._tell("edited_message", message)
        return message

    def _tell(self, kind: str, message: Json) -> None:
        """Pass a message on; in a group only commands and replies to the bot, as privacy mode has it."""
        answered = message.get("reply_to_message", {}).get("from", {}).get("id")
        command = message.get("text", "").startswith("/")
        if self.chat.private or command or answered == self.bot.user["id"]:
            self.bot.updates.put(kind, message)

    def find(self, message_id: int) -> Json:
        """Answer a message of this chat."""
        if message_id not in self.chat.messages:
            raise LookupError("there is no such message")
        return self.chat.messages[message_id]


def write_text(here: Here, body: Json) -> Json:
    """Write a text; a long one arrives in parts, as Telegram's apps send it."""
    text = str(body["text"]).strip()
    if not text:
        raise ValueError("the text is empty")
    head: Json = {}
    if answered := body.get("reply_to_message_id"):
        whole = here.find(answered)
        head["reply_to_message"] = {name: part for name, part in whole.items() if name != "reply_to_message"}
    if sender := body.get("forward_from"):
        name = " ".join(filter(None, (sender["first_name"], sender.get("last_name"))))
        date = here.world.clock.date()
        head["forward_origin"] = {"type": "hidden_user", "sender_user_name": name, "date": date}
    parts = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
    return {"messages": [here.send(head | plain_text(part)) for part in parts]}


def edit_text(here: Here, body: Json) -> Json:
    """Change what she wrote before."""
    message = here.find(body["message_id"])
    if message["from"]["id"] != here.person.id or "text" not in message:
        raise ValueError("only a text of one's own can be edited")
    kept = {name: part for name, part in message.items() if name not in {"text", "entities"}}
    return here.change(kept | plain_text(str(body["text"])) | {"edit_date": here.world.clock.date()})


def press(here: Here, body: Json) -> Json:
    """Press a button under a message."""
    message = here.find(body["message_id"])
    if not find_data(message.get("reply_markup"), body["data"]):
        raise LookupError("there is no such button")
    world, query_id = here.world, f"{here.person.id}{here.world.next_query:010d}"
    world.next_query += 1
    here.bot.queries[query_id] = Query(here.person.id, world.clock.date())
    query = {"id": query_id, "from": here.person.user, "message": message}
    query |= {"chat_instance": str(here.chat.id), "data": body["data"]}
    here.bot.updates.put("callback_query", query)
    world.changed()
    return {"query_id": query_id}


def send_contact(here: Here, body: Json) -> Json:
    """Send a telephone number, one's own or another's."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: body[name] for name in names if body.get(name)}
    if body.get("own"):
        own = {"phone_number": here.person.phone_number, "first_name": here.person.first_name}
        contact = own | contact | {"user_id": here.person.id}
    if not contact.get("phone_number"):
        raise ValueError("a contact has a telephone number")
    return here.send({"contact": contact})


def send_location(here: Here, body: Json) -> Json:
    """Send where she is."""
    return here.send({"location": {"latitude": float(body["latitude"]), "longitude": float(body["longitude"])}})


def send_poll(here: Here, body: Json) -> Json:
    """Send a question with answers to choose from."""
    options = [
        {"persistent_id": str(index), "text": str(text), "voter_count": 0}
        for index, text in enumerate(body["options"])
    ]
    flags = {"is_closed": False, "is_anonymous": True, "allows_multiple_answers": False}
    flags |= {"allows_revoting": True, "members_only": False}
    poll = {"id": str(here.chat.last_id + 1), "question": str(body["question"]), "options": options}
    return here.send({"poll": poll | {"total_voter_count": 0, "type": "regular"} | flags})


def share_users(here: Here, body: Json) -> Json:
    """Choose people at the bot's request; their names go along only if it asked for them."""
    asked = find_request(here.chat.keyboard, body["request_id"])
    if asked is None:
        raise LookupError("no button asks for people under this request_id")
    if not 1 <= len(body["users"]) <= asked.get("max_quantity", 1):
        raise ValueError("more people than the bot asked for, or none")
    names: tuple[str, ...] = ("first_name", "last_name") if asked.get("request_name") else ()
    names += ("username",) if asked.get("request_username") else ()
    shared = []
    for user in body["users"]:
        shared.append({"user_id": here.world.next_stranger} | {n: user[n] for n in names if user.get(n)})
        here.world.next_stranger += 1
    return here.send({"users_shared": {"request_id": body["request_id"], "users": shared}})


def send_file(here: Here, kind: str, upload: Upload, caption: str) -> Json:
    """Send a picture, a voice, a file, a sticker or a film."""
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind}")
    stored = here.world.files.store(kind, upload)
    return here.send(stored.media(duration=3) | plain_caption(caption))


def react(here: Here, body: Json) -> Json:
    """Put an emoji on a message, or take it away."""
    message_id, emoji = body["message_id"], body.get("emoji")
    here.find(message_id)
    before = _reactions(here.chat.reactions.get(message_id))
    here.world.react(here.bot, here.chat, message_id, emoji)
    change = {"chat": here.chat.face, "message_id": message_id, "user": here.person.user}
    change |= {"date": here.world.clock.date(), "old_reaction": before, "new_reaction": _reactions(emoji)}
    here.bot.updates.put("message_reaction", change)
    return {}


def _reactions(emoji: str | None) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def block(here: Here, body: Json) -> Json:
    """Block the bot, or let it in again."""
    blocked = bool(body["blocked"])
    if blocked != here.chat.blocked:
        here.chat.blocked = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        here.world.change_membership(here.bot, here.chat, here.person, before, after)
    return {}


def read(here: Here, body: Json) -> Json:
    """See everything up to a message."""
    here.chat.mark_read(body["message_id"])
    here.world.tell_people()
    return {}


def forward(here: Here, body: Json) -> Json:
    """Pass a message of any chat on to the bot; it tells who wrote it first, and says the same."""
    whole = here.bot.chats[body["chat"]].messages[body["message_id"]]
    kept = {name: part for name, part in whole.items() if name not in _OF_ITS_PLACE}
    writer = {name: part for name, part in whole["from"].items() if name != "language_code"}
    origin = {"type": "user", "sender_user": writer, "date": whole["date"]}
    return here.send({"forward_origin": origin} | kept)


DEEDS: dict[str, Callable[[Here, Json], Json]] = {
    "text": write_text,
    "edit": edit_text,
    "press": press,
    "contact": send_contact,
    "location": send_location,
    "poll": send_poll,
    "users": share_users,
    "forward": forward,
    "react": react,
    "block": block,
    "read": read,
}
