import json

import pytest

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


QUESTIONS = """
dialog: avond
title: Een avond
nodes:
  hallo:
    say: Dag.
  zin:
    ask: Waar heb je zin in?
    type: choice
    choices:
      eten: {label: Eten, go: koken}
      niets: Niets
    deadline: 1h
    no_reply: weg
  rust:
    say: Dan rust je uit.
    next: laat
  koken:
    ask: Wat kook je?
    type: text
    example: Soep.
  laat:
    ask: Is het laat?
    type: yes_no
  weg:
    end: Slaap lekker.
"""


def asked(node: str, version: str = "1", **events: int | None) -> dict[str, object]:
    """What ``netwerkcoach stats`` tells of a question."""
    return {"dialog": "avond", "version": version, "node": node, "events": events, "seconds": None}


FUNNEL = [
    asked("zin", reached=90, answered=75, skipped=5, gave_up=None, no_reply=5),
    asked("zin", "2", reached=10, answered=5, skipped=None),
    asked("koken", reached=60, answered=50, skipped=0),
    asked("laat", reached=70, answered=70),
    asked("gone", reached=30),
]


def test_the_funnel_tells_how_people_fared_over_all_versions_and_hides_small_groups() -> None:
    seen = Seen(svg.write(draw(dialog(QUESTIONS)), Marks(funnel=read_funnel(json.dumps(FUNNEL)))).svg)
    said = " ".join(seen.words("ask"))
    assert "100 came · 80 answered · 5 skipped · <5 gave up · 5 no reply" in said
    assert not any("came" in words for words in seen.words("say", "end")), "it tells of questions alone"


def test_an_arrow_is_as_wide_as_the_share_that_went_its_way() -> None:
    drawn = draw(dialog(QUESTIONS))
    shares = Marks(funnel=read_funnel(json.dumps(FUNNEL))).shares(drawn)
    assert {(arrow.source, arrow.target): share for arrow, share in shares.items()} == {
        (START, "hallo"): 1.0,
        ("hallo", "zin"): 1.0,
        ("zin", "koken"): 0.6,
        ("koken", "laat"): 0.5,
        ("rust", "laat"): 0.2,
        ("zin", "rust"): 0.2,
        ("zin", "weg"): 0.11,
        ("laat", "weg"): 0.7,
    }


def test_an_arrow_of_which_nobody_knows_who_went_its_way_has_no_share() -> None:
    boxes = (Box(START, "start"), *(Box(id_, "ask") for id_ in "abcde"))
    ends = ["ab", "ac", "bd", "be", "cd", "ce"]
    one = Diagram("avond", "D", boxes, (Arrow(START, "a"), *(Arrow(*pair) for pair in ends)))
    counts = [
        asked(id_, reached=people, answered=people) for id_, people in zip("abcde", (10, 5, 5, 5, 5), strict=True)
    ]
    shares = Marks(funnel=read_funnel(json.dumps(counts))).shares(one)
    assert {(arrow.source, arrow.target): share for arrow, share in shares.items()} == {
        (START, "a"): 1.0,
        ("a", "b"): 0.5,
        ("a", "c"): 0.5,
    }


@pytest.mark.parametrize(
    "text", ["", "[]", '{"nodes": {"a.b": -1}}', '{"nodes": {}, "edges": {}}', '{"nodes": 3}']
)
def test_coverage_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_coverage(text)


@pytest.mark.parametrize(
    "text", ["", "{}", "[3]", '[{"dialog": "a"}]', json.dumps([{**asked("a"), "events": {"reached": "many"}}])]
)
def test_a_funnel_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_funnel(text)
