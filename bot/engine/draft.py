"""One turn being written: the conversation as it changes, and what has been decided so far."""

from collections.abc import Mapping
from dataclasses import replace

from bot.engine.conversation import Conversation, Frame, Step, Turn
from bot.engine.effects import Acknowledge, Count, Effect, Forget, Keyboard, Meet, Message, Settle, Tidy, Unmeet
from bot.engine.saying import LANGUAGE, Voice, turn_in
from bot.engine.script import Lines, Script
from bot.engine.values import Line, Shown, Value
from bot.engine.world import Contact, World

MOST_STEPS = 40
"""Answered questions that can be gone back to."""


class Draft:
    """The turn so far: ``now`` the conversation, ``said`` the message begun, ``step`` what was answered."""

    def __init__(self, script: Script, conversation: Conversation, world: World) -> None:
        self.script = script
        self.world = world
        self.initial = conversation
        self.now = conversation if conversation.asked else replace(conversation, asked=int(world.now.timestamp()))
        self._voice, self._heard = Voice.of(script, self.now, world), self.now
        self.effects: list[Effect] = []
        self.said: list[Line] = []
        self.step: Step | None = None
        self.before: dict[str, Value | None] = {}
        self.met: tuple[str, ...] = ()
        self.placed: dict[str, str] = {}

    @property
    def voice(self) -> Voice:
        """The voice in which to speak at this point of the turn."""
        if self._heard is not self.now or self._voice.world is not self.world:
            self._voice, self._heard = Voice.of(self.script, self.now, self.world), self.now
        return self._voice

    def change(self, **changes: object) -> None:
        """Replaces parts of the conversation, where they differ."""
        if any(getattr(self.now, name) != value for name, value in changes.items()):
            self.now = replace(self.now, **changes)  # type: ignore[arg-type]  # mypy can't see a field's type through **

    def say(self, *lines: Line) -> None:
        """Adds paragraphs to the message being written."""
        self.said.extend(lines)

    def say_common(self, key: str, index: int = 0, **values: Shown) -> None:
        """Adds a text that all dialogs share."""
        self.say(self.voice.common(key, index, **values))

    def say_lines(self, variants: Lines, *, asking: bool = False) -> None:
        """Adds those paragraphs that are to be said now; a pool moves on to its next phrase.

        The last paragraph of a question is always said: without it she would not know what to answer.
        """
        voice = self.voice
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
                voice = self.voice

    def meet(self, nickname: str, circle: str) -> str:
        """The id of whom she calls this, who comes into her network if they aren't in it yet."""
        if nickname in self.world.contacts:
            return nickname
        wanted = nickname.casefold()
        known = (id_ for id_, contact in self.world.contacts.items() if contact.nickname.casefold() == wanted)
        if (found := next(known, None)) is not None:
            return found
        new = f"@{max((int(id_[1:]) for id_ in self.world.contacts), default=0) + 1}"
        self.place(new, circle, nickname)
        self.met = (*self.met, new)
        return new

    def place(self, contact: str, circle: str, nickname: str = "") -> None:
        """Says what somebody in her network is called and to which circle they belong."""
        known = self.world.contacts.get(contact, Contact(nickname))
        if contact in self.world.contacts and contact not in self.met:
            self.placed.setdefault(contact, known.circle)
        placed = replace(known, circle=circle)
        self.world = replace(self.world, contacts={**self.world.contacts, contact: placed})
        self.effects.append(Meet(contact, placed.nickname, placed.circle))

    def part(self, contact: str) -> None:
        """Takes somebody out of her network again."""
        contacts = {id_: one for id_, one in self.world.contacts.items() if id_ != contact}
        self.world = replace(self.world, contacts=contacts)
        self.effects.append(Unmeet(contact))

    def tally(self, frame: Frame, event: str, by: int = 1) -> None:
        """Counts something that happened at the question where this frame stands."""
        self.effects.append(Count(frame.dialog, frame.version, frame.node, event, by))

    def flush(self, asked: int = 0, keyboard: Keyboard = ()) -> None:
        """Ends the message being written."""
        if self.said:
            self.effects.append(Message(tuple(self.said), asked, keyboard))
            self.said = []

    def remember(self, name: str, value: Value | None) -> None:
        """Sets a named answer, or unsets it, so that going back restores what it was."""
        answers = dict(self.now.answers)
        self.before.setdefault(name, answers.get(name))
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value
        self.change(answers=answers)

    def count(self, name: str) -> None:
        """Counts one more."""
        counted = self.now.answers.get(name)
        self.remember(name, counted + 1 if isinstance(counted, int) else 1)

    def forget(self) -> None:
        """Lets go of all that she said, but for the language to say goodbye in."""
        self.effects.append(Forget())
        self.change(answers=self._spoken(), steps=(), frames=self.now.top_run)

    def turn(self) -> Turn:
        """The finished turn."""
        self.flush()
        if Forget() in self.effects:
            self.change(answers=self._spoken(), steps=())
        elif self.step is not None:
            earlier = self.now.steps if self.now.frames else ()
            step = replace(self.step, before=self.before, met=self.met, placed=self.placed)
            self.change(steps=(*earlier, step)[-MOST_STEPS:])
        self.change(asked=max(self.now.asked, self.initial.asked))
        return Turn(self.now, tuple(sorted(self._with_tidying(), key=_is_not_acknowledgement)))

    def _spoken(self) -> Mapping[str, Value]:
        return {name: value for name, value in self.now.answers.items() if name == LANGUAGE}

    def _with_tidying(self) -> list[Effect]:
        """Takes the old keyboard away where one stood and the talk went on without its buttons."""
        went_on = self.now.asked != self.initial.asked or any(
            isinstance(effect, Message) and effect.asked for effect in self.effects
        )
        stood = bool(self.initial.frames) or bool(self.initial.rest)
        over = not self.now.frames and (bool(self.initial.frames) or self.now.rest != self.initial.rest)
        settled = any(isinstance(effect, Settle) for effect in self.effects)
        if not stood or settled or not (went_on or over):
            return self.effects
        kinds = [effect.kind for effect in self.effects]
        at = kinds.index("message") if "message" in kinds else len(kinds)
        return [*self.effects[:at], Tidy(), *self.effects[at:]]


def _is_not_acknowledgement(effect: Effect) -> bool:
    return not isinstance(effect, Acknowledge)
