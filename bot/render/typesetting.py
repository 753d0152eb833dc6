"""Typst, in this process: SVG becomes a page, data a document; with letters of its own, so the same anywhere."""

from functools import cache
from pathlib import Path
from threading import local
from typing import Any, Final

import typst

_HERE: Final = Path(__file__).parent
_PAGE: Final = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg")
"""
_REMEMBERED: Final = 11
"""Typst keeps what it set until it has set so many others."""
_own = local()


def page(svg: str) -> bytes:
    """This picture as a PDF of one page, without a ground."""
    return _only(_compiler().compile(_PAGE, format="pdf", pdf_tags=False, sys_inputs={"svg": svg}))


def document(template: Path, data: str) -> bytes:
    """A PDF of this data (JSON), tagged for those who have it read to them (PDF/UA-1)."""
    try:
        return _only(
            _compiler().compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": data})
        )
    finally:
        _forget()


def _forget() -> None:
    """Lets go of what was set: tens of megabytes of a large document, that nobody asks for again."""
    for _ in range(_REMEMBERED):
        _compiler().compile(b"", format="pdf", sys_inputs={})


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
