"""How a question is put: its words, and the keyboard under it."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import assert_never

from msgspec import Struct

from bot.engine.effects import Button, Keyboard
from bot.engine.expressions import holds
from bot.engine.people import SOMEBODY, whole
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
    Zone,
)
from bot.engine.saying import Voice, placeholders
from bot.engine.script import Ask
from bot.engine.values import Line, Value

NO_ANSWER = "~"
"""Begins what is pressed that is no answer by itself; no choice of a script begins so."""
BACK, SKIP, DONE, RESUME, KEEP, LEAVE = "~back", "~skip", "~done", "~resume", "~keep", "~leave"
"""Buttons that are repairs, not answers."""
SURE, OTHER = "~sure.", "~other"
"""The two buttons under an answer that is read back; the answer follows the first."""
A_PAGE = 8
"""People who stand on buttons at a time."""
PAGE = "~page."
"""Begins the button that turns to a page of people; its number follows."""
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


class View(Struct, frozen=True):
    """What of the open question she has before her: what is ticked, whom a search found, which page of people.

    ``held`` tells that it has its answer, and that she may go on.
    """

    picked: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    page: int = 0
    held: bool = False


def hints(node: Ask, voice: Voice) -> list[Line]:
    """What stands below the words of a question: the ends of its scale, or its example."""
    hints: list[Line] = []
    if isinstance(node.question, Scale) and node.question.ends:
        low, high = (voice.label(end) for end in node.question.ends)
        hints.append(voice.common("ends", min=node.question.low, max=node.question.high, low=low, high=high))
    if node.example:
        hints.append(voice.common("example", example=voice.label(node.example)))
    return hints


def keyboard(node: Ask, voice: Voice, view: View, *, can_go_back: bool) -> Keyboard:
    """The answers offered, and under them the ways back and on."""
    return (*answers(node, voice, view), *_ways(node, voice, view, can_go_back=can_go_back))


def offered(choices: tuple[Choice, ...], voice: Voice) -> list[Choice]:
    """The choices whose condition holds."""
    return [one for one in choices if one.when is None or holds(one.when, voice.known, voice)]


def several(node: Ask, voice: Voice) -> list[tuple[str, Line]]:
    """What can be ticked under a question that takes several answers, by id."""
    match node.question:
        case ChooseSeveral(choices):
            return [(one.id, voice.label(one.label)) for one in offered(choices, voice)]
        case SeveralContacts() as people:
            return on_buttons(people_for(people, voice), voice)
    return []


def people_for(question: OneContact | SeveralContacts, voice: Voice) -> list[str]:
    """Those of her network from whom this question lets her choose, by id: in its order, else the newest first."""
    people = voice.among(question.among, SOMEBODY)[::-1]
    return in_order(people, question.by, voice) if question.by else people


def in_order(people: Iterable[str], by: str, voice: Voice) -> list[str]:
    """These people in the order of a fact: much and true come first, words and days as in a list."""
    return sorted(people, key=lambda id_: _rank(voice.fact(by, id_)))


def _rank(value: Value | None) -> tuple[bool, float, str]:
    if isinstance(value, int | float):
        return False, -value, ""
    return value is None, 0, str(value).casefold()


def on_buttons(people: Iterable[str], voice: Voice) -> list[tuple[str, Line]]:
    """These people as they stand on buttons: what they are called, and where they belong where two share it."""
    contacts = {id_: voice.world.contacts[id_] for id_ in people}
    called = Counter(one.nickname.casefold() for one in contacts.values())
    words = {
        id_: whole(one) if called[one.nickname.casefold()] > 1 else one.nickname for id_, one in contacts.items()
    }
    return [(id_, Line("{name}", {"name": said[:NAME]})) for id_, said in words.items()]


def certainty(voice: Voice, answer: str) -> Keyboard:
    """The keyboard under an answer that is read back: yes, it is this one, or something else."""
    return ((Button(voice.common("yes"), SURE + answer), Button(voice.common("other"), OTHER)),)


def answers(node: Ask, voice: Voice, view: View) -> Keyboard:
    """The buttons that answer this question."""
    match node.question:
        case ChooseOne() | Zone() as choosing:
            return _same_for_all(choosing, voice.language) or _choosing(choosing, voice)
        case ChooseSeveral(columns=columns):
            return _ticking(node, voice, view, columns)
        case Scale(low, high):
            return _scores(low, high)
        case YesNo():
            return ((Button(voice.common("yes"), YES), Button(voice.common("no"), NO)),)
        case OneContact() as people:
            found = [id_ for id_ in view.found if id_ in voice.world.contacts] or people_for(people, voice)
            here, turning = _page(on_buttons(found, voice), voice, view.page)
            return (*_rows([Button(label, PICK + id_) for id_, label in here], 2), *turning)
        case SeveralContacts():
            return _ticking(node, voice, view, 2)
        case OpenText() | Number() | Date() | Time():
            return ()
        case _:
            assert_never(node.question)


def _choosing(question: ChooseOne | Zone, voice: Voice) -> Keyboard:
    buttons = [Button(voice.label(one.label), one.id) for one in offered(question.choices, voice)]
    return _rows(buttons, question.columns)


@lru_cache(maxsize=8192)
def _same_for_all(question: ChooseOne | Zone, language: str) -> Keyboard:
    """The buttons of a question that are the same for everybody; empty where they depend on who is asked."""
    labels = [one.label.wording(language) for one in question.choices]
    if any(one.when for one in question.choices) or any(map(placeholders, labels)):
        return ()
    buttons = [Button(Line(label), one.id) for one, label in zip(question.choices, labels, strict=True)]
    return _rows(buttons, question.columns)


def _ticking(node: Ask, voice: Voice, view: View, columns: int) -> Keyboard:
    answers = several(node, voice)
    turning: Keyboard = ()
    if isinstance(node.question, SeveralContacts):
        answers, turning = _page(answers, voice, view.page)
    buttons = [_ticked(id_, label, view.picked) for id_, label in answers]
    return (*_rows(buttons, columns), *turning, (Button(voice.common("done"), DONE),)) if buttons else ()


def _page(people: list[tuple[str, Line]], voice: Voice, page: int) -> tuple[list[tuple[str, Line]], Keyboard]:
    """The people on this page, and the buttons that turn to the ones beside it."""
    last = max(0, (len(people) - 1) // A_PAGE)
    page = min(page, last)
    before = [Button(voice.common("page_before"), f"{PAGE}{page - 1}")] if page else []
    after = [Button(voice.common("page_after"), f"{PAGE}{page + 1}")] if page < last else []
    turning = ((*before, *after),) if before or after else ()
    return people[page * A_PAGE : (page + 1) * A_PAGE], turning


def _ticked(id_: str, label: Line, picked: tuple[str, ...]) -> Button:
    return Button(Line(TICK + "{label}", {"label": label}) if id_ in picked else label, PICK + id_)


def _ways(node: Ask, voice: Voice, view: View, *, can_go_back: bool) -> Keyboard:
    ways = [("back", BACK)] if can_go_back else []
    if view.held:
        ways.append(("resume", RESUME))
    elif node.optional:
        ways.append(("skip", SKIP))
    return (tuple([Button(voice.common(key), choice) for key, choice in ways]),) if ways else ()


def _rows(buttons: list[Button], columns: int) -> Keyboard:
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


@lru_cache(maxsize=64)
def _scores(low: int, high: int) -> Keyboard:
    """Rows of at most six that differ by one at most: 0 to 10 stands as six and five."""
    buttons = [Button(Line(str(score)), str(score)) for score in range(low, high + 1)]
    count = -(-len(buttons) // 6)
    return _rows(buttons, -(-len(buttons) // count))
