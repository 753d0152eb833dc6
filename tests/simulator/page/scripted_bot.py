"""A bot in a few lines, for the other side of the chat: it calls the Bot API over HTTP as any bot would."""

import json
import struct
import zlib
from typing import Any

import aiohttp
from msgspec import Struct

TOKEN = "4242:a-made-up-token-for-a-made-up-bot"
ANS = 1_000_001


class ScriptedBot(Struct):
    """The bot: says what a test tells it to say, and hears one update at a time."""

    url: str
    session: aiohttp.ClientSession
    offset: int = 0

    async def call(self, method: str, **params: Any) -> Any:
        """Call the Bot API and answer its result; a refusal fails the test."""
        form = aiohttp.FormData()
        for name, value in params.items():
            if isinstance(value, bytes):
                form.add_field(name, value, filename=f"{name}.png", content_type="image/png")
            else:
                form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as response:
            answer = await response.json()
        assert answer["ok"], (method, answer)
        return answer["result"]

    async def say(self, text: str, person: int = ANS, **more: Any) -> Any:
        """Send a message; Ans hears it unless someone else is named."""
        return await self.call("sendMessage", chat_id=person, text=text, **more)

    async def hear(self, kind: str) -> Any:
        """Wait for the next update of this kind; the others before it are let go."""
        asked = ["message", "edited_message", "callback_query", "message_reaction", "my_chat_member"]
        for _ in range(20):
            updates = await self.call("getUpdates", offset=self.offset, limit=1, timeout=2, allowed_updates=asked)
            for update in updates:
                self.offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]
        raise AssertionError(f"the bot heard no {kind}")


def inline(*rows: list[str]) -> dict[str, Any]:
    """Answer an inline keyboard whose buttons send their own words back."""
    return {"inline_keyboard": [[{"text": word, "callback_data": word} for word in row] for row in rows]}


def picture(red: int = 20, size: int = 64) -> bytes:
    """Answer a plain PNG."""
    rows = (b"\0" + bytes((red, 120, 110)) * size) * size

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
