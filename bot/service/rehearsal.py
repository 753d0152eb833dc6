"""Performs plays without a messenger or a database: for authors, and to see what plays reach."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from bot.engine.advance import advance, begin
from bot.engine.conversation import Conversation, Passed, Turn
from bot.engine.effects import Acknowledge, Await, Effect, Forget, Meet, Outgoing, Schedule, Unmeet
from bot.engine.inputs import Elapsed, Input, Moment, Press
from bot.engine.people import Contact
from bot.engine.saying import LANGUAGE, done_key
from bot.engine.script import Script
from bot.engine.values import Line
from bot.engine.world import World
from bot.engine.zones import zone_of
from bot.render.calls import Call
from bot.render.message import compose
from bot.service.play import BEGINS, PlayError
from bot.service.turn import introduces, spoken
from bot.service.writing import due_at


def acquainted(script: Script, language: str) -> Conversation:
    """Where somebody stands who knows the coach, and has said nothing yet that would be remembered."""
    return Conversation(answers={done_key(script.first): 1, LANGUAGE: language})


class Rehearsal(Struct):
    """One person and the coach. ``known`` tells whether he met her, ``trail`` where she came, in all.

    ``chat`` is where she writes; moments are spread by it, but for 0.

    It does for one turn what ``service.turn`` and ``service.due`` do, but for what nobody sees.
    """

    script: Script
    now: datetime = BEGINS
    name: str = "Ans"
    language: str = "nl"
    known: bool = False
    chat: int = 0
    conversation: Conversation = field(default_factory=Conversation)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    awaited: Await | None = None
    moments: dict[str, datetime] = field(default_factory=dict)
    trail: list[Passed] = field(default_factory=list)

    def introduce(self, name: str, language: str) -> None:
        """Says who she is, before her first word."""
        self.name, self.language = name, language

    def know(self, person: Contact) -> None:
        """Puts somebody into her network."""
        self.contacts = {**self.contacts, f"@{len(self.contacts) + 1}": person}

    def begin(self, dialog: str) -> Iterator[Call]:
        """Lets her, who knows the coach, begin this dialog; raises ``PlayError`` if there is none."""
        check_dialog(self.script, dialog)
        self.known = True
        yield from self._see(begin(self.script, acquainted(self.script, self.language), dialog, self._world()))

    def give(self, given: Input) -> Iterator[Call]:
        """Lets her do this; to one who is not known, only what makes acquaintance means anything."""
        if not self.known and not introduces(given):
            stranger = self.script.common["stranger_button"][0].wording(spoken(self.language))
            if isinstance(given, Press):
                yield from compose(Acknowledge(given.query, Line(stranger)), self.language, 0)
            return
        self.known = True
        yield from self._see(advance(self.script, self.conversation, given, self._world()))

    def wait(self, time: timedelta) -> Iterator[Call]:
        """Lets time pass, and the time for an answer with it."""
        until = self.now + time
        for _, turn in self.comes(until):
            yield from self._shown(turn)
        self.now = until

    def comes(self, until: datetime) -> Iterator[tuple[Moment | Elapsed, Turn]]:
        """What comes by itself until then, one after the other, and what it leads to; ``now`` is when it came."""
        while coming := self._coming(until):
            given, at = coming
            self.now = max(self.now, at)
            world = replace(self._world(), first_name="")
            turn = advance(self.script, self.conversation, given, world)
            self._take(turn)
            yield given, turn

    def _coming(self, until: datetime) -> tuple[Moment | Elapsed, datetime] | None:
        """What comes by itself first, until then; it comes once."""
        planned = self.script.repertoire.planned
        due = [(at, kind not in planned, kind) for kind, at in self.moments.items()]
        due += [(self.awaited.until, False, "")] if self.awaited else []
        at, _, kind = min(due, default=(until, False, ""))
        if not due or at > until:
            return None
        if kind:
            del self.moments[kind]
            return Moment(kind), at
        asked, self.awaited = self.awaited.asked if self.awaited else 0, None
        return Elapsed(asked), at

    def _world(self) -> World:
        here = zone_of(self.conversation.answers)
        return World(self.now.astimezone(here), spoken(self.language), self.name, self.contacts)

    def _see(self, turn: Turn) -> Iterator[Call]:
        self._take(turn)
        yield from self._shown(turn)

    def _take(self, turn: Turn) -> None:
        self.conversation = turn.conversation
        self.trail += turn.trail
        for effect in turn.effects:
            self._keep(effect)

    def _shown(self, turn: Turn) -> Iterator[Call]:
        language = str(turn.conversation.answers.get(LANGUAGE, spoken(self.language)))
        for effect in turn.effects:
            if isinstance(effect, Outgoing):
                yield from compose(effect, language, 0)

    def _keep(self, effect: Effect) -> None:
        match effect:
            case Meet(contact, person):
                self.contacts = {**self.contacts, contact: person}
            case Unmeet(contact):
                self.contacts = {id_: one for id_, one in self.contacts.items() if id_ != contact}
            case Await():
                self.awaited = effect
            case Schedule(moment, at):
                others = _without(self.moments, moment)
                self.moments = {**others, moment: due_at(self.chat, effect, at)} if at else others
            case Forget():
                self.known, self.conversation, self.contacts = False, Conversation(), {}
                self.awaited, self.moments = None, {}


def _without(moments: dict[str, datetime], kind: str) -> dict[str, datetime]:
    return {one: at for one, at in moments.items() if one != kind}


def check_dialog(script: Script, dialog: str) -> None:
    """Raises ``PlayError`` where there is no such dialog."""
    if dialog not in script.dialogs:
        raise PlayError(f"there is no dialog '{dialog}'; there are: {', '.join(sorted(script.dialogs))}")
