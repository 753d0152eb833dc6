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

    ``called`` frames belong to the frame below them and go back to it; the others began on their own.
    """

    dialog: str
    node: str
    version: str = ""
    called: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One answered question: all that is needed to go back to before it was answered.

    ``before`` holds the named answers that changed since, with the value they had (None: not known yet).
    ``message`` is the message she answered with (0 for a button).
    """

    asked: int
    frames: tuple[Frame, ...]
    before: Mapping[str, Value | None]
    message: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one person stands.

    ``asked`` numbers the question put last; it only grows, and it starts at the unix second of the first meeting,
    so that a button from a forgotten life never fits a question of the present one. ``picked`` holds what is
    ticked so far of several choices, ``misses`` how often in a row an answer was not understood, ``correcting``
    the question that she is answering anew.
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
