"""Dialogs to draw, and what can be seen of them in an SVG."""

import random
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from xml.etree import ElementTree as ET

from msgspec import Struct

from bot.engine import yaml_source
from bot.engine.compiling import Reading
from bot.engine.nodes import read_dialog
from bot.engine.phrases import Phrases
from bot.engine.script import Dialog
from bot.render.graph.placing import Area

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"start", "ask", "say", "branch", "set", "do", "call", "end"}

EVENING = """
dialog: avond
title: Een avond
nodes:
  hallo:
    say: Dag {naam}, <b>fijn</b> dat je er bent.
  zin:
    ask: [Even kijken., "Waar heb je zin in?"]
    type: choice
    choices:
      eten: {label: Eten, go: samen}
      lezen: {label: Een boek, go: laat}
      niets: Niets
    give_up: laat
  rust:
    set: {moe: "true"}
  laat:
    branch:
      - {when: moe and uren > 8, go: end}
      - {when: uren < 1, go: zin}
      - go: samen
  samen:
    call: koken
  weg:
    do: forget
  tot_ziens:
    end: Slaap lekker.
"""


def dialog(text: str) -> Dialog:
    """The dialog in a YAML text."""
    document, problems = yaml_source.read("test.yaml", text)
    reading = Reading(document, Phrases({}), problems)
    read = read_dialog(reading)
    assert read is not None, problems
    assert not problems
    return read


def generated(nodes: int, seed: int) -> Dialog:
    """A dialog of so many nodes, with forks, ways back and questions of every length."""
    chance = random.Random(seed)  # noqa: S311 -- it only has to be the same again
    lines = ["dialog: groot", "title: Een groot gesprek", "nodes:"]
    for at in range(nodes - 1):
        on, further = f"n{at + 1}", f"n{min(nodes - 1, at + chance.randint(1, 7))}"
        back = f"n{max(0, at - chance.randint(0, 4))}"
        words = " ".join(chance.choice(["klant", "prijs", "morgen", "onderneming"]) for _ in range(at % 20 + 1))
        lines += [
            f"  n{at}:",
            *chance.choice(
                [
                    [f"    say: {words}", f"    next: {on}"],
                    [f"    ask: {words}?", "    type: yes_no", f"    give_up: {further}", f"    next: {on}"],
                    [
                        f"    ask: {words}?",
                        "    type: choice",
                        "    choices:",
                        f"      a: {{label: Eerste {words[:30]}, go: {further}}}",
                        f"      b: {{label: Terug, go: {back}}}",
                        "      c: Geen",
                        f"    next: {on}",
                    ],
                    ["    branch:", f"      - {{when: x <= {at}, go: {further}}}", f"      - go: {on}"],
                ]
            ),
        ]
    return dialog("\n".join([*lines, f"  n{nodes - 1}:", "    end: Klaar."]))


class Seen(Struct, frozen=True, dict=True):
    """A picture, as far as a test can see it."""

    svg: str

    @cached_property
    def root(self) -> ET.Element:
        return ET.fromstring(self.svg)  # noqa: S314 -- we made it

    @property
    def canvas(self) -> Area:
        return Area(0, 0, float(self.root.attrib["width"]), float(self.root.attrib["height"]))

    def groups(self, *kinds: str) -> list[ET.Element]:
        return [one for one in self.root.iter(f"{SVG}g") if one.get("class") in kinds]

    def titles(self, *kinds: str) -> list[str]:
        return [one.findtext(f"{SVG}title", "") for one in self.groups(*kinds)]

    def words(self, *kinds: str) -> list[str]:
        """What is written in each group, its lines joined."""
        return [" ".join(text.text or "" for text in one.iter(f"{SVG}text")) for one in self.groups(*kinds)]

    def boxes(self) -> list[Area]:
        return [self._shape(one) for one in self.groups(*KINDS)]

    def labels(self) -> list[Area]:
        return [_area(rect) for one in self.groups("label") for rect in one.findall(f"{SVG}rect")]

    def lines(self) -> Iterator[list[tuple[float, float]]]:
        """Points all along each arrow."""
        for one in self.groups("arrow"):
            path = one.find(f"{SVG}path")
            assert path is not None
            yield list(_points(path.attrib["d"]))

    def moved(self) -> tuple[float, float]:
        """How far the picture is moved within its canvas."""
        found = [re.findall(r"[\d.]+", one.get("transform", "")) for one in self.root.findall(f"{SVG}g")]
        return float(found[-1][0]), float(found[-1][1])

    def _shape(self, group: ET.Element) -> Area:
        rect, circle, path = (group.find(f"{SVG}{name}") for name in ("rect", "circle", "path"))
        if rect is not None:
            return _area(rect)
        if circle is not None:
            x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
            return Area(x - r, y - r, 2 * r, 2 * r)
        assert path is not None
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", path.attrib["d"])]
        xs, ys = numbers[::2], numbers[1::2]
        return Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas share more than a tenth of a pixel."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 0.1 and down > 0.1


def overlapping(areas: list[Area]) -> list[tuple[Area, Area]]:
    return [(one, other) for one, other in combinations(areas, 2) if overlap(one, other)]


def holds(area: Area, x: float, y: float) -> bool:
    """Whether a point lies well inside an area."""
    return area.x + 1 < x < area.x + area.width - 1 and area.y + 1 < y < area.y + area.height - 1


def _area(rect: ET.Element) -> Area:
    x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
    return Area(x, y, width, height)


def _points(path: str) -> Iterator[tuple[float, float]]:
    here = (0.0, 0.0)
    for command, numbers in re.findall(r"([MLC])([^MLC]+)", path):
        values = [float(one) for one in numbers.split()]
        ends = list(zip(values[::2], values[1::2], strict=True))
        curve = [here, *ends] if command == "C" else [here, here, ends[0], ends[0]]
        for step in range(1, 17):
            yield ends[0] if command == "M" else _bezier(curve, step / 16)
        here = ends[-1]


def _bezier(curve: list[tuple[float, float]], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    pairs = list(zip(weights, curve, strict=True))
    return sum(w * x for w, (x, _) in pairs), sum(w * y for w, (_, y) in pairs)
