"""She changed a message that she had sent before."""

from dataclasses import replace

from bot.engine import answering, reading
from bot.engine.conversation import Step, Turn
from bot.engine.effects import React, Save, Withdraw
from bot.engine.inputs import Edited
from bot.engine.walk import Answer, Walk

RECEIPT = "👍"
"""The quiet sign that a changed answer was taken."""


def edit(walk: Walk, given: Edited) -> Turn:
    """Takes a changed message as the answer it then was, while no other came after it."""
    before = walk.now
    steps = before.steps
    if not any(step.message == given.message for step in steps):
        return walk.turn()
    step = steps[-1]
    changed = _answer_anew(walk, step, given) if step.message == given.message else None
    if changed is not None:
        return changed
    late = Walk(walk.script, before, walk.world)
    late.say_common("edited_late")
    late.run()
    return late.turn()


def _answer_anew(walk: Walk, step: Step, given: Edited) -> Turn | None:
    before = walk.now
    walk.change(frames=before.frames or step.frames)
    walk.withdraw(step)
    node = walk.question
    value = reading.read(node, given.text, walk.voice) if node else None
    if node is None or value is None:
        return None
    walk.change(asked=step.asked)
    answering.take(walk, node, Answer(value, message=given.message, sent=step.sent))
    turn = walk.turn()
    if not before.frames or turn.conversation.frames != before.frames:
        return turn
    kept = tuple(effect for effect in turn.effects if isinstance(effect, Save | Withdraw))
    unchanged = replace(turn.conversation, asked=before.asked, misses=before.misses, picked=before.picked)
    return Turn(unchanged, (*kept, React(given.message, RECEIPT)))
