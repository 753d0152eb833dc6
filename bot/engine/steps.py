"""Dialogs under way, and the answered questions that can be gone back to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, overload

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.values import Value


class Noted(Struct, frozen=True, omit_defaults=True):
    """A talk that was noted in a dialog, with the parts of that person that this changed, as they were."""

    talk: Talk
    before: Mapping[str, Value]


class Frame(Struct, frozen=True, omit_defaults=True):
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
    hands: Mapping[str, Value] | None = None

    def stands_with(self, other: "Frame") -> bool:
        """Whether both stand at the same place, whatever their runs have in hand."""
        return replace(self, hands=None) == replace(other, hands=None)

    def at(self, node: str, version: str) -> "Frame":
        """The same dialog under way, come to this node of this version."""
        return Frame(self.dialog, node, version, self.run, self.fixes, None, self.noted)


class Step(Struct, frozen=True, omit_defaults=True):
    """One answered question: all that is needed to go back to before it was answered.

    ``frames`` are those of the run it belongs to. ``before`` holds the named answers that changed since, with the
    value they had (None: not known yet). ``message`` is the message she answered with (0: a button), ``sent`` the
    unix second at which she sent it, ``chosen`` the choice she pressed, ``counted`` what was counted of it, and
    ``people`` those of her network who changed since, as they were before (None: not in it yet).
    """

    asked: int
    frames: tuple[Frame, ...]
    before: Mapping[str, Value | None]
    message: int = 0
    sent: int = 0
    chosen: str = ""
    counted: tuple[str, ...] = ()
    people: Mapping[str, Contact | None] = field(default_factory=dict)


class Steps(Sequence[Step]):
    """Answered questions, the oldest first.

    Those that were read back are no more than their lines of JSON until somebody looks at them, and are written as
    they were: most turns look at none, and a history costs next to nothing.
    """

    __slots__ = ("_lines", "_newer", "_older")

    def __init__(self, steps: Iterable[Step] = (), lines: bytes = b"") -> None:
        self._lines = lines
        self._older: tuple[Step, ...] | None = None if lines else ()
        self._newer = tuple(steps)

    def __bool__(self) -> bool:
        return bool(self._newer or self._lines)

    def __len__(self) -> int:
        return len(self._newer) + (self._lines.count(b"\n") + 1 if self._lines else 0)

    @overload
    def __getitem__(self, at: int) -> Step: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, at: int | slice) -> Step | tuple[Step, ...]:
        """Reads what was written; a ``msgspec.DecodeError`` tells of a line that is no step."""
        if at == -1 and self._newer:
            return self._newer[-1]
        if at == -1 and self._older is None:
            return _step.decode(self._lines.rpartition(b"\n")[2])
        if self._older is None:
            self._older = _several.decode(b"[" + self._lines.replace(b"\n", b",") + b"]")
        return (self._older + self._newer)[at]

    def __iter__(self) -> Iterator[Step]:
        return iter(self[:])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Steps) and self[:] == other[:]

    __hash__ = None  # type: ignore[assignment]  # steps hold mappings

    def __repr__(self) -> str:
        return f"Steps({self[:]})"

    def and_then(self, step: Step, most: int) -> "Steps":
        """These and one more; of more than so many the oldest is let go."""
        following = Steps((*self._newer, step), self._lines)
        following._older = self._older
        return Steps(following[-most:]) if len(following) > most else following

    def written(self) -> bytes:
        """The lines on which they are written."""
        return b"\n".join([*filter(None, (self._lines,)), *map(msgspec.json.encode, self._newer)])


NO_STEPS: Final = Steps()
"""Nothing that can be gone back to."""
_step = msgspec.json.Decoder(Step)
_several = msgspec.json.Decoder(tuple[Step, ...])
