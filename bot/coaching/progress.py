"""What she did, what she wrote and what moved: frozen numbers, from which every picture is drawn.

Behaviour and her own words, never a grade, never a comparison with others. Each number counts what she filled in
and comes with its dates; what is not known is None, "" or not there, and is drawn as unknown. The formulas stand
in ``activity`` and ``network``.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching import activity, network
from bot.coaching.calendar import later_by
from bot.coaching.history import Answered, History, active_days, added_on, is_text, noted_on
from bot.coaching.network import Direction
from bot.coaching.rhythm import order
from bot.coaching.snapshot import Snapshot, earlier, snapshot
from bot.engine.distress import NO_DISTRESS, Distress

SCORES: Final = ("product_zien", "prijs_waarde", "promotie_over", "plaats_netwerk")
"""The names of the four P's scores, each from 0 to 10, in the order of the course."""
WORDS: Final = 3
"""Texts of hers that are given back: the newest of the period."""
WEEK: Final = 7
POINTS: Final = 370
"""Points of a line that are kept; of a longer one every seventh day, and so on."""


class Cell(Struct, frozen=True):
    """How many people bring or take along one line, and the first few of their names."""

    way: Direction
    line: str
    people: int
    names: tuple[str, ...]


class Score(Struct, frozen=True):
    """What she gave herself on a day, from 0 to 10."""

    on: date
    value: float


class Series(Struct, frozen=True):
    """One of the four P's: her scores, the first one first; empty where she gave none."""

    name: str
    scores: tuple[Score, ...]


class Rhythm(Struct, frozen=True):
    """The rhythm line from ``first`` on, a point every ``step`` days, and in how many weeks something happened."""

    first: date
    step: int
    points: tuple[float, ...]
    trend: activity.Trend | None
    weeks: activity.Weeks | None


class Day(Struct, frozen=True):
    """What happened on a day: talks noted, questions answered."""

    on: date
    talks: int
    answers: int


class Did(Struct, frozen=True):
    """What she did in the period: days on which something happened, talks, with how many people, who came."""

    days: int
    talks: int
    people: int
    came: int
    answers: int
    texts: int


class Summary(Struct, frozen=True):
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

    @property
    def begin(self) -> date:
        """The first day of the period."""
        return self.since or self.first


def summary(history: History, today: date, since: date | None, distress: Distress = NO_DISTRESS) -> Summary:
    """What can be shown of this history on this day, over the period from ``since`` (None: from the beginning).

    Her own words are given back unless ``distress`` is heard in them.
    """
    since = since if since and since > history.first else None
    begin = since or history.first
    answers = [one for one in history.answers if begin <= one.on <= today]
    talks = [talk for talk in history.talks if begin <= noted_on(talk) <= today]
    texts = [one for one in answers if is_text(one)]
    active = active_days(history, today)
    came = sum(
        begin <= added_on(one, history.first) <= today for one in network.members(history.contacts).values()
    )
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
        _given_back(texts, distress),
        snapshot(history, today, since),
        earlier(history, begin, today),
        _lines(history),
        network.lines(history.contacts).known,
        tuple(_series(name, history.answers, today) for name in SCORES),
        _rhythm(active, begin, today),
        history.course,
        _week(history, today),
    )


def _given_back(texts: Sequence[Answered], distress: Distress) -> tuple[Answered, ...]:
    """The newest of her texts, the oldest of them first, none twice."""
    last = {str(one.value): at for at, one in enumerate(texts)}
    newest = (texts[at] for at in sorted(last.values(), reverse=True))
    return tuple(islice((one for one in newest if not distress.heard_in(str(one.value))), WORDS))[::-1]


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
            talks=sum(noted_on(talk) == day.on for talk in history.talks),
            answers=sum(one.on == day.on for one in history.answers),
        )
        for day in days
    )
