"""One turn, or many at once: everything that one batch of updates changes, in one transaction.

A batch shares what costs most, the commit and the trips to the database, and nothing else: what goes wrong in
one person's turn leaves her alone out, with all that she sent after it, for order's sake. Such an update counts as
never seen, and may be offered again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from bot.engine.advance import advance
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Acknowledge, Message, Outgoing
from bot.engine.inputs import Edited, Elapsed, Input, Media, Moment, Press
from bot.engine.script import Script
from bot.engine.values import Line, Phrase
from bot.engine.world import World
from bot.engine.zones import zone_of
from bot.service.errors import place
from bot.service.fresh import Fresh
from bot.service.writing import Someone, Writing, someone
from bot.store import causes, contacts, people
from bot.store.database import Connection, now
from bot.store.keys import Keys


class Presence(Struct, frozen=True):
    """She blocked the bot, or let it in again; nothing is said to it."""

    blocked: bool


class GroupGreeting(Struct, frozen=True):
    """Somebody spoke to the bot in a group: it says that it works in private, and remembers nobody."""


Networks: TypeAlias = Mapping[int, Sequence[contacts.Known]]
"""The rows of people's contacts, by person."""
Given: TypeAlias = Input | Presence | GroupGreeting


class Received(Struct, frozen=True):
    """One update as the gateway read it. ``cause`` is ``update:<id>``; ``at`` is aware."""

    cause: str
    chat: int
    given: Given
    at: datetime
    language: str = ""
    first_name: str = ""


class Outcome(Struct, frozen=True):
    """What became of one update; all but ``failed`` and ``held`` are settled for good."""

    cause: str
    result: Literal["taken", "repeated", "failed", "held", "laid aside"]
    error: str = ""


class Coach(Struct, frozen=True):
    """All that a turn needs beside the database. ``group`` and ``stranger`` are the script's own sentences.

    ``fresh`` is handed what is to leave.
    """

    script: Script
    keys: Keys
    group: Phrase
    stranger: Phrase
    advance: Callable[[Script, Conversation, Input, World], Turn] = field(default=advance)
    fresh: Fresh = field(default_factory=Fresh)


def take(connection: Connection, coach: Coach, received: Sequence[Received]) -> list[Outcome]:
    """Takes a batch in one transaction; the outcomes are in the order of ``received``."""
    moment = now(connection)
    recorded = causes.record(connection, (one.cause for one in received), moment)
    found = _find(connection, coach.keys, [one for one in received if one.cause in recorded], moment)
    network = networks(connection, (row.id for row in found.values()))
    writing = Writing(coach.keys, moment, coach.fresh)
    outcomes: list[Outcome] = []
    taken: set[str] = set()
    waiting: set[int] = set()
    for one in received:
        row = found.get(one.chat)
        if one.chat in waiting:
            outcome = Outcome(one.cause, "held")
        elif one.cause not in recorded or one.cause in taken:
            outcome = Outcome(one.cause, "repeated")
        else:
            outcome = _take_one(coach, writing, row, one, network)
        outcomes.append(outcome)
        if outcome.result == "taken":
            taken.add(one.cause)
        if outcome.result == "failed" or (row and writing.forgot(row.id)):
            waiting.add(one.chat)  # for order's sake; and one who was forgotten is to be met anew
    writing.write(connection)
    causes.withdraw(connection, recorded - taken)
    return outcomes


def spoken(code: str, known: str = "en") -> str:
    """The language in which to speak to somebody whose messenger is set to this one."""
    if not code:
        return known
    return "nl" if code.startswith("nl") else "en"


def _find(
    connection: Connection, keys: Keys, received: Iterable[Received], moment: datetime
) -> dict[int, people.Known]:
    """The people in these chats, their rows locked; those are made known who say something for the first time."""
    private = [one for one in received if not isinstance(one.given, GroupGreeting)]
    chats = {one.chat for one in private}
    known = people.known(connection, chats) if chats else set()
    meeting = {one.chat: one for one in reversed(private) if one.chat not in known and introduces(one.given)}
    if meeting:
        people.meet(connection, [_met(keys, one, moment) for one in meeting.values()])
    rows = people.lock(connection, known | meeting.keys()) if chats else []
    return {row.chat: row for row in rows}


def networks(connection: Connection, whose: Iterable[int]) -> Networks:
    """The rows of these people's contacts."""
    found: dict[int, list[contacts.Known]] = {}
    for row in contacts.of(connection, whose):
        found.setdefault(row.person, []).append(row)
    return found


def introduces(given: Given) -> bool:
    """Whether somebody makes herself known with this."""
    return not isinstance(given, Press | Edited | Elapsed | Moment | Media | Presence | GroupGreeting)


def _met(keys: Keys, one: Received, moment: datetime) -> dict[str, object]:
    return {
        "chat": one.chat,
        "key": keys.wrapped(one.chat),
        "language": spoken(one.language),
        "met_at": moment,
        "seen_at": moment,
    }


def _take_one(
    coach: Coach, writing: Writing, row: people.Known | None, one: Received, network: Networks
) -> Outcome:
    try:
        if row is None:
            writing.leave(one.cause, one.chat, spoken(one.language), _to_nobody(coach, one))
        else:
            _to_somebody(coach, writing, row, one, network)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to stop nobody else
        return Outcome(one.cause, "failed", place(error))
    return Outcome(one.cause, "taken")


def _to_nobody(coach: Coach, one: Received) -> tuple[Outgoing, ...]:
    """What somebody gets of whom nothing is known, and nothing will be."""
    language = spoken(one.language)
    match one.given:
        case GroupGreeting():
            return (Message((Line(coach.group.wording(language)),)),)
        case Press(query=query):
            return (Acknowledge(query, Line(coach.stranger.wording(language))),)
        case _:
            return ()


def _to_somebody(coach: Coach, writing: Writing, row: people.Known, one: Received, network: Networks) -> None:
    whose = writing.touched.get(row.id) or someone(coach.keys, row, network.get(row.id, ()))
    match one.given:
        case GroupGreeting():
            return
        case Presence(blocked=blocked):
            whose.blocked_at = (whose.blocked_at or writing.now) if blocked else None
            whose.was_blocked = whose.was_blocked or blocked
        case Elapsed() | Moment():
            if whose.blocked_at is None:
                _advance(coach, writing, whose, one, one.given)
        case given:
            if whose.blocked_at is not None:
                whose.conversation = replace(whose.conversation, moments={})  # they passed while she was away
            _advance(coach, writing, whose, one, given)
            whose.blocked_at = None
    writing.touched[row.id] = whose


def _advance(coach: Coach, writing: Writing, whose: Someone, one: Received, given: Input) -> None:
    speaking = spoken(one.language, whose.language)
    local = one.at.astimezone(zone_of(whose.conversation.answers))
    turn = coach.advance(
        coach.script, whose.conversation, given, World(local, speaking, one.first_name, whose.contacts)
    )
    chosen = turn.conversation.answers.get("taal")
    writing.turn(one.cause, whose, chosen if isinstance(chosen, str) else speaking, turn)
