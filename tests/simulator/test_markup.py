from typing import Any

import pytest

from bot.simulator.entities import find_entities, units
from bot.simulator.formatting import plain_text, read_caption, read_text
from bot.simulator.markup import parse_html
from bot.simulator.refusals import Refusal


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ = [
    ("plain", "plain", []),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;", '1 < 2 && 3 > 2 "', []),
    ("&#65;&#x42; &euro; &", "AB &euro; &", []),
    ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
    ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
    ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
    ("<strike>a</strike>", "a", [entity("strikethrough", 0, 1)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("<code>a</code>", "a", [entity("code", 0, 1)]),
    ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
    ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
    ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ('<a href="https://x.nl/?a=1&amp;b=2">a</a>', "a", [entity("text_link", 0, 1, url="https://x.nl/?a=1&b=2")]),
    ("<a href='https://x.nl'>a</a>", "a", [entity("text_link", 0, 1, url="https://x.nl/")]),
    ('<a href="nonsense">a</a>', "a", []),
    ("😀<b>é😀</b>", "😀é😀", [entity("bold", 2, 3)]),
    ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<B>a</b>", "a", [entity("bold", 0, 1)]),
    ("<b></b>x", "x", []),
]


@pytest.mark.parametrize(("html", "text", "entities"), READ)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[Any]) -> None:
    assert parse_html(html) == (text, entities)


REFUSED = [
    ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
    ("é <div>a</div>", 'Unsupported start tag "div" at byte offset 3'),
    ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a href>a</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
]


@pytest.mark.parametrize(("html", "words"), REFUSED)
def test_html_that_telegram_cannot_read_is_refused_in_its_words(html: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_a_text_is_measured_in_characters_after_markup() -> None:
    assert read_text({"text": f"<b>{'😀' * 4096}</b>", "parse_mode": "HTML"})["entities"][0]["length"] == 8192
    with pytest.raises(Refusal, match="message is too long"):
        read_text({"text": "é" * 4097})


def test_a_caption_is_measured_too_and_may_be_missing() -> None:
    assert read_caption({}) == {}
    assert read_caption({"caption": "é" * 1024}) == {"caption": "é" * 1024}
    with pytest.raises(Refusal, match="message caption is too long"):
        read_caption({"caption": "é" * 1025})


def test_white_space_around_a_text_goes_and_its_entities_move_along() -> None:
    read = read_text({"text": "  <b> dag </b> ", "parse_mode": "HTML"})
    assert read == {"text": "dag", "entities": [entity("bold", 0, 3)]}


def test_entities_may_be_given_but_not_beyond_the_text() -> None:
    given = entity("bold", 0, 3)
    assert read_text({"text": "dag", "entities": [given]})["entities"] == [given]
    with pytest.raises(Refusal, match="ENTITY_BOUNDS_INVALID"):
        read_text({"text": "dag", "entities": [entity("bold", 1, 3)]})


def test_what_is_marked_is_not_found_again() -> None:
    given = entity("bot_command", 4, 5)
    read = read_text({"text": "Zie /help of @hulp", "entities": [given]})
    assert read["entities"] == [given, entity("mention", 13, 5)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [entity("bot_command", 0, 6)]),
        ("😀 /stop@netwerkcoach_bot", [entity("bot_command", 3, 22)]),
        ("en/of", []),
        ("zie https://x.nl/a?b.", [entity("url", 4, 16)]),
        ("mail ans@x.nl of @ans_de_vries", [entity("email", 5, 8), entity("mention", 17, 13)]),
    ],
)
def test_telegram_finds_commands_and_addresses_by_itself(text: str, found: list[Any]) -> None:
    assert find_entities(text) == found
    assert plain_text(text).get("entities", []) == found


def test_lengths_are_in_utf_16_units() -> None:
    assert [units("abc"), units("é"), units("😀")] == [3, 1, 2]
