"""The lines of which a vCard is made, of any version, as real programs write them.

A content line is ``group.NAME;PARAMETER=value:value``, folded over several lines of a file (RFC 2425 5.8.1, RFC
6350 3.2). vCard 2.1 breaks quoted-printable lines with ``=`` instead. A line is read only if its name is wanted: a
photo goes by without ever being held.
"""

import io
import re
from binascii import a2b_qp
from collections.abc import Collection, Iterator

from msgspec import Struct

_LONGEST = 8192
"""Bytes of a line that are read; a name has fewer."""
_SHAPE = re.compile(
    rb"""(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(?P<value>.*)""", re.DOTALL
)
_BOUNDS = (b"BEGIN:VCARD", b"END:VCARD")
"""They end a broken line too, where one does not end as it should."""
_NAMED = re.compile(rb"(?:[\w-]+\.)?([\w-]+)[;:]")
_PARAMETER = re.compile(r""";([^:;"]*(?:"[^"]*"[^:;"]*)*)""")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no name holds: signs to machines, and halves of characters."""


class ContentLine(Struct, frozen=True):
    """One line, its words decoded. ``marks`` are its types, in capitals: CELL, PREF, HOME ..."""

    name: str
    parameters: dict[str, str]
    marks: frozenset[str]
    value: str

    def parts(self) -> list[str]:
        """The parts between semicolons, each without the strokes that escape a mark in it."""
        return [unescaped(part) for part in re.split(r"(?<!\\);", self.value)]


def unescaped(value: str) -> str:
    """The words, without the strokes that escape a mark, on one line."""
    plain = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(_UNSEEN.sub(" ", plain).split())


def read(content: bytes, wanted: Collection[bytes]) -> Iterator[ContentLine]:
    """The lines with these names (in capitals) of a file that is ``clean``; what is no line is passed over."""
    for raw in _unfolded(content, wanted):
        found = _SHAPE.fullmatch(raw)
        if found:
            yield _read(found)


def clean(content: bytes) -> bytes:
    """The file as its byte order mark says that it is written, with ends of lines that can be told."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    return content.replace(b"\r", b"\n") if b"\n" not in content else content


def _unfolded(content: bytes, wanted: Collection[bytes]) -> Iterator[bytes]:
    """Whole lines. One that is not wanted is followed too, so that its words are taken for no line."""
    line, quoted, open_ended = bytearray(), False, False
    for folded in io.BytesIO(content):
        raw = folded.rstrip(b"\r\n")
        if not raw and not open_ended:
            continue
        if quoted and (open_ended or raw.startswith(b"=")) and raw.strip().upper() not in _BOUNDS:
            _lengthen(line, raw, soft=open_ended)
        elif raw.startswith((b" ", b"\t")):
            _lengthen(line, raw[1:])
        else:
            if line:
                yield bytes(line)
            named = _NAMED.match(raw)
            line = bytearray(raw[:_LONGEST] if named and named[1].upper() in wanted else b"")
            quoted = b"QUOTED-PRINTABLE" in raw[:_LONGEST].partition(b":")[0].upper()
        open_ended = raw.endswith(b"=")
    if line:
        yield bytes(line)


def _lengthen(line: bytearray, raw: bytes, *, soft: bool = False) -> None:
    """Adds to a line that is wanted; an empty one is not."""
    if not line:
        return
    if soft and line.endswith(b"="):
        del line[-1]
    line += raw[: max(0, _LONGEST - len(line))]


def _read(found: re.Match[bytes]) -> ContentLine:
    parameters: dict[str, str] = {}
    marks: set[str] = set()
    for each in _PARAMETER.findall(found["parameters"].decode("utf-8", "replace")):
        name, equals, value = (part.strip(' "') for part in each.partition("="))
        if equals and name.upper() != "TYPE":
            parameters[name.upper()] = value
        else:  # 2.1 leaves "TYPE=" out
            marks |= {mark.strip(' "').upper() for mark in (value or name).split(",")}
    if "PREF" in parameters:
        marks.add("PREF")
    encoding = parameters.get("ENCODING", "").upper()
    raw = a2b_qp(found["value"]) if "QUOTED-PRINTABLE" in {encoding, *marks} else found["value"]
    words = _decoded(raw, parameters.get("CHARSET", ""))
    return ContentLine(found["name"].decode().upper(), parameters, frozenset(marks), words)


def _decoded(raw: bytes, charset: str) -> str:
    """The words, as the line says that they are written, or else as most programs, or else as Windows does."""
    for tried in (charset, "utf-8"):
        try:
            return raw.decode(tried)
        except (LookupError, ValueError):  # no such way of writing, or not written so
            continue
    return raw.decode("cp1252", "replace")
