"""What a question can ask for: the kinds of answer, and the choices there are."""

from typing import TypeAlias

from msgspec import Struct

from bot.engine.expressions import Expression
from bot.engine.values import Phrase


class Choice(Struct, frozen=True):
    """One answer offered; ``go`` is where it leads, if not where the question leads."""

    id: str
    label: Phrase
    go: str = ""
    when: Expression | None = None


class ChooseOne(Struct, frozen=True, eq=False):
    """One of several answers; ``columns`` buttons a row. It is itself and no other: buttons are kept for it."""

    choices: tuple[Choice, ...]
    columns: int = 1


class ChooseSeveral(Struct, frozen=True):
    """Any number of several answers, ticked one by one."""

    choices: tuple[Choice, ...]
    columns: int = 1


class Scale(Struct, frozen=True):
    """A score from ``low`` to ``high``; ``ends`` are the words for both ends."""

    low: int
    high: int
    ends: tuple[Phrase, Phrase] | None = None


class YesNo(Struct, frozen=True):
    """Yes or no."""


class OpenText(Struct, frozen=True):
    """Her own words, or one of these kinds of media."""

    allow: frozenset[str] = frozenset()


class Number(Struct, frozen=True):
    """A number, within bounds where there are any."""

    low: float | None = None
    high: float | None = None


class Date(Struct, frozen=True):
    """A day; ``past`` where it is one that has been, ``yearly`` where it comes every year and needs none."""

    past: bool = False
    yearly: bool = False


class Time(Struct, frozen=True):
    """A time of day."""


class Zone(Struct, frozen=True, eq=False):
    """Where she is, for the time there: a city by name, or one of these answers, whose ids are cities too.

    It is itself and no other, as ``ChooseOne``.
    """

    choices: tuple[Choice, ...] = ()
    columns: int = 1


class OneContact(Struct, frozen=True):
    """Somebody in her network: those (``iemand``) for whom ``among`` is true, in the order of ``by``, a fact.

    Who is not in it yet comes into this circle, where ``new`` allows it.
    """

    circle: str = ""
    among: Expression | None = None
    by: str = ""
    new: bool = True


class SeveralContacts(Struct, frozen=True):
    """Several people in her network, one a line; otherwise as ``OneContact``."""

    circle: str = ""
    among: Expression | None = None
    by: str = ""
    new: bool = True


Question: TypeAlias = (
    ChooseOne
    | ChooseSeveral
    | Scale
    | YesNo
    | OpenText
    | Number
    | Date
    | Time
    | Zone
    | OneContact
    | SeveralContacts
)
