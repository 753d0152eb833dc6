"""Where one person stands, and how that is written down as JSON and read back."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from bot.engine.effects import Effect
from bot.engine.steps import NO_STEPS, Frame, Step, Steps
from bot.engine.values import Value

Rest: TypeAlias = Literal["", "paused", "stopped"]


class Conversation(Struct, frozen=True, omit_defaults=True):
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
    steps: Steps = NO_STEPS
    answers: Mapping[str, Value] = field(default_factory=dict)
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
        kept = Steps(step for step in self.steps if step.frames[0].run != self.root.run)
        return replace(self, frames=self.frames[: -len(self.top_run)], steps=kept)


class Passed(Struct, frozen=True):
    """A node that a turn came to, or the ``way`` out of it that it took (as ``ways.named`` calls it)."""

    dialog: str
    node: str
    way: str = ""


class Turn(Struct, frozen=True):
    """What one input led to: the conversation after it, and what is to happen, in order.

    ``trail`` tells which nodes the turn came through, and is for those who watch: nothing rests on it.
    """

    conversation: Conversation
    effects: tuple[Effect, ...]
    trail: tuple[Passed, ...] = ()


def to_json(conversation: Conversation) -> bytes:
    """Writes a conversation down, as lines of JSON: where she stands, then every step, the oldest first."""
    standing = msgspec.json.encode(replace(conversation, steps=NO_STEPS))
    return standing + b"\n" + conversation.steps.written() if conversation.steps else standing


def from_json(written: bytes) -> Conversation:
    """Reads a conversation back; raises a ``msgspec.DecodeError`` for anything else.

    A line that is no step raises it when that step is looked at.
    """
    standing, _, lines = written.partition(b"\n")
    conversation = _reader.decode(standing)
    return replace(conversation, steps=Steps(lines=lines)) if lines else conversation


def _steps(_kind: type, listed: object) -> Steps:
    """Steps that stand in a list, as they were written once."""
    return Steps(msgspec.convert(listed, tuple[Step, ...]))


_reader = msgspec.json.Decoder(Conversation, dec_hook=_steps)
