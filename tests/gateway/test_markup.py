import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateway import markup


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("gewoon", "gewoon", []),
        ("<b>Ja</b>, zei ze", "Ja, zei ze", [{"type": "bold", "offset": 0, "length": 2}]),
        ("😀 <i>ja</i>", "😀 ja", [{"type": "italic", "offset": 3, "length": 2}]),
        ("1 &lt; 2 &amp; <b>3 &gt; 2</b>", "1 < 2 & 3 > 2", [{"type": "bold", "offset": 8, "length": 5}]),
        (
            "<b>a<i>b</i></b>",
            "ab",
            [{"type": "italic", "offset": 1, "length": 1}, {"type": "bold", "offset": 0, "length": 2}],
        ),
        ("<b></b>leeg", "leeg", []),
    ],
)
def test_html_is_words_and_their_styles(html: str, text: str, entities: list[markup.Entity]) -> None:
    assert markup.read(html) == (text, entities)


@given(st.text())
def test_escaped_words_come_out_as_they_went_in(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert markup.read(f"<b>{escaped}</b>")[0] == words


@pytest.mark.parametrize(("text", "units"), [("", 0), ("één", 3), ("😀", 2), ("👩‍👧", 5)])
def test_length_is_counted_as_telegram_counts(text: str, units: int) -> None:
    assert markup.length(text) == units
