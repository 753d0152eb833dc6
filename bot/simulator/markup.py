"""HTML as Telegram reads it: a text and its entities, or a refusal in Telegram's words.

Telegram's reader is not a browser: it knows a handful of tags, wants every one closed in order, and names the byte
at which it stumbled. Offsets of entities are in UTF-16 units, those in refusals in UTF-8 bytes.
"""

import re

from msgspec import Struct

from bot.simulator.entities import units
from bot.simulator.refusals import Json, Refusal, bad_request

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]*)\s*(=?)\s*(\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[a-zA-Z0-9.-]*)")
_END_TAG = re.compile(r"</([^\s>]*)\s*")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class _Open(Struct, frozen=True):
    tag: str
    value: str
    offset: int
    place: int  # where its text begins among the written pieces


class _Reader:
    """One reading of one HTML text."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.written: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.html):
            if self.html[self.at] != "<":
                self._take_text()
            elif self.html.startswith("</", self.at):
                self._close()
            else:
                self._open()
        if self.open:
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.written), self.entities

    def _take_text(self) -> None:
        end = self.html.find("<", self.at)
        end = len(self.html) if end < 0 else end
        text = _decoded(self.html[self.at : end])
        self.written.append(text)
        self.offset += units(text)
        self.at = end

    def _open(self) -> None:
        begin = self.at
        name = _TAG_NAME.match(self.html, begin + 1)
        self.at = name.end() if name else begin + 1
        tag = self.html[begin + 1 : self.at].lower()
        if self.at >= len(self.html):
            raise self._stumble("Unclosed start tag", begin)
        if tag not in _TAGS:
            if tag == "tg-emoji":
                raise _refusal("custom emoji are not simulated")
            raise self._stumble(f'Unsupported start tag "{tag}"', begin)
        value = self._take_attributes(tag, begin)
        if tag == "span" and value != "tg-spoiler":
            raise self._stumble('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, value, self.offset, len(self.written)))

    def _take_attributes(self, tag: str, begin: int) -> str:
        """Answer the one attribute that matters for this tag, and go past its `>`."""
        wanted = {"a": "href", "code": "class", "span": "class", "blockquote": "expandable"}.get(tag)
        value = ""
        while True:
            while self.html[self.at : self.at + 1].isspace():
                self.at += 1
            if self.html.startswith(">", self.at):
                self.at += 1
                return value
            name, given = self._take_attribute(tag, begin)
            value = given if name == wanted else value

    def _take_attribute(self, tag: str, begin: int) -> tuple[str, str]:
        found = _ATTRIBUTE.match(self.html, self.at)
        if found is None or self.at >= len(self.html):
            raise self._stumble("Unclosed start tag", begin)
        name, equal, given = found.groups()
        if not name:
            raise self._stumble(f'Empty attribute name in the tag "{tag}"', begin)
        self.at = found.end()
        if self.at >= len(self.html):
            raise self._stumble("Unclosed start tag", begin)
        if not equal:
            if (tag, name) == ("blockquote", "expandable"):
                return name, name
            raise self._stumble(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        if given[:1] in {'"', "'"}:
            return name.lower(), _decoded(given[1:-1])
        if not (self.html[self.at].isspace() or self.html[self.at] == ">"):
            raise self._stumble("Unexpected end of name token", found.start(3))
        return name.lower(), given.lower()

    def _close(self) -> None:
        begin = self.at
        if not self.open:
            raise self._stumble("Unexpected end tag", begin)
        found = _END_TAG.match(self.html, begin)
        if found is None or not self.html.startswith(">", found.end()):
            raise self._stumble("Unclosed end tag", begin)
        self.at = found.end() + 1
        opened = self.open.pop()
        tag = found[1].lower()
        if tag not in {"", opened.tag}:
            words = f', expected "</{opened.tag}>", found "</{tag}>"'
            raise self._stumble("Unmatched end tag", begin, words)
        if self.offset > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        entity: Json = {"type": _TAGS[opened.tag], "offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            url = _checked_url(opened.value or "".join(self.written[opened.place :]))
            if not url:
                return
            entity["url"] = url
        elif opened.tag == "blockquote" and opened.value == "expandable":
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and self._is_language_of(entity):
            entity["language"] = self.entities.pop().pop("language")
        elif opened.tag == "code" and opened.value.startswith("language-"):
            entity["language"] = opened.value.removeprefix("language-")
        self.entities.append(entity)

    def _is_language_of(self, entity: Json) -> bool:
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == entity["offset"] and last.get("length") == entity["length"]
        return same and "language" in last

    def _stumble(self, words: str, at: int, more: str = "") -> Refusal:
        return _refusal(f"{words} at byte offset {len(self.html[:at].encode())}{more}")


def parse_html(html: str) -> tuple[str, list[Json]]:
    """Answer the text and its entities; refuse what Telegram cannot read."""
    if "<" not in html and "&" not in html:
        return html, []
    text, entities = _Reader(html).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def _refusal(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < _LAST_CODE_POINT and code not in _SURROGATES else found[0]


def _checked_url(url: str) -> str:
    """Answer the address as Telegram keeps it, or nothing if it is none."""
    url = url.strip()
    if re.match(r"(?:https?|tg|ton|tonsite|mailto|tel)://?\S", url):
        return url if "/" in url.partition("://")[2] or not url.startswith("http") else f"{url}/"
    return f"http://{url}/" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", url) else ""
