"""What there is to see of a dialog: a box for every node, an arrow for every way, and the words on both."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, TypeAlias, assert_never

from msgspec import Struct

from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Question,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
    Zone,
)
from bot.engine.script import END, Ask, Assign, Branch, Call, Dialog, Do, Each, End, Jumps, Lines, Node, Say, Show

Kind: TypeAlias = Literal["start", "say", "ask", "branch", "set", "call", "do", "end"]
Reason: TypeAlias = Literal["choice", "condition", "otherwise", "give_up"]
START = ""
"""The id of the mark where a dialog begins; no node can have it."""
_MARKUP = re.compile(r"</?[bi]>")


class Box(Struct, frozen=True):
    """One node: its kind, its words in full, and what more there is to say of its kind."""

    id: str
    kind: Kind
    words: str = ""
    type: str = ""


class Label(Struct, frozen=True):
    """Why an arrow is taken: the words of a choice, the source of a condition, or a word of ours."""

    reason: Reason
    words: str


class Arrow(Struct, frozen=True):
    """A way from one node to another, with every reason to take it."""

    source: str
    target: str
    labels: tuple[Label, ...] = ()

    @property
    def gives_up(self) -> bool:
        """Whether it is only taken without an answer: it could not be read, or did not come in time."""
        return bool(self.labels) and all(label.reason == "give_up" for label in self.labels)


class Diagram(Struct, frozen=True):
    """One dialog as boxes and arrows; the boxes stand in the order of the file."""

    id: str
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(dialog: Dialog, language: str = "nl") -> Diagram:
    """The diagram of a dialog, in the words of one language."""
    boxes = [Box(START, "start"), *(_box(node, language) for node in dialog.nodes.values())]
    arrows = [Arrow(START, dialog.first)]
    for node in dialog.nodes.values():
        arrows += _arrows(node, language)
    if any(arrow.target == END for arrow in arrows):
        boxes.append(Box(END, "end", END))
    return Diagram(
        dialog.id, dialog.title.wording(language) if dialog.title else dialog.id, tuple(boxes), tuple(arrows)
    )


def _box(node: Node, language: str) -> Box:
    match node:
        case Say():
            varies = any(line.when for line in node.lines)
            return Box(node.id, "say", _spoken(node.lines, language), "say, it depends" if varies else "")
        case Ask():
            question = _plain(node.lines[-1].phrases[0].wording(language))
            return Box(node.id, "ask", question, _type(node.question))
        case Branch():
            return Box(node.id, "branch")
        case Assign():
            sums = ", ".join(f"{name} = {given.source}" for name, given in node.values)
            return Box(node.id, "set", sums)
        case Call():
            return Box(node.id, "call", node.dialog)
        case Each():
            return Box(node.id, "call", f"{node.dialog}, each of {node.over}")
        case Show():
            return Box(node.id, "do", f"show {node.what}")
        case Do():
            return Box(node.id, "do", node.action)
        case End():
            return Box(node.id, "end", _spoken(node.lines, language))
        case _:
            assert_never(node)


def _spoken(lines: Lines, language: str) -> str:
    """What may be said; of lines that each have a condition, the first stands for all in its row."""
    rows = groupby(enumerate(lines), lambda one: -1 if one[1].when else one[0])
    spoken = (line.lines or (line,) for line in (next(row)[1] for _, row in rows))
    return " ".join(_plain(one.phrases[0].wording(language)) for lines in spoken for one in lines)


def _plain(words: str) -> str:
    return " ".join(_MARKUP.sub("", words).split())


def _type(question: Question) -> str:
    match question:
        case ChooseOne():
            return f"choice of {len(question.choices)}"
        case ChooseSeveral():
            return f"choices of {len(question.choices)}"
        case Scale():
            return f"scale {question.low}–{question.high}"  # noqa: RUF001 -- a dash between numbers
        case YesNo():
            return "yes or no"
        case OpenText():
            return "text"
        case Number():
            return "number"
        case Date():
            return "date"
        case Time():
            return "time"
        case Zone():
            return "zone"
        case OneContact():
            return "contact"
        case SeveralContacts():
            return "contacts"
        case _:
            assert_never(question)


def _arrows(node: Node, language: str) -> Iterator[Arrow]:
    """One arrow a target; the reasons only where there is more than one way on."""
    reasons: dict[str, list[Label]] = {}
    for target, label in _reasons(node, language):
        reasons.setdefault(target, []).append(label)
    for target, labels in reasons.items():
        alone = len(reasons) == 1
        yield Arrow(node.id, target, () if alone else tuple(dict.fromkeys(labels)))


def _reasons(node: Node, language: str) -> Iterator[tuple[str, Label]]:
    """Every reason to leave a node, and where each leads, in the order of the file."""
    if isinstance(node, End):
        return
    choices = _choices(node)
    for choice in choices:
        if choice.go:
            yield choice.go, Label("choice", _plain(choice.label.wording(language)))
    rest = [_plain(choice.label.wording(language)) for choice in choices if not choice.go]
    fixed = bool(choices) and not rest
    if not fixed:
        yield from _jumps(node.next, rest if len(rest) < len(choices) else [])
    elif isinstance(node, Ask) and (node.optional or not {jump.go for jump in node.next} <= set(_goes(choices))):
        yield from _jumps(node.next, [], "skipped" if node.optional else "otherwise")
    if isinstance(node, Ask) and node.skip:
        yield node.skip, Label("otherwise", "skipped")
    if isinstance(node, Ask) and node.give_up:
        yield node.give_up, Label("give_up", "gives up")
    if isinstance(node, Ask) and node.no_reply:
        yield node.no_reply, Label("give_up", "no reply")


def _jumps(jumps: Jumps, rest: list[str], otherwise: str = "otherwise") -> Iterator[tuple[str, Label]]:
    """The ways that do not hang on one choice; ``rest`` are the choices that take them if there is only one."""
    for jump in jumps:
        if jump.when is not None:
            yield jump.go, Label("condition", " ".join(jump.when.source.split()))
        elif rest and len(jumps) == 1:
            for words in rest:
                yield jump.go, Label("choice", words)
        else:
            yield jump.go, Label("otherwise", otherwise)


def _goes(choices: tuple[Choice, ...]) -> Iterator[str]:
    return (choice.go for choice in choices)


def _choices(node: Node) -> tuple[Choice, ...]:
    asks = isinstance(node, Ask) and isinstance(node.question, (ChooseOne, ChooseSeveral))
    return node.question.choices if asks else ()  # type: ignore[union-attr]  # both have choices, and no other does
