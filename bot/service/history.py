"""What somebody told, read back whole: her rows as they lie, and opened where there is time for it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from bot.coaching.history import Answered, History
from bot.coaching.planning import planned_names
from bot.coaching.plans import plans_of
from bot.engine import conversation as conversations
from bot.engine.saying import done_key
from bot.engine.script import Script
from bot.engine.values import Kind, Value
from bot.engine.zones import zone_of
from bot.service.network import Network, opened_talk
from bot.store import answers, contacts, people, talks
from bot.store.database import Connection
from bot.store.keys import Seal

_reader: msgspec.json.Decoder[Value] = msgspec.json.Decoder(Value)


class Rows(Struct, frozen=True):
    """All that is kept of somebody, sealed."""

    whose: people.Whole
    answers: Sequence[answers.Known]
    talks: Sequence[talks.Known]
    contacts: Sequence[contacts.Known]


def read(connection: Connection, person: int) -> Rows | None:
    """All that is kept of this person; None where she is gone."""
    whose = people.whole(connection, person)
    if whose is None:
        return None
    return Rows(
        whose, answers.of(connection, person), talks.of(connection, person), contacts.of(connection, [person])
    )


def known(rows: Rows, seal: Seal) -> Mapping[str, Value]:
    """What she answered last under each name, and what the coach keeps beside it (under names with a ``~``)."""
    state = rows.whose.state
    return conversations.from_json(seal.open(state, "state")).answers if state else {}


class Names(Struct, frozen=True):
    """What it takes of a script to read a history: its course, what each name holds, and which hold plans."""

    course: tuple[str, ...]
    kinds: Mapping[str, Kind]
    planned: tuple[str, ...]


def names_of(script: Script) -> Names:
    """That of this script."""
    kinds = {name: declared.kind for name, declared in script.names.items()}
    return Names(script.course, kinds, planned_names(script))


def opened(rows: Rows, seal: Seal, named: Mapping[str, Value], names: Names) -> History:
    """Her history, with what she knows by name."""
    here = zone_of(named)
    told = sorted((_answered(row, seal, here, names.kinds) for row in rows.answers), key=lambda one: one.on)
    spoken = sorted((opened_talk(seal, row) for row in rows.talks), key=lambda talk: talk.on)
    met = rows.whose.met_at.astimezone(here).date()
    first = min((met, *(one.on for one in told[:1])))
    done = tuple((dialog, done_key(dialog) in named) for dialog in names.course)
    people = dict(Network(seal, rows.contacts))
    return History(people, tuple(told), tuple(spoken), first, done, plans_of(named), names.planned)


def _answered(row: answers.Known, seal: Seal, here: ZoneInfo, kinds: Mapping[str, Kind]) -> Answered:
    value = _reader.decode(seal.open(row.sealed, f"answer:{row.asked}:{row.name}"))
    given = row.given_at if row.given_at.tzinfo else row.given_at.replace(tzinfo=UTC)
    on: date = given.astimezone(here).date()
    return Answered(row.name, row.dialog, value, on, kinds.get(row.name, "text"))
