"""The map of her network: she in the middle, rings for how close people are, a sector for each circle.

A ring in which nobody stands is drawn all the same. The form is the paper one of Kahn & Antonucci (1980).
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, sin
from typing import Final

from bot.coaching.progress import Summary
from bot.coaching.rhythm import order
from bot.coaching.snapshot import Person, Snapshot
from bot.render.letters import width
from bot.render.pictures import dots
from bot.render.pictures.labels import Label, labels
from bot.render.pictures.names import drawn
from bot.render.pictures.page import BODY, INSIDE, MARGIN, SMALL, WIDTH, Drawing, Page
from bot.render.pictures.places import HER, RINGS, SECTORS, Point, closest, middle, places
from bot.render.svg import Look, piece

REACH: Final = RINGS[-1] + 22
"""From the middle to the edge of the map, the names of the circles among it."""
FEW: Final = 12
"""People up to whom lines are drawn to the middle; with more of them it would be hidden."""
SHORT: Final = 24.0
"""How long the end of a line is that is not drawn to the middle."""
_SIZES: Final = ((12, 10.0, 17.0, 12), (45, 7.5, 15.0, 45), (10_000, 5.5, 14.0, 32))
"""Up to how many people: how large a dot is, how large a name, how many names at most."""


def the_map(summary: Summary, page: Page) -> Drawing:
    """The map as it is now."""
    snapshot, shown = summary.now, summary.now.people
    if not shown:
        lead = page.said("map_empty")
        disc = piece("g", _ground(page) + her(page), transform=_to(WIDTH / 2, REACH))
        return page.headed(page.said("map_title"), lead, disc, 2 * REACH + 12)
    spots = positions(snapshot, page)
    r, size, most = _sizes(len(shown), spots)
    names = dict(zip((one.id for one in shown), drawn(one.name for one in shown), strict=True))
    closeness = {ring: at for at, ring in enumerate(ids("rings", page))}
    wanted = {one.id: names[one.id] for one in sorted(shown, key=lambda one: closeness.get(one.ring, len(RINGS)))}
    placed = labels(wanted, spots, r, size, most)
    words = (_label(one, size, page) for one in placed)
    disc = piece("g", disc_of(shown, spots, r, page) + "".join(words), transform=_to(WIDTH / 2, REACH))
    key, high = _legend(summary, len(shown) - len(placed), page)
    lead = f"{page.counted('people', len(shown))} · {page.day(summary.on)}"
    below = piece("g", key, transform=_to(0, 2 * REACH + 10))
    return page.headed(page.said("map_title"), lead, disc + below, 2 * REACH + 10 + high)


def _label(label: Label, size: float, page: Page) -> str:
    left, top, right, bottom = label.box
    look: Look = {"fill": page.colours.paper, "fill_opacity": "0.72", "rx": size * 0.3}
    under = piece("rect", x=left, y=top, width=right - left, height=bottom - top, **look)
    return under + page.text(label.at, label.words, size, text_anchor="middle")


def positions(snapshot: Snapshot, page: Page) -> dict[str, Point]:
    """Where everybody of a snapshot stands."""
    everybody = sorted((*snapshot.people, *snapshot.aside), key=lambda one: order(one.id))
    found = places(everybody, ids("rings", page), ids("circles", page))
    return {one.id: found[one.id] for one in snapshot.people}


def ids(list_: str, page: Page) -> list[str]:
    """The ids of a list of people.yaml, in their order."""
    return page.words[list_].split()


def _sizes(people: int, spots: Mapping[str, Point]) -> tuple[float, float, int]:
    r, size, most = next(sizes for up_to, *sizes in _SIZES if people <= up_to)
    return max(3.5, min(r, closest(spots) * 0.42)), size, int(most)


def disc_of(
    people: Sequence[Person],
    spots: Mapping[str, Point],
    r: float,
    page: Page,
    *,
    named: bool = True,
    under: str = "",
) -> str:
    """The rings with these people on them, and the lines between them and her; ``under`` lies below them."""
    circles = {one.circle for one in people} if named else None
    whole = len(people) <= FEW
    flows = _flows([(one, spots[one.id]) for one in people], r, page, whole=whole)
    marks = (dots.ring_around(spots[one.id], r, page.colours) for one in people if one.new)
    drawn_ = dots.dots(((spots[one.id], one.standing, one.freshness) for one in people), r, page.colours)
    return "".join((_ground(page, circles), under, flows, her(page), *marks, drawn_))


def _ground(page: Page, used: set[str] | None = frozenset()) -> str:  # type: ignore[assignment]
    """Rings, sectors and the names of the circles (None: without names)."""
    colours, pieces = page.colours, []
    for number in reversed(range(len(RINGS) - 1)):
        dashed: Look = {"stroke_dasharray": "3 4"} if number == len(RINGS) - 2 else {}
        look: Look = {"fill": colours.rings[number], "stroke": colours.line, "stroke_width": 1.2, **dashed}
        pieces.append(piece("circle", cx=0, cy=0, r=RINGS[number + 1], **look))
    for sector in range(SECTORS):
        edge = middle(sector) + (middle(1) - middle(0)) / 2
        start, end = ((r * cos(edge), r * sin(edge)) for r in (RINGS[0], RINGS[-1]))
        pieces.append(
            piece("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colours.paper, stroke_width=3)
        )
    return "".join(pieces) + ("" if used is None else _circles(page, used))


def _circles(page: Page, used: set[str]) -> str:
    """The name of each circle around its sector, and of the unknown one where somebody stands in it."""
    circles = ids("circles", page)
    named = [(at, page.said(f"circles.{one}")) for at, one in enumerate(circles[: SECTORS - 1])]
    if used - set(circles):
        named.append((SECTORS - 1, page.said("circle_unknown")))
    return "".join(_around(f"circle{at}", words, middle(at), page) for at, words in named)


def _around(id_: str, words: str, angle: float, page: Page) -> str:
    """Words along the rim, to be read from the left also at the bottom."""
    below = sin(angle) > 0.1  # noqa: PLR2004 -- just below the middle they still read best from the outside
    radius, turn = RINGS[-1] + (17 if below else 6), (-1 if below else 1)
    start, end = (
        (radius * cos(angle + way * turn * 0.39), radius * sin(angle + way * turn * 0.39)) for way in (-1, 1)
    )
    arc = f"M{start[0]:.1f} {start[1]:.1f}A{radius:g} {radius:g} 0 0 {int(not below)} {end[0]:.1f} {end[1]:.1f}"
    room = radius * 0.78
    size = min(SMALL, SMALL * room / width(words, SMALL)) if words else SMALL
    on = piece("textPath", words.replace("&", "&amp;"), href=f"#{id_}", startOffset="50%", text_anchor="middle")
    path = piece("defs", piece("path", id=id_, d=arc))
    return path + piece("text", on, font_size=size, fill=page.colours.soft)


def her(page: Page) -> str:
    """She herself, in the middle."""
    disc = piece("circle", cx=0, cy=0, r=HER, fill=page.colours.ink)
    word = page.said("me")
    size = min(17.0, 17.0 * 1.6 * HER / max(width(word, 17.0), 1))
    return disc + page.text(
        (0, size * 0.35), word, size, text_anchor="middle", font_weight="bold", fill=page.colours.paper
    )


def _flows(people: Iterable[tuple[Person, Point]], r: float, page: Page, *, whole: bool) -> str:
    """What flows between her and each of these: a line, whole or its outer end, with a point where it flows to.

    All lines are one piece, and all points another: that is painted sooner than many.
    """
    lines, points = [], []
    for one, spot in people:
        end = hypot(*spot) - r - 4
        start = HER + 3 if whole else max(HER + 3, end - SHORT)
        x, y = (part / hypot(*spot) for part in spot)
        if one.brings or one.takes:
            lines.append(f"M{start * x:.1f} {start * y:.1f}L{end * x:.1f} {end * y:.1f}")
        if one.brings:
            points.append(_point(start, -1, (x, y), r))
        if one.takes:
            points.append(_point(end, 1, (x, y), r))
    look: Look = {"fill": "none", "stroke": page.colours.soft, "stroke_width": 1.3, "stroke_opacity": 0.55}
    drawn_ = piece("path", d="".join(lines), **look) + piece("path", d="".join(points), fill=page.colours.soft)
    return drawn_ if lines else ""


def _point(at: float, way: int, along: Point, r: float) -> str:
    """The point of a line, outwards (1) or towards her (-1)."""
    (x, y), back, half = along, at - way * 0.85 * r, 0.4 * r
    corners = ((at, 0.0), (back, half), (back, -half))
    turned = (f"{out * x - side * y:.1f} {out * y + side * x:.1f}" for out, side in corners)
    return f"M{'L'.join(turned)}Z"


def _legend(summary: Summary, unnamed: int, page: Page) -> tuple[str, float]:
    """What the fillings mean, then the shapes, then the rest, only those that are there; and how high that is."""
    people = summary.now.people
    fresh = [
        (page.said(f"fresh_{one}"), dots.dot(8, "echt", one, page.colours))
        for one in dots.FRESHNESS
        if any(person.freshness == one for person in people)
    ]
    known = {person.standing for person in people}
    kinds = [
        (page.said(f"standings.{one}") if one else page.said("standing_unknown"), _outline(one, page))
        for one in dots.STANDINGS
        if one in known
    ]
    others = _ways(people, page)
    if any(person.new for person in people):
        others.append((page.said("new"), dots.ring_around((9, -6), 4.5, page.colours)))
    drawn_, y = "", 0.0
    for entries in (fresh, kinds, others):
        rows, high = flowing(entries, page)
        drawn_, y = drawn_ + piece("g", rows, transform=_to(0, y)), y + high
    rings = ", ".join(page.said(f"rings.{one}").lower() for one in ids("rings", page))
    notes = [page.said("rings_from_inside", rings=rings)]
    if unnamed:
        notes.append(page.counted("unnamed", unnamed))
    notes.append(page.said("basis"))
    for note in notes:
        lines, high = page.paragraph((MARGIN, y + 12), note, SMALL, INSIDE, 3, fill=page.colours.soft)
        drawn_, y = drawn_ + lines, y + high
    return drawn_, y + 16


def _outline(standing: str, page: Page) -> str:
    shape = dots.dot(8, standing, "long_ago", page.colours)
    return shape.replace(page.colours.blue, page.colours.ink)


def _ways(people: Sequence[Person], page: Page) -> list[tuple[str, str]]:
    found = []
    line: Look = {"y1": -6, "y2": -6, "stroke": page.colours.soft, "stroke_width": 1.6}
    if any(one.brings for one in people):
        arrow = piece("path", d="M0 -6L8 -10L8 -2Z", fill=page.colours.soft)
        found.append((page.said("brings"), piece("line", x1=6, x2=20, **line) + arrow))
    if any(one.takes for one in people):
        arrow = piece("path", d="M20 -6L12 -10L12 -2Z", fill=page.colours.soft)
        found.append((page.said("takes"), piece("line", x1=0, x2=14, **line) + arrow))
    return found


def flowing(entries: Sequence[tuple[str, str]], page: Page) -> tuple[str, float]:
    """Marks with their meaning in rows, as many in a row as there is room for; and how high they are."""
    pieces, x, y = [], MARGIN, BODY
    for words, mark in entries:
        wide = 28 + width(words, BODY) * 1.02
        if x > MARGIN and x + wide > WIDTH - MARGIN:
            x, y = MARGIN, y + BODY * 1.55
        pieces.append(piece("g", mark + page.text((26, 0), words, BODY), transform=_to(x, y)))
        x += wide + 18
    return "".join(pieces), (y + 14 if entries else 0.0)


def _to(x: float, y: float) -> str:
    return f"translate({x:g} {y:g})"
