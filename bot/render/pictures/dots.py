"""How somebody is drawn: the shape tells counter or person, the filling and the colour how long ago they spoke."""

from typing import Final

from bot.coaching.snapshot import Freshness
from bot.render.colours import Colours
from bot.render.svg import Look, piece

FRESHNESS: Final[tuple[Freshness, ...]] = ("recent", "earlier", "long_ago", "unknown")
"""Full, half full, empty, and a broken outline."""
STANDINGS: Final = ("echt", "tussen", "loket", "")
"""A disc, a square with round corners, a square, a diamond where it is not known."""


def half(colours: Colours) -> str:
    """The filling of those who are half full, to be defined once in a picture."""
    stops = piece("stop", offset="50%", stop_color=colours.paper) + piece(
        "stop", offset="50%", stop_color=colours.orange
    )
    return piece("linearGradient", stops, id="half", x1=0, y1=0, x2=0, y2=1)


def dot(at: tuple[float, float], r: float, standing: str, freshness: Freshness, colours: Colours) -> str:
    """Somebody at this point."""
    look: Look = {"stroke_width": max(1.4, r * 0.28), **_filling(freshness, colours)}
    x, y = at
    match standing:
        case "echt":
            return piece("circle", cx=x, cy=y, r=r, **look)
        case "tussen" | "loket":
            side = r * 0.9
            round_: Look = {"rx": side * 0.6} if standing == "tussen" else {}
            return piece("rect", x=x - side, y=y - side, width=2 * side, height=2 * side, **round_, **look)
        case _:
            far = r * 1.15
            corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
            path = "L".join(f"{across:.1f} {down:.1f}" for across, down in corners)
            return piece("path", d=f"M{path}Z", stroke_linejoin="round", **look)


def _filling(freshness: Freshness, colours: Colours) -> Look:
    match freshness:
        case "recent":
            return {"fill": colours.green, "stroke": colours.green}
        case "earlier":
            return {"fill": "url(#half)", "stroke": colours.orange}
        case "long_ago":
            return {"fill": colours.paper, "stroke": colours.blue}
        case "unknown":
            return {"fill": colours.paper, "stroke": colours.soft, "stroke_dasharray": "2 2"}


def ring_around(at: tuple[float, float], r: float, colours: Colours) -> str:
    """What marks somebody as new."""
    return piece("circle", cx=at[0], cy=at[1], r=r * 1.65, fill="none", stroke=colours.ink, stroke_width=r * 0.2)
