"""HTML as Telegram reads it, read here: words, and which stretches of them are styled.

Needed where words are added to a message that is known by its text and entities: Telegram takes either entities or
HTML. It counts in UTF-16 units, in which an emoji is two.
"""

from html.parser import HTMLParser

Entity = dict[str, str | int]
"""One styled stretch, as the Bot API writes it."""

_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "del": "strikethrough", "strike": "strikethrough", "code": "code", "pre": "pre",
}  # fmt: skip


def length(text: str) -> int:
    """How long Telegram finds this text."""
    return len(text.encode("utf-16-le")) // 2


def read(html: str) -> tuple[str, list[Entity]]:
    """The words of this HTML, and their styles."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(html)
    reader.close()
    return "".join(reader.words), reader.entities


class _Reader(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.words: list[str] = []
        self.entities: list[Entity] = []
        self._at = 0
        self._open: list[tuple[str, int]] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self._at += length(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- its signature
        self._open.append((tag, self._at))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, start = self._open.pop()
        if tag in _STYLES and self._at > start:
            self.entities.append({"type": _STYLES[tag], "offset": start, "length": self._at - start})
