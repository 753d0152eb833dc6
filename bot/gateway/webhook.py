"""Updates brought by Telegram to an address of ours; 200 is said only when an update is committed."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.gateway.account import Account
from bot.gateway.entrance import Entrance, NotFetched
from bot.gateway.fields import Json
from bot.gateway.incoming import KINDS
from bot.gateway.patience import Patience
from bot.service.turns import NotTaken

_log = structlog.stdlib.get_logger(__name__)

_LARGEST = 1024 * 1024
_CONNECTIONS = 100
_FAREWELL_SECONDS = 1
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the header's name


class Webhook:
    """The address. ``healthy`` answers whether the database does, for whoever looks after the machine."""

    def __init__(
        self, account: Account, entrance: Entrance, url: str, secret: str, healthy: Callable[[], Awaitable[bool]]
    ) -> None:
        self._account = account
        self._entrance = entrance
        self._url = url
        self._secret = secret.encode()
        self._healthy = healthy

    async def run(self, host: str, port: int, patience: Patience) -> None:
        """Serves until cancelled, and finishes what is under way."""
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_FAREWELL_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            await patience.insist("setting the webhook", self._announce)
            _log.info("webhook", host=host, port=port)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _announce(self) -> None:
        secret = self._secret.decode()
        await self._account.bot.set_webhook(
            self._url, allowed_updates=KINDS, secret_token=secret, max_connections=_CONNECTIONS
        )

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post("/{path:.*}", self._take)  # a proxy may have shortened the public path
        app.router.add_get("/health", self._health)
        return app

    async def _take(self, request: web.Request) -> web.Response:
        said = request.headers.get(_SECRET, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(said, self._secret):
            return web.Response(status=403)
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self._entrance.take([update])
        except NotFetched as error:
            _log.warning("an update waits for its file; Telegram will bring it again", error=str(error))
            return web.Response(status=503)
        except NotTaken as error:
            _log.error("the database did not take an update; Telegram will bring it again", error=str(error))
            return web.Response(status=503)
        return web.Response()

    async def _health(self, _request: web.Request) -> web.Response:
        return web.Response(status=200 if await self._healthy() else 503)


def _update(body: bytes) -> Json | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, or nested beyond reason
        return None
    return update if isinstance(update, dict) else None
