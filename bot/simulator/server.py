"""The simulator: a stranger on this machine that behaves like Telegram, with a page to chat on."""

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.simulator import page
from bot.simulator.botapi import BotApi
from bot.simulator.calls import CallLog
from bot.simulator.chatapi import ChatApi, NextMoment, answering_errors
from bot.simulator.clock import Clock
from bot.simulator.events import Events
from bot.simulator.faults import Faults
from bot.simulator.memory import Memory
from bot.simulator.webhook import Poster
from bot.simulator.world import World
from bot.simulator.writing import DEEDS

_LARGEST_REQUEST = 60 * 1024 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_FAREWELL = 0.5


async def _unknown() -> float | None:
    return None


class Simulator:
    """Telegram's Bot API and a chat page, started and stopped as one."""

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        next_moment: NextMoment = _unknown,
        state: Path | None = None,
        tokens: Collection[str] = (),
        name: str = "Netwerkcoach",
        username: str = "netwerkcoach_bot",
        hosts: Collection[str] = (),
    ) -> None:
        moment = Clock(clock)
        self.faults = Faults()
        self.log = CallLog()
        self.world = World(moment, Events(int(clock() * 1000)), self._changed, name, username, tokens)
        self._memory = Memory(state, self.world) if state else None
        self._poster = Poster(self.world)
        self._hosts = _LOOPBACK | frozenset(hosts)
        self._chat = ChatApi(self.world, self.faults, self.log, next_moment)
        self._bots = BotApi(self.world, self._poster, self.faults, self.log)
        self._runner: web.AppRunner | None = None

    def now(self) -> float:
        """Answer the simulated moment in unix seconds."""
        return self.world.clock.now()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen, and answer the address."""
        if self._memory:
            self._memory.read()
        if not self.world.people:
            self.world.add_person("Ans")
        self.world.events.begin()
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_FAREWELL)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        for bot in self.world.bots.values():
            self._poster.begin(bot)
        heard = self._runner.addresses[0]
        return f"http://{heard[0]}:{heard[1]}"

    async def stop(self) -> None:
        """Stop listening; what is known is written first."""
        await self._poster.end()
        self.world.events.end()
        for bot in self.world.bots.values():
            bot.updates.interrupt("")
        await asyncio.sleep(0)
        if self._runner:
            await self._runner.cleanup()
            self._runner = None
        if self._memory:
            self._memory.write(final=True)

    def _changed(self) -> None:
        if self._runner and self._memory:
            self._memory.changed()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_route("GET", "/bot{token}/{method}", self._bots.handle)
        app.router.add_route("POST", "/bot{token}/{method}", self._bots.handle)
        app.router.add_get("/file/bot{token}/{path:.+}", self._bots.fetch)
        for method, path, handle in self._chat_routes():
            app.router.add_route(method, path, self._guarded(answering_errors(handle)))
        app.router.add_get("/", self._guarded(page.serve))
        app.router.add_get("/page/{name}", self._guarded(page.serve))
        return app

    def _chat_routes(self) -> list[tuple[str, str, Handler]]:
        chat = self._chat
        return [
            ("GET", "/chat/state", chat.state),
            ("GET", "/chat/events", chat.events),
            ("GET", "/chat/calls", chat.calls),
            ("GET", "/chat/clock", chat.clock),
            ("GET", "/chat/file/{file_id}", chat.file),
            ("GET", r"/chat/{chat:-?\d+}/messages", chat.messages),
            ("POST", "/chat/people", chat.add_person),
            ("POST", "/chat/group", chat.add_group),
            ("POST", "/chat/clock", chat.move_clock),
            ("POST", "/chat/faults", chat.add_fault),
            ("POST", r"/chat/{chat:-?\d+}/upload", chat.upload),
            ("POST", rf"/chat/{{chat:-?\d+}}/{{deed:{'|'.join(DEEDS)}}}", chat.act),
        ]

    def _guarded(self, handle: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            if not page.is_from_here(request, self._hosts):
                return web.json_response({"error": "this address is only for this machine's own page"}, status=403)
            return await handle(request)

        return guarded
