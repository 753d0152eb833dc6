"""A database on a morning: so many people, of whom some are due now."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import population
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bot import resources
from bot.service import due
from bot.service.claim import Budget
from bot.service.turn import Coach
from bot.service.turns import Turns
from bot.store import keys, schema
from bot.store.database import Connection, Database, driven
from bot.store.keys import Keys

DUE = datetime(2026, 3, 3, 8, tzinfo=UTC)
"""Nine in the morning of a Tuesday in Amsterdam."""
NOW = DUE + timedelta(minutes=5)
"""Whenever it is run, so that it is day for everybody, and nothing depends on the day of the week."""
_NEW, _UNDER_WAY = (
    next(at for at in range(1, 100) if population.kind_of(at) == kind) for kind in ("new", "under way")
)
_LATER = "2126-03-03 08:00:00"
"""When the others are due: on no day on which this is run."""
_HISTORY = 50
"""One in so many of the others has answers and contacts."""
_OTHERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :others)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, :others))",
}
_PEOPLE = """INSERT INTO people (chat, key, language, state, met_at, seen_at)
{others} SELECT :due + i, key, language, state, met_at, seen_at
FROM n JOIN people ON chat = CASE WHEN (:due + i) % :history = 0 THEN :under_way ELSE :new END"""
_ROWS = """INSERT INTO {table} (person, {columns}) SELECT others.id, {columns}
FROM people AS others, {table} AS theirs WHERE others.chat > :due AND others.chat % :history = 0
AND theirs.person = (SELECT id FROM people WHERE chat = :under_way)"""
_MOMENTS = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', :later, '+' || (chat % 80000) || ' seconds')",
    "postgresql": "CAST(:later AS timestamptz) + (chat % 80000) * interval '1 second'",
}


def coach(key_file: Path) -> Coach:
    """The coach with the dialogs that are shipped."""
    script = resources.compiled().script
    if script is None:
        raise SystemExit("the dialogs cannot be used; see: netwerkcoach check")
    return Coach(script, Keys(keys.kept(key_file)), script.common["group"][0], script.common["stranger_button"][0])


def make(url: str, key_file: Path, people: int, count: int) -> str:
    """Makes the database of so many people, unless it is there; what was done."""
    _create(url)
    database = Database(url, lambda: NOW)
    schema.migrate(database)
    with database.transaction() as connection:
        known = connection.execute(text("SELECT count(*) FROM people")).scalar_one()
        if known < people:
            _settle(connection, key_file, count)
            _fill(connection, people - count, count)
    if not database.is_sqlite:
        with database.connect() as connection:
            connection.execute(text("VACUUM ANALYZE"))
    database.close()
    return "found" if known >= people else "made"


def _create(url: str) -> None:
    given = driven(make_url(url))
    if given.get_backend_name() == "sqlite":
        return
    engine = create_engine(given.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :it"), {"it": given.database})
        if not there.first():
            connection.execute(text(f"CREATE DATABASE {given.database}"))
    engine.dispose()


def _settle(connection: Connection, key_file: Path, count: int) -> None:
    its = coach(key_file)
    population.settle(connection, its.keys, population.lives(its.script, DUE), range(1, count + 1))


def _fill(connection: Connection, others: int, count: int) -> None:
    dialect = connection.dialect.name
    given = {"others": others, "due": count, "history": _HISTORY, "new": _NEW, "under_way": _UNDER_WAY}
    connection.execute(text(_PEOPLE.format(others=_OTHERS[dialect])), given)
    for table, columns in (
        ("contacts", "contact, sealed"),
        ("answers", "asked, name, dialog, node, given_at, sealed"),
    ):
        connection.execute(text(_ROWS.format(table=table, columns=columns)), given)
    moment = f"SELECT id, 'daily', 'then', {_MOMENTS[dialect]} FROM people WHERE chat > :due"  # noqa: S608 -- ours
    connection.execute(
        text(f"INSERT INTO moments (person, kind, subject, due_at) {moment}"),
        {**given, "later": _later(connection)},
    )


def _later(connection: Connection) -> str:
    return _LATER if connection.dialect.name == "sqlite" else f"{_LATER}+00"


def begin(url: str, key_file: Path, count: int) -> None:
    """Makes so many due as they were on that morning; nothing is in the outbox."""
    database = Database(url, lambda: NOW)
    with database.transaction() as connection:
        for table in ("outbox", "causes", "tallies"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 -- ours
        _settle(connection, key_file, count)
    database.close()


def let_go(database: Database) -> None:
    """Gives back what was claimed."""
    with database.transaction() as connection:
        connection.execute(text("UPDATE moments SET leased_until = NULL WHERE leased_until IS NOT NULL"))


async def say(url: str, key_file: Path, count: int) -> None:
    """Has the coach say to so many what it says that morning: it waits in the outbox, and nobody is due."""
    begin(url, key_file, count)
    database = Database(url, lambda: NOW)
    turns = Turns(database, coach(key_file), lambda: None)
    while await due.see_to(database, turns, Budget(count)):
        pass
    with database.transaction() as connection:
        later = {"later": _later(connection), "now": NOW + timedelta(days=30)}
        connection.execute(text("UPDATE moments SET due_at = :later WHERE due_at < :now"), later)
    database.close()
