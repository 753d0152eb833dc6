"""Nothing in clear is ever on the disk, and nothing at all of somebody who was forgotten."""

from pathlib import Path

import pytest

from bot.engine.inputs import Command, Start, Text
from bot.service.turn import Coach, Received
from bot.service.turns import _lay_aside
from bot.store.database import Database
from tests.service.ledger import counted, known, query, takes
from tests.service.talk import Updates

ANS = 11
WORDS = ["Roodborstje", "fietsenmaker", "zevenentwintig"]

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def on_disk(database: Database) -> bytes:
    return b"".join(path.read_bytes() for path in Path(database.file).parent.glob(f"{Path(database.file).name}*"))


def checkpoint(database: Database) -> None:
    with database.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")


def test_no_typed_word_is_in_the_files_before_or_after_a_checkpoint(
    database: Database, coach: Coach, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), *(update(ANS, Text(word)) for word in WORDS))
    for word in WORDS:
        takes(database, coach, Received(f"update:{word[0]}", ANS, Text(word), update(ANS, Start()).at, "nl", word))
    files = on_disk(database)
    checkpoint(database)
    files += on_disk(database)
    assert b"woorden" in files
    assert b"Vraag" not in files
    for word in WORDS:
        assert word.encode() not in files
        assert word.encode("utf-16-le") not in files


def test_a_poisoned_update_is_not_in_the_files_in_clear(database: Database, coach: Coach, update: Updates) -> None:
    takes(database, coach, update(ANS, Start()))
    with database.transaction() as connection:
        _lay_aside(connection, coach, "update:77", ANS, WORDS[0].encode(), "ValueError")
        _lay_aside(connection, coach, "update:78", 0, WORDS[1].encode(), "ValueError")
    assert not any(word.encode() in on_disk(database) for word in WORDS)


def test_of_who_is_forgotten_neither_a_row_nor_her_key_is_left_in_the_file(
    database: Database, coach: Coach, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), *(update(ANS, Text(word)) for word in WORDS))
    row = known(database, ANS)
    assert row
    sealed = [bytes(found[0]) for found in query(database, "SELECT sealed FROM answers")]
    checkpoint(database)
    assert row.key in on_disk(database)
    takes(database, coach, update(ANS, Command("verwijder")))
    checkpoint(database)
    files = on_disk(database)
    assert row.key not in files
    assert row.state not in files
    assert not any(one in files for one in sealed)
    assert counted(database) == {"people": 0, "answers": 0, "outbox": 2, "causes": 5, "laid_aside": 0}
