"""She changed a message that she had sent before."""

from dataclasses import replace

from bot.engine import answering, reading
from bot.engine.conversation import Step, Turn
from bot.engine.effects import React, Save, Withdraw
from bot.engine.inputs import Edited
from bot.engine.script import Ask
from bot.engine.walk import Answer, Walk

RECEIPT = "👍"
"""The quiet sign that a changed answer was taken."""


def edit(walk: Walk, given: Edited) -> Turn:
    """Takes a changed message as the answer it then was, while no other came after it."""
    steps = walk.initial.steps
    if not any(step.message == given.message for step in steps):
        return Turn(walk.initial, ())
    changed = None
    if steps[-1].message == given.message and not walk.moved:
        elsewhere = walk.now.frames and walk.now.root.run != steps[-1].frames[0].run
        changed = (_put_in_place if elsewhere else _answer_anew)(walk, steps[-1], given)
    return changed or _too_late(walk)


def _too_late(walk: Walk) -> Turn:
    late = Walk(walk.script, walk.initial, walk.world)
    late.say_common("edited_late")
    if not late.now.rest:
        late.run()
    return late.turn()


def _put_in_place(walk: Walk, step: Step, given: Edited) -> Turn | None:
    """Changes the answer alone: the dialog in which it was given is over, and another is open."""
    frame = step.frames[-1]
    dialog = walk.script.dialogs.get(frame.dialog)
    node = dialog.nodes.get(frame.node) if dialog else None
    value = reading.read(node, given.text, walk.voice) if isinstance(node, Ask) and node.save else None
    if not isinstance(node, Ask) or value is None:
        return None
    walk.remember(node.save, value)
    save = Save(step.asked, frame.dialog, node.id, node.save, value)
    return Turn(walk.now, (save, React(given.message, RECEIPT)))


def _answer_anew(walk: Walk, step: Step, given: Edited) -> Turn | None:
    """Goes back to before the answer and takes it as it is now, which may lead elsewhere."""
    before = walk.now
    walk.change(frames=before.frames or step.frames, rest="" if before.rest == "paused" else before.rest)
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
    unchanged = replace(
        turn.conversation, asked=before.asked, misses=before.misses, picked=before.picked, rest=before.rest
    )
    return Turn(unchanged, (*kept, React(given.message, RECEIPT)))
