"""How a play is performed: what she has before her, line by line, and who takes what she does to the coach."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol, assert_never, get_args
from urllib.parse import unquote

from msgspec import Struct, field

from bot.engine.asking import TICK
from bot.engine.inputs import Cards, Command, Edited, Input, Media, MediaKind, Press, Start, Text
from bot.engine.people import Contact
from bot.render.calls import (
    Append,
    Busy,
    Buttons,
    Call,
    Copy,
    Link,
    Notice,
    Present,
    Reaction,
    Rekey,
    Send,
    answerable,
)
from bot.service.play import DIALOG, KNOWS, WHO, PlayError, known, passing, somebody

PAUSE = timedelta(seconds=20)
"""The time that passes before each thing she does."""
_LONG = re.compile(r"(.)\*(\d{1,5})")
_MANY = re.compile(r"(\S)\1{49,}")
_MEDIA: tuple[MediaKind, ...] = get_args(MediaKind)
_SEPARATORS = {"contact": "\n", "forwarded": "\n", "cards": ";", "picked": ","}
"""How people are shared, and what stands between them: a line's end where there is only one."""


class Screen(Struct):
    """What she has before her: the questions with their buttons, and the number of her last message."""

    questions: list[Buttons] = field(default_factory=list)
    message: int = 0

    def see(self, call: Call) -> list[str]:
        """The lines of a play that tell of this call."""
        match call:
            case Send(text, buttons, picker, unpick):
                self.questions += [buttons] if answerable(buttons) else []
                beside = [f"< (picker: {picker})"] if picker else ["< (picker gone)"] if unpick else []
                return [
                    *(f"< {line}".rstrip() for line in _plain(text).split("\n")),
                    *_rows(buttons, "< "),
                    *beside,
                ]
            case Present(what, since, _, text):
                told = [f"< {line}".rstrip() for line in _plain(text).split("\n")] if text else []
                return [f"< (shows {what}, since {since})" if since else f"< (shows {what})", *told]
            case Busy():
                return []
            case Append(html=text):
                return [f"< ~ {line}".rstrip() for line in _plain(text).split("\n")]
            case Rekey(buttons=buttons):
                if buttons:
                    self.questions[-1:] = [buttons]
                return _rows(buttons, "< ~ ")
            case Notice(text=text):
                return [f"< ! {text}"] if text else []
            case Reaction(emoji=emoji):
                return [f"< ~ {emoji}"]
            case _:
                assert_never(call)

    def act(self, line: str, sent: int) -> Input:
        """What she does in a line that begins with ``>``, at this unix second; raises ``PlayError``."""
        doing = line.removeprefix(">").strip()
        if doing.startswith("again:"):
            return self._press(doing.removeprefix("again:").strip(), self.questions[:-1])
        if doing.startswith("[") and doing.endswith("]"):
            return self._press(doing, self.questions[-1:])
        if doing.startswith("edit:"):
            return Edited(doing.removeprefix("edit:").strip(), self.message)
        self.message += 1
        if doing.startswith("/"):
            name, _, argument = doing[1:].partition(" ")
            return Start(argument) if name == "start" else Command(name, argument)
        if doing.startswith("(") and doing.endswith(")"):
            return self._send(doing[1:-1])
        long = _LONG.fullmatch(doing)
        return Text(long[1] * int(long[2]) if long else doing, self.message, sent)

    def _press(self, label: str, questions: Sequence[Buttons]) -> Press:
        wanted = label[1:-1]
        rows = [row for buttons in reversed(questions) for row in buttons]
        data = next((data for row in rows for words, data in row if words.removeprefix(TICK) == wanted), None)
        if data is None:
            raise PlayError(f"there is no button {label}; there are: {' '.join(_rows(tuple(rows), ''))}")
        if isinstance(data, Link | Copy):
            raise PlayError(f"the button {label} is for her messenger; nothing of it comes back")
        _, asked, choice = data.split(":", 2)
        return Press(int(asked), choice, query="query", message=1, shown="{}")

    def _send(self, what: str) -> Input:
        kind, _, names = what.partition(" ")
        if names and kind in _SEPARATORS:
            people = (somebody(name) for name in names.split(_SEPARATORS[kind]) if name.strip())
            return Cards(tuple(people), self.message)
        media: MediaKind | None = next((one for one in _MEDIA if one == kind), None)
        if media is None:
            raise PlayError(f"({kind}) is not something that can be sent; there are: {', '.join(_MEDIA)}")
        return Media(media, self.message)


class Performer(Protocol):
    """Whoever takes what she does to the coach, and brings what she then sees."""

    @property
    def now(self) -> datetime:
        """The moment it is, aware."""

    def introduce(self, name: str, language: str) -> None:
        """Says who she is, before her first word."""

    def know(self, person: Contact) -> None:
        """Puts somebody into her network."""

    def begin(self, dialog: str) -> Iterable[Call]:
        """Lets her, who knows the coach, begin this dialog; raises ``PlayError`` if there is none."""

    def give(self, given: Input) -> Iterable[Call]:
        """Lets her do this."""

    def wait(self, time: timedelta) -> Iterable[Call]:
        """Lets time pass, and what is to happen meanwhile happen."""


class Performance(Struct):
    """A play as it is performed."""

    performer: Performer
    screen: Screen = field(default_factory=Screen)

    def perform(self, lines: Iterable[str]) -> Iterator[str]:
        """The play as it goes: her lines as they stand, each followed by what she sees."""
        for line in lines:
            if not line.startswith("<"):
                yield line
                yield from self.seen_after(line)

    def seen_after(self, line: str) -> Iterator[str]:
        """What she sees after this line of hers; raises ``PlayError``."""
        return (seen for call in self._calls(line) for seen in self.screen.see(call))

    def _calls(self, line: str) -> Iterator[Call]:
        if who := WHO.fullmatch(line):
            self.performer.introduce(who["name"], who["language"])
        elif knows := KNOWS.fullmatch(line):
            self.performer.know(known(knows["nickname"], knows["parts"], self.performer.now))
        elif opened := DIALOG.fullmatch(line):
            yield from self.performer.begin(opened["dialog"])
        elif line.startswith("+"):
            yield from self.performer.wait(passing(line))
        elif line.startswith(">"):
            given = self.screen.act(line, int((self.performer.now + PAUSE).timestamp()))
            yield from self.performer.wait(PAUSE)
            yield from self.performer.give(given)


def _plain(text: str) -> str:
    """The words without markup; the same letter many times over is written as in her own lines: x*5000."""
    return _MANY.sub(lambda same: f"{same[1]}*{len(same[0])}", html.unescape(re.sub(r"</?[bi]>", "", text)))


def _rows(buttons: Buttons, prefix: str) -> list[str]:
    return [prefix + " ".join(f"[{words}{_beyond(data)}]" for words, data in row) for row in buttons]


def _beyond(data: str) -> str:
    """Where a button leads that does not come back, in words that can be read."""
    match data:
        case Link():
            return f" → {_on_one_line(unquote(data))}"
        case Copy():
            return f" ⧉ {_on_one_line(data)}"
        case _:
            return ""


def _on_one_line(words: str) -> str:
    return words.replace("\n", " ⏎ ")
