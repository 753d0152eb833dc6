"""The colours of pictures, on light paper and on dark."""

from typing import Final, Literal, TypeAlias

from msgspec import Struct

Look: TypeAlias = Literal["light", "dark"]


class Colours(Struct, frozen=True):
    """The colours of a look. Those with a meaning are of Okabe and Ito, and no meaning has a colour only."""

    paper: str
    ink: str
    soft: str
    faint: str
    line: str
    rings: tuple[str, ...]
    green: str
    orange: str
    blue: str
    onto: str


COLOURS: Final[dict[Look, Colours]] = {
    "light": Colours(
        "#fffdf9",
        "#22303a",
        "#56646e",
        "#eef2f3",
        "#c9d3d8",
        ("#d5e6ee", "#e0edf2", "#e9f2f5", "#f1f6f8", "#f8fafa"),
        "#00845f",
        "#e69f00",
        "#0072b2",
        "#ffffff",
    ),
    "dark": Colours(
        "#17212b",
        "#f0f4f6",
        "#a9b8c2",
        "#22303b",
        "#43545f",
        ("#31495a", "#2b4050", "#263846", "#21313e", "#1c2a35"),
        "#2cc29a",
        "#f0b429",
        "#6cb8ee",
        "#10181f",
    ),
}
