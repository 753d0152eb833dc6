"""A database as it is at one moment, read while others write in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot.store.database import Connection, driven

_PATIENCE = {"connect_timeout": 5}


class NoDatabase(Exception):  # noqa: N818 - it reads so where it is caught
    """There is no such database; ``str()`` says which."""


@contextmanager
def snapshot(url: str) -> Iterator[Connection]:
    """A connection that sees one moment and can change nothing; no lock is taken, and none waited for."""
    driven_url = driven(make_url(url))
    if driven_url.get_backend_name() == "sqlite":
        engine = _sqlite(driven_url.database or "")
    else:
        engine = create_engine(
            driven_url,
            hide_parameters=True,
            poolclass=NullPool,
            isolation_level="REPEATABLE READ",
            connect_args=_PATIENCE,
        ).execution_options(postgresql_readonly=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _sqlite(file: str) -> Engine:
    """The file itself is opened for reading only: beside a writer that is safe, in WAL."""
    if not Path(file).is_file():
        raise NoDatabase(
            f"there is no database {file}" if file else "a database in memory can't be read from outside"
        )
    address = f"{Path(file).absolute().as_uri()}?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None)

    engine = create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.execute(text("BEGIN")))
    return engine
