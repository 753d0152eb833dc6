"""Where one person stands, and how that is written down as JSON and read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from bot.engine.effects import Effect
from bot.engine.values import Value

Rest: TypeAlias = Literal["", "paused", "stopped"]


@dataclass(frozen=True, slots=True)
class Frame:
    """One dialog under way: at which node, of which version of the dialog (its content hash).

    A frame with a ``run`` began on its own, and ``run`` is its identity; one without was called by the frame below
    it and goes back to it. ``fixes`` is the question whose answer she is giving anew, in a frame laid on top for it.
    """

    dialog: str
    node: str
    version: str = ""
    run: int = 0
    fixes: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One answered question: all that is needed to go back to before it was answered.

    ``frames`` are those of the run it belongs to. ``before`` holds the named answers that changed since, with the
    value they had (None: not known yet). ``message`` is the message she answered with (0: a button), ``sent`` the
    unix second at which she sent it, ``chosen`` the choice she pressed.
    """

    asked: int
    frames: tuple[Frame, ...]
    before: Mapping[str, Value | None]
    message: int = 0
    sent: int = 0
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one person stands.

    ``asked`` numbers the question put last; it only grows, and it starts at the unix second of the first meeting,
    so that a button from a forgotten life never fits a question of the present one. ``picked`` holds what is
    ticked so far of several choices, ``misses`` how often in a row an answer was not understood.
    """

    frames: tuple[Frame, ...] = ()
    asked: int = 0
    misses: int = 0
    picked: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    rest: Rest = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one input led to: the conversation after it, and what is to happen, in order."""

    conversation: Conversation
    effects: tuple[Effect, ...]


_conversation: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def to_json(conversation: Conversation) -> bytes:
    """Writes a conversation down."""
    return _conversation.dump_json(conversation, exclude_defaults=True)


def from_json(written: bytes) -> Conversation:
    """Reads a conversation back; raises pydantic's ``ValidationError`` for anything else."""
    return _conversation.validate_json(written)
