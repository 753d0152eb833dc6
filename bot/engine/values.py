"""What a named answer can hold, and the lines of text that are said with such values in them."""

from collections.abc import Mapping
from datetime import date, time
from typing import Literal, TypeAlias

from msgspec import Struct, field

Value: TypeAlias = str | bool | int | float | tuple[str, ...]
"""A named answer: words, a number, yes or no, ids of choices or contacts; dates and times as in ISO 8601."""
Kind: TypeAlias = Literal[
    "number", "text", "truth", "choice", "choices", "date", "time", "contact", "contacts", "zone"
]
"""What a name or an expression holds."""
_DAY = len("2026-11-30")
_NEAR = 182
"""Days before and after today in which a day and a month can mean only one date."""


class Phrase(Struct, frozen=True):
    """One sentence (or a few) of a script: its stable key, the Dutch source, and its translations.

    ``key`` is ``dialog.node.part``; ``translations`` maps a language code to that language's wording.
    """

    key: str
    source: str
    translations: Mapping[str, str] = field(default_factory=dict)

    def wording(self, language: str) -> str:
        """The words in this language; the Dutch source where there is no translation."""
        return self.translations.get(language, self.source)


class When(Struct, frozen=True, omit_defaults=True, tag_field="is", tag="when"):
    """A date (``2026-11-30``, ``--11-30``) or a time of day (``19:30``) in a line; worded where it is rendered.

    A date that is ``near`` is clear without its year.
    """

    iso: str
    near: bool = False


class Line(Struct, frozen=True, omit_defaults=True, tag_field="is", tag="line"):
    """Words to be said in one language, and the values that go into their ``{names}``.

    ``text`` is the script's own and may hold ``<b>`` and ``<i>``. A ``str`` among the values is a person's own
    words: it is escaped where it is rendered, and nowhere else. A ``Line`` among them is the script's own again
    (the label of a choice, a form of address), a tuple of them is written as a list.
    """

    text: str
    values: Mapping[str, "Shown"] = field(default_factory=dict)


Shown: TypeAlias = str | int | float | When | Line | tuple[Line, ...]
"""A value as it goes into a line."""


def is_moment(value: str) -> bool:
    """Whether this is a date, with or without its year, or a time of day as answers hold them."""
    try:
        if value.startswith("--"):
            value = f"2000{value[1:]}"
        return bool(date.fromisoformat(value) if len(value) == _DAY else time.fromisoformat(value))
    except ValueError:
        return False


def when(moment: str, today: date) -> When:
    """This date or time of day, to be worded; a date that is near is told without its year, as people do."""
    is_date = len(moment) == _DAY
    return When(moment, near=is_date and abs((date.fromisoformat(moment) - today).days) <= _NEAR)
