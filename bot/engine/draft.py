"""One turn being written: the conversation as it changes, and what has been decided so far."""

from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.engine.conversation import Conversation, Passed, Turn
from bot.engine.effects import (
    Acknowledge,
    Button,
    Count,
    Effect,
    Forget,
    Keyboard,
    Meet,
    Message,
    Redraw,
    Schedule,
    Settle,
    Show,
    Tidy,
    Unmeet,
)
from bot.engine.people import Contact, apart, known_as
from bot.engine.saying import LANGUAGE, Voice, turn_in
from bot.engine.script import Lines, Script
from bot.engine.steps import Frame, Step, Steps
from bot.engine.values import Line, Shown, Value
from bot.engine.world import World
from bot.engine.zones import ZONE, zone_of

MOST_STEPS = 40
"""Answered questions that can be gone back to."""


class Draft:
    """The turn so far: ``now`` the conversation, ``said`` the message begun, ``step`` what was answered.

    ``acknowledged`` is the answer to a press: it comes first of all effects.

    ``people`` are those of her network who changed in it, as they were before; ``links`` stand under what is said,
    ``under`` is the number of the question that is to stand under the next one (0: none), and its run.
    """

    def __init__(self, script: Script, conversation: Conversation, world: World) -> None:
        self.script = script
        self.world = world
        self.initial = conversation
        self.now = conversation
        self._answers: dict[str, Value] | None = None
        self._own_answers()
        if not conversation.asked:
            self.change(asked=int(world.now.timestamp()))
        self._voice = Voice.of(script, self.now, world)
        self.acknowledged: Acknowledge | None = None
        self.effects: list[Effect] = []
        self.trail: list[Passed] = []
        self.said: list[Line] = []
        self.step: Step | None = None
        self.before: dict[str, Value | None] = {}
        self.people: dict[str, Contact | None] = {}
        self.links: list[Button] = []
        self.waiting: set[str] = set()
        self.under = (0, 0)
        self.forgotten = False

    @property
    def voice(self) -> Voice:
        """The voice in which to speak at this point of the turn."""
        voice, now = self._voice, self.now
        if voice.known.answers is not now.answers or voice.world is not self.world or voice.pools is not now.pools:
            voice = self._voice = Voice.of(self.script, now, self.world)
        return voice

    @property
    def spoke(self) -> bool:
        """Whether she sees anything of this turn so far."""
        return bool(self.said) or any(isinstance(effect, (Message, Settle)) for effect in self.effects)

    def voice_with(self, hands: Mapping[str, Value] | None) -> Voice:
        """The voice in which to speak of what a run beneath the one on top has in hand."""
        if hands is None:
            return self.voice
        return self.voice.holding({**dict.fromkeys(self.script.in_hand), **hands})

    def change(self, **changes: object) -> None:
        """Changes parts of the conversation."""
        self.now = replace(self.now, **changes)

    def say(self, *lines: Line) -> None:
        """Adds paragraphs to the message being written."""
        self.said.extend(lines)

    def say_common(self, key: str, index: int = 0, **values: Shown) -> None:
        """Adds a text that all dialogs share."""
        self.say(self.voice.common(key, index, **values))

    def say_lines(
        self, variants: Lines, *, asking: bool = False, hands: Mapping[str, Value] | None = None
    ) -> None:
        """Adds those paragraphs that are to be said now; a pool moves on to its next phrase.

        The last paragraph of a question is always said: without it she would not know what to answer. ``hands`` is
        what the run that speaks has in hand, where it is not the one on top.
        """
        voice = self.voice_with(hands)
        for variant in variants:
            line = voice.spoken(variant)
            if line is None and asking and variant is variants[-1]:
                line = voice.label(voice.phrase(variant))
            if line is not None:
                self.say(line)
            if line is not None and variant.pool:
                turn = turn_in(variant, self.now.pools)
                shown = (one for one in self.now.pools.get(variant.pool, ()) if one != turn)
                self.change(pools={**self.now.pools, variant.pool: (*shown, turn)})
                voice = self.voice_with(hands)

    def meet(self, nickname: str, circle: str) -> str:
        """The id of whom she calls this, who comes into her network if they aren't in it yet.

        What stands behind ``van de`` is where they belong: an organisation.
        """
        if nickname in self.world.contacts:
            return nickname
        named, organisation = apart(nickname)
        known = known_as(self.world.contacts, nickname) or known_as(self.world.contacts, named)
        if known and self._may_be_of(known, organisation):
            return known
        today = self.world.now.date().isoformat()
        return self.add(Contact(named, circle=circle, organisation=organisation, added=today))

    def _may_be_of(self, contact: str, organisation: str) -> bool:
        """Whether this one can belong there: Fatima of the printer's is not Fatima of the hairdresser's."""
        known = self.world.contacts[contact].organisation
        return not organisation or known.casefold() in {"", organisation.casefold()}

    def add(self, person: Contact) -> str:
        """Puts somebody into her network; the id, which nobody had before."""
        numbers = (int(id_[1:]) for id_ in self.world.contacts)
        number = max(self.now.contacts, *numbers, 0) + 1
        self.change(contacts=number)
        self.become(f"@{number}", person)
        return f"@{number}"

    def become(self, contact: str, person: Contact | None, into: str = "") -> None:
        """Makes this of somebody in her network; None takes them out, or (a double) makes them one with ``into``.

        Going back restores what they were, but for those who were never admitted.
        """
        before = self.world.contacts.get(contact)
        if before == person:
            return
        if any(one is not None and one.admitted for one in (before, person)):
            self.people.setdefault(contact, before)
        self._put_in_world(contact, person, into)

    def _put_in_world(self, contact: str, person: Contact | None, into: str = "") -> None:
        everyone = {**self.world.contacts, contact: person}
        self.world = replace(self.world, contacts={id_: one for id_, one in everyone.items() if one is not None})
        self.effects.append(Unmeet(contact, into) if person is None else Meet(contact, person))

    def restore(self, people: Mapping[str, Contact | None]) -> None:
        """Makes of these people what they were; those who are gone for good stay away."""
        for contact, before in people.items():
            if contact in self.world.contacts or before is not None:
                self._put_in_world(contact, before)

    def tally(self, frame: Frame, event: str, by: int = 1) -> None:
        """Counts something that happened at the question where this frame stands."""
        self.effects.append(Count(frame.dialog, frame.version, frame.node, event, by))

    def pick(self) -> None:
        """Lets her choose people in her messenger, with a key beside her writing that stays for one turn."""
        self.flush()
        self.effects.append(Message((self.voice.common("pick"),), picker=self.voice.common("pick_key")))
        self.change(picking=True)

    def show(self, what: str, since: str, lines: Lines) -> None:
        """Shows a picture or a document, after what was said so far, with these words under it."""
        self.flush()
        self.say_lines(lines)
        caption, self.said = tuple(self.said), []
        today = self.world.now.date().isoformat()
        self.effects.append(Show(what, today, since, caption, self.voice.common("not_shown")))

    def pass_by(self, way: str = "") -> None:
        """Notes that the turn comes to the node on top, or takes this way out of it."""
        frame = self.now.frames[-1]
        self.trail.append(Passed(frame.dialog, frame.node, way))

    def flush(self, asked: int = 0, keyboard: Keyboard = ()) -> None:
        """Ends the message being written."""
        if self.said:
            links = tuple((one,) for one in self.links)
            self.effects.append(Message(tuple(self.said), asked, (*links, *keyboard)))
            self.said, self.links = [], []

    def remember(self, name: str, value: Value | None) -> None:
        """Sets a named answer, or unsets it, so that going back restores what it was."""
        if name == LANGUAGE:
            self._answers = None  # another voice speaks from here on
        answers = self._own_answers()
        self.before.setdefault(name, answers.get(name))
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value
        if name == ZONE:
            self.world = replace(self.world, now=self.world.now.astimezone(zone_of(answers)))

    def hold(self, hands: Mapping[str, Value]) -> None:
        """Takes this in hand, and nothing else."""
        answers = self._own_answers()
        for name in self.script.in_hand - hands.keys():
            answers.pop(name, None)
        answers.update(hands)

    def _own_answers(self) -> dict[str, Value]:
        """The named answers as a mapping of this turn's own, to write in."""
        if self._answers is None or self._answers is not self.now.answers:
            self._answers = dict(self.now.answers)
            self.change(answers=self._answers)
        return self._answers

    def count(self, name: str) -> None:
        """Counts one more."""
        counted = self.now.answers.get(name)
        self.remember(name, counted + 1 if isinstance(counted, int) else 1)

    def forget(self) -> None:
        """Lets go of all that she said, but for the language to say goodbye in."""
        self.forgotten = True
        self.effects.append(Forget())
        self.change(answers=self._spoken(), steps=Steps(), frames=self.now.top_run)

    def turn(self) -> Turn:
        """The finished turn."""
        self._let_go_of_cards()
        self.let_go_of_passing()
        self.flush()
        self._take_key_away()
        if self.forgotten:
            self.change(answers=self._spoken(), steps=Steps())
        elif self.step is not None:
            earlier = self.now.steps if self.now.frames else Steps()
            self.change(steps=earlier.and_then(self.step, MOST_STEPS))
        if self.now.asked <= self.initial.asked:
            beside = self.now.beside if self.now.frames == self.initial.frames else 0
            self.change(asked=self.initial.asked, beside=beside)
        self._set_moments()
        effects = self._with_tidying()
        first = (self.acknowledged,) if self.acknowledged else ()
        return Turn(self.now, (*first, *effects), tuple(self.trail))

    def _let_go_of_cards(self) -> None:
        """Nobody who was not admitted stays, once the dialog that shows them is over."""
        cards = self.script.cards
        if _is_open(cards, self.initial) and not _is_open(cards, self.now):
            for contact in [id_ for id_, one in self.world.contacts.items() if not one.admitted]:
                self.become(contact, None)

    def let_go_of_passing(self) -> None:
        """Nothing is remembered under a name that passes, once no dialog is under way that needs it."""
        passing = self.script.passing.keys() & self.now.answers.keys()
        under_way = {frame.dialog for frame in self.now.frames} if passing else set()
        for name in sorted(passing):
            if not self.script.passing[name] & under_way:
                self.remember(name, None)

    def _take_key_away(self) -> None:
        """Takes away the key to choose people, in a message of its own: one with buttons can't."""
        if self.initial.picking:
            messages = (at for at, effect in enumerate(self.effects) if isinstance(effect, Message))
            at = next(messages, len(self.effects))
            self.effects.insert(at, Message((self.voice.common("picked"),), unpick=True))
            self.change(picking=any(isinstance(one, Message) and one.picker for one in self.effects))

    def put_off(self, kind: str, until: datetime) -> None:
        """Lets a moment come later than it did."""
        self.change(moments={**self.now.moments, kind: until})
        self.waiting = {kind}

    def _set_moments(self) -> None:
        """Sets the moments at which the coach is to write first, where they are others than were set."""
        found = self.script.repertoire.calendar(self.now, self.world) if self.script.moments else {}
        wanted = {kind: at.astimezone(UTC) for kind, at in found.items() if kind in self.script.moments}
        wanted |= {kind: self.now.moments[kind].astimezone(UTC) for kind in self.waiting}
        if wanted == self.initial.moments == self.now.moments:
            return
        for kind in sorted(wanted.keys() | self.initial.moments.keys()):
            if wanted.get(kind) != self.initial.moments.get(kind):
                self.effects.append(
                    Schedule(kind, wanted.get(kind), planned=kind in self.script.repertoire.planned)
                )
        self.change(moments=wanted)

    def _spoken(self) -> Mapping[str, Value]:
        return {name: value for name, value in self.now.answers.items() if name == LANGUAGE}

    def _shows_open(self, effect: Effect) -> bool:
        """Whether this shows the open question's buttons in the message that bears them."""
        return isinstance(effect, Redraw) and bool(effect.keyboard) and effect.asked == self.now.asked

    def _with_tidying(self) -> list[Effect]:
        """Takes the old keyboard away where one stood and the talk went on without its buttons."""
        stood = bool(self.initial.frames) or bool(self.initial.rest)
        if not stood or any(isinstance(one, Settle) or self._shows_open(one) for one in self.effects):
            return self.effects
        went_on = self.now.asked != self.initial.asked or any(
            isinstance(effect, Message) and effect.asked for effect in self.effects
        )
        over = not self.now.frames and (bool(self.initial.frames) or self.now.rest != self.initial.rest)
        if not (went_on or over):
            return self.effects
        new = (at for at, effect in enumerate(self.effects) if isinstance(effect, (Message, Show)))
        at = next(new, len(self.effects))
        return [*self.effects[:at], Tidy(), *self.effects[at:]]


def _is_open(dialog: str, conversation: Conversation) -> bool:
    """Whether this dialog is under way."""
    return any(frame.dialog == dialog for frame in conversation.frames)
