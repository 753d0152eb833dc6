"""A server on this machine that answers as it is told: what hangs on Telegram's end of the wire in these tests."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from msgspec import Struct, field

TOKEN = "123456:AAsecretHaystackNeedle_x-1"


class Wire(Struct):
    """What was asked, in order (``file``: a file itself), and what is answered: a result, bytes or a refusal."""

    url: str = ""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answer: Callable[[str, dict[str, Any]], Any] = lambda _method, _fields: True
    release: asyncio.Event = field(default_factory=asyncio.Event)

    def fields(self, method: str) -> list[dict[str, Any]]:
        return [fields for asked, fields in self.asked if asked == method]


HANG = object()
DROP = object()


@asynccontextmanager
async def served() -> AsyncIterator[Wire]:
    wire = Wire()

    async def handle(request: web.Request) -> web.StreamResponse:
        fields: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            fields |= await request.json()
        elif request.content_type == "multipart/form-data":
            form = await request.post()
            fields |= {
                name: part.file.read() if isinstance(part, web.FileField) else part for name, part in form.items()
            }
        method = request.match_info.get("method", "file")
        wire.asked.append((method, fields))
        wire.headers.append(dict(request.headers))
        match wire.answer(method, fields):
            case answer if answer is HANG:
                await wire.release.wait()
                return web.Response()
            case answer if answer is DROP:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            case bytes(content):
                return web.Response(body=content)
            case (int(status), str(body)):
                return web.Response(status=status, text=body.replace("{path}", request.path))
            case (int(status), dict(body)):
                return web.Response(status=status, text=json.dumps(body), content_type="application/json")
            case result:
                return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", handle)
    app.router.add_get("/file/bot{token}/{path:.+}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wire.url = f"http://{host}:{port}"
    try:
        yield wire
    finally:
        wire.release.set()
        await runner.cleanup()


def refusal(status: int, description: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})
