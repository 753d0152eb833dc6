import json
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.script import END, Ask, Dialog
from bot.engine.ways import ways
from bot.render.graph import mermaid, svg
from bot.render.graph.diagram import START, Arrow, Box, Diagram, Label, draw
from bot.render.graph.layering import Link
from bot.render.graph.placing import place
from bot.render.letters import width, wrap
from tests import shipped
from tests.render.drawings import EVENING, KINDS, SVG, Seen, dialog, generated, holds, overlapping

SHIPPED = shipped.script()
HOSTILE = "<i>&amp;</i> \"' ]] --> {x} |#| `%%{init}` \u202eאבג \U0001f600 مرحبا \x00\x0b\ud800 ; end"


@cache
def dialogs() -> Mapping[str, Dialog]:
    made = {"evening": dialog(EVENING), "40 nodes": generated(40, 1), "120 nodes": generated(120, 2)}
    return {**SHIPPED.dialogs, **made}


@cache
def picture(one: Diagram) -> Seen:
    return Seen(svg.write(one).svg)


@pytest.fixture(params=dialogs())
def diagram(request: pytest.FixtureRequest) -> Diagram:
    """Every shipped dialog in turn, and some larger and stranger ones."""
    return draw(dialogs()[request.param])


def test_a_diagram_has_a_box_for_every_node_and_its_words() -> None:
    assert draw(dialog(EVENING)).boxes == (
        Box(START, "start"),
        Box("hallo", "say", "Dag {naam}, fijn dat je er bent."),
        Box("zin", "ask", "Waar heb je zin in?", "choice of 3"),
        Box("rust", "set", "moe = true"),
        Box("laat", "branch"),
        Box("samen", "call", "koken"),
        Box("weg", "do", "forget"),
        Box("tot_ziens", "end", "Slaap lekker."),
        Box(END, "end", "end"),
    )


def test_a_diagram_has_one_arrow_for_every_way_with_every_reason_to_take_it() -> None:
    assert draw(dialog(EVENING)).arrows == (
        Arrow(START, "hallo"),
        Arrow("hallo", "zin"),
        Arrow("zin", "samen", (Label("choice", "Eten"),)),
        Arrow("zin", "laat", (Label("choice", "Een boek"), Label("give_up", "gives up"))),
        Arrow("zin", "rust", (Label("choice", "Niets"),)),
        Arrow("rust", "laat"),
        Arrow("laat", END, (Label("condition", "moe and uren > 8"),)),
        Arrow("laat", "zin", (Label("condition", "uren < 1"),)),
        Arrow("laat", "samen", (Label("otherwise", "otherwise"),)),
        Arrow("samen", "weg"),
        Arrow("weg", "tot_ziens"),
    )


@pytest.mark.parametrize("name", dialogs())
def test_the_arrows_are_the_ways_that_the_checker_knows(name: str) -> None:
    read = dialogs()[name]
    drawn = {(one.source, one.target) for one in draw(read).arrows}
    known = {(id_, target) for id_, node in read.nodes.items() for target, _ in ways(node)}
    assert drawn == known | {(START, read.first)}


@pytest.mark.parametrize(("optional", "word"), [("true", "skipped"), ("false", "otherwise")])
def test_where_every_choice_has_its_own_way_the_last_way_is_for_who_skips(optional: str, word: str) -> None:
    text = f"""
dialog: d
title: t
nodes:
  vraag:
    ask: Ja?
    type: choice
    optional: {optional}
    choices: {{a: {{label: A, go: einde}}, b: {{label: B, go: verder}}}}
    next: rest
  verder: {{say: B, next: rest}}
  rest: {{say: C}}
  einde: {{end: D}}
"""
    assert Arrow("vraag", "rest", (Label("otherwise", word),)) in draw(dialog(text)).arrows


def test_words_can_be_those_of_another_language() -> None:
    read = SHIPPED.dialogs["welkom"]
    asked = read.nodes["naam"]
    assert isinstance(asked, Ask)
    words = {
        language: next(b.words for b in draw(read, language).boxes if b.id == "naam") for language in ("nl", "en")
    }
    assert words == {language: asked.lines[-1].phrases[0].wording(language) for language in ("nl", "en")}
    assert words["nl"] != words["en"]


def test_every_box_and_every_arrow_is_drawn_once(diagram: Diagram) -> None:
    seen = picture(diagram)
    names = [title.split(" (")[0] for title in seen.titles(*KINDS)]
    assert sorted(names) == sorted(box.id for box in diagram.boxes)
    arrows = [f"{one.source or 'start'} → {one.target}" for one in diagram.arrows]
    assert sorted(seen.titles("arrow")) == sorted(arrows)


def test_every_label_is_there_in_full_or_on_pointing(diagram: Diagram) -> None:
    labels = picture(diagram).titles("label")
    expected = ["\n".join(label.words for label in one.labels) for one in diagram.arrows if one.labels]
    assert sorted(labels) == sorted(expected)


def test_no_box_or_label_lies_on_another(diagram: Diagram) -> None:
    seen = picture(diagram)
    assert overlapping(seen.boxes() + seen.labels()) == []


def test_no_arrow_runs_through_a_box(diagram: Diagram) -> None:
    seen = picture(diagram)
    boxes = seen.boxes()
    run_through = [box for line in seen.lines() for x, y in line for box in boxes if holds(box, x, y)]
    assert run_through == []


def test_nothing_leaves_the_canvas(diagram: Diagram) -> None:
    seen = picture(diagram)
    left, top = seen.moved()
    for area in seen.boxes() + seen.labels():
        assert area.x >= 0
        assert area.x + area.width + left <= seen.canvas.width
        assert area.y + area.height + top <= seen.canvas.height
    for x, y in (point for line in seen.lines() for point in line):
        assert 0 <= x + left <= seen.canvas.width
        assert 0 <= y + top <= seen.canvas.height


def test_no_words_leave_their_box(diagram: Diagram) -> None:
    seen = picture(diagram)
    for box in seen.groups("ask", "say", "call"):
        rect = box.find(f"{SVG}rect")
        assert rect is not None
        for line in box.findall(f"{SVG}text"):
            assert width(line.text or "", float(line.attrib["font-size"])) < float(rect.attrib["width"]) - 20


def test_the_same_dialog_gives_the_same_picture(diagram: Diagram) -> None:
    assert svg.write(diagram) == svg.write(diagram)
    assert mermaid.write(diagram) == mermaid.write(diagram)


def hostile() -> Diagram:
    boxes = (Box(START, "start"), Box("a", "ask", HOSTILE, "text"), Box("end", "end", HOSTILE * 20))
    arrows = (Arrow(START, "a"), Arrow("a", "a", (Label("choice", HOSTILE),)), Arrow("a", "end"))
    return Diagram("d", HOSTILE, boxes, arrows)


def test_hostile_words_do_no_harm_to_an_svg() -> None:
    seen = Seen(svg.write(hostile()).svg)
    assert "<i>&amp;</i>" in " ".join(seen.words("ask"))
    assert "\U0001f600" in " ".join(seen.words("ask"))
    assert {one.tag.split("}")[1] for one in seen.root.iter()} == {
        "svg", "title", "rect", "text", "g", "path", "circle",
    }  # fmt: skip


def test_hostile_words_do_no_harm_to_mermaid() -> None:
    lines = mermaid.write(hostile()).splitlines()
    boxes = [line for line in lines if line.startswith(("  n_a(", "  end_("))]
    assert len(boxes) == 2
    for line in boxes:
        words = line[line.index('"') + 1 : line.rindex('"')].replace("<br/>", "")
        assert not set('<>&"`{}|%[]') & set(words)
    assert json.loads(lines[1].removeprefix("title: ")).startswith("‹i›")  # noqa: RUF001 -- look-alikes on purpose


def test_mermaid_names_every_box_and_arrow_once_and_none_by_a_word_of_its_own() -> None:
    lines = [line.strip() for line in mermaid.write(draw(dialog(EVENING))).splitlines()]
    assert 'n_zin("Waar heb je zin in?"):::ask_' in lines
    assert 'n_zin -->|"Een boek<br/>gives up"| n_laat' in lines
    assert 'n_laat -->|"moe and uren #62; 8"| end_' in lines
    assert sum(" -->" in line for line in lines) == 11


def test_who_gives_up_goes_by_a_dashed_arrow() -> None:
    boxes = (Box(START, "start"), Box("a", "ask", "A?"), Box("b", "end", "B"), Box("c", "end", "C"))
    ways_on = (
        Arrow("a", "b", (Label("give_up", "gives up"),)),
        Arrow("a", "c", (Label("otherwise", "otherwise"),)),
    )
    one = Diagram("d", "D", boxes, (Arrow(START, "a"), *ways_on))
    seen = Seen(svg.write(one).svg)
    dashed = [
        group.findtext(f"{SVG}title")
        for group in seen.groups("arrow")
        if any("stroke-dasharray" in path.attrib for path in group)
    ]
    assert dashed == ["a → b"]
    assert '-.->|"gives up"| n_b' in mermaid.write(one)


@pytest.mark.parametrize(
    "words", ["", "kort", "een zin die niet op een regel past " * 9, "x" * 900, HOSTILE, "a " * 99]
)
def test_words_are_broken_over_lines_that_fit(words: str) -> None:
    lines = wrap(words, 13, 200, 3)
    assert len(lines) <= 3
    assert all(width(line, 13) <= 200 for line in lines)
    whole = " ".join(lines).replace(" ", "") == words.replace(" ", "").replace("\x0b", "")
    assert whole or lines[-1].endswith("…")


SIZES = st.lists(st.tuples(st.floats(10, 300), st.floats(10, 120)), min_size=1, max_size=14)


@settings(deadline=None, max_examples=150)
@given(SIZES, st.data())
def test_whatever_leads_wherever_boxes_and_labels_keep_apart(
    sizes: list[tuple[float, float]], data: st.DataObject
) -> None:
    number = st.integers(0, len(sizes) - 1)
    label = st.none() | st.tuples(st.floats(5, 150), st.floats(5, 90))
    links = data.draw(st.lists(st.builds(Link, number, number, label), max_size=24))
    placed = place(sizes, links, [True] * len(sizes))
    labels = [line.label for line in placed.lines if line.label]
    assert [(area.width, area.height) for area in placed.boxes] == sizes
    assert overlapping([*placed.boxes, *labels]) == []
    for area in (*placed.boxes, *labels):
        assert area.x > -0.1
        assert area.x + area.width < placed.size[0] + 0.1
        assert area.y + area.height < placed.size[1] + 0.1
    for link, line in zip(links, placed.lines, strict=True):
        source, target = placed.boxes[link.source], placed.boxes[link.target]
        assert line.start[1] == pytest.approx(source.y + source.height)
        assert line.strokes[-1].end[1] == pytest.approx(target.y)
