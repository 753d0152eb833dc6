"""Divides a text that is too long for one message, between paragraphs, lines or words, never inside a tag."""

import html
import re

LONGEST = 4096
"""Characters that one message holds, counted as the messenger does: in UTF-16 units, after markup is read."""
_PIECE = re.compile(r"</?[bi]>|&[a-z0-9#]+;|\s+|[^<&\s]+|.", re.IGNORECASE)


def split(text: str, longest: int = LONGEST) -> list[str]:
    """The text in parts of at most ``longest`` characters each; tags open at a cut are closed and opened again."""
    if len(text) * 2 <= longest or _length(text) <= longest:
        return [text]
    parts: list[str] = []
    current: list[str] = []
    size = 0
    opened: list[str] = []
    for piece in _pieces(text, longest):
        while size + _length(piece) > longest:
            head, current = _cut(current)
            parts.append("".join(head).strip() + "".join(f"</{tag}>" for tag in reversed(opened)))
            current = [*(f"<{tag}>" for tag in opened), *current]
            size = sum(_length(one) for one in current)
        current.append(piece)
        size += _length(piece)
        _track(piece, opened)
    parts.append("".join(current).strip())
    return [part for part in parts if part] or [""]


def _pieces(text: str, longest: int) -> list[str]:
    """Words, spaces, tags and character references; a word longer than a message falls apart."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        step = longest // 2
        pieces += [piece[at : at + step] for at in range(0, len(piece), step)]
    return pieces


def _length(text: str) -> int:
    plain = html.unescape(re.sub(r"</?[bi]>", "", text))
    return len(plain.encode("utf-16-le")) // 2


def _track(piece: str, opened: list[str]) -> None:
    if piece in {"<b>", "<i>"}:
        opened.append(piece[1])
    elif piece in {"</b>", "</i>"} and opened:
        opened.pop()


def _cut(pieces: list[str]) -> tuple[list[str], list[str]]:
    """Where to end a part: after the last paragraph in its second half, else after the last line, else here."""
    for mark in ("\n\n", "\n"):
        cuts = [at for at, piece in enumerate(pieces) if mark in piece and at > len(pieces) // 2]
        if cuts and not any(piece.startswith("<") for piece in pieces[cuts[-1] :]):
            return pieces[: cuts[-1]], pieces[cuts[-1] + 1 :]
    return pieces, []
