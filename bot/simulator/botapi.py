"""The Bot API over HTTP: reads a call as Telegram does, checks it, does it, answers it."""

import asyncio
import json
from collections.abc import Callable
from inspect import isawaitable
from time import monotonic
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.simulator import editing, profile, receiving, sending
from bot.simulator.bots import Bot
from bot.simulator.calls import Call, CallLog
from bot.simulator.checking import check_call
from bot.simulator.faults import Fault, Faults
from bot.simulator.files import Upload
from bot.simulator.page import is_own_origin
from bot.simulator.refusals import Json, Refusal, bad_request, forbidden, not_simulated
from bot.simulator.specification import load
from bot.simulator.webhook import Poster
from bot.simulator.world import World

_SIMULATED: dict[str, Callable[[Call], Any]] = {
    "getUpdates": receiving.get_updates,
    **receiving.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **profile.METHODS,
}
_NAMES = {name.lower(): name for name in load().methods}  # Telegram does not mind capitals
_BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
_DROPPED = "drop"


class BotApi:
    """The door bots come to."""

    def __init__(self, world: World, poster: Poster, faults: Faults, log: CallLog) -> None:
        self._world = world
        self._poster = poster
        self._faults = faults
        self._log = log

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call of a bot."""
        at, name = monotonic(), request.match_info["method"]
        params: Json = {}
        try:
            if not is_own_origin(request):
                raise forbidden("another site's page has nothing to ask here")
            bot = self._world.admit(request.match_info["token"])
            name = _NAMES.get(name.lower(), name)
            call = await self._read(request, bot, name, params)
            params = call.params
            response, status = await self._answer(call, request)
        except Refusal as refusal:
            response, status = _refused(refusal), refusal.code
        self._log.add(at, name, params, status)
        return response

    async def fetch(self, request: web.Request) -> web.Response:
        """Answer the bytes of a file to a bot."""
        try:
            self._world.admit(request.match_info["token"])
            stored = self._world.files.by_path.get(request.match_info["path"])
            if stored is None:
                raise Refusal(404, "Not Found")  # noqa: TRY301  one way out for both refusals
        except Refusal as refusal:
            return _refused(refusal)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _read(self, request: web.Request, bot: Bot, name: str, seen: Json) -> Call:
        """Answer the checked call; what was given is put in `seen` first, for the memory of a refused one."""
        if name not in load().methods:
            raise Refusal(404, "Not Found")
        given, uploads = await _given(request)
        seen.update(given)
        params = check_call(name, given, uploads)
        _check_uploads(name, given, uploads)
        if name not in _SIMULATED:
            raise not_simulated(f"the method {name}")
        return Call(self._world, bot, name, params, uploads)

    async def _answer(self, call: Call, request: web.Request) -> tuple[web.Response, int | str]:
        fault = self._faults.take(call.method.lower(), call.params.get("chat_id"))
        if fault and not fault.after_accept:
            await asyncio.sleep(fault.seconds)
            if fault.status != "slow":
                return _failed(fault, request), fault.status
        result = _SIMULATED[call.method](call)
        if isawaitable(result):
            result = await result
        if call.method == "setWebhook":
            self._poster.begin(call.bot)
        if fault and fault.after_accept:
            await asyncio.sleep(fault.seconds)
            if fault.status != "slow":
                return _failed(fault, request), fault.status
        return _json({"ok": True, "result": result}, 200), 200


async def _given(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Answer the parameters and files of a call, from wherever Telegram looks for them."""
    given: Json = dict(request.query)
    if request.method != "POST" or not request.body_exists:
        return given, {}
    if request.content_type == "application/json":
        return given | await _json_body(request), {}
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            given[name] = value
    return given, uploads


def _check_uploads(name: str, given: Json, uploads: dict[str, Upload]) -> None:
    """Refuse a file that the call does not speak of: it would be lost."""
    fields, words = load().methods[name], [value for value in given.values() if isinstance(value, str)]
    for part in uploads:
        named = "InputFile" in fields.get(part, "") or any(f"attach://{part}" in one for one in words)
        if not named:
            raise bad_request(f'nothing in {name} speaks of the file "{part}"')


async def _json_body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body


def _refused(refusal: Refusal) -> web.Response:
    return _json(refusal.answer(), refusal.code)


def _failed(fault: Fault, request: web.Request) -> web.Response:
    if fault.status == _DROPPED:
        if request.transport:
            request.transport.abort()
        return web.Response()
    if fault.status == 502:  # noqa: PLR2004  Telegram's front server answers this one itself, not in JSON
        return web.Response(status=502, text=_BAD_GATEWAY, content_type="text/html")
    return _refused(fault.refusal())


def _json(body: Json, status: int) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")
