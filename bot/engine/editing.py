"""She changed a message that she had sent before."""

from msgspec.structs import replace

from bot.engine import answering, helpline, reading, repair
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Meet, React, Save, Talk, Unmeet, Withdraw
from bot.engine.inputs import Edited
from bot.engine.keeping import Answer
from bot.engine.questions import Date, OpenText, Time
from bot.engine.script import Ask
from bot.engine.steps import Frame, Step
from bot.engine.walk import Walk

RECEIPT = "👍"
"""The quiet sign that a changed answer was taken."""


def edit(walk: Walk, given: Edited) -> Turn:
    """Takes a changed message as the answer it then was, while no other came after it."""
    steps = walk.initial.steps
    heard = walk.script.distress.heard_in(given.text)
    if walk.unsure and given.message == walk.now.unsure_in and not walk.moved and walk.now.rest != "stopped":
        return _understand_anew(walk, given)
    if not any(step.message == given.message for step in steps):
        return _name_help(walk) if heard else Turn(walk.initial, ())
    changed = None
    if steps[-1].message == given.message and not walk.moved:
        elsewhere = walk.now.frames and walk.now.root.run != steps[-1].frames[0].run
        changed = (_put_in_place if elsewhere else _answer_anew)(walk, steps[-1], given)
    return changed or (_name_help if heard else _too_late)(Walk(walk.script, walk.initial, walk.world))


def _too_late(late: Walk) -> Turn:
    late.say_common("edited_late")
    if not late.now.rest:
        late.run()
    return late.turn()


def _name_help(walk: Walk) -> Turn:
    """Says who can help with what she wrote now; what is kept of it is not what matters first."""
    helpline.name_help(walk)
    repair.offer_resuming(walk)
    if not walk.now.rest:
        walk.run()
    return walk.turn()


def _put_in_place(walk: Walk, step: Step, given: Edited) -> Turn | None:
    """Changes the answer alone: the dialog in which it was given is over, and another is open."""
    node = walk.found(step.frames[-1])
    if not isinstance(node, Ask) or not node.save or isinstance(node.question, Date | Time):
        return None
    value = reading.read(node, given.text, walk.voice)
    if value is None:
        return None
    heard_in = walk.script.distress.heard_in
    new = heard_in(given.text) and not heard_in(str(walk.now.answers.get(node.save, "")))
    walk.amend(step.asked, step.frames[-1].dialog, node, value)
    turn = _name_help(walk) if new else Turn(walk.now, tuple(walk.effects))
    return Turn(turn.conversation, (*turn.effects, React(given.message, RECEIPT)))


def _understand_anew(walk: Walk, given: Edited) -> Turn:
    """Reads back the date or the time that it is now; where it is none any more, the question comes again."""
    walk.change(rest="", unsure="", unsure_in=0)
    node = walk.question
    value = reading.read(node, given.text, walk.voice) if node else None
    if node and isinstance(value, str):
        answering.read_back(walk, node, value, given.message)
    else:
        walk.run()
    return walk.turn()


def _answer_anew(walk: Walk, step: Step, given: Edited) -> Turn | None:
    """Goes back to before the answer and takes it as it is now, which may lead elsewhere."""
    before = walk.now
    due = helpline.is_due(walk, given.text) or (walk.held and walk.script.distress.heard_in(given.text))
    walk.change(frames=before.frames or step.frames, rest="" if before.rest == "paused" else before.rest)
    walk.withdraw(step)
    node = walk.question
    value = reading.read(node, given.text, walk.voice) if node else None
    if node is None or value is None:
        return None
    if isinstance(value, str) and isinstance(node.question, Date | Time):
        return _read_back_anew(walk, node, value, given)
    walk.change(asked=step.asked)
    answer = Answer(value, message=given.message, sent=step.sent, counted=step.counted)
    if due and isinstance(node.question, OpenText) and node.save:
        helpline.hold(walk, node, answer)
    else:
        answering.take(walk, node, answer)
    turn = walk.turn()
    if not before.frames or _places(turn.conversation) != _places(before):
        return turn
    kept = tuple(effect for effect in turn.effects if isinstance(effect, Save | Withdraw | Meet | Unmeet | Talk))
    unchanged = replace(
        turn.conversation,
        asked=before.asked,
        misses=before.misses,
        picked=before.picked,
        rest=before.rest,
        put_at=before.put_at,
    )
    return Turn(unchanged, (*kept, React(given.message, RECEIPT)))


def _places(conversation: Conversation) -> list[Frame]:
    """Where she stands, whatever was noted there."""
    return [replace(frame, noted=None) for frame in conversation.frames]


def _read_back_anew(walk: Walk, node: Ask, value: str, given: Edited) -> Turn | None:
    """Reads back what the answer is now; the same as it was needs no words."""
    if value == walk.initial.answers.get(node.save):
        return Turn(walk.initial, (React(given.message, RECEIPT),))
    if walk.now.rest == "stopped":
        return None
    walk.number()
    answering.read_back(walk, node, value, given.message)
    return walk.turn()
