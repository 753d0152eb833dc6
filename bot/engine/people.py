"""The people in her network: what may be kept of one, and what each part of it holds.

A nickname is enough; all the rest is there when she says it. Days are written as in ISO 8601. What the coach makes
of it (who is due, who sleeps) is worked out in ``bot.coaching``, and reaches a script through its ``repertoire``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bot.engine.expressions import Kind
from bot.engine.values import Value


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in her network, or a counter that she goes to.

    ``circle``, ``ring``, ``standing`` and ``mixes`` hold ids of ``people.yaml``, ``brings`` (to her) and ``takes``
    (from her) ids of its lines. ``birthday`` is ``--05-17``, or ``1970-05-17`` where the year is known. ``rhythm``
    is the days between two talks that she wants, ``longest`` the most (0: not said). ``spoken`` is the day of the
    last talk, ``waits`` the day before which nobody is to be reminded of them, ``later`` how often she said "not
    now" since the last talk. ``rests`` is the last day of a rest, ``archived`` a rest without an end. One who is
    not ``admitted`` was read from a card, and waits for her yes.
    """

    nickname: str
    circle: str = ""
    name: str = ""
    organisation: str = ""
    ring: str = ""
    standing: str = ""
    step: int = 0
    brings: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    mixes: str = ""
    met: str = ""
    question: str = ""
    birthday: str = ""
    rhythm: int = 0
    longest: int = 0
    added: str = ""
    spoken: str = ""
    waits: str = ""
    later: int = 0
    rests: str = ""
    archived: bool = False
    phone: str = ""
    mail: str = ""
    telegram: str = ""
    admitted: bool = True


KINDS: Mapping[str, Kind] = {
    "nickname": "text",
    "circle": "choice",
    "name": "text",
    "organisation": "text",
    "ring": "choice",
    "standing": "choice",
    "step": "number",
    "brings": "choices",
    "takes": "choices",
    "mixes": "choice",
    "met": "text",
    "question": "text",
    "birthday": "text",
    "rhythm": "number",
    "longest": "number",
    "added": "date",
    "spoken": "date",
    "waits": "date",
    "later": "number",
    "rests": "date",
    "archived": "truth",
    "phone": "text",
    "mail": "text",
    "telegram": "text",
    "admitted": "truth",
}
"""What each part of a contact holds."""

_EMPTY = {one.name: one.default for one in fields(Contact)}


def known_of(contact: Contact, part: str) -> Value | None:
    """What is known of this part of a contact; None where nothing is. A truth is always known."""
    value: Value = getattr(contact, part)
    return value if isinstance(value, bool) or value != _EMPTY[part] else None


def written(contact: Contact) -> dict[str, Value]:
    """The parts that are not empty, to be written down; ``Contact(**written)`` reads them back."""
    return {part: getattr(contact, part) for part in KINDS if getattr(contact, part) != _EMPTY[part]}
