"""Typst, in this process: data in, a PNG or a PDF out; the same letters on any machine, for it brings its own."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import local
from typing import Any, Final

import typst

_HERE: Final = Path(__file__).parent
_SHARP: Final = 144.0
"""Dots an inch: a page of 540 points is 1080 dots wide."""
_own = local()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])


def png(data: Mapping[str, Any]) -> bytes:
    """One picture of this data, which names its ``kind``."""
    return _set("picture.typ", data, format="png", ppi=_SHARP)


def pdf(data: Mapping[str, Any]) -> bytes:
    """A workbook of this data, tagged for those who have it read to them."""
    return _set("workbook.typ", data, format="pdf", pdf_standards=["ua-1"])


def _set(template: str, data: Mapping[str, Any], **how: Any) -> bytes:
    made = _compiler().compile(
        str(_HERE / "templates" / template), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, **how
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} makes several pages where one picture was meant")
    return made


def _compiler() -> typst.Compiler:
    """This thread's compiler, which keeps what it read."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(
            root=str(_HERE / "templates"), font_paths=_fonts(), ignore_system_fonts=True
        )
    return _own.compiler  # type: ignore[no-any-return]  # a local has no types
