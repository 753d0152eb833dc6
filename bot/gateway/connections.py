"""HTTP/1.1 as far as asking a Bot API server takes it: one request at a time, the connection kept for the next.

A reply is three calls, and through a whole HTTP client each costs three times as much of the processor. Answers
are read by llhttp (``httptools``), questions are written here. No redirection is followed, and nothing unpacked.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import TypeAlias, cast
from urllib.parse import urlsplit

from aiohappyeyeballs import start_connection
from httptools import HttpParserError, HttpResponseParser
from msgspec import Struct

CONNECT_SECONDS = 5.0
_NEXT_ADDRESS_SECONDS = 0.25
"""After so long another address of the same host is tried beside the first (RFC 8305)."""
_IDLE_SECONDS = 15.0
"""A connection that was not used for longer may be about to be closed at the other end."""
_NO_LONGER_INFORMS = 200
"""Where the statuses begin that are answers; those before it only tell that one will come."""

Origin: TypeAlias = tuple[str, str, int]
"""Scheme, host and port."""


class NotConnected(Exception):  # noqa: N818 -- it names what happened
    """There is no connection: nothing has left. Tells the kind of error, and nothing of the address."""


class Broken(Exception):  # noqa: N818 -- it names what happened
    """The connection broke, or what came was no HTTP: what was asked may have arrived."""


class Asked(Struct, frozen=True):
    """A request. Of the answer's body little more than ``largest`` bytes are read (None: all of it)."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    largest: int | None = None


class Connections:
    """At most so many connections; who finds none free waits."""

    def __init__(self, most: int) -> None:
        self._slots = asyncio.Semaphore(most)
        self._idle: defaultdict[Origin, list[_Connection]] = defaultdict(list)
        self._open: set[_Connection] = set()

    async def ask(self, asked: Asked) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises ``NotConnected`` or ``Broken``."""
        async with self._slots:
            origin, head = _split(asked)
            connection = self._rested(origin) or await self._connected(origin)
            try:
                answer = await connection.ask(head + asked.body, asked.largest)
            except BaseException:
                connection.abort()
                raise
            if connection.reusable:
                self._idle[origin].append(connection)
            else:
                connection.abort()
            return answer

    async def close(self) -> None:
        """Closes them all; what is under way breaks."""
        for connection in self._open:
            connection.abort()
        await asyncio.sleep(0)  # until then the loop has not let go of them

    def _rested(self, origin: Origin) -> "_Connection | None":
        """The connection that was used last, if it can still be relied on."""
        since = asyncio.get_running_loop().time() - _IDLE_SECONDS
        while idle := self._idle[origin]:
            connection = idle.pop()
            if connection.reusable and connection.used_at > since:
                return connection
            connection.abort()
        return None

    async def _connected(self, origin: Origin) -> "_Connection":
        scheme, host, port = origin
        loop = asyncio.get_running_loop()
        secure = _trusted() if scheme == "https" else None
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                way = await start_connection(found, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS)
                _, connection = await loop.create_connection(
                    lambda: _Connection(self._open), sock=way, ssl=secure, server_hostname=host if secure else None
                )
        except (OSError, ValueError) as error:
            raise NotConnected(type(error).__name__) from None
        return connection


class _Connection(asyncio.Protocol):
    """One connection, which keeps itself among the open ones."""

    def __init__(self, among: "set[_Connection]") -> None:
        self.reusable = True
        self.used_at = 0.0
        self._among = among
        self._parser = HttpResponseParser(self)
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._body: list[bytes] = []
        self._room: int | None = None
        self._measured = False
        self._ends_with_connection = False

    async def ask(self, request: bytes, largest: int | None) -> tuple[int, bytes]:
        self._answer = asyncio.get_running_loop().create_future()
        self._room = largest
        self._transport.write(request)
        return await self._answer

    def abort(self) -> None:
        self.reusable = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._among.add(self)

    def data_received(self, data: bytes) -> None:
        if self._answer is None:
            self.abort()  # nothing was asked
            return
        with suppress(HttpParserError):
            self._parser.feed_data(data)
            return
        self._break()

    def connection_lost(self, error: Exception | None) -> None:
        self.reusable = False
        self._among.discard(self)
        if error is None and self._ends_with_connection:
            self._finish()
        self._break()

    def on_message_begin(self) -> None:
        self._body, self._measured, self._ends_with_connection = [], False, False

    def on_header(self, name: bytes, value: bytes) -> None:  # noqa: ARG002 -- the parser's signature
        self._measured = self._measured or name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        self._ends_with_connection = not self._measured

    def on_body(self, part: bytes) -> None:
        self._body.append(part)
        if self._room is not None:
            self._room -= len(part)
            if self._room < 0:
                self.reusable = False
                self._finish()

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() >= _NO_LONGER_INFORMS:
            self.reusable = self.reusable and self._parser.should_keep_alive()
            self._finish()

    def _finish(self) -> None:
        self.used_at = asyncio.get_running_loop().time()
        if self._answer and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), b"".join(self._body)))
        self._answer = None

    def _break(self) -> None:
        self.abort()
        if self._answer and not self._answer.done():
            self._answer.set_exception(Broken())
        self._answer = None


def _split(asked: Asked) -> tuple[Origin, bytes]:
    """Where it goes, and all that is written before the body."""
    try:
        url = urlsplit(asked.url)
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        told = {"Host": url.netloc.rpartition("@")[2], "Content-Length": str(len(asked.body)), **asked.headers}
        lines = [f"{asked.method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        return (url.scheme, url.hostname or "", port), "\r\n".join([*lines, "\r\n"]).encode("ascii")
    except (ValueError, KeyError) as error:
        raise NotConnected(type(error).__name__) from None


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
