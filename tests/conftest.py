"""What all tests share: both databases, and a clock that stands still until it is told otherwise."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from bot.store import schema
from bot.store.database import Database
from tests import postgres

NO_SERVER = f"no PostgreSQL here (/usr/lib/postgresql), and no {postgres.URL}"


class Clock:
    """A moment that passes only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


OpenDatabase = Callable[..., Database]
"""Opens the test's database once more: a second process, in effect."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write down anew what the coach says in the plays")
    parser.addoption(
        "--due", type=int, default=200, help="how many people are due at once in tests/test_due_kills.py"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Starts the server in the process that hands out the tests, when several work on them."""
    stack = ExitStack()
    config.stash[_STACK] = stack
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[_SERVER] = stack.enter_context(postgres.server())


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_STACK].close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the longest test, so that nobody waits for it in the end."""
    items.sort(key=lambda item: item.path.name != "test_kills.py")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["postgres"] = node.config.stash[_SERVER]


_STACK = pytest.StashKey[ExitStack]()
_SERVER = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of this worker's own, with our tables; empty if there is no server."""
    worker = getattr(request.config, "workerinput", None)
    with ExitStack() as stack:
        server = worker["postgres"] if worker else stack.enter_context(postgres.server())
        if not server:
            yield ""
            return
        name = f"netwerkcoach_test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        _afresh(server, name)
        url = f"{server}/{name}"
        _migrated(url)
        yield url
        _afresh(server, name, make=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with our tables and nothing in them."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database with our tables, on each engine in turn."""
    if request.param == "sqlite":
        file = tmp_path / "coach.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    address: str = request.getfixturevalue("postgres_url") or pytest.skip(NO_SERVER)
    _emptied(address)
    return address


@pytest.fixture
def database(url: str, clock: Clock) -> Iterator[Database]:
    """An empty database with our tables, on the test's clock, on each engine in turn."""
    opened = Database(url, clock)
    yield opened
    opened.close()


def _afresh(server: str, name: str, *, make: bool = True) -> None:
    engine = create_engine(
        f"{server}/postgres".replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        if make:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def _migrated(url: str) -> None:
    database = Database(url)
    schema.migrate(database)
    database.close()


def _emptied(url: str) -> None:
    database = Database(url)
    with database.transaction() as connection:
        names = ", ".join(table for table in SQLModel.metadata.tables if table != "limiter")
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        connection.execute(text("UPDATE limiter SET next_at = '2000-01-01', paused_until = '2000-01-01'"))
    database.close()
