"""What plays reach of the dialogs: the nodes that they come to, and the ways out of them that they take."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.engine.conversation import Passed
from bot.engine.problems import Place
from bot.engine.questions import ChooseOne
from bot.engine.script import Ask, Dialog, Node, Script
from bot.engine.ways import named, ways
from bot.render.graph.marks import Coverage

Trail = Counter[Passed]
"""How often each node was come to, and each way taken."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node, or a way that leads from it to ``target``, and where that is written."""

    passed: Passed
    place: Place
    target: str = ""

    def __str__(self) -> str:
        where, passed = f"{self.place.file}:{self.place.line}", self.passed
        if not self.target:
            return f"{where}: no play comes to '{passed.node}'"
        return f"{where}: no play goes from '{passed.node}' to '{self.target}' ({passed.way})"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the plays reach into one dialog."""

    dialog: str
    nodes: int
    ways: int
    missed_nodes: tuple[Spot, ...]
    missed_ways: tuple[Spot, ...]


def reach(dialog: Dialog, trail: Trail) -> Reach:
    """How far this trail reaches into a dialog."""
    nodes, ways_ = list(_nodes(dialog)), list(_ways(dialog))
    missed = ([spot for spot in spots if not trail[spot.passed]] for spots in (nodes, ways_))
    missed_nodes, missed_ways = map(tuple, missed)
    return Reach(dialog.id, len(nodes), len(ways_), missed_nodes, missed_ways)


def counted(script: Script, trail: Trail) -> Coverage:
    """The same, as it is drawn on a diagram, where all ways to one node are one."""
    taken: Counter[str] = Counter()
    for dialog in script.dialogs.values():
        for spot in _ways(dialog):
            taken[f"{dialog.id}.{spot.passed.node}->{spot.target}"] += trail[spot.passed]
    nodes = {f"{one.dialog}.{one.node}": count for one, count in trail.items() if not one.way}
    return Coverage(nodes=nodes, ways=taken)


def _nodes(dialog: Dialog) -> Iterator[Spot]:
    return (Spot(Passed(dialog.id, id_), dialog.places[id_]) for id_ in dialog.nodes)


def _ways(dialog: Dialog) -> Iterator[Spot]:
    for id_, node in dialog.nodes.items():
        for target, path in ways(node):
            way = named(path)
            if not (way.startswith("next") and _is_led_by_choices(node)):
                yield Spot(Passed(dialog.id, id_, way), dialog.places[f"{id_}.{way}"], target)


def _is_led_by_choices(node: Node) -> bool:
    """Whether each answer leads somewhere by itself, and there has to be one: its ``next`` is never taken."""
    return (
        isinstance(node, Ask)
        and isinstance(node.question, ChooseOne)
        and not node.optional
        and all(choice.go for choice in node.question.choices)
    )
