"""Where one person stands, and how that is written down as JSON and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

import pydantic_core
from pydantic import Field, TypeAdapter

from bot.engine.effects import Effect, Talk
from bot.engine.people import Contact
from bot.engine.values import Value

Rest: TypeAlias = Literal["", "paused", "stopped"]
overwrite = object.__setattr__
"""Changes a field of a frozen object in place: for a turn, in the conversation that it is making, and nobody else.

Ten new conversations a turn cost a third of it.
"""


@dataclass(frozen=True, slots=True)
class Noted:
    """A talk that was noted in a dialog, with the parts of that person that this changed, as they were."""

    talk: Talk
    before: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Frame:
    """One dialog under way: at which node, of which version of the dialog (its content hash).

    A frame with a ``run`` began on its own, and ``run`` is its identity; one without was called by the frame
    below it and goes back to it. ``fixes`` is the question whose answer she is giving anew, in a frame laid on
    top for it. ``left`` are the items that a node which goes through several has still to do. ``noted`` is the
    talk that was noted last in this dialog: noted again, it is the same one, told better. ``hands`` is whom or
    what the run had in hand (``Script.in_hand``) when another was laid over it: that one has its own.
    """

    dialog: str
    node: str
    version: str = ""
    run: int = 0
    fixes: int = 0
    left: tuple[str, ...] | None = None
    noted: Noted | None = None
    hands: Mapping[str, Value] | None = field(default=None, compare=False)

    def at(self, node: str, version: str) -> "Frame":
        """The same dialog under way, come to this node of this version."""
        return Frame(self.dialog, node, version, self.run, self.fixes, None, self.noted)


@dataclass(frozen=True, slots=True)
class Step:
    """One answered question: all that is needed to go back to before it was answered.

    ``frames`` are those of the run it belongs to. ``before`` holds the named answers that changed since, with the
    value they had (None: not known yet). ``message`` is the message she answered with (0: a button), ``sent`` the
    unix second at which she sent it, ``chosen`` the choice she pressed, ``counted`` what was counted of it, and
    ``people`` those of her network who changed since, as they were before (None: not in it yet).

    One that was read back is no more than its ``line`` until somebody looks at it: most turns look at none.
    """

    asked: int
    frames: tuple[Frame, ...]
    before: Mapping[str, Value | None]
    message: int = 0
    sent: int = 0
    chosen: str = ""
    counted: tuple[str, ...] = ()
    people: Mapping[str, Contact | None] = field(default_factory=dict)
    line: Annotated[bytes, Field(exclude=True)] = field(default=b"", init=False, compare=False, repr=False)

    @classmethod
    def on(cls, line: bytes) -> "Step":
        """The step that is written on this line."""
        step = object.__new__(cls)
        overwrite(step, "line", line)
        return step

    def written(self) -> bytes:
        """The line on which this step is written, or is to be."""
        return self.line or _step().dump_json(self, exclude_defaults=True)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Reads the line: a field was asked for that is not there yet."""
            if name not in self.__slots__:
                raise AttributeError(name)
            read = _step().validate_json(self.line)
            for field_ in self.__slots__[:-1]:
                overwrite(self, field_, getattr(read, field_))
            return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one person stands.

    ``asked`` numbers the question put last; it only grows, and it starts at the unix second of the first meeting,
    so that a button from a forgotten life never fits a question of the present one. ``misses`` tells how often in
    a row an answer was not understood, ``picked`` what is ticked so far of several choices, ``unsure`` an answer
    that was read back and waits for her yes, ``unsure_in`` the message in which she gave it, ``pools`` which texts
    of a pool were shown, the oldest first, ``put_at`` the unix second at which the open question was put, ``page``
    which page of people is shown under it, ``picking`` whether a key to choose people stands beside her writing,
    and ``contacts`` how many people ever came into her network: the last one's number, never given again.
    ``beside`` is the number of the question of the dialog below that stands under the open one (0: none does).
    ``moments`` are those at which the coach is to write first, by kind; ``came`` is her date on which it last did,
    ``unheard`` how often it did since she said anything.
    """

    frames: tuple[Frame, ...] = ()
    asked: int = 0
    misses: int = 0
    picked: tuple[str, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(exclude=True)] = ()
    answers: Annotated[Mapping[str, Value], Field(exclude=True)] = field(default_factory=dict)
    rest: Rest = ""
    unsure: str = ""
    unsure_in: int = 0
    pools: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    put_at: int = 0
    page: int = 0
    picking: bool = False
    contacts: int = 0
    beside: int = 0
    moments: Mapping[str, datetime] = field(default_factory=dict)
    came: Mapping[str, date] = field(default_factory=dict)
    unheard: int = 0

    def copied(self) -> "Conversation":
        """A copy, in which the turn that made it writes (``overwrite``) until it hands it over."""
        copy = object.__new__(Conversation)
        for name, value in zip(_FIELDS, _held_in(self), strict=True):
            overwrite(copy, name, value)
        return copy

    @property
    def runs(self) -> list[tuple[Frame, ...]]:
        """The dialogs that began on their own, each with those it called, the one on top last."""
        begins = [at for at, frame in enumerate(self.frames) if frame.run or not at]
        return [self.frames[at:to] for at, to in pairwise((*begins, len(self.frames)))]

    @property
    def top_run(self) -> tuple[Frame, ...]:
        """The dialog on top that began on its own, with those it called; empty while nothing is open."""
        frames = self.frames
        at = len(frames) - 1
        while at > 0 and not frames[at].run:
            at -= 1
        return frames[at:] if at > 0 else frames

    @property
    def root(self) -> Frame:
        """The frame on its own to which the top belongs; something must be open."""
        for frame in reversed(self.frames):
            if frame.run:
                return frame
        return self.frames[0]

    @property
    def run_steps(self) -> list[Step]:
        """The questions answered in the run on top."""
        if not self.frames:
            return []
        run = self.root.run
        return [step for step in self.steps if step.frames[0].run == run]

    def without_run(self) -> "Conversation":
        """The conversation without the run on top and the steps that led through it."""
        kept = tuple(step for step in self.steps if step.frames[0].run != self.root.run)
        return replace(self, frames=self.frames[: -len(self.top_run)], steps=kept)


class Passed(NamedTuple):
    """A node that a turn came to, or the ``way`` out of it that it took (as ``ways.named`` calls it)."""

    dialog: str
    node: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one input led to: the conversation after it, and what is to happen, in order.

    ``trail`` tells which nodes the turn came through, and is for those who watch: nothing rests on it.
    """

    conversation: Conversation
    effects: tuple[Effect, ...]
    trail: tuple[Passed, ...] = field(default=(), compare=False)


_FIELDS = tuple(one.name for one in fields(Conversation))
_held_in = attrgetter(*_FIELDS)


@cache
def _step() -> TypeAdapter[Step]:
    return TypeAdapter(Step)


@cache
def _conversation() -> TypeAdapter[Conversation]:
    """What writes and reads conversations; made when it is needed, as that of effects."""
    return TypeAdapter(Conversation)


def to_json(conversation: Conversation) -> bytes:
    """Writes a conversation down, as lines of JSON: where she stands, then every step, the oldest first.

    A step that was read back and stays is written again as it was, so that her history costs next to nothing. Her
    answers can be hundreds: written as they are, without weighing what each may be, they take a third of the time.
    """
    standing = _conversation().dump_json(conversation, exclude_defaults=True)
    answers = b'{"answers":' + pydantic_core.to_json(conversation.answers)
    whole = answers + (b"}" if standing == b"{}" else b"," + standing[1:])
    return b"\n".join((whole, *(step.written() for step in conversation.steps)))


def from_json(written: bytes) -> Conversation:
    """Reads a conversation back; raises a ``ValueError`` for what is no JSON.

    A line that is no step raises it when that step is looked at.
    """
    whole, *steps = written.split(b"\n")
    standing = pydantic_core.from_json(whole)
    answers: dict[str, Value] = standing.pop("answers", {})
    for name, value in answers.items():
        if isinstance(value, list):
            answers[name] = tuple(value)
    conversation = _conversation().validate_python(standing)
    overwrite(conversation, "answers", answers)
    if steps:
        overwrite(conversation, "steps", tuple(map(Step.on, steps)))
    return conversation
