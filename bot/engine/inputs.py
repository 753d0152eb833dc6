"""What can come in: the family of inputs that one turn answers."""

from typing import Literal, TypeAlias

from msgspec import Struct

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


class Start(Struct, frozen=True):
    """She pressed Start, or followed a link with a payload."""

    payload: str = ""


class Press(Struct, frozen=True):
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


class Text(Struct, frozen=True):
    """She wrote something. ``sent`` is the unix second at which she sent it."""

    text: str
    message: int = 0
    sent: int = 0


class Edited(Struct, frozen=True):
    """She changed a message that she had sent before."""

    text: str
    message: int


class Command(Struct, frozen=True):
    """She gave a command, in any of its languages, without the slash."""

    name: str
    argument: str = ""


class Cards(Struct, frozen=True):
    """She shared people: a card, several in a file, whom she chose in her messenger, or whose words she forwarded.

    Each is a contact who is not admitted yet, with the parts of a card alone; ``more`` is how many were left out
    because there were too many.
    """

    people: tuple[Contact, ...]
    message: int = 0
    more: int = 0


class Media(Struct, frozen=True):
    """She sent something that is not words; ``file`` is the messenger's id of it, where it is a file.

    Of the kind ``cards`` is a file of people that is not to be had, too large or not to be read.
    """

    kind: MediaKind
    message: int = 0
    file: str = ""


class Moment(Struct, frozen=True):
    """A moment has come at which the coach writes first; ``kind`` says for what, as in ``commands.yaml``."""

    kind: str


class Elapsed(Struct, frozen=True):
    """The time to answer a question has passed."""

    asked: int


Input: TypeAlias = Start | Press | Text | Edited | Command | Cards | Media | Moment | Elapsed
