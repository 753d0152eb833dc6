import json

import pytest

from bot.engine.script import END
from bot.render.graph import mermaid, svg
from bot.render.graph.diagram import START, Arrow, Box, Diagram, draw
from bot.render.graph.marks import Marks, read_coverage, read_funnel
from tests.render.drawings import EVENING, KINDS, SVG, Seen, dialog

COVERAGE = {
    "nodes": {"avond.hallo": 3, "avond.zin": 3, "avond.rust": 1, "avond.laat": 2, "elders.x": 9},
    "ways": {"avond.hallo->zin": 3, "avond.zin->laat": 1, "avond.rust->laat": 1, "avond.laat->end": 2},
}


def test_what_no_play_reaches_stands_out() -> None:
    marks = Marks(coverage=read_coverage(json.dumps(COVERAGE)))
    seen = Seen(svg.write(draw(dialog(EVENING)), marks).svg)
    said = dict(zip(seen.titles(*KINDS), seen.words(*KINDS), strict=True))
    assert said["samen (call)\nkoken"].endswith("not reached")
    assert said["zin (ask)\nWaar heb je zin in?"].endswith("reached 3×")  # noqa: RUF001 -- times
    assert said["end (end)\nend"].endswith("reached 2×")  # noqa: RUF001 -- times
    assert "hallo → zin: taken 3 times" in seen.titles("arrow")
    assert "zin → samen: not taken by any play" in seen.titles("arrow")
    texts = [text.text for text in seen.root.iter(f"{SVG}text")]
    assert "avond · 8 nodes · 1 questions · the plays reach 5 of 8 nodes and 5 of 11 ways" in texts


def test_mermaid_marks_what_no_play_reaches() -> None:
    written = mermaid.write(draw(dialog(EVENING)), Marks(coverage=read_coverage(json.dumps(COVERAGE))))
    assert '["koken<br/>not reached"]]:::missed_' in written
    assert "linkStyle 2,4,7,8,9,10 stroke:" in written


FUNNEL = {
    "avond.hallo": {"reached": 100},
    "avond.zin": {"reached": 100, "answered": 80, "skipped": 7, "gave_up": 3},
    "avond.rust": {"reached": 40},
    "avond.laat": {"reached": 50},
    "avond.samen": {"reached": 60},
    "avond.weg": {"reached": 60},
    "avond.tot_ziens": {"reached": 60},
}


def test_the_funnel_tells_how_people_fared_and_hides_small_groups() -> None:
    seen = Seen(svg.write(draw(dialog(EVENING)), Marks(funnel=read_funnel(json.dumps(FUNNEL)))).svg)
    said = " ".join(seen.words("ask"))
    assert "100 came · 80 answered · 7 skipped · <5 gave up" in said
    assert "3 gave up" not in said


def test_an_arrow_is_as_wide_as_the_share_that_went_its_way() -> None:
    drawn = draw(dialog(EVENING))
    shares = Marks(funnel=read_funnel(json.dumps(FUNNEL))).shares(drawn)
    by_ends = {(arrow.source, arrow.target): share for arrow, share in shares.items()}
    assert by_ends[START, "hallo"] == 1
    assert by_ends["zin", "rust"] == by_ends["rust", "laat"] == 0.4
    assert by_ends["zin", "laat"] == pytest.approx(0.1)
    assert by_ends["laat", END] == pytest.approx(0.3)


def test_an_arrow_of_which_nobody_knows_who_went_its_way_has_no_share() -> None:
    boxes = (Box(START, "start"), *(Box(id_, "branch") for id_ in "abcde"))
    ends = ["ab", "ac", "bd", "be", "cd", "ce"]
    one = Diagram("d", "D", boxes, (Arrow(START, "a"), *(Arrow(*pair) for pair in ends)))
    counts = {f"d.{id_}": {"reached": people} for id_, people in zip("abcde", (10, 4, 6, 5, 5), strict=True)}
    shares = Marks(funnel=read_funnel(json.dumps(counts))).shares(one)
    assert {(arrow.source, arrow.target): share for arrow, share in shares.items()} == {
        (START, "a"): 1.0,
        ("a", "b"): 0.4,
        ("a", "c"): 0.6,
    }


@pytest.mark.parametrize(
    "text", ["", "[]", '{"nodes": {"a.b": -1}}', '{"nodes": {}, "edges": {}}', '{"nodes": 3}']
)
def test_coverage_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_coverage(text)


@pytest.mark.parametrize("text", ["", "[]", '{"a.b": 3}', '{"a.b": {"came": 3}}', '{"a.b": {"reached": "many"}}'])
def test_a_funnel_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_funnel(text)
