"""What stands at the messenger's place: it keeps what it was asked, and answers as a test tells it to."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from bot.render.calls import Append, Busy, Call, Notice, Present, Reaction, Rekey, Send
from bot.service.messenger import Delivered
from bot.service.retry import Failure

Answer: TypeAlias = Callable[[int, Call], Awaitable[Delivered | Failure | None]]


class Asked(Struct):
    at: float
    chat: int
    call: Call


class Chats(Struct):
    """Delivers everything after ``latency`` seconds, unless ``answer`` says otherwise."""

    latency: float = 0.05
    answer: Answer | None = None
    asked: list[Asked] = field(default_factory=list)
    messages: int = 100

    async def call(self, chat: int, call: Call) -> Delivered | Failure:
        self.asked.append(Asked(asyncio.get_running_loop().time(), chat, call))
        await asyncio.sleep(self.latency)
        told = await self.answer(chat, call) if self.answer else None
        if told:
            return told
        new = isinstance(call, Send | Present)
        self.messages += new
        file = f"file {self.messages}" if isinstance(call, Present) else ""
        return Delivered(self.messages if new else 0, file)

    def seen(self, chat: int) -> list[str]:
        return [shown(one.call) for one in self.asked if one.chat == chat]

    def times(self) -> list[float]:
        return [one.at for one in self.asked if isinstance(one.call, Send)]


def shown(call: Call) -> str:
    match call:
        case Send(html=html):
            return html
        case Present(name=name, html=html, file=file):
            return f"({file or name}) {html}".strip()
        case Busy():
            return "..."
        case Append(message=message, html=html):
            return f"{message} += {html}"
        case Rekey(message=message, buttons=buttons):
            return f"{message} has {len(buttons)} rows"
        case Notice(text=text):
            return f"! {text}".strip()
        case Reaction(emoji=emoji):
            return emoji


def busiest_second(times: Sequence[float]) -> int:
    """The most that fell within any one second."""
    times = sorted(times)
    most = first = 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most
