"""Her words sound like distress: who can help is named, before the talk goes on.

It is said once a dialog, and nothing is written down for that: an answer of hers that sounds so tells that it was
said. Where such words are no answer, as under buttons, it is said each time, instead of asking for a button.
"""

from bot.engine.keeping import Answer
from bot.engine.questions import OneContact, OpenText, SeveralContacts
from bot.engine.script import Ask
from bot.engine.walk import Walk


def is_due(walk: Walk, text: str) -> bool:
    """Whether these words sound like distress, and no answer that she gave in this dialog does."""
    heard_in = walk.script.distress.heard_in
    return heard_in(text) and not any(map(heard_in, _told_before(walk)))


def _told_before(walk: Walk) -> list[str]:
    nodes = (walk.found(step.frames[-1]) for step in walk.initial.run_steps)
    names = {node.save for node in nodes if isinstance(node, Ask)}
    return [str(value) for name, value in walk.initial.answers.items() if name in names]


def name_help(walk: Walk) -> None:
    """Says what the coach is and is not, and who is there day and night."""
    walk.say(*map(walk.voice.label, walk.script.distress.says))


def interrupt(walk: Walk, node: Ask, answer: Answer) -> bool:
    """Names help before these words are an answer; False where they are still to be taken as one.

    An answer in words is kept as any other, and its question stands again. Other questions ask for something else:
    it stands again too, but that a name that she gives twice is a name.
    """
    words = isinstance(node.question, OpenText)
    if isinstance(node.question, OneContact | SeveralContacts) and walk.now.misses:
        return False
    if words and node.save and not walk.now.frames[-1].fixes:
        hold(walk, node, answer)
        return True
    name_help(walk)
    walk.flush()
    if not words:
        walk.change(misses=1)
        walk.put(node)
    return not words


def hold(walk: Walk, node: Ask, answer: Answer) -> None:
    """Keeps her words as the answer, names help, and lets the question stand until she goes on."""
    walk.record(node, answer)
    walk.went_back = True
    name_help(walk)
    walk.flush()
    walk.say(walk.voice.label(walk.script.distress.kept))
    walk.put(node)
