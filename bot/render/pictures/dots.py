"""How somebody is drawn: the shape tells counter or person, the filling and the colour how long ago they spoke."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from bot.coaching.snapshot import Freshness
from bot.render.colours import Colours
from bot.render.pictures.places import Point
from bot.render.svg import Look, piece

FRESHNESS: Final[tuple[Freshness, ...]] = ("recent", "earlier", "long_ago", "unknown")
"""Full, half full, empty, and a broken outline."""
STANDINGS: Final = ("echt", "tussen", "loket", "")
"""A disc, a square with round corners, a square, a diamond where it is not known."""
Marked: TypeAlias = tuple[Point, str, Freshness]
"""Somebody: where, counter or person, how long ago."""


def dots(people: Iterable[Marked], r: float, colours: Colours) -> str:
    """All of these: one piece for each freshness, which is painted sooner than one for everybody."""
    shapes: dict[Freshness, list[str]] = {}
    halves = []
    for at, standing, freshness in people:
        whole, lower = _shape(at, r, standing)
        shapes.setdefault(freshness, []).append(whole)
        if freshness == "earlier":
            halves.append(lower)
    width = max(1.4, r * 0.28)
    drawn = [
        piece("path", d="".join(d), stroke_width=width, **_filling(one, colours)) for one, d in shapes.items()
    ]
    filled = piece("path", d="".join(halves), fill=colours.orange) if halves else ""
    return "".join(drawn) + filled


def _shape(at: Point, r: float, standing: str) -> tuple[str, str]:
    """The outline of somebody at this point, and that of the lower half."""
    x, y = at
    match standing:
        case "echt":
            arc = f"a{r:.2f} {r:.2f} 0 0 0 "
            lower = f"M{x - r:.2f} {y:.2f}{arc}{2 * r:.2f} 0"
            return f"{lower}{arc}{-2 * r:.2f} 0Z", f"{lower}Z"
        case "tussen" | "loket":
            return _square(x, y, r * 0.9, r * 0.54 if standing == "tussen" else 0.0)
        case _:
            far = r * 1.15
            lower = f"M{x - far:.2f} {y:.2f}l{far:.2f} {far:.2f}l{far:.2f} {-far:.2f}"
            return f"{lower}l{-far:.2f} {-far:.2f}Z", f"{lower}Z"


def _square(x: float, y: float, side: float, bend: float) -> tuple[str, str]:
    """The outlines of a square around this point, half as wide as ``side`` says, with corners bent so far."""
    down = f"a{bend:.2f} {bend:.2f} 0 0 0 "
    straight = side - bend
    lower = (
        f"M{x - side:.2f} {y:.2f}v{straight:.2f}{down}{bend:.2f} {bend:.2f}h{2 * straight:.2f}"
        f"{down}{bend:.2f} {-bend:.2f}v{-straight:.2f}"
    )
    upper = f"v{-straight:.2f}{down}{-bend:.2f} {-bend:.2f}h{-2 * straight:.2f}{down}{-bend:.2f} {bend:.2f}"
    return f"{lower}{upper}Z", f"{lower}Z"


def _filling(freshness: Freshness, colours: Colours) -> Look:
    match freshness:
        case "recent":
            return {"fill": colours.green, "stroke": colours.green}
        case "earlier":
            return {"fill": colours.paper, "stroke": colours.orange}
        case "long_ago":
            return {"fill": colours.paper, "stroke": colours.blue}
        case "unknown":
            return {"fill": colours.paper, "stroke": colours.soft, "stroke_dasharray": "2 2"}


def dot(r: float, standing: str, freshness: Freshness, colours: Colours) -> str:
    """Somebody, as a legend shows the mark."""
    return dots([((9, -6), standing, freshness)], r, colours)


def ring_around(at: tuple[float, float], r: float, colours: Colours) -> str:
    """What marks somebody as new."""
    return piece("circle", cx=at[0], cy=at[1], r=r * 1.65, fill="none", stroke=colours.ink, stroke_width=r * 0.2)
