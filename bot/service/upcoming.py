"""What would come by itself to everybody on a day, as things are now: without content, and nothing is changed.

Each person is rehearsed from her next moment on until that day is over, as if she said nothing in between.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from operator import attrgetter
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.daily import why
from bot.engine import conversation as conversations
from bot.engine.bank import ideas_met
from bot.engine.conversation import Turn
from bot.engine.effects import Await, Count, Message, Show
from bot.engine.inputs import Elapsed, Moment
from bot.engine.phrases import Catalogue
from bot.engine.script import Script
from bot.engine.versions import pin
from bot.engine.world import World
from bot.engine.zones import zone_of
from bot.service.network import Network
from bot.service.rehearsal import Rehearsal
from bot.service.turn import networks
from bot.store import contacts, keystone, moments, versions
from bot.store.database import Connection
from bot.store.keys import Keys
from bot.store.moments import DEADLINE, Ahead

_AT_ONCE = 200
"""People whose networks are read together."""
_SLACK = timedelta(days=2)
"""Longer than any zone is from another, and a day."""

Day: TypeAlias = date | int
"""A date, or so many days from the one that it is now where somebody is."""
Fate: TypeAlias = Literal["sent", "silent", "waits", "dropped", "blocked"]


class Upcoming(Struct, frozen=True):
    """A moment of somebody, by the number of her row.

    ``at`` is her local time. What becomes of it: ``sent``, in so many ``messages``; ``silent``: there is nothing
    to say; ``waits`` until later that day; ``dropped`` as too old; ``blocked`` where nothing can be sent. ``why``
    are the nodes that its turn comes to, as ``dialog.node``; ``chosen`` is why its daily question is that one.
    """

    person: int
    at: datetime
    kind: str
    fate: Fate
    messages: int
    why: tuple[str, ...]
    chosen: tuple[str, ...] = ()


def foretell(
    connection: Connection,
    keys: Keys,
    script: Script,
    catalogues: Mapping[str, Catalogue],
    day: Day,
    now: datetime,
    person: int | None = None,
) -> Iterator[Upcoming]:
    """What comes to everybody (or to this person) on her day, read and told as it is asked for.

    Raises ``WrongKey`` where the database was begun with another.
    """
    keystone.check(connection, keys)
    pinned = pin(script, versions.everything(connection), catalogues)
    people = groupby(moments.ahead(connection, _last(day, now) + _SLACK, person), attrgetter("person"))
    while batch := {one: tuple(rows) for one, rows in islice(people, _AT_ONCE)}:
        known = networks(connection, batch)
        for one, rows in batch.items():
            yield from _of_one(keys, pinned, rows, known.get(one, ()), day, now)


def _last(day: Day, now: datetime) -> datetime:
    return now + timedelta(days=day) if isinstance(day, int) else datetime.combine(day, time(), UTC)


def _of_one(
    keys: Keys, script: Script, rows: Sequence[Ahead], network: Sequence[contacts.Known], day: Day, now: datetime
) -> Iterator[Upcoming]:
    rehearsal = _as_she_stands(keys, script, rows, network, now)
    zone = zone_of(rehearsal.conversation.answers)
    hers = now.astimezone(zone).date() + timedelta(days=day) if isinstance(day, int) else day
    if rows[0].blocked_at is not None:
        for row in rows:
            if (at := max(now, row.due_at).astimezone(zone)).date() == hers:
                yield Upcoming(row.person, at, row.kind, "blocked", 0, ())
        return
    over, answers = datetime.combine(hers, time.max, zone), rehearsal.conversation.answers
    for given, turn in rehearsal.comes(over):
        at = rehearsal.now.astimezone(zone)
        if at.date() == hers:
            chosen = _chosen(script, World(at, answers=answers), turn)
            yield replace(_told(rows[0].person, at, given, turn), chosen=chosen)
        answers = turn.conversation.answers


def _as_she_stands(
    keys: Keys, script: Script, rows: Sequence[Ahead], network: Sequence[contacts.Known], now: datetime
) -> Rehearsal:
    whose = rows[0]
    seal = keys.person(whose.key, whose.chat)
    rehearsal = Rehearsal(
        script,
        now,
        name="",
        language=whose.language,
        known=True,
        chat=whose.chat,
        conversation=conversations.from_json(seal.open(whose.state, "state") if whose.state else b"{}"),
        contacts=Network(seal, network),
    )
    for row in rows:
        if row.kind == DEADLINE:
            rehearsal.awaited = Await(int(row.subject), row.due_at)
        else:
            rehearsal.moments[row.kind] = row.due_at
    return rehearsal


def _told(person: int, at: datetime, given: Moment | Elapsed, turn: Turn) -> Upcoming:
    kind = given.kind if isinstance(given, Moment) else DEADLINE
    messages = sum(isinstance(effect, Message | Show) for effect in turn.effects)
    return Upcoming(person, at, kind, "sent" if messages else _unsaid(kind, at, turn), messages, _why(turn))


def _unsaid(kind: str, at: datetime, turn: Turn) -> Fate:
    if any(isinstance(effect, Count) and effect.event == "dropped" for effect in turn.effects):
        return "dropped"
    again = turn.conversation.moments.get(kind)
    return "waits" if again and again.astimezone(at.tzinfo).date() == at.date() else "silent"


def _chosen(script: Script, world: World, turn: Turn) -> tuple[str, ...]:
    """Why the daily question that comes is that one, seen from before it came."""
    bank, met = script.bank, ideas_met(script, world.answers)
    daily = {one.id for one in bank}
    came = dict.fromkeys(one.dialog for one in turn.trail if one.dialog in daily)
    return tuple(reason for question in came for reason in why(bank, met, world, question))


def _why(turn: Turn) -> tuple[str, ...]:
    """What led to it: the nodes, in order."""
    return tuple(f"{one.dialog}.{one.node}" for one in turn.trail if not one.way)
