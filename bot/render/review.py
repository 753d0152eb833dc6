"""A time of hers in words: what she did, what she wrote, what moved. Numbers and quotations, and no verdict."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from bot.coaching.progress import Score, Series, Summary
from bot.coaching.snapshot import moved
from bot.render.letters import ELLIPSIS
from bot.render.pictures.page import Page

LONGEST: Final = 200
"""Characters of her own words that are given back whole."""


def review(summary: Summary, page: Page) -> str:
    """The words for the time of this summary, as HTML; a part in which there is nothing is left out."""
    since, on = page.day(summary.begin), page.day(summary.on)
    period = on if since == on else page.said("period", since=since, on=on)
    did = [*_did(summary, page)] or [page.said("review_quiet")]
    parts = {"review_did": did, "review_wrote": _wrote(summary, page), "review_moved": _moved(summary, page)}
    told = (_part(page.said(id_), lines) for id_, lines in parts.items())
    return "\n\n".join(one for one in (escape(period, quote=False), *told, page.said("basis")) if one)


def _part(head: str, lines: Iterable[str]) -> str:
    said = [escape(one, quote=False) for one in lines if one]
    return "\n".join((f"<b>{head}</b>", *said)) if said else ""


def _did(summary: Summary, page: Page) -> Iterator[str]:
    did, weeks = summary.did, summary.rhythm.weeks if summary.rhythm else None
    counts = (("days", did.days), ("answers", did.answers), ("talks", did.talks), ("came", did.came))
    who = page.counted("people", did.people)
    yield from (page.counted(f"review_{id_}", n, who=who) for id_, n in counts if n)
    if did.days and weeks and weeks.of > 1:
        yield page.said("weeks", k=weeks.active, n=weeks.of) + "."


def _wrote(summary: Summary, page: Page) -> Iterator[str]:
    for one in summary.words:
        words = " ".join(str(one.value).split())
        short = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + ELLIPSIS
        day = page.short_day(one.on) if one.on.year == summary.on.year else page.day(one.on)
        yield page.said("review_quote", words=short, on=day)


def _moved(summary: Summary, page: Page) -> Iterator[str]:
    for series in summary.scores:
        if (last := series.scores[-1:]) and last[0].on >= summary.begin:
            yield _score(series, last[0], summary, page)
    if summary.before and (people := moved(summary.before, summary.now)):
        yield f"{page.counted('moved', len(people))}: {', '.join(one.name for one in people)}."


def _score(series: Series, last: Score, summary: Summary, page: Page) -> str:
    """Her last score beside the one with which she came into this time, or the first that she gave in it."""
    what, value = page.said(f"score_{series.name}"), page.number(last.value)
    came = [one for one in series.scores if one.on < summary.begin][-1:] or [*series.scores[:1]]
    if came[0] is last:
        return page.said("review_once", what=what, value=value)
    if came[0].value == last.value:
        return page.said("review_same", what=what, value=value)
    return page.said("review_from_to", what=what, first=page.number(came[0].value), value=value)
