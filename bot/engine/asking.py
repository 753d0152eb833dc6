"""How a question is put: its words, and the keyboard under it."""

from typing import assert_never

from bot.engine.effects import Button, Keyboard
from bot.engine.expressions import holds
from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
)
from bot.engine.saying import Voice
from bot.engine.script import Ask
from bot.engine.values import Line

BACK, SKIP, DONE, RESUME, KEEP = "~back", "~skip", "~done", "~resume", "~keep"
"""Buttons that are repairs, not answers."""
SURE, OTHER = "~sure.", "~other"
"""The two buttons under an answer that is read back; the answer follows the first."""
MOST_CONTACTS = 8
"""People who stand on buttons."""
NAME = 30
"""Characters of a name that fit on a button."""
PICK = "~pick."
"""Begins the button that ticks one of several choices; its id follows."""
FIX = "~fix."
"""Begins the button that takes up an earlier answer; the number of its question follows."""
YES, NO = "ja", "nee"
"""The two buttons under a yes-or-no question."""
TICK = "✓ "
"""Stands before the label of a choice that is ticked."""


def hints(node: Ask, voice: Voice) -> list[Line]:
    """What stands below the words of a question: the ends of its scale, or its example."""
    hints: list[Line] = []
    if isinstance(node.question, Scale) and node.question.ends:
        low, high = (voice.label(end) for end in node.question.ends)
        hints.append(voice.common("ends", min=node.question.low, max=node.question.high, low=low, high=high))
    if node.example:
        hints.append(voice.common("example", example=voice.label(node.example)))
    return hints


def keyboard(node: Ask, voice: Voice, picked: tuple[str, ...], *, can_go_back: bool) -> Keyboard:
    """The answers offered, and under them the ways back and on."""
    return (*answers(node, voice, picked), *_ways(node, voice, can_go_back=can_go_back))


def offered(choices: tuple[Choice, ...], voice: Voice) -> list[Choice]:
    """The choices whose condition holds."""
    return [choice for choice in choices if holds(choice.when, voice.known, voice)]


def several(node: Ask, voice: Voice) -> list[tuple[str, Line]]:
    """What can be ticked under a question that takes several answers, by id."""
    match node.question:
        case ChooseSeveral(choices):
            return [(one.id, voice.label(one.label)) for one in offered(choices, voice)]
        case SeveralContacts():
            return known(voice)
    return []


def known(voice: Voice) -> list[tuple[str, Line]]:
    """The people of her network who stand on buttons: the last few that she added, by id."""
    latest = list(voice.world.contacts.items())[-MOST_CONTACTS:]
    return [(id_, Line("{name}", {"name": contact.nickname[:NAME]})) for id_, contact in latest]


def certainty(voice: Voice, answer: str) -> Keyboard:
    """The keyboard under an answer that is read back: yes, it is this one, or something else."""
    return ((Button(voice.common("yes"), SURE + answer), Button(voice.common("other"), OTHER)),)


def answers(node: Ask, voice: Voice, picked: tuple[str, ...]) -> Keyboard:
    """The buttons that answer this question."""
    match node.question:
        case ChooseOne(choices, columns):
            return _rows([Button(voice.label(one.label), one.id) for one in offered(choices, voice)], columns)
        case ChooseSeveral(columns=columns):
            return _ticking(node, voice, picked, columns)
        case Scale(low, high):
            buttons = [Button(Line(str(score)), str(score)) for score in range(low, high + 1)]
            return _even_rows(buttons)
        case YesNo():
            return ((Button(voice.common("yes"), YES), Button(voice.common("no"), NO)),)
        case OneContact():
            return _rows([Button(label, PICK + id_) for id_, label in known(voice)], 2)
        case SeveralContacts():
            return _ticking(node, voice, picked, 2)
        case OpenText() | Number() | Date() | Time():
            return ()
        case _:
            assert_never(node.question)


def _ticking(node: Ask, voice: Voice, picked: tuple[str, ...], columns: int) -> Keyboard:
    buttons = [_ticked(id_, label, picked) for id_, label in several(node, voice)]
    return (*_rows(buttons, columns), (Button(voice.common("done"), DONE),)) if buttons else ()


def _ticked(id_: str, label: Line, picked: tuple[str, ...]) -> Button:
    return Button(Line(TICK + "{label}", {"label": label}) if id_ in picked else label, PICK + id_)


def _ways(node: Ask, voice: Voice, *, can_go_back: bool) -> Keyboard:
    back = [Button(voice.common("back"), BACK)] if can_go_back else []
    skip = [Button(voice.common("skip"), SKIP)] if node.optional else []
    return ((*back, *skip),) if back or skip else ()


def _rows(buttons: list[Button], columns: int) -> Keyboard:
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def _even_rows(buttons: list[Button]) -> Keyboard:
    """Rows of at most six that differ by one at most: 0 to 10 stands as six and five."""
    count = -(-len(buttons) // 6)
    return _rows(buttons, -(-len(buttons) // count))
