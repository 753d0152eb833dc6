import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.gateway import incoming
from bot.gateway.entrance import Entrance
from bot.service.turn import Received
from bot.service.turns import NotTaken
from tests.gateway.turns import Remembering

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def text(number: int) -> dict[str, Any]:
    chat = {"id": 41, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "date": 1, "chat": chat, "text": "hoi"}}


async def no_file(file_id: str, largest: int) -> bytes | None:
    raise AssertionError(f"nobody sent a file, and {file_id} of {largest} is asked for")


async def test_a_batch_is_taken_in_order_without_what_means_nothing() -> None:
    turns = Remembering()
    await Entrance(turns, "coach_bot", lambda: NOW, no_file).take([text(1), {"update_id": 2}, "nonsense", text(3)])
    assert turns.batches == [["update:1", "update:3"]]


async def test_nothing_is_asked_of_the_database_where_nothing_came_in() -> None:
    turns = Remembering()
    turns.away = 1
    await Entrance(turns, "coach_bot", lambda: NOW, no_file).take([{"update_id": 2}])
    assert turns.away == 1


async def test_a_database_that_is_away_is_told() -> None:
    turns = Remembering()
    turns.away = 1
    with pytest.raises(NotTaken):
        await Entrance(turns, "coach_bot", lambda: NOW, no_file).take([text(1)])


async def test_an_update_that_breaks_the_reading_is_laid_aside_and_the_others_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = incoming.read

    def broken(update: Any, username: str, now: datetime) -> Received | None:
        if update["update_id"] == 2:
            raise ValueError("a mistake of ours")
        return real(update, username, now)

    monkeypatch.setattr(incoming, "read", broken)
    turns = Remembering()
    await Entrance(turns, "coach_bot", lambda: NOW, no_file).take([text(1), text(2), text(3)])
    assert turns.batches == [["update:1", "update:3"]]
    ((cause, chat, payload, error),) = turns.aside
    assert (cause, chat, error) == ("update:2", 41, "a mistake of ours")
    assert json.loads(payload) == text(2)
