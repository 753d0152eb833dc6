"""The people in her network: what may be kept of one, and what each part of it holds.

A nickname is enough; all the rest is there when she says it. Days are written as in ISO 8601. What the coach makes
of it (who is due, who sleeps) is worked out in ``bot.coaching``, and reaches a script through its ``repertoire``.
"""

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import fields, replace

from bot.engine.values import Kind, Value


class Contact(Struct, frozen=True, omit_defaults=True):
    """Somebody in her network, or a counter that she goes to.

    ``circle``, ``ring``, ``standing`` and ``mixes`` hold ids of ``people.yaml``, ``brings`` (to her) and ``takes``
    (from her) ids of its lines. ``birthday`` is ``--05-17``, or ``1970-05-17`` where the year is known. ``rhythm``
    is the days between two talks that she wants, ``longest`` the most (0: not said). ``spoken`` is the day of the
    last talk, ``waits`` the day before which nobody is to be reminded of them, ``later`` how often she said "not
    now" since the last talk. ``rests`` is the last day of a rest, ``archived`` a rest without an end. One who is
    not ``admitted`` was read from a card, and waits for her yes. ``message`` is the occasion of the last message
    that she sent with the coach's help, an id of ``people.yaml``. ``stood`` tells where they stood earlier, the
    oldest first: the day on which that ended, the circle and the ring, with spaces between them.
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
    message: str = ""
    stood: tuple[str, ...] = ()
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
    "birthday": "date",
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
    "message": "choice",
    "stood": "choices",
    "admitted": "truth",
}
"""What each part of a contact holds."""

SOMEBODY = "iemand"
"""The name of the person of whom a condition speaks that picks people to choose among."""
PROPOSED = "proposed"
"""The fact that somebody was read from a card and waits for her yes: only who asks for it meets them."""
LISTS: Mapping[str, str] = {
    "circle": "circles",
    "ring": "rings",
    "standing": "standings",
    "brings": "lines",
    "takes": "lines",
    "mixes": "mixes",
    "message": "occasions",
}
"""The list of ``people.yaml`` from which the ids of a part come."""
FILLED = frozenset(KINDS) - {"added", "admitted", "archived", "later", "stood", "waits"}
"""The parts that a script can fill; the others follow from what the coach does."""

LONGEST_NAME = 80
"""Characters of a name that are kept."""
LONGEST_NOTE = 1000
"""Characters of a note that are kept."""
MOST_MOVES = 20
"""Earlier places of somebody that are remembered."""
_NAMES = frozenset({"nickname", "name", "organisation"})
_EMPTY = {one.name: one.default for one in fields(Contact)}


def known_of(contact: Contact, part: str) -> Value | None:
    """What is known of this part of a contact; None where nothing is. A truth is always known."""
    value: Value = getattr(contact, part)
    return value if isinstance(value, bool) or value != _EMPTY[part] else None


def filled(contact: Contact, parts: Mapping[str, Value]) -> Contact:
    """This contact with these parts filled; words are cut where they get too long, and a name stays a name."""
    return replace(contact, **{part: _fitting(contact, part, value) for part, value in parts.items()})


def _fitting(contact: Contact, part: str, value: Value) -> Value:
    """This value as that part can hold it."""
    if isinstance(value, str):
        words = " ".join(value.split()) if part in _NAMES else value.strip()
        fitting: Value = words[: LONGEST_NAME if part in _NAMES else LONGEST_NOTE] or getattr(contact, part)
        return fitting
    return round(value) if KINDS[part] == "number" and isinstance(value, float) else value


def with_move(before: Contact, after: Contact, today: str) -> Contact:
    """This contact as it is now, with where they stood until today, if that was known and is another place now.

    Of several moves on a day only the first counts; to fill in what wasn't known is no move.
    """
    was, now = (before.circle, before.ring), (after.circle, after.ring)
    moved = any(one and one != other for one, other in zip(was, now, strict=True))
    if not moved or (before.stood and before.stood[-1].startswith(today)):
        return after
    return replace(after, stood=(*before.stood, " ".join((today, *was)))[-MOST_MOVES:])


def stood_on(contact: Contact, day: str) -> tuple[str, str]:
    """The circle and ring in which somebody stood when this day ended; as now, where that was not known."""
    earlier = (one.split(" ") for one in contact.stood)
    circle, ring = next(((circle, ring) for until, circle, ring in earlier if day < until), ("", ""))
    return circle or contact.circle, ring or contact.ring


def known_as(contacts: Mapping[str, Contact], name: str) -> str:
    """The id of the one whom she calls this, or who has this name; empty if there is none."""
    wanted = name.casefold()
    admitted = [(id_, one) for id_, one in contacts.items() if one.admitted]
    return next((id_ for id_, one in admitted if wanted in _names_of(one)), "")


def called(contacts: Mapping[str, Contact], words: str) -> list[str]:
    """The ids of those whom these words may mean: by their whole name, else by the beginning of a word in it."""
    wanted = words.casefold()
    exactly = [id_ for id_, one in contacts.items() if wanted in _names_of(one)]
    begun = (id_ for id_, one in contacts.items() if any(f" {wanted}" in f" {name}" for name in _names_of(one)))
    return exactly or (list(begun) if wanted else [])


def _names_of(contact: Contact) -> set[str]:
    names = (contact.nickname, contact.name, contact.organisation, whole(contact))
    return {name.casefold() for name in names if name}


def whole(contact: Contact) -> str:
    """What somebody is called, with where they belong, as people say it: Fatima van de drukkerij."""
    return f"{contact.nickname} van {contact.organisation}" if contact.organisation else contact.nickname


_APART = re.compile(r"(?P<name>[^\d\W].*?)\s+(?:van|from|of|bij|at)\s+(?P<organisation>(?:de|het|the)\s+[^A-Z].*)")


def apart(named: str) -> tuple[str, str]:
    """What somebody is called, and where they belong, if both were said: Fatima van de drukkerij.

    A surname is no place to belong: after ``van de`` it has a capital.
    """
    found = _APART.fullmatch(named)
    return (found["name"], found["organisation"]) if found else (named, "")
