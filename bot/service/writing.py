"""What a batch of turns writes: gathered in memory, then one statement a table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct, field

from bot.engine import conversation as conversations
from bot.engine import effects as effects_
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import (
    Await,
    Count,
    Forget,
    Kept,
    Meet,
    Message,
    Outgoing,
    Redraw,
    Save,
    Schedule,
    Show,
    Talk,
    Tidy,
    Unmeet,
    Withdraw,
)
from bot.service.fresh import Fresh
from bot.service.network import Network, sealed, sealed_talk
from bot.store import answers, contacts, moments, outbox, people, talks, tallies
from bot.store.database import Connection
from bot.store.keys import Keys, Seal
from bot.store.people import Known

UNASKED = "due:"
"""Begins the cause of what the coach does by itself."""
SPREAD = 180
"""Seconds over which moments are spread that people chose alike."""
_SCATTER = 2_654_435_761
"""A large odd number: neighbouring chats get seconds far apart (Knuth's multiplicative hash)."""


class Someone(Struct):
    """A person whose row is locked, as the turns of this batch leave her."""

    row: Known
    seal: Seal
    language: str
    blocked_at: datetime | None
    was_blocked: bool
    conversation: Conversation
    plain: bytes
    contacts: Network
    forgotten: bool = False


def someone(keys: Keys, row: Known, network: Iterable[contacts.Known] = ()) -> Someone:
    """The person of this row and of these contacts, opened."""
    seal = keys.person(row.key, row.chat)
    plain = seal.open(row.state, "state") if row.state else b"{}"
    return Someone(
        row=row,
        seal=seal,
        language=row.language,
        blocked_at=row.blocked_at,
        was_blocked=row.blocked_at is not None,
        conversation=conversations.from_json(plain),
        plain=plain,
        contacts=Network(seal, network),
    )


class Leaving(Struct, frozen=True):
    """One effect that is to leave, written down but not sealed yet."""

    key: str
    chat: int
    language: str
    effect: Outgoing
    plain: bytes
    whose: Someone | None


class Writing(Struct):
    """All that is to be written for one batch."""

    keys: Keys
    now: datetime
    fresh: Fresh = field(default_factory=Fresh)
    touched: dict[int, Someone] = field(default_factory=dict)
    leaving: list[Leaving] = field(default_factory=list)
    kept: dict[tuple[int, int, str], tuple[Someone, Save]] = field(default_factory=dict)
    withdrawn: set[tuple[int, int]] = field(default_factory=set)
    met: dict[tuple[int, str], tuple[Someone, Meet | None]] = field(default_factory=dict)
    talked: dict[tuple[int, int, str], tuple[Someone, Talk]] = field(default_factory=dict)
    awaited: dict[int, tuple[Someone, Await]] = field(default_factory=dict)
    doubles: dict[tuple[int, str], str] = field(default_factory=dict)
    scheduled: dict[tuple[int, str], tuple[Someone, Schedule]] = field(default_factory=dict)
    counted: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    def leave(
        self, cause: str, chat: int, language: str, effects: Iterable[Outgoing], whose: Someone | None = None
    ) -> None:
        """Has these effects leave, in their order; all of them or, when one cannot be written down, none."""
        self.leaving += [
            Leaving(f"{cause}:{index}", chat, language, effect, effects_.to_json(effect), whose)
            for index, effect in enumerate(effects)
        ]

    def turn(self, cause: str, whose: Someone, language: str, turn: Turn) -> None:
        """Notes all that a turn changes; all of it or nothing."""
        plain = conversations.to_json(turn.conversation)
        stays = [effect for effect in turn.effects if isinstance(effect, Kept)]
        goes = [effect for effect in turn.effects if not isinstance(effect, Kept)]
        self.leave(cause, whose.row.chat, language, goes, whose)
        whose.conversation, whose.plain, whose.language = turn.conversation, plain, language
        for effect in stays:
            self._keep(effect, whose)

    def _keep(self, effect: Kept, whose: Someone) -> None:
        person = whose.row.id
        match effect:  # the usual ones first
            case Count(dialog, version, node, event, by):
                self.counted[dialog, version, node, event] += by
            case Save():
                self.kept[person, effect.asked, effect.name] = (whose, effect)
            case Withdraw():
                self._withdraw(person, effect.asked)
            case Forget():
                whose.forgotten = True
            case Meet(contact=contact):
                self.met[person, contact] = (whose, effect)
                whose.contacts.put(contact, effect.person)
            case Unmeet(contact=contact, into=into):
                self.met[person, contact] = (whose, None)
                self.doubles |= {(person, contact): into} if into else {}
                whose.contacts.put(contact, None)
            case Talk():
                self.talked[person, effect.asked, effect.contact] = (whose, effect)
            case Await():
                self.awaited[person] = (whose, effect)
            case Schedule(moment=moment):
                self.scheduled[person, moment] = (whose, effect)

    def _withdraw(self, person: int, asked: int) -> None:
        """Takes back what this question got, also where it was noted in this very batch."""
        self.withdrawn.add((person, asked))
        self.kept = {key: one for key, one in self.kept.items() if key[:2] != (person, asked)}
        self.talked = {key: one for key, one in self.talked.items() if key[:2] != (person, asked)}

    def forgot(self, person: int) -> bool:
        """Whether she was forgotten in this batch."""
        return person in self.touched and self.touched[person].forgotten

    def write(self, connection: Connection) -> None:
        """Writes all of it."""
        remembered = [someone for someone in self.touched.values() if not someone.forgotten]
        forgotten = [someone for someone in self.touched.values() if someone.forgotten]
        people.save(connection, [self._state(someone) for someone in remembered])
        answers.withdraw(connection, sorted(self.withdrawn))
        answers.keep(connection, [self._answer(*kept) for kept in self.kept.values() if not kept[0].forgotten])
        self._write_contacts(connection)
        self._write_talks(connection)
        self._write_moments(connection)
        tallies.add(connection, self.counted)
        live = outbox.live(connection, [someone.row.id for someone in forgotten])
        outbox.forget(connection, [someone.row.chat for someone in forgotten])
        people.forget(connection, [someone.row.id for someone in forgotten])
        outbox.put(connection, [self._delivery(leaving, live) for leaving in self.leaving])
        for someone in remembered:
            if someone.blocked_at or someone.was_blocked:
                self._hold_or_release(connection, someone)

    def _write_moments(self, connection: Connection) -> None:
        """Writes what is to happen by itself, and takes out what isn't any more."""
        rows = [_moment(*one) for one in self.awaited.values() if not one[0].forgotten]
        planned = {key: one for key, one in self.scheduled.items() if not one[0].forgotten}
        rows += [_scheduled(whose, one, one.at) for whose, one in planned.values() if one.at]
        moments.put(connection, rows)
        moments.remove(connection, sorted(key for key, (_, one) in planned.items() if not one.at))

    def _write_contacts(self, connection: Connection) -> None:
        kept = {key: (whose, meet) for key, (whose, meet) in self.met.items() if not whose.forgotten}
        contacts.remove(connection, sorted(key for key, (_, meet) in kept.items() if meet is None))
        contacts.keep(connection, [self._contact(whose, meet) for whose, meet in kept.values() if meet])

    def _contact(self, someone: Someone, meet: Meet) -> dict[str, Any]:
        return {"person": someone.row.id, "contact": meet.contact, "sealed": sealed(someone.seal, meet)}

    def _write_talks(self, connection: Connection) -> None:
        """Writes the talks; those with somebody who is taken out go too, but for a double's."""
        talks.withdraw(connection, sorted(self.withdrawn))
        rows = [_talk(*talked) for talked in self.talked.values() if not talked[0].forgotten]
        talks.note(connection, rows)
        talks.move(connection, self.doubles)
        talks.remove(connection, sorted(key for key, (_, meet) in self.met.items() if meet is None))

    def _state(self, someone: Someone) -> dict[str, Any]:
        return {
            "person": someone.row.id,
            "new_state": someone.seal.close(someone.plain, "state"),
            "new_language": someone.language,
            "new_blocked_at": someone.blocked_at,
            "now": self.now,
        }

    def _answer(self, someone: Someone, save: Save) -> dict[str, Any]:
        purpose = f"answer:{save.asked}:{save.name}"
        return {
            "person": someone.row.id,
            "asked": save.asked,
            "name": save.name,
            "dialog": save.dialog,
            "node": save.node,
            "given_at": self.now,
            "sealed": someone.seal.close(msgspec.json.encode(save.value), purpose),
        }

    def _delivery(self, leaving: Leaving, live: Mapping[int, int]) -> dict[str, Any]:
        key, whose, plain = leaving.key, leaving.whose, leaving.plain
        if whose and whose.forgotten:
            plain, whose = _without_her_row(leaving, live[whose.row.id]), None
        sealed = (whose.seal if whose else self.keys.master).close(plain, f"effect:{key}")
        if plain is leaving.plain:
            self.fresh.put(key, sealed, leaving.effect)
        return {
            "key": key,
            "person": whose.row.id if whose else None,
            "chat": leaving.chat,
            "language": leaving.language,
            "priority": outbox.PROACTIVE if leaving.key.startswith(UNASKED) else outbox.REPLY,
            "kind": leaving.effect.kind,
            "paced": isinstance(leaving.effect, Message),
            "due_at": self.now,
            "sealed": sealed,
        }

    def _hold_or_release(self, connection: Connection, someone: Someone) -> None:
        """What waited while she was away is held, or goes out now.

        Notices, receipts and changed keyboards have lost their sense by then. Of the messages all go, save that an
        older question is dropped for a newer one: nobody wants two open questions on her return.
        """
        if someone.blocked_at:
            outbox.hold(connection, someone.row.chat)
            return
        asked = any(_asks(leaving.effect) for leaving in self.leaving if leaving.whose is someone)
        stale: list[int] = []
        going: list[int] = []
        for row in reversed(outbox.held(connection, someone.row.chat)):
            effect = effects_.from_json(someone.seal.open(row.sealed, f"effect:{row.key}"))
            wanted = isinstance(effect, Message | Show) and not (asked and _asks(effect))
            (going if wanted else stale).append(row.id)
            asked = asked or _asks(effect)
        outbox.drop(connection, stale)
        outbox.release(connection, going, self.now)


def _talk(whose: Someone, talk: Talk) -> dict[str, Any]:
    told = sealed_talk(whose.seal, talk)
    return {"person": whose.row.id, "asked": talk.asked, "contact": talk.contact, "sealed": told}


def _moment(whose: Someone, awaited: Await) -> dict[str, Any]:
    until = awaited.until.astimezone(UTC)
    moment = {"kind": moments.DEADLINE, "subject": str(awaited.asked), "due_at": until}
    return {"person": whose.row.id, "planned": True, **moment}


def _scheduled(whose: Someone, one: Schedule, at: datetime) -> dict[str, Any]:
    """A moment at which the coach writes first."""
    return {
        "person": whose.row.id,
        "kind": one.moment,
        "subject": at.astimezone(UTC).isoformat(),
        "due_at": due_at(whose.row.chat, one, at),
        "planned": one.planned,
    }


def due_at(chat: int, one: Schedule, at: datetime) -> datetime:
    """When a moment set for ``at`` comes in this chat; people who chose the same one get it a little apart."""
    apart = 0 if one.planned else chat * _SCATTER % SPREAD
    return at.astimezone(UTC) + timedelta(seconds=apart)


def _asks(effect: Outgoing) -> bool:
    return isinstance(effect, Message) and bool(effect.asked)


def _without_her_row(leaving: Leaving, live: int) -> bytes:
    """The same effect, for when nothing is known any more of which message bears her question."""
    if not (isinstance(leaving.effect, Tidy) and live):
        return leaving.plain
    return effects_.to_json(Redraw(message=live, asked=0, keyboard=()))
