"""The database: SQLite in a file or PostgreSQL, in threads, one transaction a call.

SQLite has one writer, so it gets one thread, and ``BEGIN IMMEDIATE`` takes the write lock at once instead of
finding out too late. Every commit is on the disk before anybody is told (WAL with ``synchronous=FULL``).
PostgreSQL gets a few threads, and is told to notice soon when the machine at the other end is gone, for its
locks go with it.
"""

import asyncio
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

import sqlalchemy
from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import StaticPool

P = ParamSpec("P")
R = TypeVar("R")

Connection: TypeAlias = sqlalchemy.Connection
DatabaseError = DBAPIError
"""What the database refused."""
Unavailable = (OperationalError, InterfaceError)
"""What it refuses when it is away, locked or full, whatever it was asked."""

_POSTGRES_THREADS = 4
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
    " -c tcp_user_timeout=25000 -c idle_in_transaction_session_timeout=30s",
}
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)
_CLOCK = "netwerkcoach.clock"
_MOMENT = select(func.clock_timestamp())


class DatabaseInUse(Exception):  # noqa: N818 - it reads so where it is caught
    """Another process has this database file open."""


class _FileLock:
    """The lock beside a database file; it goes with the process, however that ends."""

    def __init__(self, database: str) -> None:
        path = Path(f"{database}.lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._handle)
            raise DatabaseInUse(f"another process is using {database}; end that one first") from None

    def release(self) -> None:
        """Lets another process in."""
        os.close(self._handle)


class Database:
    """One database. ``url`` is SQLAlchemy's: ``sqlite:///path``, ``sqlite://`` (memory), ``postgresql://...``.

    Without a ``clock`` PostgreSQL's own is used, and this machine's with SQLite. A SQLite file is for one process:
    a second one gets ``DatabaseInUse``.
    """

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None) -> None:
        self.url = driven(make_url(url))
        self._lock = _FileLock(self.file) if self.file else None
        self._turnstile: AbstractContextManager[Any] = threading.RLock() if self.is_sqlite else nullcontext()
        self._engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._threads = ThreadPoolExecutor(1 if self.is_sqlite else _POSTGRES_THREADS, "database")
        shown = clock or (_machine if self.is_sqlite else None)
        event.listen(self._engine, "connect", lambda _, record: record.info.update({_CLOCK: shown}))

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, which one process has to itself."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> str:
        """The file of a SQLite database; empty for any other."""
        return (self.url.database or "").removeprefix(":memory:") if self.is_sqlite else ""

    async def run(self, function: Callable[Concatenate[Connection, P], R], *args: P.args, **named: P.kwargs) -> R:
        """Runs the function in one transaction on a thread of the pool, and returns its result."""
        work = partial(self._do, function, *args, **named)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _do(self, function: Callable[Concatenate[Connection, P], R], *args: P.args, **named: P.kwargs) -> R:
        with self.transaction() as connection:
            return function(connection, *args, **named)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction in this thread."""
        with self._turnstile, self._engine.begin() as connection:
            yield connection

    def connect(self) -> Connection:
        """A connection of one's own, outside any transaction, to be closed."""
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Closes every connection and lets go of the file."""
        self._threads.shutdown()
        self._engine.dispose()
        if self._lock:
            self._lock.release()


def now(connection: Connection) -> datetime:
    """The present moment, by the clock that all processes on this database share."""
    clock: Callable[[], datetime] | None = connection.info[_CLOCK]
    if clock:
        return clock()
    moment: datetime = connection.execute(_MOMENT).scalar_one()
    return moment.astimezone(UTC)


def _machine() -> datetime:
    return datetime.now(UTC)


def driven(url: URL) -> URL:
    """The same address with the driver we bring."""
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise ValueError(f"a database of the kind {other} is not known here: use sqlite or postgresql")


def _sqlite(url: URL) -> Engine:
    shared: dict[str, Any] = {} if url.database not in {None, ":memory:"} else {"poolclass": StaticPool}
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False}, **shared)
    event.listen(engine, "connect", _begin_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _begin_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin too late; our own event does it
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _postgres(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=_POSTGRES_THREADS + 1,
        connect_args=_PATIENCE,
        isolation_level="READ COMMITTED",
    )
