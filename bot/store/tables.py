"""Every table. What a person wrote is sealed (``bot.store.keys``); names of questions and moments are not."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Integer, SmallInteger, Table, false
from sqlmodel import Field, SQLModel

Big: Any = BigInteger().with_variant(Integer, "sqlite")
"""An id that numbers itself: SQLite does that for the type named INTEGER only."""


class Person(SQLModel, table=True):
    """Somebody who spoke to the coach in private, and where she stands.

    ``blocked_at`` is the moment since which nothing can be sent to her.
    """

    __tablename__ = "people"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True, sa_type=Big)
    chat: int = Field(sa_type=BigInteger, unique=True)
    key: bytes
    language: str
    state: bytes
    blocked_at: datetime | None = None
    met_at: datetime
    seen_at: datetime


class LiveQuestion(SQLModel, table=True):
    """The message that bears the buttons of the question put to a person last (0: none).

    It changes with each question that is sent: in a row of its own that is a few bytes, not her whole state again.
    """

    __tablename__ = "live_questions"

    person: int = Field(
        primary_key=True,
        foreign_key="people.id",
        ondelete="CASCADE",
        sa_type=Big,
        sa_column_kwargs={"autoincrement": False},
    )
    message: int = Field(sa_type=BigInteger)


class Answer(SQLModel, table=True):
    """One answer in its series; ``asked`` is the number of the question it was given to."""

    __tablename__ = "answers"

    person: int = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", sa_type=BigInteger)
    asked: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    name: str = Field(primary_key=True)
    dialog: str
    node: str
    given_at: datetime
    sealed: bytes


class Contact(SQLModel, table=True):
    """Somebody in a person's network, sealed."""

    __tablename__ = "contacts"

    person: int = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", sa_type=BigInteger)
    contact: str = Field(primary_key=True)
    sealed: bytes


class Talk(SQLModel, table=True):
    """A conversation with somebody in a network, sealed; ``asked`` is the question in whose turn it was noted."""

    __tablename__ = "talks"

    person: int = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", sa_type=BigInteger)
    asked: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    contact: str = Field(primary_key=True)
    sealed: bytes


class ShownFile(SQLModel, table=True):
    """The last picture or document of a kind (``what``) that a person got: the messenger's id of it, sealed."""

    __tablename__ = "shown_files"

    person: int = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", sa_type=BigInteger)
    what: str = Field(primary_key=True)
    sealed: bytes


class Moment(SQLModel, table=True):
    """A moment at which something is to happen by itself; a person has one of each kind.

    ``subject`` says what it is about: of a ``deadline`` the number of the question, else the instant that was
    chosen. Nobody takes it before ``due_at``, nor while another process has it: until ``leased_until``.
    """

    __tablename__ = "moments"
    __table_args__: ClassVar[Any] = (Index("moments_next", "planned", "due_at", "person"),)

    person: int = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", sa_type=BigInteger)
    kind: str = Field(primary_key=True)
    subject: str
    due_at: datetime
    planned: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    leased_until: datetime | None = None


class Tally(SQLModel, table=True):
    """How often something happened at a question, for everybody together."""

    __tablename__ = "tallies"

    dialog: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    node: str = Field(primary_key=True)
    event: str = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)


class Delivery(SQLModel, table=True):
    """One effect that is to leave and has not left yet; it goes when it is done.

    ``key`` is ``<cause>:<index>``. ``due_at`` is the moment from which anyone may take it: later for one that
    is tried again, the end of the lease for one in flight, ``NEVER`` for one held for somebody who blocked the
    bot. ``owner`` is who has it in flight, ``parts`` how many of its messages were sent already. ``paced`` ones
    are new messages and need a slot of the budget; the others go at once. ``person`` is whose key sealed it
    (none: the master key); it is no foreign key, which would cost a check on every row of the busiest table.
    """

    __tablename__ = "outbox"
    __table_args__: ClassVar[Any] = (
        Index("outbox_next", "paced", "priority", "due_at", "id"),
        Index("outbox_order", "chat", "priority", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Big)
    key: str = Field(unique=True)
    person: int | None = Field(default=None, sa_type=BigInteger)
    chat: int = Field(sa_type=BigInteger)
    language: str
    priority: int = Field(sa_type=SmallInteger)
    kind: str
    paced: bool
    due_at: datetime
    sealed: bytes
    attempts: int
    parts: int
    owner: str | None = None


class Version(SQLModel, table=True):
    """One version of a dialog, so that whoever is in it can go on.

    ``replaced_at`` is the moment since which another version is the present one, or the dialog is gone.
    """

    __tablename__ = "versions"

    dialog: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    written: str
    replaced_at: datetime | None = None


class Cause(SQLModel, table=True):
    """One update that was taken, so that it is not taken twice."""

    __tablename__ = "causes"

    cause: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class LaidAside(SQLModel, table=True):
    """One update that could not be taken, or delivery that was refused: whole and sealed, for an operator."""

    __tablename__ = "laid_aside"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True, sa_type=Big)
    what: str
    key: str
    person: int | None = Field(
        default=None, foreign_key="people.id", ondelete="CASCADE", index=True, sa_type=BigInteger
    )
    chat: int = Field(sa_type=BigInteger)
    error: str
    at: datetime
    sealed: bytes


class Limiter(SQLModel, table=True):
    """The one budget over all processes: the moment the next message may go, and until when all must wait."""

    __tablename__ = "limiter"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    next_at: datetime
    paused_until: datetime


class Keystone(SQLModel, table=True):
    """A known value under the master key: tells a wrong key at start."""

    __tablename__ = "keystone"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed: bytes


def table(name: str) -> Table:
    """The table of this name."""
    return SQLModel.metadata.tables[name]
