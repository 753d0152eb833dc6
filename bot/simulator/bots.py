"""A bot as Telegram keeps it: its face, its words about itself, its chats and its updates."""

from collections import OrderedDict

from msgspec import Struct, field

from bot.simulator.chats import Chat, Person
from bot.simulator.refusals import Json, bad_request
from bot.simulator.updates import Updates

# How long a pressed button may wait for its answer is not published; bots observe a quarter of an hour at most.
_ANSWER_WITHIN = 15 * 60
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Query(Struct, frozen=True):
    """A pressed button that waits for its answer."""

    person: int
    date: int


class Profile(Struct):
    """What a bot says about itself, by language; "" is for every other language."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)  # key: scope, a space, language


class Hook(Struct):
    """Where updates are posted."""

    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int | None = None


class Bot(Struct):
    """One bot, told from others by its place in the line; its number comes with its token."""

    key: int
    user: Json
    chats: dict[int, Chat] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    queries: OrderedDict[str, Query] = field(default_factory=OrderedDict)
    profile: Profile = field(default_factory=Profile)
    hook: Hook = field(default_factory=Hook)

    def chat_with(self, person: Person) -> Chat:
        """Answer the chat with her; an empty one if they never met."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.face())
        return self.chats[person.id]

    def answer_query(self, query_id: str, now: int) -> Query:
        """Answer the press this id belongs to; refuse one that is unknown or too old."""
        while self.queries and now - next(iter(self.queries.values())).date > _ANSWER_WITHIN:
            self.queries.popitem(last=False)
        if query_id not in self.queries:
            raise bad_request(_TOO_OLD)
        return self.queries[query_id]

    def commands_for(self, chat: Chat | None, language: str) -> list[Json]:
        """Answer the commands that this chat sees: the narrowest scope first, each in her language first."""
        crowd = "all_private_chats" if chat is None or chat.private else "all_group_chats"
        own = [f"chat:{chat.id}"] if chat else []
        for scope in (*own, crowd, "default"):
            for spoken in (language, ""):
                if commands := self.profile.commands.get(f"{scope} {spoken}"):
                    return commands
        return []

    def describe(self, language: str) -> Json:
        """Answer what the page shows of the bot in a language."""
        said = self.profile

        def choose(kept: dict[str, str]) -> str:
            return kept.get(language) or kept.get("", "")

        return {
            "name": choose(said.names) or self.user["first_name"],
            "username": self.user["username"],
            "description": choose(said.descriptions),
            "short_description": choose(said.short_descriptions),
            "commands": self.commands_for(None, language),
        }
