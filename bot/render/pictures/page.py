"""What every picture stands on: a page as wide as a phone, its colours, and how words get onto it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from msgspec import Struct

from bot.engine.saying import PLACEHOLDER
from bot.render.colours import COLOURS, Colours, Look
from bot.render.letters import wrap
from bot.render.message import LOCALES
from bot.render.pictures.words import Words
from bot.render.svg import piece, plain, text

WIDTH: Final = 540.0
MARGIN: Final = 30.0
INSIDE: Final = WIDTH - 2 * MARGIN
FONT: Final = "Atkinson Hyperlegible Next, DejaVu Sans Mono"
TITLE, LEAD, BODY, SMALL = 32.0, 20.0, 18.0, 16.0
"""Sizes of letters; a phone shows the page at two thirds of them."""


class Page(Struct, frozen=True):
    """How one person is spoken to in pictures: her language, the words, the look."""

    language: str
    words: Words
    look: Look = "light"

    @property
    def colours(self) -> Colours:
        """The colours to draw with."""
        return COLOURS[self.look]

    def said(self, id_: str, **values: str | int) -> str:
        """The text of this id, with these values in its names; empty for an id without words."""
        return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), self.words.get(id_, ""))

    def counted(self, id_: str, n: int, **values: str | int) -> str:
        """So many of these; one has words of its own."""
        return self.said(f"{id_}_one" if n == 1 else id_, n=n, **values)

    def day(self, on: date) -> str:
        """A day with its year, without its weekday."""
        return format_date(on, "long", locale=self._locale)

    def short_day(self, on: date) -> str:
        """A day and its month."""
        return format_skeleton("MMMd", on, locale=self._locale)

    def month(self, on: date) -> str:
        """The short name of a month."""
        return format_skeleton("MMM", on, locale=self._locale)

    def weekday(self, on: date) -> str:
        """The shortest name of a day of the week that can be told from the others."""
        return format_skeleton("EEEEEE", on, locale=self._locale)

    def number(self, value: float) -> str:
        """A number as it is written in this language."""
        return format_decimal(value, locale=self._locale)

    @property
    def _locale(self) -> str:
        return LOCALES.get(self.language, self.language)

    def text(self, at: tuple[float, float], words: str, size: float, /, **look: str | float) -> str:
        """One line of words in ink, or as it is asked."""
        return text(at, words, size, **{"fill": self.colours.ink, **look})

    def paragraph(
        self, at: tuple[float, float], words: str, size: float, room: float, most: int, /, **look: str | float
    ) -> tuple[str, float]:
        """Words over several lines, the first of which stands on this point; and how high they are."""
        lines = wrap(words, size, room, most)
        step = size * 1.3
        drawn = (self.text((at[0], at[1] + step * number), one, size, **look) for number, one in enumerate(lines))
        return "".join(drawn), step * len(lines)

    def headed(self, title: str, lead: str, inside: str, height: float) -> "Drawing":
        """A picture with its title and what stands below that; ``inside`` begins at its own nought."""
        head, y = [self.text((MARGIN, 54), title, TITLE, font_weight="bold")], 66.0
        drawn, high = self.paragraph((MARGIN, 84), lead, LEAD, INSIDE, 3, fill=self.colours.soft)
        y += high + 16
        moved = piece("g", inside, transform=f"translate(0 {y:g})")
        return Drawing("".join(head) + drawn + moved, y + height, title)


class Drawing(Struct, frozen=True):
    """The inside of a picture, how high it is, and what it is called."""

    inside: str
    height: float
    title: str


def svg(drawing: Drawing) -> str:
    """The whole picture as SVG, to be laid on paper."""
    size: dict[str, str | float] = {"width": WIDTH, "height": drawing.height}
    box = f"0 0 {WIDTH:g} {drawing.height:g}"
    inside = piece("title", plain(drawing.title)) + drawing.inside
    return piece("svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=box, font_family=FONT, **size)


def joined(pieces: Iterable[str]) -> str:
    """Pieces that lie on each other, the first at the bottom."""
    return "".join(pieces)
