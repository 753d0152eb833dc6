"""A picture as PNG: its SVG, painted with the fonts of this machine, or with Typst's own where it has none."""

from typst import compile as typeset

_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.picture), format: "svg")\n'
_PLAIN = 96.0
"""Dots an inch at which a pixel of the SVG is one dot."""
_SHARP = 2.0
_MOST_DOTS = 64e6


def paint(svg: str, size: tuple[float, float]) -> bytes:
    """The PNG of a picture of this size: twice as sharp as a screen, or less if it is very large."""
    sharp = min(_SHARP, (_MOST_DOTS / (size[0] * size[1])) ** 0.5)
    return typeset(_PAGE, format="png", ppi=_PLAIN * sharp, sys_inputs={"picture": svg})
