"""What a person is to see, as the messenger will be asked for it: a family of calls that know no Telegram."""

from typing import TypeAlias

from msgspec import Struct


class Link(str):
    """In the place of a button's data: the address that it opens."""

    __slots__ = ()


class Copy(str):
    """In the place of a button's data: the words that it copies (256 characters at most)."""

    __slots__ = ()


Buttons: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of buttons: the words on each, and the data that comes back when it is pressed (64 bytes at most).

A ``Link`` or ``Copy`` in its place does not come back.
"""


def answerable(buttons: Buttons) -> bool:
    """Whether any of these buttons answers something."""
    return any(type(data) is str for row in buttons for _, data in row)


class Send(Struct, frozen=True):
    """A new message. ``html`` is at most 4096 characters once read; buttons that answer make it the live question.

    ``picker`` is the label of a key beside her writing, with which she chooses people; ``unpick`` takes it away.
    A message with either has no buttons.
    """

    html: str
    buttons: Buttons = ()
    picker: str = ""
    unpick: bool = False


class Present(Struct, frozen=True):
    """A picture or a document in a new message, with words under it (``html``).

    ``what``, ``since`` and ``on`` are those of ``effects.Show``. What is to be seen is made just before it leaves
    (``showing.present``): until then ``content`` is empty. ``shows`` tells one from another. Where the messenger
    has the same one already, ``file`` is its own id of it. ``sorry`` is said instead where it can't be made.
    """

    what: str
    since: str
    on: str
    html: str
    sorry: str
    name: str = ""
    shows: str = ""
    content: bytes = b""
    file: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it is to be seen at once, and not a document to open."""
        return self.name.endswith(".png")


class Busy(Struct, frozen=True):
    """Lets her see for some seconds that a picture or a document is on its way."""


class Append(Struct, frozen=True):
    """Adds a paragraph to a message that was sent before, and takes its buttons away.

    ``shown`` is that message as the gateway read it from the press (``inputs.Press.shown``).
    """

    message: int
    shown: str
    html: str


class Rekey(Struct, frozen=True):
    """Gives a message that was sent before other buttons, or none."""

    message: int
    buttons: Buttons = ()


class Notice(Struct, frozen=True):
    """Answers the press of a button; words (200 characters at most) are shown for a moment."""

    query: str
    text: str = ""


class Reaction(Struct, frozen=True):
    """Puts one emoji on a message of hers."""

    message: int
    emoji: str


Call: TypeAlias = Send | Present | Busy | Append | Rekey | Notice | Reaction
