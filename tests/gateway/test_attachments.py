import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from bot.engine.inputs import Cards, Media
from bot.engine.people import Contact
from bot.gateway import vcards
from bot.gateway.account import Account
from bot.gateway.attachments import LARGEST
from bot.gateway.entrance import Entrance, NotFetched
from bot.gateway.transport import Transport
from tests.gateway.test_entrance import text
from tests.gateway.test_transport import SECRET, everything_told
from tests.gateway.turns import Remembering
from tests.gateway.wire import DROP, TOKEN, Wire, refusal

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BEA = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bea\r\nEND:VCARD\r\n"
FOUND = Cards((Contact("Bea", admitted=False),), 1)
UNREAD = Media("cards", 1, "f1")


def sent(update: int, chat: int = 41, message: int = 1, **document: Any) -> dict[str, Any]:
    file = {"file_id": f"f{message}", "mime_type": "text/vcard", "file_size": len(BEA), **document}
    where = {"id": chat, "type": "private"}
    return {"update_id": update, "message": {"message_id": message, "date": 1, "chat": where, "document": file}}


def said(update: int, chat: int) -> dict[str, Any]:
    found = text(update)
    found["message"]["chat"]["id"] = chat
    return found


class Door:
    """An entrance with Telegram's end of the wire before it: ``files`` are what it holds, or how it refuses."""

    def __init__(self, wire: Wire, account: Account) -> None:
        self.turns = Remembering()
        self.wire = wire
        self.files: dict[str, Any] = {}
        self.now: Any = None
        self.entrance = Entrance(self.turns, "coach_bot", lambda: NOW, account.file)
        wire.answer = self._answer

    def _answer(self, method: str, fields: dict[str, Any]) -> Any:
        if method == "getFile":
            found = self.files[fields["file_id"]]
            self.now = found if isinstance(found, bytes) or callable(found) else None
            return {"file_path": "documents/a b.vcf"} if self.now is not None else found
        return self.now() if callable(self.now) else self.now

    async def taken(self, *updates: dict[str, Any]) -> list[list[str]]:
        before = len(self.turns.batches)
        await self.entrance.take(updates)
        return self.turns.batches[before:]

    @property
    def given(self) -> Any:
        return self.turns.given["update:1"]


@pytest.fixture
async def door(wire: Wire) -> AsyncIterator[Door]:
    async with Account(wire.url, TOKEN, Transport(answer_seconds=0.3)) as account:
        yield Door(wire, account)


async def test_a_file_of_people_is_fetched_before_its_turn(door: Door) -> None:
    door.files = {"f1": BEA}
    assert await door.taken(sent(1)) == [["update:1"]]
    assert door.given == FOUND


async def test_of_very_many_people_the_rest_is_counted(door: Door) -> None:
    door.files = {"f1": BEA * (vcards.MOST + 3)}
    await door.taken(sent(1))
    assert (len(door.given.people), door.given.more) == (vcards.MOST, 3)


AWAY: dict[str, Any] = {
    "a cut": DROP,
    "a server error": refusal(500, "Internal Server Error"),
    "a gateway": (502, "<html>{path}"),
    "flood": refusal(429, "Too Many Requests: retry after 5", retry_after=5),
    "a cut on the way": lambda: DROP,
    "a file server's error": lambda: (503, "{path}"),
    "a file server's flood": lambda: (429, "{path}"),
}


@pytest.mark.parametrize("fault", AWAY)
async def test_while_telegram_is_away_the_update_waits_and_is_read_when_it_is_back(door: Door, fault: str) -> None:
    door.files = {"f1": AWAY[fault]}
    with structlog.testing.capture_logs() as log:
        for _ in range(2):
            with pytest.raises(NotFetched) as raised:
                await door.taken(sent(1))
            assert SECRET not in everything_told(raised.value)
    assert [line["log_level"] for line in log] == ["warning"] * 2
    assert SECRET not in str(log)
    assert door.turns.batches == []
    door.files = {"f1": BEA}
    assert await door.taken(sent(1)) == [["update:1"]]
    assert door.given == FOUND


async def test_a_file_that_does_not_come_three_times_is_told_so_that_others_go_on(door: Door) -> None:
    door.files = {"f1": DROP}
    for _ in range(2):
        with pytest.raises(NotFetched):
            await door.taken(sent(1))
    assert await door.taken(sent(1)) == [["update:1"]]
    assert door.given == UNREAD


GONE: dict[str, Any] = {
    "too large for telegram": refusal(400, "Bad Request: file is too big"),
    "unknown": refusal(400, "Bad Request: invalid file_id"),
    "not there": lambda: (404, "{path}"),
    "larger than it said": b"x" * (LARGEST + 1),
    "empty": b"",
    "no cards": b"hallo",
    "half a photo": b"\xff\xd8\xff\xe0" * 500,
    "nobody by name": b"BEGIN:VCARD\r\nTEL:1233\r\nEND:VCARD",
}


@pytest.mark.parametrize("file", GONE)
async def test_a_file_from_which_nobody_can_be_read_is_told_at_once(door: Door, file: str) -> None:
    door.files = {"f1": GONE[file]}
    assert await door.taken(sent(1)) == [["update:1"]]
    assert door.given == UNREAD


async def test_a_file_that_says_that_it_is_too_large_is_not_asked_for(door: Door, wire: Wire) -> None:
    await door.taken(sent(1, file_size=LARGEST + 1))
    assert door.given == Media("cards", 1)
    assert wire.asked == []


async def test_no_more_of_a_file_is_read_than_may_be_large(door: Door, wire: Wire) -> None:
    async with Account(wire.url, TOKEN) as account:
        door.files = {"f1": b"x" * 10}
        assert await account.file("f1", 9) is None
        assert await account.file("f1", 10) == b"x" * 10


async def test_nobody_waits_for_the_file_of_another(door: Door) -> None:
    door.files = {"f1": DROP, "f2": BEA}
    updates = [said(1, 7), sent(2, 41), said(3, 41), said(4, 7), sent(5, 99, message=2), said(6, 99)]
    with pytest.raises(NotFetched):
        await door.entrance.take(updates)
    assert door.turns.batches == [["update:1", "update:4"], ["update:5", "update:6"]]
    door.files["f1"] = BEA
    assert await door.taken(*updates[1:3]) == [["update:2", "update:3"]]


async def test_a_mistake_in_the_reading_holds_nobody_up(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_content: bytes) -> Any:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(vcards, "read", broken)
    door.files = {"f1": BEA}
    with structlog.testing.capture_logs() as log:
        assert await door.taken(sent(1), text(2)) == [["update:1", "update:2"]]
    assert door.given == UNREAD
    assert [line["log_level"] for line in log] == ["error"]


async def test_only_a_few_files_are_read_at_once() -> None:
    running, most = 0, 0

    async def fetch(_file: str, _largest: int) -> bytes:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(0)
        running -= 1
        return BEA

    turns = Remembering()
    await Entrance(turns, "coach_bot", lambda: NOW, fetch).take([sent(n, chat=n) for n in range(1, 30)])
    assert len(turns.given) == 29
    assert 1 < most <= 4
