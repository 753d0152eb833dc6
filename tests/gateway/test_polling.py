import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from bot.gateway.account import Account
from bot.gateway.entrance import Entrance
from bot.gateway.incoming import KINDS
from bot.gateway.patience import Patience
from bot.gateway.polling import Polling
from bot.gateway.transport import Transport
from tests.gateway.test_attachments import BEA, FOUND, said, sent
from tests.gateway.test_entrance import text
from tests.gateway.turns import Remembering
from tests.gateway.wire import DROP, HANG, TOKEN, Wire, refusal

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Poll:
    """A poller whose world is a list of answers; it is over when they are."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.turns = Remembering()
        self.slept: list[float] = []
        self.answers: list[Any] = []
        self.over = asyncio.Event()
        wire.answer = self._answer

    def _answer(self, method: str, _fields: dict[str, Any]) -> Any:
        if method != "getUpdates":
            return True
        if self.answers:
            return self.answers.pop(0)
        self.over.set()
        return HANG

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def through(self, *answers: Any) -> list[int]:
        """The offsets that were asked for while these were the answers, and once more after them."""
        self.answers = [*answers]
        async with Account(self.wire.url, TOKEN, Transport(answer_seconds=0.3)) as account:
            entrance = Entrance(self.turns, "coach_bot", lambda: NOW, account.file)
            polling = Polling(account, entrance, Patience(lambda: 1.0, self._sleep))
            task = asyncio.create_task(polling.run())
            await asyncio.wait_for(self.over.wait(), 5)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return [int(fields["offset"]) for fields in self.wire.fields("getUpdates")]


@pytest.fixture
async def poll(wire: Wire) -> Poll:
    return Poll(wire)


async def test_a_batch_is_confirmed_once_it_is_taken(poll: Poll) -> None:
    assert await poll.through([text(7), text(8)], [text(9)]) == [0, 9, 10]
    assert poll.turns.batches == [["update:7", "update:8"], ["update:9"]]
    assert poll.slept == []


async def test_what_means_nothing_is_confirmed_too(poll: Poll) -> None:
    assert await poll.through([{"update_id": 7, "poll": {}}]) == [0, 8]


async def test_what_the_database_did_not_take_is_asked_for_again(poll: Poll) -> None:
    poll.turns.away = 2
    assert await poll.through([text(7)], [text(7)], [text(7), text(8)]) == [0, 0, 0, 9]
    assert poll.turns.batches == [["update:7", "update:8"]]
    assert poll.slept == [0.5, 1]


async def test_an_update_whose_file_does_not_come_is_not_confirmed_until_it_does(poll: Poll, wire: Wire) -> None:
    tell, files = wire.answer, [DROP, {"file_path": "a.vcf"}]

    def answer(method: str, fields: dict[str, Any]) -> Any:
        return files.pop(0) if method == "getFile" else BEA if method == "file" else tell(method, fields)

    wire.answer = answer
    batch = [said(6, 7), sent(7), said(8, 7)]
    assert await poll.through(batch, batch) == [0, 0, 9]
    assert poll.turns.batches == [["update:6", "update:8"]] * 2 + [["update:7"]]
    assert poll.turns.given["update:7"] == FOUND
    assert poll.slept == [0.5]


async def test_only_what_is_read_is_asked_for_and_it_is_waited_for(poll: Poll) -> None:
    await poll.through()
    (asked,) = poll.wire.fields("getUpdates")
    assert asked["limit"] == "100"
    assert int(asked["timeout"]) >= 20
    assert all(kind in asked["allowed_updates"] for kind in KINDS)


async def test_an_old_webhook_is_taken_away_first(poll: Poll) -> None:
    await poll.through()
    assert [method for method, _ in poll.wire.asked] == ["deleteWebhook", "getUpdates"]


FAULTS: dict[str, tuple[Any, str]] = {
    "the token": (refusal(401, "Unauthorized"), "error"),
    "no such bot": (refusal(404, "Not Found"), "error"),
    "another poller": (refusal(409, "Conflict: terminated by other getUpdates request"), "error"),
    "a server error": (refusal(500, "Internal Server Error"), "warning"),
    "a gateway": ((502, "<html>"), "warning"),
    "a cut": (DROP, "warning"),
    "nonsense": ((200, "hello"), "warning"),
    "neither yes nor no": ((200, '{"ok": false}'), "warning"),
    "flood": (refusal(429, "Too Many Requests: retry after 5", retry_after=5), "warning"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_telegram_answers_the_poller_says_so_and_asks_again_later(poll: Poll, fault: str) -> None:
    answer, level = FAULTS[fault]
    with structlog.testing.capture_logs() as log:
        assert await poll.through(answer, answer, answer, [text(7)]) == [0, 0, 0, 0, 8]
    assert poll.turns.batches == [["update:7"]]
    waited = 5 if fault == "flood" else 0
    assert poll.slept == [0.5 + waited, 1 + waited, 2 + waited]
    assert [line["log_level"] for line in log if line["event"] != "polling"] == [level] * 3


async def test_a_server_that_answers_nothing_at_once_is_not_asked_without_end(poll: Poll) -> None:
    await poll.through([], [], {"not": "a list"})
    assert poll.slept == [0.5, 1, 2]
