"""Several real processes on one PostgreSQL."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.engine.effects import Message
from bot.engine.inputs import Command, Start, Text
from bot.service.claim import Budget, claim
from bot.service.turn import Coach, Received, take
from bot.store import outbox
from bot.store.database import Database
from bot.store.keys import Keys
from bot.store.owner import Owner
from tests.service import talk
from tests.service.ledger import counted, leaving, query, results, stands, takes
from tests.service.talk import Updates

CHATS = (11, 22, 33, 44, 55)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def work(url: str, key: bytes, batches: Sequence[Sequence[Received]]) -> None:
    database, coach = Database(url), talk.coach(Keys(key))
    for batch in batches:
        with database.transaction() as connection:
            take(connection, coach, batch)
    database.close()


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_two_processes_keep_each_persons_order(
    url: str, database: Database, coach: Coach, update: Updates
) -> None:
    takes(database, coach, *(update(chat, Start()) for chat in CHATS))
    shares = [
        [[update(chat, Text("hoi")) for chat in CHATS[:: 1 - 2 * mine]] for _ in range(30)] for mine in (0, 1)
    ]
    spawning = multiprocessing.get_context("spawn")
    workers = [spawning.Process(target=work, args=(url, bytes(range(32)), share)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert counted(database)["answers"] == 300
    for chat in CHATS:
        assert stands(database, coach.keys, chat).asked == 61
        asked = [effect.asked for effect in leaving(database, coach.keys, chat) if isinstance(effect, Message)]
        assert asked == [0, *range(1, 62)]


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_mark_and_a_turn_that_forgets_her_do_not_wait_for_each_other(
    database: Database, coach: Coach, update: Updates
) -> None:
    takes(database, coach, update(CHATS[0], Start()))
    with database.transaction() as connection:
        ((first, *_),) = claim(connection, "0/me", Budget(1000), 1, lambda: 0.0).runs
    with ThreadPoolExecutor(1) as other:
        with database.transaction() as connection:
            outbox.point(
                connection, [{"whose": first.row.person, "bears": 1, "delivery": first.row.id, "me": "0/me"}]
            )
            forgetting = other.submit(takes, database, coach, update(CHATS[0], Command("verwijder")))
            while not query(database, WAITING)[0][0]:
                assert not forgetting.done()
            assert outbox.done(connection, "0/me", [first.row.id])
        assert results(forgetting.result()) == ["taken"]
    assert counted(database)["people"] == 0


def test_each_process_has_a_name_of_its_own_and_gets_its_slot_again(url: str) -> None:
    database = Database(url)
    first = Owner(database)
    second = None if database.is_sqlite else Owner(database)
    again, name = first.slot, first.name
    first.close()
    third = Owner(database)
    assert third.slot == again
    assert third.name != name
    if second:
        assert second.slot != again
        second.close()
    third.close()
    database.close()
