"""How much is said before each question of a dialog, in one message with it."""

from collections.abc import Mapping

from bot.engine.putting import LONG
from bot.engine.script import Ask, Assign, Branch, Dialog, Do, Lines, Say
from bot.engine.ways import ways


def leads(dialog: Dialog) -> Mapping[str, int]:
    """By the id of each question the characters that always stand before it, on the longest way to it.

    Lines with a condition don't count, nor short lines that make a card: they are rarely all there. What is longer
    than ``putting.LONG`` becomes a message of its own before the question.
    """
    before: dict[str, list[str]] = {}
    for id_, node in dialog.nodes.items():
        for target, _ in ways(node):
            before.setdefault(target, []).append(id_)
    said: dict[str, int] = {}

    def reach(id_: str) -> int:
        """What was said by the time this node is reached, since she last did something."""
        if id_ not in said:
            said[id_] = 0
            said[id_] = max((leave(one) for one in before.get(id_, ())), default=0)
        return said[id_]

    def leave(id_: str) -> int:
        node = dialog.nodes[id_]
        if isinstance(node, Say) and not node.alone:
            return reach(id_) + _length(node.lines)
        return reach(id_) if isinstance(node, Branch | Assign | Do) else 0

    asked = ((id_, node) for id_, node in dialog.nodes.items() if isinstance(node, Ask))
    return {id_: _beside(reach(id_)) + _length(node.lines[:-1]) for id_, node in asked}


def _beside(said: int) -> int:
    return said if said <= LONG else 0


def _length(lines: Lines) -> int:
    always = (one for one in lines if one.when is None)
    return sum(max((len(phrase.source) for phrase in one.phrases), default=0) for one in always)
