"""How requests reach Telegram: the library's own seam, ``BaseRequest``, over connections of our own.

The library's transport costs several times as much of the processor a call, and collapses when many calls are
open at once. The token is part of every address, so nothing that happens here may carry an address out: an error
leaves as its kind alone, without the error that caused it, and a stranger's answer is not quoted.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

import httpx
import msgspec
from msgspec import Struct
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway.connections import Asked, Connections, NotConnected

ANSWER_SECONDS = 15.0
"""How long one call may take. A longer wait is no better: the outbox tries again."""

_CONNECTIONS = 256
_JSON = {"Content-Type": "application/json"}
_LATER = {408, 429}
_OF_A_MESSAGE = ("message_id", "date", "chat", "photo", "document")


File: TypeAlias = tuple[str, bytes, str]
"""A file that is sent: its name, its content, its kind (MIME)."""
NO_FILES: Mapping[str, File] = {}


class _Fields(Struct, frozen=True):
    """The fields of a call, and the files by the field that they stand in: in the shape of ``RequestData``."""

    parameters: Mapping[str, Any]
    multipart_data: Mapping[str, File]

    @property
    def contains_files(self) -> bool:
        """Whether any file goes with it."""
        return bool(self.multipart_data)

    @property
    def json_parameters(self) -> dict[str, str]:
        """The fields as they go with files: words as they are, anything else as JSON."""
        return {name: one if isinstance(one, str) else json.dumps(one) for name, one in self.parameters.items()}


async def post(
    line: BaseRequest, address: str, fields: Mapping[str, Any], files: Mapping[str, File] = NO_FILES
) -> Any:
    """Makes one call with these fields as they stand; the answer's result, unread. Raises the library's errors."""
    return await line.post(address, cast("RequestData", _Fields(fields, files)))


class Transport(BaseRequest):
    """One pool of connections to Telegram."""

    def __init__(self, *, answer_seconds: float = ANSWER_SECONDS, connections: int = _CONNECTIONS) -> None:
        self._seconds = answer_seconds
        self._most = connections
        self._connections: Connections | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds a call may take unless it says otherwise."""
        return self._seconds

    async def initialize(self) -> None:
        """Opens the pool; it connects when there is something to ask."""
        if self._connections is None:
            self._connections = Connections(self._most)

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._connections is not None:
            await self._connections.close()
            self._connections = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- one limit covers the whole call
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- one limit covers the whole call
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 -- one limit covers the whole call
    ) -> tuple[int, bytes]:
        """The status and the body of the answer."""
        seconds = self._seconds if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        headers, written = _written(request_data)
        status, body, trouble = await self._ask(Asked(method, url, headers, written), seconds)
        if trouble is not None:
            raise trouble
        return status, body if status < 300 else _described(body)  # noqa: PLR2004 -- where HTTP's yes ends

    async def download(self, address: str, largest: int, seconds: float) -> bytes | None:
        """The file at this address, of which no more is read than this; None if it is larger, or is not there.

        Raises ``NetworkError`` where it may be there later.
        """
        status, body, trouble = await self._ask(Asked("GET", address, {}, largest=largest), seconds)
        if trouble is None and (status in _LATER or status >= 500):  # noqa: PLR2004 -- where a server's own faults begin
            trouble = NetworkError(f"no file (HTTP {status})")
        if trouble is not None:
            raise trouble
        return body if status == 200 and len(body) <= largest else None  # noqa: PLR2004 -- HTTP's yes

    async def _ask(self, asked: Asked, seconds: float | None) -> tuple[int, bytes, TelegramError | None]:
        """The answer, or what kept it away as a value: raised elsewhere, it does not drag the address along.

        ``TimedOut`` is whatever happened after the connection was there: the call may have arrived.
        """
        if self._connections is None:
            return 0, b"", NetworkError("the transport is closed")
        try:
            async with asyncio.timeout(seconds):
                return *await self._connections.ask(asked), None
        except NotConnected as error:
            return 0, b"", NetworkError(f"no connection ({error})")
        except Exception as error:  # noqa: BLE001 -- whatever it is, it may hold the address
            return 0, b"", TimedOut(f"no answer ({type(error).__name__})")

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Reads an answer; of a message only what the library needs to tell which message it is.

        Nobody here reads back what was just said, and building the whole of it would cost more than sending it.
        """
        answer = _read(payload)
        if answer is None or ("result" not in answer and answer.get("ok") is not False):
            raise TelegramError("the answer is not the Bot API's")
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _OF_A_MESSAGE if name in result}
        return answer


def _written(data: RequestData | None) -> tuple[Mapping[str, str], bytes]:
    """The headers and the body of a request with these fields."""
    if data is None:
        return {}, b""
    if not data.contains_files:
        return _JSON, msgspec.json.encode(data.parameters)
    form = httpx.Request("POST", "", data=data.json_parameters, files=data.multipart_data)
    return {"Content-Type": form.headers["Content-Type"]}, form.read()


def _read(payload: bytes) -> dict[str, Any] | None:
    try:
        answer = msgspec.json.decode(payload)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested beyond reason
        return None
    return cast("dict[str, Any]", answer) if isinstance(answer, dict) else None


def _described(body: bytes) -> bytes:
    """A refusal in Telegram's words; of anybody else's (a proxy's, naming the address) only the status counts."""
    answer = _read(body)
    ours = answer is not None and answer.get("ok") is False and isinstance(answer.get("description"), str)
    return body if ours else b'{"ok": false}'
