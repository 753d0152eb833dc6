"""The database: SQLite in a file or PostgreSQL, in threads, one transaction a call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

P = ParamSpec("P")
R = TypeVar("R")


class DatabaseInUse(Exception):
    """Another process has this database file open."""


class Database:
    """One database. ``url`` is SQLAlchemy's: ``sqlite:///path``, ``sqlite://`` (memory), ``postgresql://...``.

    Without a ``clock`` PostgreSQL's own is used, and this machine's with SQLite.
    """

    def __init__(self, url: str, clock: Callable[[], datetime] | None = None) -> None:
        raise NotImplementedError

    async def run(self, function: Callable[Concatenate[Connection, P], R], *args: P.args, **named: P.kwargs) -> R:
        """Runs the function in one transaction on a thread of the pool, and returns its result."""
        raise NotImplementedError

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction in this thread."""
        raise NotImplementedError

    def close(self) -> None:
        """Closes every connection and lets go of the file."""
