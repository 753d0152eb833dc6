"""Long texts fall into parts that a messenger takes, and that read as one."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.render.splitting import LONGEST, split

_TAG = re.compile(r"</?[bi]>")
PIECES = st.one_of(
    st.sampled_from(
        ["\n\n", "\n", " ", "  ", "&amp;", "&lt;", "&#x27;", "<b>", "</b>", "<i>", "</i>", "🦜", "é", "👩‍🌾"]
    ),
    st.text(alphabet="abc .\n", min_size=1, max_size=30),
    st.integers(1, 120).map(lambda times: "x" * times),
)


def _sound(pieces: list[str]) -> str:
    """The pieces as markup in which every tag closes in its turn."""
    opened: list[str] = []
    text = []
    for piece in pieces:
        if piece in {"<b>", "<i>"}:
            if piece[1] in opened:
                continue
            opened.append(piece[1])
        elif piece in {"</b>", "</i>"}:
            if not opened or opened[-1] != piece[2]:
                continue
            opened.pop()
        text.append(piece)
    return "".join(text) + "".join(f"</{tag}>" for tag in reversed(opened))


def _read(part: str) -> str:
    return html.unescape(_TAG.sub("", part))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_balanced(part: str) -> bool:
    opened: list[str] = []
    for tag in _TAG.findall(part):
        if tag[1] != "/":
            opened.append(tag[1])
        elif not opened or opened.pop() != tag[2]:
            return False
    return not opened


TEXTS = st.lists(PIECES, max_size=60).map(_sound)


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, longest=st.integers(20, 200))
@example(text="<b>" + "x" * 50 + "</b>", longest=20)
@example(text="x " * 30, longest=20)
@example(text=" " * 100, longest=20)
@example(text="🦜" * 41, longest=20)
@example(text="&amp;" * 41, longest=20)
def test_every_part_fits_and_nothing_is_lost(text: str, longest: int) -> None:
    parts = split(text, longest)
    assert parts
    assert all(_units(_read(part)) <= longest for part in parts)
    assert all(_is_balanced(part) for part in parts)
    whole = "".join(_read(part) for part in parts)
    assert "".join(whole.split()) == "".join(_read(text).split()), "every character that shows, in order"
    if text.strip():
        assert all(part.strip() for part in parts)


@settings(deadline=None, max_examples=100)
@given(words=st.lists(st.text("abcdé🦜", min_size=1, max_size=9), min_size=1, max_size=80))
def test_no_word_that_fits_is_broken(words: list[str]) -> None:
    parts = split(" ".join(words), 20)
    assert [word for part in parts for word in part.split()] == words


def test_a_text_that_fits_stays_whole() -> None:
    text = "<b>" + "x" * LONGEST + "</b>"
    assert split(text) == [text]
    assert split("") == [""]


def test_emoji_count_as_the_messenger_counts_them() -> None:
    assert len(split("🦜" * (LONGEST // 2))) == 1
    assert len(split("🦜" * (LONGEST // 2 + 1))) == 2


def test_a_cut_falls_between_paragraphs_where_it_can() -> None:
    first, second = "een " * 800, "twee " * 200
    assert split(f"{first.strip()}\n\n{second.strip()}") == [first.strip(), second.strip()]


def test_else_between_lines() -> None:
    first, second = "een " * 800, "twee " * 200
    assert split(f"{first.strip()}\n{second.strip()}") == [first.strip(), second.strip()]


def test_bold_goes_on_in_the_next_part() -> None:
    parts = split("<b>" + "woord " * 1000 + "</b> en door")
    assert len(parts) == 2
    assert parts[0].endswith("</b>")
    assert parts[1].startswith("<b>")
