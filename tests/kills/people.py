"""People in the simulator: each gives her next line when the coach's question is there, whatever happens to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from msgspec import Struct, field

from tests.kills.talk import Part

_SECONDS = 90
"""How long the coach may take for one answer, killed or not."""


class Person(Struct):
    """Somebody with her part, and what she saw of the coach, in the order in which it came."""

    chat: int
    part: Part
    line: str = ""
    came: list[Any] = field(default_factory=list)
    stands: dict[int, Any] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self) -> list[Any]:
        """The coach's messages as they came, each once: a repetition follows what it repeats."""
        return [one for at, one in enumerate(self.came) if not at or one["text"] != self.came[at - 1]["text"]]

    def see(self, message: Any, *, new: bool) -> None:
        """Something came, or was changed."""
        if message["from"]["is_bot"]:
            self.stands[message["message_id"]] = message
            if new:
                self.came.append(message)
            self.changed.set()

    async def until(self, there: Callable[[], bool]) -> None:
        """Waits for something to be there."""
        try:
            async with asyncio.timeout(_SECONDS):
                while not there():
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.part.name} has no answer to {self.line!r}") from None

    def button(self, words: str) -> tuple[int, str] | None:
        """Where the button that says this is, under the last message that has any."""
        for message in reversed(self.stands.values()):
            if rows := _buttons(message):
                return next(
                    ((message["message_id"], each["callback_data"]) for each in rows if each["text"] == words),
                    None,
                )
        return None

    def ticked(self, words: str) -> bool:
        """Whether a button says this: under the message that was pressed, which may have a later copy."""
        return any(each["text"] == words for message in self.stands.values() for each in _buttons(message))


class Town(Struct):
    """Everybody, and the ways in which they reach the simulator."""

    url: str
    session: aiohttp.ClientSession
    people: dict[int, Person] = field(default_factory=dict)
    events: int = 0
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def settle(self, part: Part) -> None:
        """Somebody comes to live here."""
        made = await self._post("/people", first_name=part.name, language_code=part.language)
        self.people[made["id"]] = Person(made["id"], part)

    async def talk(self) -> None:
        """Everybody says all of her part, side by side."""
        async with asyncio.TaskGroup() as group:
            for person in self.people.values():
                group.create_task(self._say_all(person))

    async def _say_all(self, person: Person) -> None:
        lines = person.part.lines
        for at, person.line in enumerate(lines):
            heard = len(person.heard())
            await self._say(person, person.line)
            if person.line.startswith("[✓"):
                await person.until(lambda: person.ticked(person.line[1:-1]))
                continue
            closing = at >= len(lines) - 2
            await person.until(
                lambda: any(closing != bool(_buttons(one)) for one in person.heard()[heard:])  # noqa: B023 -- awaited in its own round
            )

    async def _say(self, person: Person, line: str) -> None:
        if not line.startswith("["):
            await self._post(f"/{person.chat}/text", text=line)
            return
        words = line[1:-1].removeprefix("✓ ")
        found = person.button(words)
        assert found, f"{person.part.name} sees no button {words!r}: {person.came[-1]}"
        await self._post(f"/{person.chat}/press", message_id=found[0], data=found[1])

    async def look(self, path: str) -> Any:
        """What the simulator answers here."""
        async with self.session.get(f"{self.url}/chat{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def calls_made(self) -> int:
        """How many calls of bots there were; what was under way at the first look is in at the third."""
        return [len(await self.look("/calls")) for _ in range(3)][-1]

    async def _post(self, path: str, **body: Any) -> Any:
        async with self.session.post(f"{self.url}/chat{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def listen(self) -> None:
        """Lets people see what happens, as long as the simulator tells it."""
        forever = aiohttp.ClientTimeout(total=None)
        async with self.session.get(f"{self.url}/chat/events", timeout=forever) as stream:
            kind = ""
            async for line in stream.content:
                name, _, value = line.decode().strip().partition(": ")
                if name == "event":
                    kind = value
                    assert kind != "reset", "the simulator forgot events before they were read"
                elif name == "data" and kind in {"message", "edit"}:
                    self._happened(json.loads(value), new=kind == "message")

    def _happened(self, event: Any, *, new: bool) -> None:
        if event["message"]["from"]["is_bot"]:
            self.events += 1
            self.moved.set()
        self.people[event["person"]].see(event["message"], new=new)

    async def until_events(self, count: int) -> None:
        """Waits until the coach was seen to do so many things."""
        async with asyncio.timeout(_SECONDS):
            while self.events < count:
                self.moved.clear()
                await self.moved.wait()


@asynccontextmanager
async def town(url: str, parts: list[Part]) -> AsyncIterator[Town]:
    """A town of these people, for as long as the ``with`` lasts."""
    async with aiohttp.ClientSession() as session:
        here = Town(url, session)
        for part in parts:
            await here.settle(part)
        listening = asyncio.create_task(here.listen())
        try:
            yield here
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


def _buttons(message: Any) -> list[Any]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
