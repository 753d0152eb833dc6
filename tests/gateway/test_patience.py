from datetime import timedelta

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.patience import Patience, Refused


class Sleeper:
    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_each_failure_in_a_row_waits_longer_up_to_a_minute() -> None:
    sleep = Sleeper()
    patience = Patience(lambda: 1.0, sleep)
    for _ in range(9):
        await patience.wait()
    assert sleep.slept == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]


async def test_chance_spreads_the_waits_over_half_of_their_length() -> None:
    sleep = Sleeper()
    await Patience(lambda: 0.0, sleep).wait()
    assert sleep.slept == [0.25]


async def test_after_a_success_the_waits_begin_anew() -> None:
    sleep = Sleeper()
    patience = Patience(lambda: 1.0, sleep)
    for _ in range(3):
        await patience.wait()
    patience.restore()
    await patience.wait()
    assert sleep.slept[-1] == 0.5


async def test_what_telegram_asks_for_is_waited_on_top() -> None:
    sleep = Sleeper()
    await Patience(lambda: 1.0, sleep).wait(RetryAfter(timedelta(seconds=7)))
    assert sleep.slept == [7.5]


async def test_insisting_tries_until_it_works() -> None:
    sleep = Sleeper()
    left = [NetworkError("away"), RetryAfter(2), TelegramError("nonsense")]

    async def attempt() -> str:
        if left:
            raise left.pop(0)
        return "done"

    assert await Patience(lambda: 1.0, sleep).insist("trying", attempt) == "done"
    assert sleep.slept == [0.5, 3, 2]


@pytest.mark.parametrize("error", [InvalidToken("Unauthorized"), BadRequest("Bad webhook")])
async def test_insisting_ends_where_no_repetition_helps(error: TelegramError) -> None:
    async def attempt() -> None:
        raise error

    with pytest.raises(Refused, match="trying: Telegram"):
        await Patience(lambda: 1.0, Sleeper()).insist("trying", attempt)
