"""What she did, what she wrote and what moved: frozen numbers, from which every picture is drawn.

Behaviour and her own words, never a grade, never a comparison with others. Each number counts what she filled in
and comes with its dates; what is not known is None, "" or not there, and is drawn as unknown. The formulas stand
in ``activity`` and ``network``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from bot.coaching import activity, network
from bot.coaching.calendar import day_of, later_by
from bot.coaching.network import Direction
from bot.coaching.rhythm import order
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.saying import MEDIA
from bot.engine.values import Kind, Value

SCORES: Final = ("product_zien", "prijs_waarde", "promotie_over", "plaats_netwerk")
"""The names of the four P's scores, each from 0 to 10, in the order of the course."""
RECENT, EARLIER = 30, 90
"""Days since the last talk up to which a contact is fresh, and up to which it is not long ago."""
WORDS: Final = 3
"""Texts of hers that are given back: the newest of the period."""
WEEK: Final = 7
POINTS: Final = 370
"""Points of a line that are kept; of a longer one every seventh day, and so on."""

Freshness: TypeAlias = Literal["recent", "earlier", "long_ago", "unknown"]
"""How long ago the last talk was."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of hers on her local day. ``kind`` is what its name holds in the script."""

    name: str
    dialog: str
    value: Value
    on: date
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class History:
    """All that is read back of her: answers and talks the oldest first, the day on which she began.

    ``course`` names the dialogs of the course in their order, and whether she ever finished each.
    """

    contacts: Mapping[str, Contact]
    answers: tuple[Answered, ...]
    talks: tuple[Talk, ...]
    first: date
    course: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the map. ``since`` is the days since the last talk, ``new`` whether they came in the period."""

    id: str
    name: str
    circle: str
    ring: str
    standing: str
    since: int | None
    brings: tuple[str, ...]
    takes: tuple[str, ...]
    new: bool

    @property
    def freshness(self) -> Freshness:
        """How long ago the last talk was, in three steps."""
        if self.since is None:
            return "unknown"
        return "recent" if self.since <= RECENT else "earlier" if self.since <= EARLIER else "long_ago"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Her network on a day, in the order in which people came.

    Circle and ring are as she last named them: what they were on an earlier day is not kept. Those whom she laid
    away (``aside``) are not shown, but their place on the map stays free.
    """

    on: date
    people: tuple[Person, ...]
    aside: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people bring or take along one line, and the first few of their names."""

    way: Direction
    line: str
    people: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What she gave herself on a day, from 0 to 10."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """One of the four P's: her scores, the first one first; empty where she gave none."""

    name: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm line from ``first`` on, a point every ``step`` days, and in how many weeks something happened."""

    first: date
    step: int
    points: tuple[float, ...]
    trend: activity.Trend | None
    weeks: activity.Weeks | None


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on a day: talks noted, questions answered."""

    on: date
    talks: int
    answers: int


@dataclass(frozen=True, slots=True)
class Did:
    """What she did in the period: days on which something happened, talks, with how many people, who came."""

    days: int
    talks: int
    people: int
    came: int
    answers: int
    texts: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All that is shown of her, on a day (``on``) over a period: from ``since``, or from the beginning (None)."""

    on: date
    since: date | None
    first: date
    did: Did
    words: tuple[Answered, ...]
    now: Snapshot
    before: Snapshot | None
    lines: tuple[Cell, ...]
    lines_known: int
    scores: tuple[Series, ...]
    rhythm: Rhythm | None
    course: tuple[tuple[str, bool], ...]
    week: tuple[Day, ...]


def summary(history: History, today: date, since: date | None) -> Summary:
    """What can be shown of this history on this day, over the period from ``since`` (None: from the beginning)."""
    begin = max(since, history.first) if since else history.first
    answers = [one for one in history.answers if begin <= one.on <= today]
    talks = [talk for talk in history.talks if begin <= _on(talk) <= today]
    texts = [one for one in answers if _is_text(one)]
    active = _active_days(history, today)
    came = sum(begin <= _added(one, history.first) <= today for one in network.members(history.contacts).values())
    return Summary(
        today,
        since,
        history.first,
        Did(
            sum(day >= begin for day in active),
            len(talks),
            len({talk.contact for talk in talks}),
            came,
            len(answers),
            len(texts),
        ),
        tuple(texts[-WORDS:]),
        _snapshot(history, today, begin if since else None),
        _before(history, begin, today),
        _lines(history),
        network.lines(history.contacts).known,
        tuple(_series(name, history.answers, today) for name in SCORES),
        _rhythm(active, begin, today),
        history.course,
        _week(history, today),
    )


def _on(talk: Talk) -> date:
    return day_of(talk.on) or date.min


def _added(contact: Contact, first: date) -> date:
    """The day on which somebody came; her first day where it is not known."""
    return day_of(contact.added) or first


def _is_text(answer: Answered) -> bool:
    value = answer.value
    return answer.kind == "text" and isinstance(value, str) and bool(value) and not value.startswith(MEDIA)


def _active_days(history: History, today: date) -> set[date]:
    """The days on which she answered something or spoke to somebody."""
    days = {one.on for one in history.answers} | {_on(talk) for talk in history.talks}
    return {day for day in days if history.first <= day <= today}


def _snapshot(history: History, day: date, new_from: date | None) -> Snapshot:
    """Who was in her network on that day; those who came from ``new_from`` on are new (None: nobody is)."""
    spoken = _last_talks(history, day)
    known = {
        one: _person(one, contact, spoken.get(one), day, _added(contact, history.first), new_from)
        for one, contact in sorted(history.contacts.items(), key=lambda named: order(named[0]))
        if contact.admitted and _added(contact, history.first) <= day
    }
    aside = {one for one in known if history.contacts[one].archived}
    return Snapshot(
        day,
        tuple(person for one, person in known.items() if one not in aside),
        tuple(known[one] for one in known if one in aside),
    )


def _person(
    id_: str, contact: Contact, spoken: date | None, day: date, added: date, new_from: date | None
) -> Person:
    since = (day - spoken).days if spoken else None
    new = new_from is not None and added >= new_from
    return Person(
        id_,
        contact.nickname,
        contact.circle,
        contact.ring,
        contact.standing,
        since,
        contact.brings,
        contact.takes,
        new,
    )


def _last_talks(history: History, day: date) -> dict[str, date]:
    """The last talk with each until that day, as it was noted, or said when they came."""
    found: dict[str, date] = {}
    spoken = ((one, day_of(contact.spoken)) for one, contact in history.contacts.items())
    for contact, on in (*spoken, *((talk.contact, _on(talk)) for talk in history.talks)):
        if on and on <= day:
            found[contact] = max(on, found.get(contact, on))
    return found


def _before(history: History, begin: date, today: date) -> Snapshot | None:
    """Her network when the period began, or on the first day on which there was anybody; None if that is today."""
    came = [_added(one, history.first) for one in network.members(history.contacts).values()]
    day = max(begin, min(came, default=today))
    return _snapshot(history, day, None) if day < today else None


def _lines(history: History) -> tuple[Cell, ...]:
    """The cells of the table of lines."""
    members = network.members(history.contacts)
    found: dict[network.Cell, list[str]] = {cell: [] for cell in network.CELLS}
    for one in sorted(members, key=order):
        for cell in network.cells_of(members[one]):
            found[cell].append(members[one].nickname)
    return tuple(Cell(*cell, len(names), tuple(names[:WORDS])) for cell, names in found.items())


def _series(name: str, answers: Iterable[Answered], today: date) -> Series:
    """Her scores under this name; of several on a day the last one."""
    by_day = {
        one.on: float(one.value)
        for one in answers
        if one.name == name
        and one.on <= today
        and isinstance(one.value, (int, float))
        and not isinstance(one.value, bool)
    }
    return Series(name, tuple(Score(day, by_day[day]) for day in sorted(by_day)))


def _rhythm(active: Collection[date], begin: date, today: date) -> Rhythm | None:
    """Her rhythm line over the period; None before the first day on which anything happened."""
    if not active:
        return None
    points = activity.line(active, min(active), today)
    shown = points[-((today - begin).days + 1) :]
    step = -(-len(shown) // POINTS)
    kept = tuple(round(one, 4) for one in shown[::-1][::step][::-1])
    weeks_long = (today - begin).days // WEEK + 1
    return Rhythm(
        later_by(today, -step * (len(kept) - 1)),
        step,
        kept,
        activity.trend(points),
        activity.weeks(active, today, weeks_long),
    )


def _week(history: History, today: date) -> tuple[Day, ...]:
    """The seven days up to today."""
    days = [Day(later_by(today, back - WEEK + 1), 0, 0) for back in range(WEEK)]
    return tuple(
        replace(
            day,
            talks=sum(_on(talk) == day.on for talk in history.talks),
            answers=sum(one.on == day.on for one in history.answers),
        )
        for day in days
    )
