"""A bot's call: what it asked, with which files, and the memory of all calls for tests to read."""

from collections import deque
from itertools import islice

from msgspec import Struct
from msgspec.structs import asdict

from bot.simulator.bots import Bot
from bot.simulator.chats import Chat
from bot.simulator.files import Stored, Upload
from bot.simulator.refusals import Json, bad_request, forbidden
from bot.simulator.world import World

_REMEMBERED = 50_000


class Call(Struct, frozen=True):
    """One checked call of the Bot API."""

    world: World
    bot: Bot
    method: str
    params: Json
    uploads: dict[str, Upload]

    def known_chat(self) -> Chat:
        """Answer the chat the call names; refuse one that the bot never saw."""
        number = self.params.get("chat_id")
        if isinstance(number, str):
            number = next((p.id for p in self.world.people.values() if p.username == number[1:]), None)
        chat = self.bot.chats.get(number or 0)
        if chat is None or not (chat.started or chat.blocked):
            raise bad_request("chat not found")
        return chat

    def open_chat(self) -> Chat:
        """Answer the chat the call writes in; refuse where Telegram does not let the bot write."""
        number = self.params.get("chat_id")
        chat = self.bot.chats.get(number) if isinstance(number, int) else self.known_chat()
        if (chat is None or not (chat.started or chat.blocked)) and number in self.world.people:
            raise forbidden("bot can't initiate conversation with a user")
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked and chat.private:
            raise forbidden("bot was blocked by the user")
        if chat.blocked:
            raise forbidden("bot was kicked from the group chat")
        return chat

    def message(self, chat: Chat, missing: str) -> Json:
        """Answer the message the call names; refuse in these words if it is not there."""
        found = chat.messages.get(self.params.get("message_id", 0))
        if found is None:
            raise bad_request(missing)
        return found

    def file(self, kind: str, field: str, value: str | None) -> Stored:
        """Answer the file that came with the call, or that it names by its id."""
        if value is None or value.startswith("attach://"):
            upload = self.uploads.get(value.removeprefix("attach://") if value else field)
            if upload is None:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return self.world.files.store(kind, upload)
        return self.world.files.find(kind, value)


class Entry(Struct, frozen=True):
    """One line of the memory of calls."""

    n: int
    at: float
    method: str
    chat_id: int | str | None
    params: Json
    status: int | str


class CallLog:
    """The last calls, accepted and refused."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_REMEMBERED)
        self._last = 0

    def add(self, at: float, method: str, params: Json, status: int | str) -> None:
        """Remember a call and how it ended."""
        self._last += 1
        self._entries.append(Entry(self._last, at, method, params.get("chat_id"), params, status))

    def after(self, n: int) -> list[Json]:
        """Answer the remembered calls that came after this number."""
        first = self._last - len(self._entries) + 1
        return [asdict(entry) for entry in islice(self._entries, max(0, n + 1 - first), None)]
