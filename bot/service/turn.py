"""One turn, or many at once: everything that one batch of updates changes, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import Connection

from bot.engine.advance import advance
from bot.engine.conversation import Conversation, Turn
from bot.engine.inputs import Input
from bot.engine.script import Script
from bot.engine.values import Phrase
from bot.engine.world import World
from bot.store.keys import Keys


@dataclass(frozen=True, slots=True)
class Presence:
    """She blocked the bot, or let it in again; nothing is said to it."""

    blocked: bool


@dataclass(frozen=True, slots=True)
class GroupGreeting:
    """Somebody spoke to the bot in a group: it says that it works in private, and remembers nobody."""


Given: TypeAlias = Input | Presence | GroupGreeting


@dataclass(frozen=True, slots=True)
class Received:
    """One update as the gateway read it. ``cause`` is ``update:<id>``; ``at`` is aware."""

    cause: str
    chat: int
    given: Given
    at: datetime
    language: str = ""
    first_name: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one update; all but ``failed`` and ``held`` are settled for good."""

    cause: str
    result: Literal["taken", "repeated", "failed", "held", "laid aside"]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Coach:
    """All that a turn needs beside the database. ``group`` and ``stranger`` are the script's own sentences."""

    script: Script
    keys: Keys
    group: Phrase
    stranger: Phrase
    advance: Callable[[Script, Conversation, Input, World], Turn] = advance


def take(connection: Connection, coach: Coach, received: Sequence[Received]) -> list[Outcome]:
    """Takes a batch in one transaction; the outcomes are in the order of ``received``."""
    raise NotImplementedError
