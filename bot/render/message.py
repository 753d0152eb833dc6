"""Turns an effect into the calls that show it: words filled in and escaped, buttons labelled, long texts split."""

import html
import re
from datetime import date, time
from functools import lru_cache
from typing import assert_never

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from msgspec.structs import replace

from bot.engine.effects import Acknowledge, Button, Keyboard, Message, Outgoing, React, Redraw, Settle, Show, Tidy
from bot.engine.saying import PLACEHOLDER
from bot.engine.values import Line, Shown, When
from bot.render.calls import Append, Buttons, Call, Copy, Link, Notice, Present, Reaction, Rekey, Send
from bot.render.splitting import split

LONGEST_LABEL = 64
"""Characters that can be read on a button; what is longer is cut."""
LONGEST_COPY = 256
"""Characters that a button can copy."""
LONGEST_NOTICE = 200
"""Characters that fit in the answer to a press."""
VERSION = "1"
"""Begins the data of every button, so that a later format can be told from this one."""
_YEAR = re.compile(r"[\s,]*y+$")
"""The year at the end of how a date is written."""
LOCALES = {"en": "en_GB"}
"""Where a language is written in several ways, the one that people in the Netherlands know."""
_TAG = re.compile(r"(</?[bi]>)")
_EYE = re.compile(r"\bI\b")
"""English writes it with a capital wherever it stands."""


def compose(effect: Outgoing, language: str, live: int) -> tuple[Call, ...]:
    """The calls that show this effect; ``live`` is the message that bears the live question (0: none).

    Usually one call; none where there is nothing to do; several ``Send`` for a text over 4096 characters, of which
    only the last bears the buttons.
    """
    match effect:
        case Message(lines, asked, keyboard, picker, unpick):
            texts = split("\n\n".join([to_html(line, language) for line in lines]))
            if picker or unpick:
                last = Send(texts[-1], picker=_label(picker, language) if picker else "", unpick=unpick)
            else:
                last = Send(texts[-1], _buttons(keyboard, asked, language))
            return (*(Send(text) for text in texts[:-1]), last)
        case Show():
            words = "\n\n".join(to_html(line, language) for line in effect.lines)
            return (Present(effect.what, effect.since, effect.on, words, to_html(effect.sorry, language)),)
        case Acknowledge(query, line):
            return (Notice(query, to_plain(line, language)[:LONGEST_NOTICE] if line else ""),)
        case Settle(message, shown, chosen):
            settled = (Append(message, shown, to_html(chosen, language)),) if message else ()
            return (*settled, *_elsewhere(message, live))
        case Redraw(message, asked, keyboard):
            buttons = _buttons(keyboard, asked, language)
            if message and buttons and (elsewhere := _elsewhere(message, live)):
                return (Rekey(message), *(Rekey(one.message, buttons) for one in elsewhere))
            return (Rekey(message, buttons),) if message else ()
        case Tidy():
            return (Rekey(live),) if live else ()
        case React(message, emoji):
            return (Reaction(message, emoji),)
        case _:
            assert_never(effect)


def _elsewhere(message: int, live: int) -> tuple[Rekey, ...]:
    """The later copy of a question that was put again, where she pressed the earlier: it has buttons too."""
    return (Rekey(live),) if live not in {0, message} else ()


def to_html(line: Line, language: str) -> str:
    """The line as HTML: the script's <b> and <i> stay, everything else that could be markup is escaped."""
    parts = _parts(line.text)
    if len(parts) == 1:
        return parts[0]
    return "".join([_value_html(line, part, language) if at % 2 else part for at, part in enumerate(parts)])


def to_plain(line: Line, language: str) -> str:
    """The line without markup, as it stands on a button."""
    return html.unescape(_TAG.sub("", to_html(line, language)))


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str, ...]:
    """A script's text as HTML, and between it the names to be filled in; remembered, as there are only so many."""
    return tuple(part if at % 2 else _marked(part) for at, part in enumerate(PLACEHOLDER.split(text)))


def _marked(text: str) -> str:
    parts = _TAG.split(text)
    return "".join(part if at % 2 else html.escape(part, quote=False) for at, part in enumerate(parts))


def _value_html(line: Line, name: str, language: str) -> str:
    value = line.values.get(name)
    return html.escape(f"{{{name}}}") if value is None else _shown_html(value, language)


def _shown_html(value: Shown, language: str) -> str:
    match value:
        case Line():
            return to_html(value, language)
        case str():
            return html.escape(value, quote=False)
        case When(iso, near):
            return html.escape(_moment(iso, language, near=near))
        case tuple():
            return _list(value, language)
        case _:
            return _number(value, language)


def _list(lines: tuple[Line, ...], language: str) -> str:
    """These as one would say them in a row: the script's own words begin small after the first."""
    said = (replace(one, text=_small(one.text, language)) if at else one for at, one in enumerate(lines))
    return format_list([to_html(one, language) for one in said], locale=LOCALES.get(language, language))


@lru_cache(maxsize=1024)
def _small(text: str, language: str) -> str:
    """These words inside a sentence: a name keeps its capital, and a day where the language writes one."""
    days = Locale.parse(language).days["format"]["wide"].values()
    if text in days or _EYE.match(text) or _EYE.sub("", text[1:]) != _EYE.sub("", text[1:]).lower():
        return text
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=1024)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def _moment(iso: str, language: str, *, near: bool) -> str:
    """A date with its weekday, or a time of day, as it is written in this language."""
    locale = Locale.parse(LOCALES.get(language, language))
    if len(iso) == len("19:30"):
        return format_time(time.fromisoformat(iso), "short", locale=locale)
    if iso.startswith("--"):
        return format_skeleton("MMMMd", date.fromisoformat(f"2000{iso[1:]}"), locale=locale)
    whole = locale.date_formats["full"].pattern
    return format_date(date.fromisoformat(iso), _YEAR.sub("", whole) if near else whole, locale=locale)


def _buttons(keyboard: Keyboard, asked: int, language: str) -> Buttons:
    return tuple(
        [tuple([(_label(button.label, language), _data(button, asked)) for button in row]) for row in keyboard]
    )


def _data(button: Button, asked: int) -> str:
    if button.choice:
        return f"{VERSION}:{button.asked or asked}:{button.choice}"
    return Link(button.link) if button.link else Copy(_cut(button.copy, LONGEST_COPY))


def _label(label: Line, language: str) -> str:
    return _cut(to_plain(label, language), LONGEST_LABEL) if label.values else _bare_label(label.text)


@lru_cache(maxsize=8192)
def _bare_label(text: str) -> str:
    """A label with nothing to fill in, which is the same for everybody."""
    return _cut(to_plain(Line(text), ""), LONGEST_LABEL)


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"
