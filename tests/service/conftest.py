import pytest

from bot.service.turn import Coach
from bot.store.keys import Keys
from tests.conftest import Clock
from tests.service import talk
from tests.service.talk import Updates


@pytest.fixture
def keys() -> Keys:
    return Keys(bytes(range(32)))


@pytest.fixture
def coach(keys: Keys) -> Coach:
    return talk.coach(keys)


@pytest.fixture
def update(clock: Clock) -> Updates:
    return Updates(clock)
