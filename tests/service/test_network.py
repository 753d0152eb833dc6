"""People that she names are kept with her, sealed, and questions are counted for everybody together."""

import json
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Count, Effect, Forget, Meet, Talk, Unmeet, Withdraw
from bot.engine.inputs import Input, Text
from bot.engine.people import Contact
from bot.engine.script import Script, Vocabulary
from bot.engine.world import World
from bot.service.turn import Coach, Received, take
from bot.store import contacts, people, talks, tallies
from bot.store.database import Database
from bot.store.keys import Keys
from tests.conftest import Clock
from tests.service.talk import GROUP, STRANGER

SCRIPT = Script({}, {}, {}, {}, (), {}, Vocabulary({}, {}), "", "", {})
FATIMA = Contact("Fatima", circle="klanten", organisation="de drukkerij", brings=("product",), rhythm=30)
MET = Meet("@1", FATIMA)
TALKED = Talk("@1", "2026-03-01", "gebeld", "ik", ("informatie",), asked=5)


def told(database: Database, clock: Clock, keys: Keys, *turns: Sequence[Effect]) -> list[World]:
    """Takes a turn with each of these effects in turn; the worlds that they saw."""
    worlds: list[World] = []

    def advance(_script: Script, conversation: Conversation, _given: Input, world: World) -> Turn:
        worlds.append(World(world.now, world.language, world.first_name, dict(world.contacts)))
        return Turn(conversation, tuple(turns[len(worlds) - 1]))

    coach = Coach(SCRIPT, keys, GROUP, STRANGER, advance)
    for number in range(len(turns)):
        received = Received(f"update:{number}", 7, Text("hoi"), clock(), "nl")
        with database.transaction() as connection:
            take(connection, coach, [received])
    return worlds


def test_whom_she_names_is_known_from_the_next_turn_on(database: Database, clock: Clock, keys: Keys) -> None:
    worlds = told(database, clock, keys, [MET], [])
    assert [world.contacts for world in worlds] == [{}, {"@1": FATIMA}]


def test_whom_she_takes_back_is_gone(database: Database, clock: Clock, keys: Keys) -> None:
    worlds = told(database, clock, keys, [MET], [Unmeet("@1")], [])
    assert worlds[-1].contacts == {}


def test_a_circle_that_changes_takes_the_place_of_the_old_one(
    database: Database, clock: Clock, keys: Keys
) -> None:
    worlds = told(database, clock, keys, [MET], [Meet("@1", replace(FATIMA, circle="buurt"))], [])
    assert worlds[-1].contacts == {"@1": replace(FATIMA, circle="buurt")}


def test_a_name_is_sealed(database: Database, clock: Clock, keys: Keys) -> None:
    told(database, clock, keys, [MET])
    with database.transaction() as connection:
        (row,) = contacts.of(connection, [1, 2, 3])
    assert b"Fatima" not in row.sealed


def _talks(database: Database, keys: Keys) -> list[dict[str, object]]:
    with database.transaction() as connection:
        rows = talks.of(connection, 1)
        (person,) = people.lock(connection, [7])
    seal = keys.person(person.key, person.chat)
    return [json.loads(seal.open(row.sealed, f"talk:{row.asked}")) for row in rows]


def test_a_talk_is_kept_sealed_and_noted_again_replaces_itself(
    database: Database, clock: Clock, keys: Keys
) -> None:
    told(database, clock, keys, [MET, TALKED], [replace(TALKED, how="gezien")])
    (told_of,) = _talks(database, keys)
    assert told_of == {"on": "2026-03-01", "how": "gezien", "began": "ik", "brought": ["informatie"], "took": []}


@pytest.mark.parametrize("undone", [Withdraw(5), Unmeet("@1"), Forget()])
def test_a_talk_goes_with_its_question_with_its_person_and_with_her(
    undone: Effect, database: Database, clock: Clock, keys: Keys
) -> None:
    told(database, clock, keys, [MET, TALKED], [undone])
    with database.transaction() as connection:
        assert talks.of(connection, 1) == []


@pytest.mark.parametrize("undone", [Withdraw(5), Unmeet("@1")])
def test_a_talk_taken_back_in_the_batch_that_noted_it_is_never_kept(
    undone: Effect, database: Database, clock: Clock, keys: Keys
) -> None:
    told(database, clock, keys, [MET], [TALKED, undone])
    assert _talks(database, keys) == []


def test_the_talks_of_a_double_go_on_with_the_one_who_stays(database: Database, clock: Clock, keys: Keys) -> None:
    other = replace(TALKED, contact="@2", asked=6)
    both = replace(TALKED, contact="@2", how="gezien")
    told(database, clock, keys, [MET, Meet("@2", FATIMA), TALKED, other, both], [Unmeet("@2", into="@1")])
    with database.transaction() as connection:
        assert [(row.asked, row.contact) for row in talks.of(connection, 1)] == [(5, "@1"), (6, "@1")]
    assert [told_of["how"] for told_of in _talks(database, keys)] == ["gebeld", "gebeld"]


def test_many_people_come_in_the_order_in_which_she_met_them(database: Database, clock: Clock, keys: Keys) -> None:
    met = [Meet(f"@{at}", Contact(f"P{at}")) for at in range(1, 25)]
    worlds = told(database, clock, keys, met, [])
    assert list(worlds[-1].contacts) == [f"@{at}" for at in range(1, 25)]


def test_who_is_forgotten_leaves_nobody_behind(database: Database, clock: Clock, keys: Keys) -> None:
    told(database, clock, keys, [MET], [Forget()])
    with database.transaction() as connection:
        assert contacts.of(connection, range(10)) == []


def test_what_happens_is_added_up_and_undone(database: Database, clock: Clock, keys: Keys) -> None:
    reached = Count("prijs", "1", "waarde", "reached")
    told(database, clock, keys, [reached, reached], [reached], [Count("prijs", "1", "waarde", "reached", -1)])
    with database.transaction() as connection:
        assert tallies.everything(connection) == [tallies.Tally("prijs", "1", "waarde", "reached", 2)]
