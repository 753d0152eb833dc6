"""All that is written here is in words of its own: no six in a row are those of the text that it is built on."""

from functools import cache
from pathlib import Path

from tests.language.sixgrams import LENGTH, LIST, fingerprints

ROOT = Path(__file__).parent.parent.parent
WRITTEN = (
    "*.md",
    "docs/*.md",
    "dialogs/**/*.yaml",
    "locale/**/*.po",
    "tests/plays/**/*.play",
    "bot/**/*.py",
    "bot/**/*.typ",
)


@cache
def source() -> frozenset[str]:
    return frozenset(LIST.read_text("utf-8").split())


def taken(text: str, marks: frozenset[str]) -> list[str]:
    """The rows of six words that stand in this text and are among these fingerprints."""
    return [" ".join(row) for mark, row in fingerprints(text) if mark in marks]


def test_no_six_words_in_a_row_are_taken_over() -> None:
    files = [file for pattern in WRITTEN for file in ROOT.glob(pattern)]
    found = {
        str(file.relative_to(ROOT)): rows for file in files if (rows := taken(file.read_text("utf-8"), source()))
    }
    assert len(files) > 300, "the texts lie where they are looked for"
    assert found == {}


def test_six_words_are_found_whatever_stands_between_them() -> None:
    marks = frozenset(mark for mark, _ in fingerprints("Een produkt verkoopt zichzelf nooit, zei ze."))
    assert taken('- "Zo is het. Een <b>product</b>\n     verkoopt zichzelf nooit. Zei"', marks) == [
        "een product vercoopt zichzelf nooit zei"
    ]
    assert taken("Een product verkoopt zichzelf zelden, zei ze.", marks) == []


def test_the_list_is_of_a_whole_text_and_of_nothing_that_can_be_read() -> None:
    assert len(source()) > 300
    assert all(len(mark) == 16 and int(mark, 16) for mark in source())
    assert LENGTH == 6
