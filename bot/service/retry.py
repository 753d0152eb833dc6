"""What to do about a delivery that failed: one table, and no clock, no chance and no state of its own.

What matters is whether it may have arrived, and whether it does harm twice. A message must arrive, and arriving
twice is the lesser evil. What only changes an earlier message does no harm twice, but soon loses its sense; a
notice or an emoji loses it at once.
"""

import re
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct

FailureKind: TypeAlias = Literal["flood", "blocked", "refused", "ignorable", "unreachable", "unsure"]
Scope: TypeAlias = Literal["chat", "all"]


class Failure(Struct, frozen=True):
    """The messenger did not accept it.

    ``flood`` 429, with ``retry_after`` seconds · ``blocked`` 403 · ``refused`` another 400 · ``ignorable`` a
    400 that changes nothing (not modified, not found to edit, query too old) · ``unreachable`` 5xx, or it never
    left · ``unsure`` no answer in time: it may have arrived. ``description`` is the messenger's, never what was
    sent.
    """

    kind: FailureKind
    retry_after: float = 0
    description: str = ""


class Retry(Struct, frozen=True):
    """Try again after so many seconds; until then this chat waits, or everybody."""

    after: float
    scope: Scope = "chat"


class Drop(Struct, frozen=True):
    """It has lost its sense, or is as good as done: on with the next."""

    reason: str


class GiveUp(Struct, frozen=True):
    """It will never be accepted: lay it aside for an operator, and on with the next."""

    reason: str


class PausePerson(Struct, frozen=True):
    """She cannot be reached: keep all that is hers until she is back."""


Decision: TypeAlias = Retry | Drop | GiveUp | PausePerson

_FIRST, _LONGEST = 0.5, 60.0
_TRIES = {"acknowledge": 3, "react": 3, "redraw": 5, "settle": 8, "tidy": 8}
"""How often something is tried that loses its sense; a message is tried for as long as it takes."""
_UNSURE = {"message": 8, "show": 3, "settle": 3}
"""How often something is tried that may have arrived each time; anything else is not tried again."""
_LATELY, _SEVERAL = 2.0, 3


def decide(failure: Failure, kind: str, attempts: int, chance: float) -> Decision:
    """What is to be done, after so many attempts at an effect of this kind; ``chance`` is in [0, 1)."""
    match failure.kind:
        case "flood":
            return Retry(max(failure.retry_after, 1.0))
        case "blocked":
            return PausePerson()
        case "refused":
            return GiveUp(_without_quotes(failure.description))
        case "ignorable":
            return Drop(failure.description)
        case "unreachable":
            lost = kind in _TRIES and attempts >= _TRIES[kind]
            return Drop("unreachable for too long") if lost else Retry(pause(attempts, chance))
        case "unsure":
            if attempts < _UNSURE.get(kind, 0):
                return Retry(pause(attempts, chance))
            return GiveUp("never answered in time") if kind == "message" else Drop("may have arrived")
        case other:
            assert_never(other)


def pause(attempts: int, chance: float) -> float:
    """How long to wait after so many attempts: twice as long each time, up to a minute, and never all at once."""
    longest = min(_LONGEST, _FIRST * 2.0 ** min(attempts - 1, 10))
    return longest * (0.5 + chance / 2)


def _without_quotes(description: str) -> str:
    """The description up to where it begins to quote what was sent."""
    return re.split(r'["\d]', description, maxsplit=1)[0].strip()


def is_general(floods: dict[int, float], now: float) -> bool:
    """Whether so many chats (each with its last flood) were refused lately that it must be about all of them."""
    return sum(now - at <= _LATELY for at in floods.values()) >= _SEVERAL
