"""A diagram as Mermaid: text that GitHub, GitLab and many editors show as a picture."""

import json
import re
from collections.abc import Iterator

from bot.engine.script import END
from bot.render.graph.diagram import START, Arrow, Box, Diagram
from bot.render.graph.faces import face
from bot.render.graph.figures import COLOURS, MISSED, MISSED_PAPER
from bot.render.graph.marks import Marks
from bot.render.letters import wrap

_SHAPES = {
    "start": ("((", "))"),
    "ask": ("(", ")"),
    "branch": ("{", "}"),
    "call": ("[[", "]]"),
    "end": ("([", "])"),
}
_ROOM = 40.0
"""Letters a line may have, about, at a size of 2."""
_TITLE = str.maketrans("<>&", "‹›＆")  # noqa: RUF001 -- look-alikes on purpose
"""A title can't be escaped: what Mermaid takes for markup there is replaced."""
_SPECIAL = re.compile(r"[^\w .,:!?()='+/-]")


def write(diagram: Diagram, marks: Marks | None = None) -> str:
    """The text of a diagram, with these marks on it."""
    marks = marks or Marks()
    lines = [
        "---",
        f"title: {json.dumps(diagram.title.translate(_TITLE), ensure_ascii=False)}",
        "---",
        "flowchart TD",
        *_looks(),
    ]
    lines += [_box(box, diagram, marks) for box in diagram.boxes]
    lines += [_arrow(one) for one in diagram.arrows]
    missed = [str(at) for at, one in enumerate(diagram.arrows) if marks.passes(diagram, one) == 0]
    if missed:
        lines.append(f"linkStyle {','.join(missed)} stroke:{MISSED},stroke-width:3px")
    return "\n  ".join(["\n".join(lines[:4]), *lines[4:]]) + "\n"


def _looks() -> Iterator[str]:
    for kind, (paper, edge) in COLOURS.items():
        ink = "#fff" if kind == "end" else "#1f2a30"
        yield f"classDef {kind}_ fill:{paper},stroke:{edge},color:{ink}"
    yield f"classDef missed_ fill:{MISSED_PAPER},stroke:{MISSED},stroke-width:3px,color:#1f2a30"


def _box(box: Box, diagram: Diagram, marks: Marks) -> str:
    shown = face(box, diagram, marks)
    opened, closed = _SHAPES.get(box.kind, ("[", "]"))
    words = [box.words] if box.words and box.kind != "branch" else [box.id]
    text = "<br/>".join(_plain(line) for one in [*words, shown.note] for line in wrap(one, 2, _ROOM, 3))
    return f'{_name(box.id)}{opened}"{text or " "}"{closed}:::{"missed" if shown.missed else box.kind}_'


def _arrow(one: Arrow) -> str:
    line = "-.->" if one.gives_up else "-->"
    text = "<br/>".join(_plain(part) for label in one.labels for part in wrap(label.words, 2, _ROOM, 3))
    label = f'|"{text}"|' if text else ""
    return f"{_name(one.source)} {line}{label} {_name(one.target)}"


def _name(id_: str) -> str:
    """A name that is none of Mermaid's own words."""
    return {START: "begin_", END: "end_"}.get(id_, f"n_{id_}")


def _plain(words: str) -> str:
    """Words in which Mermaid finds no markup."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", words)
