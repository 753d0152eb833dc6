"""Typst, in this process: SVG becomes PNG, data becomes PDF; with letters of its own, so the same anywhere."""

from functools import cache
from io import BytesIO
from pathlib import Path
from threading import local
from typing import Any, Final

import typst
from PIL import Image, ImageColor

from bot.render.colours import Colours

_HERE: Final = Path(__file__).parent
_INCH: Final = 96.0
"""Dots an inch at which a pixel of the SVG is one dot."""
_SHARPEST: Final = 2.0
_LONGEST: Final = 1280.0
"""Dots: a messenger makes a longer picture smaller."""
_PRESSED: Final = 4
"""How hard a picture is pressed: harder makes it a tenth smaller, in twice the time."""
_SHADES: Final = 5
"""Steps between a colour and what lies under it, for the edges of letters and lines."""
_PAGE: Final = b"""#set page(width: auto, height: auto, margin: 0pt, fill: rgb(sys.inputs.paper))
#image(bytes(sys.inputs.svg), format: "svg")
"""
_own = local()


def png(svg: str, height: float, colours: Colours) -> bytes:
    """This picture, which is so high, as sharp as a messenger leaves it."""
    sharp = min(_SHARPEST, _LONGEST / height)
    given = {"svg": svg, "paper": colours.paper}
    painted = _only(_compiler().compile(_PAGE, format="png", ppi=_INCH * sharp, sys_inputs=given))
    with Image.open(BytesIO(painted)) as image:
        few = image.convert("RGB").quantize(palette=_palette(colours), dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", compress_level=_PRESSED)
    return written.getvalue()


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


def pdf(template: Path, data: str) -> bytes:
    """A document of this data (JSON), tagged for those who have it read to them (PDF/UA-1)."""
    return _only(_compiler().compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data}))


def _only(made: Any) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("several pages where one was meant")
    return made


def _compiler() -> typst.Compiler:
    """This thread's compiler, which keeps what it read."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(root=str(_HERE), font_paths=_fonts(), ignore_system_fonts=True)
    return _own.compiler  # type: ignore[no-any-return]  # a local has no types


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])
