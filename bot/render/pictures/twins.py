"""What each picture shows, in plain words, for those who can't see it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.coaching.network import LINES
from bot.coaching.progress import Cell, Day, Series, Summary
from bot.coaching.snapshot import moved
from bot.render.letters import ELLIPSIS
from bot.render.pictures.bullseye import ids
from bot.render.pictures.dots import FRESHNESS, STANDINGS
from bot.render.pictures.names import drawable
from bot.render.pictures.page import Page
from bot.render.pictures.rhythm import told as rhythm_told

LONGEST: Final = 1000
"""Characters, as a messenger counts them, that fit below a picture, with a little to spare."""


def the_map(summary: Summary, page: Page) -> Iterable[str]:
    """Who stands in each ring, then how many of each kind there are."""
    people = summary.now.people
    yield f"{page.said('map_title')}, {page.day(summary.on)}: {page.counted('people', len(people))}."
    if not people:
        yield page.said("map_empty")
        return
    yield _numbers(one.name for one in people)
    rings = {**{one: page.said(f"rings.{one}") for one in ids("rings", page)}, "": page.said("ring_unknown")}
    for ring, label in rings.items():
        names = [one.name for one in people if (one.ring if one.ring in rings else "") == ring]
        if names:
            yield f"{label} ({len(names)}): {', '.join(names)}."
    fresh = Counter(one.freshness for one in people)
    yield _counted((page.said(f"fresh_{one}"), fresh[one]) for one in FRESHNESS)
    standing = Counter(one.standing for one in people)
    labels = ((page.said(f"standings.{one}") if one else page.said("standing_unknown"), one) for one in STANDINGS)
    yield _counted((label, standing[one]) for label, one in labels)
    flows = (
        ("brings", sum(bool(one.brings) for one in people)),
        ("takes", sum(bool(one.takes) for one in people)),
    )
    yield _counted((page.said(way), count) for way, count in flows)
    yield f"{page.said('basis')}."


def _numbers(names: Iterable[str]) -> str:
    """Whose names stand on the map as a number."""
    return ", ".join(f"{at} = {name}" for at, name in enumerate(names, 1) if not drawable(name))


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return " ".join(f"{label}: {count}." for label, count in counts if count)


def then_now(summary: Summary, page: Page) -> Iterable[str]:
    """How many there were on each of the two days, who came, and who moved."""
    yield f"{page.said('then_now_title')}."
    if summary.before is None:
        yield page.said("then_now_same")
        return
    for snapshot in (summary.before, summary.now):
        yield f"{page.day(snapshot.on)}: {page.counted('people', len(snapshot.people))}."
    then = {one.id for one in summary.before.people}
    if came := [one.name for one in summary.now.people if one.id not in then]:
        yield f"{page.counted('came', len(came))}: {', '.join(came)}."
    if moved_ := [one.name for one in moved(summary.before, summary.now)]:
        yield f"{page.counted('moved', len(moved_))}: {', '.join(moved_)}."


def lines(summary: Summary, page: Page) -> Iterable[str]:
    """The table, row by row."""
    known = page.said("lines_known", k=summary.lines_known, n=len(summary.now.people))
    yield f"{page.said('lines_title')}, {page.day(summary.on)}. {known}."
    for line in LINES:
        cells = "; ".join(_cell(one, page) for one in summary.lines if one.line == line)
        yield f"{page.said(f'lines.{line}')}: {cells}."


def _cell(cell: Cell, page: Page) -> str:
    label = page.said(f"lines_{cell.way}").lower()
    if not cell.people:
        return f"{label}: {page.said('nobody').lower()}"
    more = ELLIPSIS if cell.people > len(cell.names) else ""
    return f"{label}: {cell.people} ({', '.join(cell.names)}{more})"


def scores(summary: Summary, page: Page) -> Iterable[str]:
    """The first and the last of each of the four."""
    yield f"{page.said('scores_title')}. {page.said('scores_scale')}."
    for series in summary.scores:
        yield f"{page.said(f'score_{series.name}')}: {_score(series, page)}."


def _score(series: Series, page: Page) -> str:
    if not series.scores:
        return page.said("score_none").lower()
    first = page.said("score_first", value=page.number(series.scores[0].value), on=page.day(series.scores[0].on))
    last = page.said("score_first", value=page.number(series.scores[-1].value), on=page.day(series.scores[-1].on))
    return first if len(series.scores) == 1 else f"{first}, {last}"


def rhythm(summary: Summary, page: Page) -> Iterable[str]:
    """The words for the line."""
    yield f"{page.said('rhythm_title')}, {page.day(summary.on)}."
    yield rhythm_told(summary.rhythm, page)


def course(summary: Summary, page: Page) -> Iterable[str]:
    """What is done, and what is still there."""
    done = [page.said(f"title.{dialog}") for dialog, was_done in summary.course if was_done]
    ahead = [page.said(f"title.{dialog}") for dialog, was_done in summary.course if not was_done]
    yield f"{page.said('course_title')}. {page.said('course_done', k=len(done), n=len(summary.course))}."
    for label, titles in (("done", done), ("not_done", ahead)):
        if titles:
            yield f"{page.said(label)}: {', '.join(titles)}."


def week(summary: Summary, page: Page) -> Iterable[str]:
    """The days on which something happened."""
    days = summary.week
    period = page.said("period", since=page.short_day(days[0].on), on=page.day(days[-1].on))
    yield f"{page.said('week_title')}, {period}."
    happened = [one for one in days if one.talks or one.answers]
    for one in happened:
        yield f"{page.weekday(one.on)}: {_happened(one, page)}."
    if not happened:
        yield page.said("week_empty")


def _happened(day: Day, page: Page) -> str:
    said = (("talks", day.talks), ("answers", day.answers))
    return ", ".join(page.counted(id_, count) for id_, count in said if count)


TWINS: Final[Mapping[str, Callable[[Summary, Page], Iterable[str]]]] = {
    "map": the_map,
    "then_now": then_now,
    "lines": lines,
    "scores": scores,
    "rhythm": rhythm,
    "course": course,
    "week": week,
}


def fitting(sentences: Iterable[str]) -> str:
    """These sentences below each other; where they don't fit together, the longest are cut."""
    said = [one for one in sentences if one]
    while (over := _length("\n".join(said)) - LONGEST) > 0:
        at = max(range(len(said)), key=lambda number: _length(said[number]))
        said[at] = _shorter(said[at], over)
    return "\n".join(said)


def _length(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def _shorter(words: str, by: int) -> str:
    """Without its end, down to a whole word, by so many characters or by half."""
    left = words[: max(len(words) - by - 2, len(words) // 2)]
    return f"{left.rsplit(' ', 1)[0].rstrip(',')}{ELLIPSIS}"
