"""A bare Bot API server, and the people at the other end of it.

It checks nothing and keeps nothing: it offers updates, takes what a bot sends, and lets each person go on when her
answer is there. What it costs is the same for every bot.
"""

import asyncio
import json
import logging
import re
import signal
from collections import Counter, deque
from itertools import count
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from msgspec import Struct, field

_YES = b'{"ok":true,"result":true}'
_NAMED = b'{"ok":true,"result":{"id":777000,"is_bot":true,"first_name":"Coach","username":"coach_bot"}}'
_FIXED = {
    "getme": _NAMED,
    "getmycommands": b'{"ok":true,"result":[]}',
    "getmydescription": b'{"ok":true,"result":{"description":""}}',
    "getmyshortdescription": b'{"ok":true,"result":{"short_description":""}}',
    "getwebhookinfo": b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}',
}
_WORDS = (
    "Dat doe ik al jaren zo",
    "Een klant die vaak belt",
    "Donderdag, na het eten",
    "Het was meer werk dan gedacht",
)
_CHAT = re.compile(rb'name="chat_id"\r\n(?:[^\r\n]+\r\n)*\r\n(\d+)')
"""Where a call with a file tells whose it is."""
_AVOIDED = {"~back", "~skip", "nee", "meer", "later"}


class Person(Struct):
    """Somebody who gives an answer to each question: a button where there are any, else words.

    One who ``asks`` says that, whatever she hears.
    """

    chat: int
    buttons: bool
    asks: str = ""
    turns: int = 0
    messages: int = 1
    offered_at: float = 0.0
    waiting: bool = False
    last: tuple[int, str, list[str]] = (0, "", [])

    def next(self, update: int) -> bytes:
        """What she does next."""
        self.turns += 1
        self.messages += 1
        message, text, choices = self.last
        sender = {"id": self.chat, "is_bot": False, "first_name": f"Ans{self.chat}", "language_code": "nl"}
        chat = {"id": self.chat, "type": "private", "first_name": f"Ans{self.chat}"}
        if choices and not self.asks:
            chosen = choices[(self.chat + self.turns) % len(choices)]
            shown = {"message_id": message, "date": 1_700_000_000, "chat": chat, "text": text}
            press = {"id": str(update), "from": sender, "message": shown, "chat_instance": "1", "data": chosen}
            return _json({"update_id": update, "callback_query": press})
        idle = self.buttons and not self.last[1]
        words = self.asks or "/prijs" if idle or self.asks else _WORDS[self.turns % len(_WORDS)]
        said: dict[str, Any] = {"message_id": self.messages, "date": 1_700_000_000, "chat": chat, "from": sender}
        if words.startswith("/"):
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(words)}]
        return _json({"update_id": update, "message": said | {"text": words}})

    def hear(self, text: str, markup: Any, message: int) -> None:
        """Reads an answer: which buttons she may press, or (with none but back and skip) that she is to write."""
        data = [each["callback_data"] for row in (markup or {}).get("inline_keyboard", []) for each in row]
        if not self.buttons:
            return
        choices = [one for one in data if one.split(":", 2)[-1] not in _AVOIDED]
        done = [one for one in choices if one.endswith(":~done")]
        ticked = "✓" in json.dumps(markup, ensure_ascii=False)
        if done:
            choices = done if ticked else [one for one in choices if one not in done]
        self.last = (message, text if data else "", choices)


class Measured(Struct):
    """What was counted since the measuring began: the time to each answer, the calls, how many were late."""

    latencies: list[float] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    late: int = 0


class Crowd:
    """The server and all its people; beside them so many as ask for one thing, when they are told to.

    ``shown`` tells when each of those got a picture.
    """

    def __init__(self, people: int, *, buttons: bool, beside: int = 0, asks: str = "") -> None:
        self.people = {chat: Person(chat, buttons) for chat in range(1, people + 1)}
        self.beside = {people + at: Person(people + at, buttons, asks) for at in range(1, beside + 1)}
        self.shown: dict[int, float] = {}
        self.met: set[int] = set()
        self.polled = asyncio.Event()
        self.measured = Measured()
        self.closed = True
        self._idle: deque[int] = deque()
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._arrived = asyncio.Event()
        self._ids = count(1)
        self._messages = count(1000)
        self._runner = web.ServerRunner(web.Server(self._handle))

    async def start(self) -> str:
        """Listens; the address."""
        logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a bot that is ended cuts its calls off
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=4096)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def stop(self) -> None:
        """Listens no more."""
        await self._runner.cleanup()

    def offer(self, chat: int, at: float | None = None) -> None:
        """One person does something."""
        person, update = self._person(chat), next(self._ids)
        self._waiting.append((update, person.next(update)))
        person.waiting = True
        person.offered_at = perf_counter() if at is None else at
        self._arrived.set()

    def begin(self) -> None:
        """Forgets what was measured so far."""
        self.measured = Measured()

    async def pace(self, rate: float, seconds: float) -> None:
        """Offers so many updates a second, whatever becomes of them, from people who have their answer."""
        if self.closed:
            self.closed = False
            self._idle.extend(self.people)
        began = perf_counter()
        for number in range(int(rate * seconds)):
            due = began + number / rate
            if (ahead := due - perf_counter()) > 0.001:
                await asyncio.sleep(ahead)
            if self._idle:
                self.offer(self._idle.popleft(), due)
            else:
                self.measured.late += 1
                await asyncio.sleep(0)

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        method = urlsplit(request.path).path.rpartition("/")[2].lower()
        body = await request.read()
        if method == "getupdates":
            return _answer(await self._updates(_fields(request, body)))
        self.measured.calls[method] += 1
        if method in {"sendphoto", "senddocument"}:
            return _answer(self._showed(method.removeprefix("send"), request, body))
        if method == "sendmessage" or method.startswith("editmessage"):
            return _answer(self._took(method, _fields(request, body)))
        return _answer(_FIXED.get(method, _YES))

    async def _updates(self, fields: Any) -> bytes:
        self.polled.set()
        offset = int(fields.get("offset", 0))
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._arrived.clear()
            try:
                async with asyncio.timeout(float(fields.get("timeout", 0))):
                    await self._arrived.wait()
            except TimeoutError:
                pass
        first = [self._waiting[at][1] for at in range(min(100, len(self._waiting)))]
        return b'{"ok":true,"result":[' + b",".join(first) + b"]}"

    def _took(self, method: str, fields: Any) -> bytes:
        chat = int(fields["chat_id"])
        person = self._person(chat)
        markup = fields.get("reply_markup")
        markup = json.loads(markup) if isinstance(markup, str) else markup
        if method == "sendmessage":
            message = next(self._messages)
            person.hear(fields["text"], markup, message)
            self._answered(person)
        else:
            message = int(fields["message_id"])
            if method == "editmessagereplymarkup" and markup and markup.get("inline_keyboard"):
                person.hear(person.last[1], markup, message)  # she ticked a box: that is her answer
                self._answered(person)
        said = {"message_id": message, "date": 1_700_000_000, "chat": {"id": chat, "type": "private"}}
        return b'{"ok":true,"result":' + _json(said | {"text": fields.get("text", "")}) + b"}"

    def _showed(self, kind: str, request: web.BaseRequest, body: bytes) -> bytes:
        found = _CHAT.search(body)
        chat = int(found[1]) if found else int(_fields(request, body)["chat_id"])
        self.shown[chat] = perf_counter()
        file: Any = {"file_id": f"file{chat}"}
        said = {"message_id": next(self._messages), "date": 1_700_000_000, "chat": {"id": chat, "type": "private"}}
        return b'{"ok":true,"result":' + _json(said | {kind: [file] if kind == "photo" else file}) + b"}"

    def _person(self, chat: int) -> Person:
        return self.people.get(chat) or self.beside[chat]

    def _answered(self, person: Person) -> None:
        if not person.waiting or person.asks:
            return
        person.waiting = False
        self.met.add(person.chat)
        self.measured.latencies.append(perf_counter() - person.offered_at)
        if self.closed:
            self.offer(person.chat)
        else:
            self._idle.append(person.chat)


def _fields(request: web.BaseRequest, body: bytes) -> Any:
    if request.content_type == "application/json" and body:
        return json.loads(body)
    return dict(request.query) | {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _answer(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


async def end(process: asyncio.subprocess.Process) -> None:
    """Asks a bot to end, and ends it where it does not."""
    process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(15):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
