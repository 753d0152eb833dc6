"""People that she names are kept with her, sealed, and questions are counted for everybody together."""

from collections.abc import Sequence

from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Count, Effect, Forget, Meet, Unmeet
from bot.engine.inputs import Input, Text
from bot.engine.script import Dialog, Each, Script, Vocabulary
from bot.engine.values import Phrase
from bot.engine.world import Contact, World
from bot.service.turn import Coach, Received, take
from bot.store import contacts, tallies
from bot.store.database import Database
from bot.store.keys import Keys
from tests.conftest import Clock
from tests.service.talk import GROUP, STRANGER

EACH = Each("ronde", "contacts", "wie", "ronde", ())
DIALOG = Dialog("ronde", Phrase("ronde.title", "Ronde"), "1", {"ronde": EACH})
SCRIPT = Script({"ronde": DIALOG}, {}, {}, {}, (), {}, Vocabulary({}, {}), "", "", {})
FATIMA = Meet("@1", "Fatima van de drukkerij", "klanten")


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
    worlds = told(database, clock, keys, [FATIMA], [])
    assert [world.contacts for world in worlds] == [{}, {"@1": Contact("Fatima van de drukkerij", "klanten")}]


def test_whom_she_takes_back_is_gone(database: Database, clock: Clock, keys: Keys) -> None:
    worlds = told(database, clock, keys, [FATIMA], [Unmeet("@1")], [])
    assert worlds[-1].contacts == {}


def test_a_circle_that_changes_takes_the_place_of_the_old_one(
    database: Database, clock: Clock, keys: Keys
) -> None:
    worlds = told(database, clock, keys, [FATIMA], [Meet("@1", "Fatima", "buurt")], [])
    assert worlds[-1].contacts == {"@1": Contact("Fatima", "buurt")}


def test_a_name_is_sealed(database: Database, clock: Clock, keys: Keys) -> None:
    told(database, clock, keys, [FATIMA])
    with database.transaction() as connection:
        (row,) = contacts.of(connection, [1, 2, 3])
    assert b"Fatima" not in row.sealed


def test_who_is_forgotten_leaves_nobody_behind(database: Database, clock: Clock, keys: Keys) -> None:
    told(database, clock, keys, [FATIMA], [Forget()])
    with database.transaction() as connection:
        assert contacts.of(connection, range(10)) == []


def test_what_happens_is_added_up_and_undone(database: Database, clock: Clock, keys: Keys) -> None:
    reached = Count("prijs", "1", "waarde", "reached")
    told(database, clock, keys, [reached, reached], [reached], [Count("prijs", "1", "waarde", "reached", -1)])
    with database.transaction() as connection:
        assert tallies.everything(connection) == [tallies.Tally("prijs", "1", "waarde", "reached", 2)]
