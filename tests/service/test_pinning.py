"""Versions of dialogs are kept from the first moment that somebody can be in one, until long after the last."""

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from bot.engine.script import Dialog, Script
from bot.engine.versions import write
from bot.service import pinning, upkeep
from bot.store import versions
from bot.store.database import Database
from tests.conftest import Clock
from tests.engine.small import scripted
from tests.engine.test_versions import OLD
from tests.programs import PATIENCE

YEAR = upkeep.VERSIONS_KEPT.total_seconds()
NEW = OLD.replace("Hoe heet je", "Wat is je naam")


def begins(database: Database, dialog: str) -> Script:
    with database.transaction() as connection:
        return pinning.begin_with(connection, scripted(dialog), {})


def kept(database: Database) -> set[str]:
    """The versions of the dialog that are kept."""
    with database.transaction() as connection:
        return {one.version for one in versions.everything(connection) if one.dialog == "weg"}


def upkept(database: Database) -> None:
    with database.transaction() as connection:
        upkeep.purge(connection)


def weg(dialog: str) -> Dialog:
    return scripted(dialog).dialogs["weg"]


def test_the_version_of_before_stands_beside_the_present_one(database: Database) -> None:
    assert begins(database, OLD).older == {}
    (older,) = begins(database, NEW).older.values()
    assert write(older) == write(weg(OLD))


def test_starting_again_or_a_second_process_changes_nothing(database: Database) -> None:
    for dialog in (OLD, OLD, NEW, NEW, NEW):
        begins(database, dialog)
    assert kept(database) == {weg(OLD).version, weg(NEW).version}


async def test_processes_that_start_at_once_do_not_wait_for_each_other(database: Database) -> None:
    starts = [database.run(pinning.begin_with, scripted(dialog), {}) for dialog in (OLD, NEW) * 8]
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*starts)
    assert kept(database) == {weg(OLD).version, weg(NEW).version}


def test_a_version_goes_a_year_after_it_was_replaced_and_not_before(database: Database, clock: Clock) -> None:
    begins(database, OLD)
    clock.passes(2 * YEAR)
    begins(database, NEW)
    clock.passes(YEAR - 1)
    begins(database, NEW)
    upkept(database)
    assert kept(database) == {weg(OLD).version, weg(NEW).version}
    clock.passes(2)
    upkept(database)
    assert kept(database) == {weg(NEW).version}, "the present one stays, however old"


def test_a_version_that_is_taken_back_is_the_present_one_again(database: Database, clock: Clock) -> None:
    for dialog in (OLD, NEW, OLD):
        begins(database, dialog)
        clock.passes(10)
    clock.passes(YEAR)
    upkept(database)
    assert kept(database) == {weg(OLD).version}


def test_a_dialog_that_is_gone_is_kept_for_as_long(database: Database, clock: Clock) -> None:
    begins(database, OLD)
    with database.transaction() as connection:
        without = scripted(OLD)
        pinning.begin_with(connection, replace(without, dialogs={}), {})
    clock.passes(YEAR - 1)
    upkept(database)
    assert kept(database) == {weg(OLD).version}
    clock.passes(2)
    upkept(database)
    assert kept(database) == set()


@pytest.mark.parametrize("written", ["", '{"source": {}, "translations": {}}'])
def test_a_version_that_cannot_be_read_stops_nothing(database: Database, written: str) -> None:
    begins(database, OLD)
    with database.transaction() as connection:
        connection.execute(text("UPDATE versions SET written = :written"), {"written": written})
    assert begins(database, NEW).older == {}
    assert kept(database) == {weg(OLD).version, weg(NEW).version}


def test_a_translation_that_was_mended_is_kept_with_the_version(database: Database) -> None:
    phrase = replace(weg(OLD).phrases[0], translations={"en": "The way"})
    script = scripted(OLD)
    mended = replace(script, dialogs={"weg": replace(weg(OLD), phrases=(phrase,))})
    for one in (script, mended):
        with database.transaction() as connection:
            pinning.begin_with(connection, one, {})
    (older,) = begins(database, NEW).older.values()
    assert older.title is not None
    assert older.title.wording("en") == "The way"
