"""One contact made of two: the fuller record, with all that the other knows and it does not."""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from bot.coaching.doubles import folded
from bot.coaching.ladder import STEPS
from bot.coaching.reaching import mail_address, phone_number, telegram_user
from bot.engine.people import KINDS, Contact, known_of

LONGEST_NOTE = 1000
"""Characters to which a note grows by merging; one that was longer before stays as it was."""
_WORDS: Mapping[str, Callable[[str], str]] = {
    "nickname": folded,
    "name": folded,
    "organisation": folded,
    "phone": lambda written: phone_number(written) or folded(written),
    "mail": lambda written: mail_address(written).casefold() or folded(written),
    "telegram": lambda written: telegram_user(written).casefold() or folded(written),
}
"""Parts that hold one thing in words, and what makes two of them the same: a second one goes among the notes."""
_PLANS = frozenset({"admitted", "archived", "later", "longest", "rests", "stood", "waits"})
_STANDINGS = ("", "loket", "tussen", "echt")


def merged(one: Contact, other: Contact) -> Contact:
    """One contact of these two: the one in her network leads, else the fuller one, of equally full ones the first.

    Lines are united, the earliest entry, the latest talk and the farthest step are kept. Notes that differ stand
    below each other, and with them the other's names and addresses that found no place. One who rests, or is
    laid away, stays so where the other does too, or was only proposed. Merging again with either changes nothing.
    """
    lasting = [each for each in (one, other) if each.admitted] or [one, other]
    fuller, lesser = sorted((one, other), key=lambda each: (not each.admitted, -fullness(each)))
    parts = {part: getattr(fuller, part) or getattr(lesser, part) for part in KINDS}
    whole = Contact(**parts)
    return replace(
        whole,
        brings=_united(fuller.brings, lesser.brings),
        takes=_united(fuller.takes, lesser.takes),
        met=_noted(fuller.met, lesser.met, *_left_over(whole, lesser)),
        question=_noted(fuller.question, lesser.question),
        birthday=_birthday(fuller.birthday, lesser.birthday),
        longest=fuller.longest or (lesser.longest if lesser.rhythm == whole.rhythm else 0),
        added=min(filter(None, (one.added, other.added)), default=""),
        spoken=max(one.spoken, other.spoken),
        waits=max(one.waits, other.waits),
        later=max(one.later, other.later),
        rests=min(each.rests for each in lasting),
        stood=fuller.stood if fuller.ring or fuller.circle else whole.stood,
        standing=max(one.standing, other.standing, key=_height),
        step=min(max(one.step, other.step), len(STEPS)),
        archived=all(each.archived for each in lasting),
        admitted=one.admitted or other.admitted,
    )


def fullness(contact: Contact) -> int:
    """How many of the parts that describe somebody are known."""
    return sum(known_of(contact, part) is not None for part in KINDS if part not in _PLANS)


def _height(standing: str) -> int:
    return _STANDINGS.index(standing) if standing in _STANDINGS else 0


def _united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _left_over(whole: Contact, lesser: Contact) -> Iterator[str]:
    """The names and addresses that the lesser one has otherwise."""
    for part, same in _WORDS.items():
        mine, hers = getattr(whole, part), getattr(lesser, part)
        if hers and same(hers) != same(mine):
            yield hers


def _noted(*notes: str) -> str:
    """The notes below each other, each line once, as far as they fit."""
    known = list(dict.fromkeys(notes))
    lines = [note for index, note in enumerate(known) if note and not _within(note, known[:index])]
    return "\n".join(lines)[: max(LONGEST_NOTE, len(known[0]))]


def _within(note: str, notes: list[str]) -> bool:
    """Whether this note stands among these already."""
    return any(f"\n{note}\n" in f"\n{one}\n" for one in notes)


def _birthday(one: str, other: str) -> str:
    """The day with its year, where one of them knows it."""
    return other if one.startswith("--") and other.endswith(one[1:]) else one or other
