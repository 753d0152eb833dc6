"""She wrote something: an answer, a word that steers the talk, or the second half of a long answer."""

import re

from msgspec.structs import replace

from bot.engine import asking, helpline, reading, repair, saying
from bot.engine.effects import Save
from bot.engine.inputs import Text
from bot.engine.keeping import Answer
from bot.engine.people import called
from bot.engine.questions import ChooseSeveral, Date, OneContact, OpenText, SeveralContacts, Time
from bot.engine.script import Ask
from bot.engine.steps import Steps
from bot.engine.values import Line, Value
from bot.engine.walk import Walk

FULL = 3900
"""Characters from which a message may be the first part of a longer one: apps split at 4096."""
WHOLE = 4096
"""Characters at which an app has to split inside a word."""
AT_ONCE = 2
"""Seconds within which the parts of one long message arrive."""
REASKS = 2
"""How often a question is asked in other words before it is left."""
_PEOPLE = (OneContact, SeveralContacts)
_CHOSEN_FROM = (*_PEOPLE, ChooseSeveral)
_RESTING = {"pause", "stop"}
_GOING_ON = {"yes", "no", "dont_know"}
_STEERING = {*repair.REPAIRS, "help", "greet", "dont_know"}


def write(walk: Walk, given: Text) -> None:
    """Answers words."""
    if _goes_on(walk, given):
        if helpline.is_due(walk, given.text):
            helpline.name_help(walk)
            walk.run()
        return
    node = walk.question
    spoken = reading.word(given.text, walk.script.vocabulary)
    if (walk.now.rest or node is None) and walk.script.distress.heard_in(given.text):
        helpline.name_help(walk)
        repair.offer_resuming(walk)
    elif spoken == "help" and (walk.now.rest or node is None):
        repair.open_help(walk)
    elif walk.now.rest == "stopped" and spoken != "resume":
        repair.say_still_stopped(walk)
    elif spoken in _RESTING and (walk.now.rest or node is None) and not (walk.is_new and spoken == "pause"):
        repair.REPAIRS[spoken](walk)
    elif walk.now.rest or spoken == "resume":
        repair.resume(walk)
    elif node is None:
        if not walk.is_new:
            walk.say_common("idle")
        repair.begin(walk)
    else:
        _answer(walk, node, given, spoken)


def _answer(walk: Walk, node: Ask, given: Text, spoken: str) -> None:
    """Takes words as the answer, or as one of the words that steer a talk."""
    answer = Answer(given.text, message=given.message, sent=given.sent)
    if helpline.is_due(walk, given.text) and helpline.interrupt(walk, node, answer):
        return
    beneath = walk.question_beside
    if beneath and _means_the_one_beneath(walk, node, given.text):
        walk.turn_to_beside()
        node = beneath
    if spoken in _GOING_ON and walk.held:
        walk.go_on(node)
        return
    if walk.unsure and _settled_in_words(walk, node, given):
        return
    if isinstance(node.question, OneContact) and not spoken and _narrowed(walk, node, node.question, given.text):
        return
    value = _understood(walk, node, given, spoken)
    if isinstance(value, str) and isinstance(node.question, Date | Time):
        read_back(walk, node, value, given.message)
    elif value is not None:
        take(walk, node, replace(answer, value=value))
    elif spoken in repair.REPAIRS:
        repair.REPAIRS[spoken](walk)
    elif spoken == "help":
        repair.open_help(walk)
    elif spoken == "greet":
        walk.say_common("greeting")
        walk.put(node)
    elif node.optional and (spoken == "dont_know" or _chooses_nothing(node, spoken)):
        repair.skip(walk)
    else:
        _ask_differently(walk, node)


def _means_the_one_beneath(walk: Walk, node: Ask, text: str) -> bool:
    """Whether these are the words on a button of the question beneath, and on none of the open one."""
    own = asking.answers(node, walk.voice, asking.View())
    here, beneath = (
        {saying.plain(one.label) for row in rows for one in row} for rows in (own, walk.answers_beside())
    )
    return reading.plain(text) in {reading.plain(label) for label in beneath - here}


def _chooses_nothing(node: Ask, spoken: str) -> bool:
    """Whether this says, where somebody or something is to be chosen, that there is nobody or nothing."""
    return spoken in {"no", "none"} and isinstance(node.question, _CHOSEN_FROM)


def _narrowed(walk: Walk, node: Ask, question: OneContact, text: str) -> bool:
    """Shows the people whose names these words fit, where they fit several; False where they don't."""
    people = asking.people_for(question, walk.voice)
    found = called({id_: walk.world.contacts[id_] for id_ in people}, reading.nickname(text))
    if question.new or len(found) <= 1:
        return False
    walk.change(picked=tuple(found), page=0, misses=0)
    walk.say_common("contact_which")
    walk.flush(walk.now.asked, walk.keyboard(node))
    return True


def _understood(walk: Walk, node: Ask, given: Text, spoken: str) -> Value | None:
    """The answer that these words give; people whom she named come with those whom she ticked."""
    people = isinstance(node.question, _PEOPLE)
    if (isinstance(node.question, OpenText) and spoken in _STEERING) or (people and spoken):
        return None
    value = reading.read(node, given.text, walk.voice)
    if isinstance(node.question, _PEOPLE) and not node.question.new:
        value = _found(walk, node.question, value)
    return (*walk.now.picked, *value) if people and isinstance(value, tuple) else value


def _found(walk: Walk, question: OneContact | SeveralContacts, said: Value | None) -> Value | None:
    """Those whom she meant, of the ones she can choose from; None where a name fits nobody, or several."""
    offered = asking.people_for(question, walk.voice)
    people = {id_: walk.world.contacts[id_] for id_ in offered}
    names = said if isinstance(said, tuple) else (said,) if isinstance(said, str) else ()
    found = [called(people, name) for name in names]
    if any(len(one) != 1 for one in found):
        return None
    ids = tuple(one[0] for one in found)
    return ids if isinstance(question, SeveralContacts) else next(iter(ids), None)


def read_back(walk: Walk, node: Ask, value: str, message: int) -> None:
    """Lets her say whether what was understood of this message is right, before it counts."""
    walk.change(unsure=value, unsure_in=message, misses=0)
    walk.read_back(node)


def _settled_in_words(walk: Walk, node: Ask, given: Text) -> bool:
    """Takes yes or no to what was read back, and what she says behind it; False for anything else."""
    sure = reading.yes_or_no(given.text, walk.script.vocabulary)
    rest = re.split(r"[\s,.!]+", given.text.strip(), maxsplit=1)[1:]
    other = reading.read(node, rest[0], walk.voice) if sure is not None and rest else None
    if isinstance(other, str) and not (sure and other == walk.unsure):
        read_back(walk, node, other, given.message)
    elif sure:
        take(walk, node, Answer(walk.unsure, message=walk.now.unsure_in, sent=given.sent))
    elif sure is False:
        walk.change(unsure="", unsure_in=0)
        walk.put(node)
    return sure is not None


def take(walk: Walk, node: Ask, answer: Answer) -> None:
    """Takes this answer to the open question, or to the one that is being corrected."""
    if walk.now.frames[-1].fixes and answer.value is not None:
        repair.mend(walk, node, answer.value)
    else:
        walk.answered(node, answer)


def _ask_differently(walk: Walk, node: Ask) -> None:
    """Asks in other words, twice; then leaves the question, or lets it stand if it can't be left."""
    misses = max(0, walk.now.misses) + 1
    walk.change(misses=misses, unsure="", unsure_in=0)
    if misses <= REASKS:
        walk.tally(walk.now.frames[-1], "reasked")
        walk.say(_reask(walk, node, misses - 1))
        walk.flush(walk.now.asked, walk.keyboard(node))
    elif node.give_up:
        repair.give_up(walk, node)
    elif node.optional:
        walk.say_common("give_up")
        repair.give_up(walk, node)
    else:
        walk.change(misses=0)
        walk.say_common("stands")
        walk.put(node)


_REASKS = {
    "ChooseOne": "reask_choice",
    "ChooseSeveral": "reask_choices",
    "Date": "reask_date",
    "Number": "reask_number",
    "OneContact": "reask_contact",
    "OpenText": "reask_text",
    "Scale": "reask_scale",
    "SeveralContacts": "reask_contacts",
    "Time": "reask_time",
    "YesNo": "reask_yes_no",
    "Zone": "reask_zone",
}


def _reask(walk: Walk, node: Ask, index: int) -> Line:
    if index < len(node.reasks):
        return walk.voice.label(node.reasks[index])
    if isinstance(node.question, _PEOPLE) and not node.question.new:
        return walk.voice.common("contact_unknown", index)
    low, high = getattr(node.question, "low", None), getattr(node.question, "high", None)
    bounds = {"min": low if low is not None else 0, "max": high if high is not None else 0}
    return walk.voice.common(_REASKS[type(node.question).__name__], index, **bounds)


def _goes_on(walk: Walk, given: Text) -> bool:
    """Adds the second part of a long message, which apps send as two, to the answer that its first part gave."""
    step = walk.now.steps[-1] if walk.now.steps else None
    name = next(iter(step.before), "") if step else ""
    first = walk.now.answers.get(name)
    if not (step and step.message and given.message == step.message + 1 and isinstance(first, str)):
        return False
    if len(first) < FULL or given.sent - step.sent > AT_ONCE:
        return False
    whole = first + ("" if len(first) % WHOLE == 0 else " ") + given.text
    frame = step.frames[-1]
    walk.change(
        answers={**walk.now.answers, **{one: whole for one in step.before if walk.now.answers.get(one) == first}},
        steps=Steps((*walk.now.steps[:-1], replace(step, message=given.message))),
    )
    walk.put_in_series(Save(step.asked, frame.dialog, frame.node, name, whole))
    return True
