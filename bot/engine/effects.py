"""What is to happen: decisions of a turn, not deeds.

The first group leaves through the outbox, where its ``kind`` tells what it is; the second is written down in the
turn's own transaction.
"""

from datetime import datetime
from typing import TypeAlias

import msgspec
from msgspec import Struct

from bot.engine.people import Contact
from bot.engine.values import Line, Value


class Button(Struct, frozen=True, omit_defaults=True):
    """One answer offered under a question.

    Pressing it comes back as ``inputs.Press(asked, choice)``. A choice that begins with ``~`` is a repair
    (``~back``, ``~skip``), not an answer. With ``asked`` it answers that question, which stands under the one of
    its message. With a ``link`` it opens that address instead, with ``copy`` it copies those words; neither comes
    back.
    """

    label: Line
    choice: str = ""
    asked: int = 0
    link: str = ""
    copy: str = ""


class _Leaving(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag=str.lower):
    """What leaves through the outbox, written down with its ``kind``."""

    @property
    def kind(self) -> str:
        """What it is: the name of its class in small letters."""
        return str(self.__struct_config__.tag)


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from the top."""


class Message(_Leaving, frozen=True):
    """One message: its lines are paragraphs. With ``asked`` it puts that question, with its keyboard.

    With ``picker``, the label of a key, she can choose people in her messenger; with ``unpick`` that key is taken
    away. A message with either has no keyboard.
    """

    lines: tuple[Line, ...]
    asked: int = 0
    keyboard: Keyboard = ()
    picker: Line | None = None
    unpick: bool = False


class Show(_Leaving, frozen=True):
    """Shows a picture or a document of what she told, which is made where it leaves.

    ``what`` is one of ``Repertoire.shows``. It tells of the time from ``since`` (empty: the beginning) to ``on``,
    her own day. The lines stand under it; ``sorry`` is said in its place if it can't be made.
    """

    what: str
    on: str
    since: str
    lines: tuple[Line, ...]
    sorry: Line


class Acknowledge(_Leaving, frozen=True):
    """Answers a press, so that the button stops turning; a line is shown as a short notice."""

    query: str
    line: Line | None = None


class Settle(_Leaving, frozen=True):
    """Ends a question that was answered by a button: what she chose stays visible, the keyboard goes.

    ``message`` and ``shown`` are those of the ``inputs.Press``.
    """

    message: int
    shown: str
    chosen: Line


class Redraw(_Leaving, frozen=True):
    """Changes the keyboard under a question in its place (an answer of several was ticked)."""

    message: int
    asked: int
    keyboard: Keyboard


class Tidy(_Leaving, frozen=True):
    """Takes the keyboard away from the question that was put last, wherever it was sent."""


class React(_Leaving, frozen=True):
    """Puts one emoji on something she wrote: a quiet receipt."""

    message: int
    emoji: str


class Save(Struct, frozen=True):
    """Keeps an answer in its series. ``asked`` is its identity: saved again, it replaces itself."""

    asked: int
    dialog: str
    node: str
    name: str
    value: Value


class Withdraw(Struct, frozen=True):
    """Takes back the answers that were given to this question, and the talks noted with them: she went back."""

    asked: int


class Meet(Struct, frozen=True):
    """Adds somebody to her network, or changes what is known of them: the whole of it."""

    contact: str
    person: Contact


class Unmeet(Struct, frozen=True):
    """Takes somebody out of her network, with every talk that was noted; those of a double go on as ``into``'s."""

    contact: str
    into: str = ""


class Talk(Struct, frozen=True):
    """Notes a talk with somebody: on which day, how, who began, what it brought her and what she gave.

    ``asked`` is the question in whose turn it was first noted: going back to before it takes the talk back. Noted
    again with the same number, it replaces itself.
    """

    contact: str
    on: str
    how: str = ""
    began: str = ""
    brought: tuple[str, ...] = ()
    took: tuple[str, ...] = ()
    asked: int = 0


class Await(Struct, frozen=True):
    """Lets ``inputs.Elapsed`` come at this moment, for this question. A new one replaces the last."""

    asked: int
    until: datetime


class Schedule(Struct, frozen=True):
    """Lets ``inputs.Moment`` of this kind come at this moment (None: no more), instead of the last one set.

    One that is ``planned`` by her comes at its very minute; others may come a little later.
    """

    moment: str
    at: datetime | None
    planned: bool = False


Event: TypeAlias = str
"""What is counted of a question: reached, answered, skipped, no_reply, reasked, gave_up, went_back, or ``took.N``.

``took.N`` is an answer that came within 2 to the power N seconds, and not within half of that.
"""


class Count(Struct, frozen=True):
    """Counts something that happened at a question, for everybody together; ``by`` is -1 where it is undone."""

    dialog: str
    version: str
    node: str
    event: Event
    by: int = 1


class Forget(Struct, frozen=True):
    """Erases everything that is known of her."""


Outgoing: TypeAlias = Message | Show | Acknowledge | Settle | Redraw | Tidy | React
Kept: TypeAlias = Save | Withdraw | Meet | Unmeet | Talk | Await | Schedule | Count | Forget
Effect: TypeAlias = Outgoing | Kept


_reader = msgspec.json.Decoder(Outgoing)
_UNTAGGED = {b'{"iso":': b'{"is":"when","iso":', b'{"text":': b'{"is":"line","text":'}
"""How moments and lines began before they said which of the two they are, and how they begin since."""


def to_json(effect: Outgoing) -> bytes:
    """Writes an outgoing effect down for the outbox."""
    return msgspec.json.encode(effect)


def from_json(written: bytes) -> Outgoing:
    """Reads an outgoing effect back; raises a ``msgspec.DecodeError`` for anything else."""
    for untagged, tagged in _UNTAGGED.items():
        written = written.replace(untagged, tagged)
    return _reader.decode(written)
