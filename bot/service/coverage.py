"""What plays reach of the dialogs: the nodes they come to, the ways out of these they take, and who goes there.

A dialog has to suit everybody. So it needs a play of each kind of person in Dutch, in which she answers or skips
something there and comes to an end of it, and one in English. Where it asks nothing all are alike, and one in each
language will do. The daily questions are too many and too small for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import get_args

from msgspec import Struct

from bot.engine.conversation import Passed
from bot.engine.problems import Place
from bot.engine.questions import ChooseOne
from bot.engine.script import END, Ask, Dialog, End, Node, Script
from bot.engine.ways import named, ways
from bot.render.graph.marks import Coverage
from bot.service.play import Kind

Trail = Counter[Passed]
"""How often each node was come to, and each way taken."""
_UNANSWERED = frozenset({"", "no_reply", "give_up"})
"""What tells no answer of hers to a question: that it was come to, or the ways out that are taken for her."""


class Rehearsed(Struct, frozen=True):
    """Where one play came, the language of whom it is about, and what kind of person that is, if it says so."""

    trail: Trail
    language: str
    kind: Kind | None = None

    def goes_through(self, dialog: Dialog) -> bool:
        """Whether it comes to an end of this dialog and, where that asks something, answers or skips there."""
        here = {one for one in self.trail if one.dialog == dialog.id}
        said = {one for one in here if one.way not in _UNANSWERED and isinstance(dialog.nodes.get(one.node), Ask)}
        return bool(here & _ends(dialog)) and (bool(said) or not _asks(dialog))


class Spot(Struct, frozen=True):
    """A node, or a way that leads from it to ``target``, and where that is written."""

    passed: Passed
    place: Place
    target: str = ""

    def __str__(self) -> str:
        where, passed = f"{self.place.file}:{self.place.line}", self.passed
        if not self.target:
            return f"{where}: no play comes to '{passed.node}'"
        return f"{where}: no play goes from '{passed.node}' to '{self.target}' ({passed.way})"


class Reach(Struct, frozen=True):
    """How far the plays reach into one dialog."""

    dialog: str
    nodes: int
    ways: int
    missed_nodes: tuple[Spot, ...]
    missed_ways: tuple[Spot, ...]


def together(plays: Iterable[Rehearsed]) -> Trail:
    """Where all of these come."""
    trail: Trail = Counter()
    for play in plays:
        trail.update(play.trail)
    return trail


def reach(dialog: Dialog, trail: Trail) -> Reach:
    """How far this trail reaches into a dialog."""
    nodes, ways_ = list(_nodes(dialog)), list(_ways(dialog))
    missed = ([spot for spot in spots if not trail[spot.passed]] for spots in (nodes, ways_))
    missed_nodes, missed_ways = map(tuple, missed)
    return Reach(dialog.id, len(nodes), len(ways_), missed_nodes, missed_ways)


def lacking(dialog: Dialog, plays: Iterable[Rehearsed]) -> tuple[str, ...]:
    """The plays that this dialog still needs, each as its language and the kind of person: ``nl low``, ``en``."""
    if dialog.daily:
        return ()
    there = [play for play in plays if play.goes_through(dialog)]
    found = {f"{play.language} {play.kind}" for play in there} | {play.language for play in there}
    dutch = [f"nl {kind}" for kind in get_args(Kind)] if _asks(dialog) else ["nl"]
    return tuple(one for one in (*dutch, "en") if one not in found)


def counted(script: Script, trail: Trail) -> Coverage:
    """The same, as it is drawn on a diagram, where all ways to one node are one."""
    taken: Counter[str] = Counter()
    for dialog in script.dialogs.values():
        for spot in _ways(dialog):
            taken[f"{dialog.id}.{spot.passed.node}->{spot.target}"] += trail[spot.passed]
    nodes = {f"{one.dialog}.{one.node}": count for one, count in trail.items() if not one.way}
    return Coverage(nodes=nodes, ways=taken)


def _asks(dialog: Dialog) -> bool:
    return any(isinstance(node, Ask) for node in dialog.nodes.values())


def _ends(dialog: Dialog) -> set[Passed]:
    """The nodes and the ways at which it is over."""
    over = {Passed(dialog.id, id_) for id_, node in dialog.nodes.items() if isinstance(node, End)}
    return over | {spot.passed for spot in _ways(dialog) if spot.target == END}


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
