"""What can come in: the family of inputs that one turn answers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.people import Contact

MediaKind: TypeAlias = Literal[
    "animation",
    "audio",
    "cards",
    "document",
    "forwarded",
    "location",
    "other",
    "photo",
    "poll",
    "sticker",
    "video",
    "voice",
]


@dataclass(frozen=True, slots=True)
class Start:
    """She pressed Start, or followed a link with a payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """She pressed a button under one of our messages.

    ``asked`` and ``choice`` say which question and which answer (see ``effects.Button``); ``query`` is the id
    under which the press is acknowledged; ``message`` the message that bears the button (0 if it is gone);
    ``shown`` that message's text as the messenger knows it, handed back untouched in ``effects.Settle``.
    """

    asked: int
    choice: str
    query: str
    message: int = 0
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """She wrote something. ``sent`` is the unix second at which she sent it."""

    text: str
    message: int = 0
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """She changed a message that she had sent before."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Command:
    """She gave a command, in any of its languages, without the slash."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """She shared people: a card, several in a file, whom she chose in her messenger, or whose words she forwarded.

    Each is a contact who is not admitted yet, with the parts of a card alone; ``more`` is how many were left out
    because there were too many.
    """

    people: tuple[Contact, ...]
    message: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """She sent something that is not words; ``file`` is the messenger's id of it, where it is a file.

    Of the kind ``cards`` is a file of people that is not to be had, too large or not to be read.
    """

    kind: MediaKind
    message: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment has come at which the coach writes first; ``kind`` says for what, as in ``commands.yaml``."""

    kind: str


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time to answer a question has passed."""

    asked: int


Input: TypeAlias = Start | Press | Text | Edited | Command | Cards | Media | Moment | Elapsed
