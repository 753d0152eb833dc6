"""The ways out of a node: where each leads, and where in the node it is written."""

from collections.abc import Iterator

from bot.engine.questions import ChooseOne, ChooseSeveral
from bot.engine.script import Ask, Branch, End, Node
from bot.engine.yaml_source import Path


def ways(node: Node) -> Iterator[tuple[str, Path]]:
    """Every node this one may lead to, with where in it that is written."""
    if isinstance(node, End):
        return
    key = "branch" if isinstance(node, Branch) else "next"
    for at, jump in enumerate(node.next):
        yield jump.go, (key, at, "go")
    if isinstance(node, Ask):
        ends = (("give_up", node.give_up), ("no_reply", node.no_reply))
        yield from ((way, (key,)) for key, way in ends if way)
    if isinstance(node, Ask) and isinstance(node.question, ChooseOne | ChooseSeveral):
        for choice in node.question.choices:
            if choice.go:
                yield choice.go, ("choices", choice.id, "go")


def named(path: Path) -> str:
    """What the way that is written here is called: ``next.0``, ``choices.yes``, ``give_up`` or ``no_reply``."""
    kind, *which = ("next" if part == "branch" else str(part) for part in path if part != "go")
    return ".".join((kind, *which))
