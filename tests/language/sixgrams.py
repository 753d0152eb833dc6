"""Six words in a row, as a fingerprint: so that a text can be held beside one that is not here.

The coach is built on the ideas of a text, in words of its own. ``source.sixgrams`` has the fingerprint of every
six words in a row of that text, a line each, and nothing of the text itself. Whoever has it makes the list anew:

    python -m tests.language.sixgrams TEXT
"""

import re
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

LENGTH = 6
"""Words in a row that are no coincidence."""
LIST = Path(__file__).parent / "source.sixgrams"
_WORD = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\[nt]|</?[bi]>|(?m:^\s*#)")
"""What stands between the words of a catalogue, of a text with markup, or of a comment over several lines."""


def words(text: str) -> list[str]:
    """The words, in small letters, and so spelled that a *produkt* is a *product*."""
    return _WORD.findall(_ESCAPED.sub(" ", text).casefold().replace("k", "c"))


def fingerprints(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The fingerprint of every six words in a row, and the words."""
    found = words(text)
    for at in range(len(found) - LENGTH + 1):
        row = found[at : at + LENGTH]
        yield blake2b(" ".join(row).encode(), digest_size=8).hexdigest(), row


def main(file: str) -> None:
    """Writes the list for the text in this file."""
    marks = sorted({mark for mark, _ in fingerprints(Path(file).read_text("utf-8"))})
    LIST.write_text("\n".join(marks) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
