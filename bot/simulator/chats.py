"""People, and the conversations a bot has with them: plain data that the rest of the simulator changes."""

from msgspec import Struct, field

from bot.simulator.refusals import Json

_ICONS = {
    "photo": "🖼",
    "document": "📄",
    "voice": "🎤",
    "sticker": "🙂",
    "video": "🎬",
    "location": "📍",
    "contact": "👤",
    "poll": "📊",
    "users_shared": "👥",
}


class Person(Struct):
    """Somebody with Telegram on her telephone."""

    id: int
    first_name: str
    language_code: str
    phone_number: str
    last_name: str | None = None
    username: str | None = None
    user: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        optional = {"last_name": self.last_name, "username": self.username}
        names = {"first_name": self.first_name} | {name: value for name, value in optional.items() if value}
        self.user = {"id": self.id, "is_bot": False} | names | {"language_code": self.language_code}

    def face(self) -> Json:
        """Answer the private chat with her, as Telegram shows it."""
        return {"id": self.id, "type": "private"} | {
            name: self.user[name] for name in ("first_name", "last_name", "username") if name in self.user
        }


class Chat(Struct):
    """What one bot and one person (or group) said to each other."""

    face: Json
    messages: dict[int, Json] = field(default_factory=dict)
    last_id: int = 0
    reactions: dict[int, str] = field(default_factory=dict)
    keyboard: Json | None = None
    fixed: set[int] = field(default_factory=set)  # messages with a reply keyboard: Telegram does not edit those
    read: int = 0
    unread: int = 0
    started: bool = False
    blocked: bool = False  # for a group: the bot is not in it

    @property
    def id(self) -> int:
        """The number of this chat: the person's own, or a group's."""
        return int(self.face["id"])

    @property
    def private(self) -> bool:
        """Whether this is a chat with one person."""
        return bool(self.face["type"] == "private")

    def last(self) -> Json | None:
        """Answer the last message in short, as a list of chats shows it."""
        message = next((self.messages[one] for one in reversed(self.messages)), None)
        return {"text": summarise(message), "date": message["date"]} if message else None

    def mark_read(self, message_id: int) -> None:
        """Remember that the person has seen everything up to this message."""
        self.read = max(self.read, message_id)
        unseen = 0
        for one in reversed(self.messages):
            if one <= self.read:
                break
            unseen += self.messages[one].get("from", {}).get("is_bot", False)
        self.unread = unseen


def summarise(message: Json) -> str:
    """Answer a message in a few words, whatever it carries."""
    icon = next((icon for kind, icon in _ICONS.items() if kind in message), "")
    words = message.get("text") or message.get("caption") or message.get("document", {}).get("file_name", "")
    return f"{icon} {words}".strip()
