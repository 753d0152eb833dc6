"""Pictures as PNG: Typst sets the page, PDFium paints it, Pillow brings it down to a few colours.

Typst paints too, but hands over a PNG that would have to be read again, in twice the time in all.
"""

from functools import cache
from io import BytesIO
from threading import Lock
from typing import Final

from PIL import Image, ImageColor
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it has no types

from bot.render.colours import Colours
from bot.render.typesetting import page

_SHARPEST: Final = 2.0
"""Dots a pixel of the SVG."""
_LONGEST: Final = 1280
"""Dots: a messenger makes a longer picture smaller."""
_PRESSED: Final = 2
"""How hard a picture is pressed: harder makes it a tenth smaller, in twice the time."""
_SHADES: Final = 5
"""Steps between a colour and what lies under it, for the edges of letters and lines."""
_alone = Lock()
"""PDFium does one thing at a time."""


def png(svg: str, height: float, colours: Colours) -> bytes:
    """This picture, which is so high, as sharp as a messenger leaves it."""
    painted = _painted(page(svg, colours.paper), min(_SHARPEST * height, _LONGEST))
    few = painted.quantize(palette=_palette(colours), dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", compress_level=_PRESSED)
    return written.getvalue()


def _painted(pdf: bytes, high: float) -> Image.Image:
    """The one page of this PDF, so many dots high."""
    with _alone, PdfDocument(pdf) as document:
        drawn = document[0]
        scale = (high - 0.5) / drawn.get_height()  # for it is rounded up
        painted: Image.Image = drawn.render(
            scale, may_draw_forms=False, draw_annots=False, rev_byteorder=True
        ).to_pil()
        return painted


@cache
def _palette(colours: Colours) -> Image.Image:
    """The few colours that a picture keeps, which makes it a third as large."""
    grounds = [ImageColor.getrgb(one)[:3] for one in (colours.paper, *colours.rings)]
    ink = (colours.ink, colours.soft, colours.line, colours.green, colours.orange, colours.blue)
    drawn = [ImageColor.getrgb(one)[:3] for one in ink]
    shades = [
        round(under + (over - under) * step / _SHADES)
        for ground in grounds
        for one in drawn
        for step in range(_SHADES + 1)
        for under, over in zip(ground, one, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(shades)
    return palette
