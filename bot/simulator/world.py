"""Everything the simulator knows, and the few ways in which it changes."""

import re
from collections.abc import Callable, Collection

from msgspec import Struct, field

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat, Person
from bot.simulator.clock import Clock
from bot.simulator.events import Events
from bot.simulator.files import Files
from bot.simulator.refusals import Json, Refusal

_TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]{10,}")
_FIRST_PERSON = 1_000_001
_FIRST_GROUP = -4_000_001
_SMALL_TOWN = 200  # up to so many people the page is told of every change in its list
MAIN = 1


class World(Struct):
    """People, bots, files and the moment; says what changed to the page and to the keeper of the state."""

    clock: Clock
    events: Events
    changed: Callable[[], None]
    name: str
    username: str
    tokens: Collection[str] = ()
    people: dict[int, Person] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)  # by key; the first is the page's own
    keys: dict[int, int] = field(default_factory=dict)  # a bot's number -> its key
    files: Files = field(default_factory=Files)
    next_person: int = _FIRST_PERSON
    next_group: int = _FIRST_GROUP
    next_query: int = 1
    next_album: int = 1
    next_stranger: int = 5_000_000_001

    def __post_init__(self) -> None:
        self.new_bot()
        for token in self.tokens:
            self.admit(token)

    def new_bot(self) -> Bot:
        """Add a bot that has no number yet."""
        key = len(self.bots) + 1
        user = {"id": 0, "is_bot": True, "first_name": self.name, "username": self.username}
        self.bots[key] = bot = Bot(key, user)
        return bot

    def admit(self, token: str) -> Bot:
        """Answer the bot of this token; the first one that comes is the page's own."""
        shaped = _TOKEN.fullmatch(token)
        if shaped is None:
            raise Refusal(404, "Not Found")
        if self.tokens and token not in self.tokens:
            raise Refusal(401, "Unauthorized")
        number = int(shaped[1])
        if number not in self.keys:
            bot = self.bots[MAIN] if not self.bots[MAIN].user["id"] else self.new_bot()
            bot.user["id"] = number
            self.keys[number] = bot.key
            self.changed()
        return self.bots[self.keys[number]]

    def add_person(
        self,
        first_name: str,
        language: str = "nl",
        last_name: str | None = None,
        username: str | None = None,
    ) -> Person:
        """Add somebody with the next free number."""
        number = self.next_person
        self.next_person += 1
        person = Person(number, first_name, language, f"+3161{number % 10**7:07d}", last_name, username)
        self.people[number] = person
        self.tell_people()
        return person

    def place(self, bot: Bot, chat: Chat, sender: Json, content: Json) -> Json:
        """Put a new message in a chat, and answer it whole."""
        chat.last_id += 1
        head = {"message_id": chat.last_id, "from": sender, "chat": chat.face, "date": self.clock.date()}
        chat.messages[chat.last_id] = message = head | content
        if sender["is_bot"]:
            chat.unread += 1
        self.events.publish(bot.key, "message", {"person": chat.id, "message": message})
        if len(self.people) <= _SMALL_TOWN:
            self.tell_people()
        self.changed()
        return message

    def replace(self, bot: Bot, chat: Chat, message: Json) -> Json:
        """Put a changed message in the place of the old one."""
        chat.messages[message["message_id"]] = message
        self.events.publish(bot.key, "edit", {"person": chat.id, "message": message})
        self.changed()
        return message

    def remove(self, bot: Bot, chat: Chat, message_id: int) -> None:
        """Take a message away on both sides."""
        del chat.messages[message_id]
        chat.reactions.pop(message_id, None)
        self.events.publish(bot.key, "delete", {"person": chat.id, "message_id": message_id})
        self.changed()

    def show_keyboard(self, bot: Bot, chat: Chat, keyboard: Json | None) -> None:
        """Put a keyboard beside the person's writing, or take it away."""
        if keyboard != chat.keyboard:
            chat.keyboard = keyboard
            self.events.publish(bot.key, "keyboard", {"person": chat.id, "keyboard": keyboard})

    def react(self, bot: Bot, chat: Chat, message_id: int, emoji: str | None) -> None:
        """Set or take away the one reaction on a message."""
        if emoji:
            chat.reactions[message_id] = emoji
        else:
            chat.reactions.pop(message_id, None)
        self.events.publish(bot.key, "reaction", {"person": chat.id, "message_id": message_id, "emoji": emoji})
        self.changed()

    def change_membership(self, bot: Bot, chat: Chat, person: Person, before: str, after: str) -> None:
        """Tell the bot that it was blocked, let in again, added or removed."""
        date = self.clock.date()
        change = {"chat": chat.face, "from": person.user, "date": date}
        change |= {"old_chat_member": _member(bot, before), "new_chat_member": _member(bot, after)}
        bot.updates.put("my_chat_member", change)
        self.tell_people()

    def tell_people(self) -> None:
        """Let the page renew its list of people, and the state be kept."""
        self.events.publish(MAIN, "people", self.list_people)
        self.changed()

    def list_people(self, bot: Bot | None = None) -> list[Json]:
        """Answer everybody as the page lists them, with what one bot and they have together."""
        mine = bot or self.bots[MAIN]
        return [self.describe(mine, person) for person in self.people.values()]

    def describe(self, bot: Bot, person: Person) -> Json:
        """Answer one person as the page lists her."""
        chat = bot.chats.get(person.id) or Chat(person.face())
        seen = {"unread": chat.unread, "blocked": chat.blocked, "started": chat.started, "last": chat.last()}
        user = {name: value for name, value in person.user.items() if name != "is_bot"}
        return user | {"phone_number": person.phone_number} | seen


def _member(bot: Bot, status: str) -> Json:
    member: Json = {"user": bot.user, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member
