"""What a question can ask for: the kinds of answer, and the choices there are."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.engine.expressions import Expression
from bot.engine.values import Phrase


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered; ``go`` is where it leads, if not where the question leads."""

    id: str
    label: Phrase
    go: str = ""
    when: Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ChooseOne:
    """One of several answers; ``columns`` buttons a row. It is itself and no other: buttons are kept for it."""

    choices: tuple[Choice, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class ChooseSeveral:
    """Any number of several answers, ticked one by one."""

    choices: tuple[Choice, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Scale:
    """A score from ``low`` to ``high``; ``ends`` are the words for both ends."""

    low: int
    high: int
    ends: tuple[Phrase, Phrase] | None = None


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class OpenText:
    """Her own words, or one of these kinds of media."""

    allow: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Number:
    """A number, within bounds where there are any."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A day; ``past`` where it is one that has been, ``yearly`` where it comes every year and needs none."""

    past: bool = False
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """Where she is, for the time there: a city by name, or one of these answers, whose ids are cities too.

    It is itself and no other, as ``ChooseOne``.
    """

    choices: tuple[Choice, ...] = ()
    columns: int = 1


@dataclass(frozen=True, slots=True)
class OneContact:
    """Somebody in her network: those (``iemand``) for whom ``among`` is true, in the order of ``by``, a fact.

    Who is not in it yet comes into this circle, where ``new`` allows it.
    """

    circle: str = ""
    among: Expression | None = None
    by: str = ""
    new: bool = True


@dataclass(frozen=True, slots=True)
class SeveralContacts:
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
