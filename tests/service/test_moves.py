"""Where people would go is told before a deploy: in numbers that tell of nobody, out of a database in use."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from bot.engine.inputs import Command, Input, Start, Text
from bot.engine.script import Script
from bot.service import pinning
from bot.service.moves import Move, foresee
from bot.service.turn import Received, take
from bot.store import keystone
from bot.store.database import Connection, Database
from bot.store.keys import Keys, WrongKey
from bot.store.snapshot import snapshot
from tests.conftest import Clock
from tests.engine.conftest import sources
from tests.engine.small import scripted
from tests.engine.test_versions import OLD, THIRD
from tests.stage import coach_of

GONE = OLD.replace(THIRD, "")
COMMANDS = f"{sources()['commands.yaml']}\n  weg: {{names: {{nl: weg, en: way}}, describe: De weg, dialog: weg}}\n"


def with_command(dialog: str) -> Script:
    """The small script with this dialog, and a command that opens it."""
    return scripted(dialog, **{"commands.yaml": COMMANDS})


class Town:
    """People who are halfway a dialog."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.coach = coach_of(with_command(OLD))
        self.updates = 0
        with database.transaction() as connection:
            pinning.begin_with(connection, self.coach.script, {})

    def walks(self, chat: int, *words: str) -> None:
        everything: tuple[Input, ...] = (Start(), Text("ja"), Command("weg"), *map(Text, words))
        for given in everything:
            self.updates += 1
            received = Received(f"update:{self.updates}", chat, given, self.clock(), "nl", "Ans")
            with self.database.transaction() as connection:
                (outcome,) = take(connection, self.coach, [received])
            assert outcome.result == "taken", outcome


@pytest.fixture
def town(database: Database, clock: Clock) -> Town:
    town = Town(database, clock)
    for chat in range(1, 7):
        town.walks(chat, "rood", "Ans")
    town.walks(7, "rood")
    return town


@contextmanager
def reading(database: Database) -> Iterator[Connection]:
    with snapshot(database.url.render_as_string(hide_password=False)) as connection:
        yield connection


def test_while_their_version_is_kept_people_stay_and_a_few_are_not_counted(town: Town, clock: Clock) -> None:
    version = town.coach.script.dialogs["weg"].version
    with reading(town.database) as connection:
        found = foresee(connection, town.coach.keys, with_command(GONE), {}, clock())
    assert found == [
        Move("weg", version, "drie", "weg.drie", "stays", 6),
        Move("weg", version, "twee", "weg.twee", "stays", None),
    ]


def test_without_it_those_whose_question_is_gone_are_stranded(town: Town, clock: Clock) -> None:
    with town.database.transaction() as connection:
        connection.execute(text("DELETE FROM versions"))
    with reading(town.database) as connection:
        found = foresee(connection, town.coach.keys, with_command(GONE), {}, clock())
    assert [(one.node, one.to, one.fate, one.people) for one in found] == [
        ("drie", "weg.twee", "stranded", 6),
        ("twee", "weg.twee", "stays", None),
    ]


def test_nothing_is_told_of_whoever_is_in_the_version_that_lies_there(town: Town, clock: Clock) -> None:
    with reading(town.database) as connection:
        assert foresee(connection, town.coach.keys, town.coach.script, {}, clock()) == []


def test_with_another_key_nothing_is_opened(town: Town, clock: Clock) -> None:
    with town.database.transaction() as connection:
        keystone.lay(connection, town.coach.keys)
    with reading(town.database) as connection, pytest.raises(WrongKey):
        foresee(connection, Keys(bytes(range(32))), town.coach.script, {}, clock())
