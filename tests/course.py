"""Draws the pictures of docs/course.md, and fills in the tables there that are made of the dialogs themselves.

python -m tests.course
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from pathlib import Path
from typing import get_args

from bot.engine.naming import FIRST
from bot.engine.schema import DailyKind
from bot.engine.script import Ask, Dialog, Script
from bot.engine.ways import ways
from bot.render.graph import diagram, svg
from tests import shipped

DOCUMENT = Path(__file__).parent.parent / "docs" / "course.md"
PICTURES = DOCUMENT.parent / "course"
IDEAS = tuple(f"I{at}" for at in range(1, 13))
_TABLE = re.compile(r"(?ms)(^<!-- (\w+): .*? -->\n)(.*?)(^<!-- end -->$)")
_WORD = re.compile(r"\w+")


def talks(script: Script) -> tuple[Dialog, ...]:
    """The talks of the course, with the one in which she and the coach meet first."""
    return tuple(script.dialogs[id_] for id_ in (script.first, *script.course))


def drawn(dialog: Dialog) -> str:
    """The picture of a talk, in Dutch."""
    return svg.write(diagram.draw(dialog, "nl")).svg


def filled(document: str, script: Script) -> str:
    """The document with the tables of today."""
    tables = {"talks": _talks(script), "questions": _questions(script)}
    return _TABLE.sub(
        lambda found: found[1] + "".join(f"{row}\n" for row in tables[found[2]]) + found[4], document
    )


def most_questions(dialog: Dialog) -> int:
    """How many questions of its own the longest way through a dialog has, whatever the conditions on it."""
    found: dict[str, int] = {}

    def count(id_: str, trail: frozenset[str]) -> int:
        node = dialog.nodes.get(id_)
        if node is None or id_ in trail:
            return 0
        if id_ not in found:
            after = max((count(target, trail | {id_}) for target, _ in ways(node)), default=0)
            found[id_] = after + isinstance(node, Ask)
        return found[id_]

    return count(dialog.first, frozenset())


def forks(dialog: Dialog) -> int:
    """At how many nodes there is more than one way on."""
    return sum(len({target for target, _ in ways(node)}) > 1 for node in dialog.nodes.values())


def builds_on(dialog: Dialog, script: Script) -> list[str]:
    """The other talks of the course whose answers this one uses."""
    used = {word.removeprefix(FIRST) for word in _WORD.findall(str(dialog.source))}
    known = {*_saved(dialog), *script.in_hand}
    others = (script.dialogs[id_] for id_ in script.course if id_ != dialog.id)
    return [other.id for other in others if used & (_saved(other) - known)]


def _saved(dialog: Dialog) -> set[str]:
    return {node.save for node in dialog.nodes.values() if isinstance(node, Ask) and node.save}


def _talks(script: Script) -> list[str]:
    rows: list[tuple[str, ...]] = [
        ("Talk", "Its title", "Minutes", "Ideas", "Questions", "At most", "Forks", "Builds on")
    ]
    for one in talks(script):
        asked = sum(isinstance(node, Ask) for node in one.nodes.values())
        numbers = (str(number) for number in (asked, most_questions(one), forks(one)))
        ideas = "all" if len(one.ideas) == len(IDEAS) else ", ".join(one.ideas)
        before = ", ".join(f"`{id_}`" for id_ in builds_on(one, script))
        title = script.title(one.id).source
        rows.append((f"[`{one.id}`](course/{one.id}.svg)", title, str(one.minutes), ideas, *numbers, before))
    return _rows(rows, numbers=(2, 4, 5, 6))


def _questions(script: Script) -> list[str]:
    kinds = get_args(DailyKind)
    counts = Counter((one.idea, one.kind) for one in script.bank)
    rows = [("Idea", *kinds, "in all")]
    rows += [(idea, *(str(counts[idea, kind] or "") for kind in kinds), _sum(counts, idea)) for idea in IDEAS]
    rows.append(("in all", *(_sum(counts, kind) for kind in kinds), str(counts.total())))
    return _rows(rows, numbers=range(1, len(kinds) + 2))


def _sum(counts: Counter[tuple[str, str]], part: str) -> str:
    return str(sum(count for parts, count in counts.items() if part in parts))


def _rows(rows: Sequence[Sequence[str]], numbers: Container[int]) -> list[str]:
    """A table in Markdown; columns of numbers stand to the right."""
    head, *others = ("| " + " | ".join(row) + " |" for row in rows)
    line = "| " + " | ".join("---:" if at in numbers else "---" for at in range(len(rows[0]))) + " |"
    return [head, line, *others]


def main() -> None:
    """Writes them."""
    script = shipped.script()
    PICTURES.mkdir(exist_ok=True)
    for one in talks(script):
        (PICTURES / f"{one.id}.svg").write_text(drawn(one), "utf-8")
    DOCUMENT.write_text(filled(DOCUMENT.read_text("utf-8"), script), "utf-8")


if __name__ == "__main__":
    main()
