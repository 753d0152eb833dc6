"""She wrote something: an answer, a word that steers the talk, or the second half of a long answer."""

from dataclasses import replace

from bot.engine import asking, reading, repair
from bot.engine.effects import Save
from bot.engine.inputs import Text
from bot.engine.script import Ask, Date, OpenText, Time
from bot.engine.values import Line, When
from bot.engine.walk import Answer, Walk

FULL = 3900
"""Characters from which a message may be the first part of a longer one: apps split at 4096."""
WHOLE = 4096
"""Characters at which an app has to split inside a word."""
AT_ONCE = 2
"""Seconds within which the parts of one long message arrive."""
REASKS = 2
"""How often a question is asked in other words before it is left."""
_RESTING = {"pause", "stop"}
_STEERING = {*repair.REPAIRS, "help", "greet", "dont_know"}


def write(walk: Walk, given: Text) -> None:
    """Answers words."""
    if _goes_on(walk, given):
        return
    node = walk.question
    spoken = reading.word(given.text, walk.script.vocabulary)
    if spoken == "help" and (walk.now.rest or node is None):
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
    if walk.now.unsure and _settled_in_words(walk, node, given):
        return
    open_text = isinstance(node.question, OpenText)
    value = None if open_text and spoken in _STEERING else reading.read(node, given.text, walk.voice)
    if isinstance(value, str) and isinstance(node.question, Date | Time):
        _read_back(walk, node, value)
    elif value is not None:
        take(walk, node, Answer(value, message=given.message, sent=given.sent))
    elif spoken in repair.REPAIRS:
        repair.REPAIRS[spoken](walk)
    elif spoken == "help":
        repair.open_help(walk)
    elif spoken == "greet":
        walk.say_common("greeting")
        walk.put(node)
    elif spoken == "dont_know" and node.optional:
        repair.skip(walk)
    else:
        _ask_differently(walk, node)


def _read_back(walk: Walk, node: Ask, value: str) -> None:
    """Says how a date or a time was understood, and asks whether that is right."""
    walk.change(unsure=value)
    walk.say_common("sure_date" if isinstance(node.question, Date) else "sure_time", answer=When(value))
    walk.flush(walk.now.asked, asking.certainty(walk.voice))


def _settled_in_words(walk: Walk, node: Ask, given: Text) -> bool:
    """Takes yes or no to what was read back; False for anything else."""
    sure = reading.yes_or_no(given.text, walk.script.vocabulary)
    if sure:
        take(walk, node, Answer(walk.now.unsure, message=given.message, sent=given.sent))
    elif sure is False:
        walk.change(unsure="")
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
    misses = walk.now.misses + 1
    walk.change(misses=misses)
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
}


def _reask(walk: Walk, node: Ask, index: int) -> Line:
    if index < len(node.reasks):
        return walk.voice.label(node.reasks[index])
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
        answers={**walk.now.answers, name: whole},
        steps=(*walk.now.steps[:-1], replace(step, message=given.message)),
    )
    walk.effects.append(Save(step.asked, frame.dialog, frame.node, name, whole))
    return True
