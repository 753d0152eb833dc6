"""The chat API over HTTP: what the page and the tests ask, on behalf of people."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.web_request import FileField
from msgspec import Struct

from bot.simulator import writing
from bot.simulator.bots import Bot
from bot.simulator.calls import CallLog
from bot.simulator.chats import Chat
from bot.simulator.faults import Faults, read_fault
from bot.simulator.files import Upload
from bot.simulator.refusals import Json, Refusal
from bot.simulator.world import MAIN, World
from bot.simulator.writing import Here

_SHOWN_AS_THEY_ARE = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")
NextMoment = Callable[[], Awaitable[float | None]]


class ChatApi(Struct, frozen=True):
    """The door people come to."""

    world: World
    faults: Faults
    log: CallLog
    next_moment: NextMoment

    async def state(self, request: web.Request) -> web.Response:
        """Answer everything the page begins with."""
        bot = self._bot(request)
        language = request.query.get("language_code", "")
        people = self.world.list_people(bot)
        return _json({"bot": bot.describe(language), "people": people, "clock": await self._clock()})

    async def messages(self, request: web.Request) -> web.Response:
        """Answer all of one chat."""
        chat = self._here(request, {}).chat
        found = {"messages": list(chat.messages.values()), "reactions": chat.reactions}
        return _json(found | {"keyboard": chat.keyboard, "read": chat.read})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send events for as long as the page listens."""
        headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        last = request.headers.get("Last-Event-ID", "")
        stream = self.world.events.listen(self._bot(request).key, int(last) if last.isdecimal() else None)
        try:
            async for text in stream:
                await response.write(text.encode())
        except ConnectionError:
            pass
        finally:
            await stream.aclose()
        return response

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person does."""
        body = await _body(request)
        return _json(writing.DEEDS[request.match_info["deed"]](self._here(request, body), body))

    async def upload(self, request: web.Request) -> web.Response:
        """Let a person send a file."""
        form = await request.post()
        field = form.get("file")
        if not isinstance(field, FileField):
            raise ValueError("there is no file")  # noqa: TRY004  a fault of the request, not of a type here
        upload = Upload(field.filename, field.content_type, field.file.read())
        here = self._here(request, {})
        return _json(writing.send_file(here, str(form.get("kind")), upload, str(form.get("caption", ""))))

    async def add_person(self, request: web.Request) -> web.Response:
        """Let somebody new come in."""
        body = await _body(request)
        last_name, username = body.get("last_name"), body.get("username")
        person = self.world.add_person(body["first_name"], body["language_code"], last_name, username)
        return _json(self.world.describe(self._bot(request), person))

    async def add_group(self, request: web.Request) -> web.Response:
        """Make a group with the bot in it."""
        bot, body = self._bot(request), await _body(request)
        number = self.world.next_group
        self.world.next_group -= 1
        chat = Chat({"id": number, "type": "group", "title": str(body["title"])}, started=True)
        bot.chats[number] = chat
        self.world.change_membership(bot, chat, next(iter(self.world.people.values())), "left", "member")
        return _json({"id": number, "title": body["title"]})

    async def clock(self, _request: web.Request) -> web.Response:
        """Answer the simulated moment, and the next at which the bot has something to do."""
        return _json(await self._clock())

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the simulated moment."""
        body, clock = await _body(request), self.world.clock
        if body.get("to") == "now":
            clock.return_to_real()
        elif body.get("to") == "next":
            clock.move((await self.next_moment() or clock.now()) - clock.now())
        elif float(body["ahead"]) < 0:
            raise ValueError("time does not go back")
        else:
            clock.move(float(body["ahead"]))
        moved = await self._clock()
        self.world.events.publish(0, "clock", moved)
        self.world.changed()
        return _json(moved)

    async def add_fault(self, request: web.Request) -> web.Response:
        """Let the next calls go wrong."""
        body = await _body(request)
        if body.get("clear"):
            self.faults.clear()
        else:
            self.faults.add(read_fault(body))
        return _json({})

    async def calls(self, request: web.Request) -> web.Response:
        """Answer the calls of bots after a number."""
        return _json(self.log.after(int(request.query.get("after", "0"))))

    async def file(self, request: web.Request) -> web.Response:
        """Answer the bytes of a file; only what cannot run is shown as it is."""
        stored = self.world.files.by_id[request.match_info["file_id"]]
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if not stored.content_type.startswith(_SHOWN_AS_THEY_ARE):
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.content, content_type=stored.content_type, headers=headers)

    async def _clock(self) -> Json:
        clock = self.world.clock
        return {"now": clock.now(), "offset": clock.offset, "next": await self.next_moment()}

    def _bot(self, request: web.Request) -> Bot:
        number = request.query.get("bot")
        return self.world.bots[self.world.keys[int(number)] if number else MAIN]

    def _here(self, request: web.Request, body: Json) -> Here:
        bot, number = self._bot(request), int(request.match_info["chat"])
        if number < 0:
            return Here(
                self.world, bot, bot.chats[number], self.world.people[int(body.get("as_person") or self._first())]
            )
        person = self.world.people[number]
        return Here(self.world, bot, bot.chat_with(person), person)

    def _first(self) -> int:
        return next(iter(self.world.people))


def answering_errors(
    handle: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answer a handler whose faults are told as `{"error": ...}`."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handle(request)
        except Refusal as refusal:
            return _json({"error": refusal.description}, 400)
        except KeyError as error:
            return _json({"error": f"not found: {error}"}, 404)
        except LookupError as error:
            return _json({"error": str(error)}, 404)
        except (ValueError, TypeError) as error:
            return _json({"error": str(error)}, 400)

    return guarded


async def _body(request: web.Request) -> Json:
    body = json.loads(await request.text() or "{}")
    if not isinstance(body, dict):
        raise ValueError("a JSON object is expected")  # noqa: TRY004  a fault of the request, not of a type here
    return body


def _json(body: object, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(
        text=text, status=status, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
