"""Pictures as PNG: Typst sets the page, PDFium paints it, Pillow brings it down to a few colours.

Typst paints too, but hands over a PNG that would have to be read again, in twice the time in all.
"""

import re
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
_RUNS: Final = 3
"""How a picture is pressed: by runs of a colour (zlib's Z_RLE). Harder is a tenth smaller, in twice the time."""
_PROFILE: Final = re.compile(rb"\n(\d+) 0 obj\n<<[^>]*/N 3/")
"""The profile of three colours in a page."""
_SHADES: Final = 5
"""Steps between a colour and what lies under it, for the edges of letters and lines."""
_alone = Lock()
"""PDFium does one thing at a time."""


def png(svg: str, height: float, colours: Colours) -> bytes:
    """This picture, which is so high, as sharp as a messenger leaves it."""
    painted = _painted(_plain(page(svg)), min(_SHARPEST * height, _LONGEST), colours.paper)
    few = painted.quantize(palette=_palette(colours), dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", compress_type=_RUNS)
    return written.getvalue()


def _plain(pdf: bytes) -> bytes:
    """The same page, as long, in the colours of the screen.

    Typst writes colours with the profile of sRGB, which changes none of them, and takes PDFium some milliseconds.
    """
    profile = _PROFILE.search(pdf)
    named = b"[/ICCBased %b 0 R]" % profile[1] if profile else b"/DeviceRGB"
    return pdf.replace(named, b"/DeviceRGB".ljust(len(named)))


def _painted(pdf: bytes, high: float, paper: str) -> Image.Image:
    """The one page of this PDF, so many dots high, on paper of this colour."""
    ground = (*ImageColor.getrgb(paper)[:3], 255)
    with _alone, PdfDocument(pdf) as document:
        drawn = document[0]
        scale = (high - 0.5) / drawn.get_height()  # for it is rounded up
        # Four bytes a dot, for PDFium fills them faster than three.
        dots = drawn.render(
            scale, may_draw_forms=False, draw_annots=False, fill_color=ground, rev_byteorder=True, prefer_bgrx=True
        )
        return Image.frombytes("RGB", (dots.width, dots.height), dots.buffer, "raw", "RGBX", dots.stride)


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
