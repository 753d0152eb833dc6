"""People who are to hear from the coach at a moment, put in the database as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from bot.coaching.calendar import WEEK
from bot.coaching.moments import DAILY
from bot.engine import conversation as conversations
from bot.engine.conversation import Conversation
from bot.engine.people import Contact
from bot.engine.script import Script
from bot.engine.values import Value
from bot.service.rehearsal import acquainted
from bot.store import contacts, moments, people
from bot.store.database import Connection
from bot.store.keys import Keys

LONG = timedelta(days=90)
_ZONES = ("Europe/Amsterdam", "Asia/Tokyo", "America/Los_Angeles")
"""In one of them it is between ten in the morning and eight in the evening, whenever it is."""


def standing(script: Script, at: datetime, answers: Mapping[str, Value]) -> Conversation:
    """Somebody who knows the coach, and one person more; her next message, of one each morning, comes ``at``."""
    known = acquainted(script, "nl")
    chosen = {"dagvraag_moment": "ochtend", "dagvraag_dagen": tuple(WEEK), **answers}
    return replace(known, asked=1, contacts=1, answers={**known.answers, **chosen}, moments={DAILY: at})


def by_day(script: Script, at: datetime) -> Conversation:
    """The same, of somebody who lives where it is day ``at`` that moment, for at night nothing comes."""
    zone = next(zone for zone in _ZONES if 10 <= at.astimezone(ZoneInfo(zone)).hour < 20)
    return standing(script, at, {"zone": zone})


def settle(connection: Connection, master: Keys, chats: Sequence[int], stands: Conversation) -> None:
    """Puts people in these chats who all stand there."""
    at, written = stands.moments[DAILY], conversations.to_json(stands)
    met = {"language": "nl", "met_at": at, "seen_at": at}
    people.meet(connection, [{"chat": chat, "key": master.wrapped(chat), **met} for chat in chats])
    rows = people.lock(connection, chats)
    seals = {row.id: master.person(row.key, row.chat) for row in rows}
    states = {person: seal.close(written, "state") for person, seal in seals.items()}
    stay = {"new_language": "nl", "new_blocked_at": None, "now": at}
    people.save(connection, [{"person": person, "new_state": state, **stay} for person, state in states.items()])
    day = (at - LONG).date().isoformat()
    noor = msgspec.json.encode(Contact("Noor", circle="klanten", rhythm=7, added=day, spoken=day))
    known = {person: seal.close(noor, "contact:@1") for person, seal in seals.items()}
    contacts.keep(
        connection, [{"person": one, "contact": "@1", "sealed": sealed} for one, sealed in known.items()]
    )
    moments.put(connection, list(_due(seals, at)))


def _due(everybody: Iterable[int], at: datetime) -> Iterable[dict[str, object]]:
    for person in everybody:
        yield {"person": person, "kind": DAILY, "subject": at.isoformat(), "due_at": at}
