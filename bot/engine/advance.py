"""The one way in which a conversation changes."""

from dataclasses import replace
from typing import assert_never

from bot.engine import asking, reading, repair
from bot.engine.conversation import Conversation, Step, Turn
from bot.engine.effects import Acknowledge, React, Redraw, Save, Settle, Withdraw
from bot.engine.inputs import Command, Contact, Edited, Input, Media, Press, Start, Text
from bot.engine.script import Ask, ChooseOne, ChooseSeveral, OpenText, Scale, Script, YesNo
from bot.engine.values import Line, Value
from bot.engine.walk import Walk
from bot.engine.world import World

FULL = 3900
"""Characters from which a message may be the first part of a longer one: apps split at 4096."""
AT_ONCE = 2
"""Seconds within which the parts of one long message arrive."""
RECEIPT = "👍"
"""The quiet sign that a changed answer was taken."""


def advance(script: Script, conversation: Conversation, given: Input, world: World) -> Turn:
    """What this input leads to: pure, total and deterministic."""
    walk = Walk(script, conversation, world)
    match given:
        case Start():
            repair.start(walk)
        case Press():
            _press(walk, given)
        case Text():
            _write(walk, given)
        case Edited():
            return _edit(walk, given)
        case Command():
            _command(walk, given.name)
        case Contact():
            _show_media(walk, "contact")
        case Media(kind):
            _show_media(walk, kind)
        case _:
            assert_never(given)
    return walk.turn()


def _press(walk: Walk, given: Press) -> None:
    node = walk.question
    if given.choice == asking.RESUME:
        walk.effects.append(Redraw(given.message, given.asked, ()))
        repair.resume(walk)
    elif node is None or given.asked != walk.now.asked or not _press_live(walk, node, given):
        _press_old(walk, given)
        return
    walk.effects.append(Acknowledge(given.query))


def _press_live(walk: Walk, node: Ask, given: Press) -> bool:
    """Answers the open question with a button of its own; False if it has no such button."""
    choice = given.choice
    if choice == asking.BACK or choice == asking.KEEP:
        walk.effects.append(Redraw(given.message, given.asked, ()))
        repair.back(walk) if choice == asking.BACK else walk.run()
        return True
    if choice.startswith(asking.FIX):
        walk.effects.append(Redraw(given.message, given.asked, ()))
        number = choice.removeprefix(asking.FIX)
        return number.isdecimal() and repair.take_up(walk, int(number))
    if choice == asking.SKIP and node.optional:
        _settle(walk, given, walk.voice.common("skip"))
        repair.skip(walk)
        return True
    if isinstance(node.question, ChooseSeveral):
        return _press_several(walk, node, node.question, given)
    value = _pressed(walk, node, choice)
    if value is None:
        return False
    _settle(walk, given, _label(walk, node, choice))
    _take(walk, node, value, chosen=choice)
    return True


def _pressed(walk: Walk, node: Ask, choice: str) -> Value | None:
    """The answer that a button stands for."""
    match node.question:
        case ChooseOne(choices):
            return next((one.id for one in asking.offered(choices, walk.voice) if one.id == choice), None)
        case Scale(low, high):
            return int(choice) if choice.isdecimal() and low <= int(choice) <= high else None
        case YesNo():
            return {asking.YES: True, asking.NO: False}.get(choice)
        case _:
            return None


def _press_several(walk: Walk, node: Ask, question: ChooseSeveral, given: Press) -> bool:
    ids = [one.id for one in asking.offered(question.choices, walk.voice)]
    if given.choice == asking.DONE and walk.now.picked:
        labels = tuple(walk.voice.label(one.label) for one in question.choices if one.id in walk.now.picked)
        _settle(walk, given, Line("{answer}", {"answer": labels}))
        _take(walk, node, tuple(one for one in ids if one in walk.now.picked), chosen=given.choice)
        return True
    choice = given.choice.removeprefix(asking.PICK)
    if not given.choice.startswith(asking.PICK) or choice not in ids:
        return given.choice == asking.DONE
    walk.change(picked=tuple(sorted({*walk.now.picked} ^ {choice})))
    walk.effects.append(Redraw(given.message, given.asked, walk.keyboard(node)))
    return True


def _label(walk: Walk, node: Ask, choice: str) -> Line:
    rows = asking.keyboard(node, walk.voice, (), can_go_back=False)
    return next(button.label for row in rows for button in row if button.choice == choice)


def _settle(walk: Walk, given: Press, answer: Line) -> None:
    walk.effects.append(Settle(given.message, given.shown, walk.voice.common("chosen", answer=answer)))


def _press_old(walk: Walk, given: Press) -> None:
    """A button of a question that is past: says so, and shows the open one, unless it was only pressed twice."""
    step = walk.now.steps[-1] if walk.now.steps else None
    just_answered = step is not None and step.asked == given.asked
    if (just_answered and step and step.chosen == given.choice) or (
        given.choice == asking.BACK and given.asked == walk.now.asked - 1
    ):
        walk.effects.append(Acknowledge(given.query))
        return
    key = "old_button" if walk.question else "old_button_idle"
    walk.effects.append(Acknowledge(given.query, walk.voice.common(key)))
    if given.asked != walk.now.asked:
        walk.effects.append(Redraw(given.message, given.asked, ()))
    if walk.question and not just_answered:
        walk.put(walk.question)


def _write(walk: Walk, given: Text) -> None:
    if _goes_on(walk, given):
        return
    node = walk.question
    spoken = reading.word(given.text, walk.script.vocabulary)
    if walk.now.rest == "stopped" and spoken != "resume":
        repair.say_still_stopped(walk)
    elif walk.now.rest or spoken == "resume":
        repair.resume(walk)
    elif node is None:
        if walk.voice.done(walk.script.first):
            walk.say_common("idle")
        repair.begin(walk)
    else:
        _answer(walk, node, given, spoken)


def _answer(walk: Walk, node: Ask, given: Text, spoken: str) -> None:
    """Takes words as the answer, or as one of the words that steer a talk."""
    open_text = isinstance(node.question, OpenText)
    value = None if open_text and spoken in _STEERING else reading.read(node, given.text, walk.voice)
    if value is not None:
        _take(walk, node, value, message=given.message, sent=given.sent)
    elif spoken in repair.REPAIRS:
        repair.REPAIRS[spoken](walk)
    elif spoken == "help":
        _command(walk, spoken)
    elif spoken == "greet":
        walk.say_common("greeting")
        walk.put(node)
    elif spoken == "dont_know" and node.optional:
        repair.skip(walk)
    else:
        _ask_differently(walk, node)


_STEERING = {*repair.REPAIRS, "help", "greet", "dont_know"}


def _take(walk: Walk, node: Ask, value: Value, *, chosen: str = "", message: int = 0, sent: int = 0) -> None:
    if walk.now.frames[-1].fixes:
        repair.mend(walk, node, value)
    else:
        walk.answered(node, value, chosen=chosen, message=message, sent=sent)


def _ask_differently(walk: Walk, node: Ask) -> None:
    """Asks in other words, twice; then leaves the question, or lets it stand if it can't be left."""
    misses = walk.now.misses + 1
    walk.change(misses=misses)
    if misses <= 2:
        walk.say(_reask(walk, node, misses - 1))
        walk.flush(walk.now.asked, walk.keyboard(node))
    elif node.give_up:
        walk.go(node.give_up)
        walk.run()
    elif node.optional:
        walk.say_common("give_up")
        repair.skip(walk)
    else:
        walk.change(misses=0)
        walk.say_common("stands")
        walk.put(node)


_REASKS = {
    "ChooseOne": "reask_choice",
    "ChooseSeveral": "reask_choices",
    "Number": "reask_number",
    "OpenText": "reask_text",
    "Scale": "reask_scale",
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
    whole = first + ("" if len(first) % 4096 == 0 else " ") + given.text
    frame = step.frames[-1]
    walk.change(
        answers={**walk.now.answers, name: whole},
        steps=(*walk.now.steps[:-1], replace(step, message=given.message)),
    )
    walk.effects.append(Save(step.asked, frame.dialog, frame.node, name, whole))
    return True


def _edit(walk: Walk, given: Edited) -> Turn:
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
    _take(walk, node, value, message=given.message, sent=step.sent)
    turn = walk.turn()
    if not before.frames or turn.conversation.frames != before.frames:
        return turn
    kept = tuple(effect for effect in turn.effects if isinstance(effect, Save | Withdraw))
    unchanged = replace(turn.conversation, asked=before.asked, misses=before.misses, picked=before.picked)
    return Turn(unchanged, (*kept, React(given.message, RECEIPT)))


def _command(walk: Walk, name: str) -> None:
    command = walk.script.command(name.casefold())
    if walk.now.rest == "paused":
        walk.change(rest="")
    if command is None:
        walk.say_common("unknown_command")
        walk.run()
    elif command.repair:
        repair.REPAIRS[command.repair](walk)
    elif command.dialog:
        repair.open_dialog(walk, command.dialog)
    else:
        repair.start(walk)


def _show_media(walk: Walk, kind: str) -> None:
    if walk.now.rest == "stopped":
        repair.say_still_stopped(walk)
        return
    walk.change(rest="")
    key = f"media_{kind}"
    walk.say_common(key if key in walk.script.common else "media_other")
    if walk.question or walk.voice.done(walk.script.first):
        walk.run()
    else:
        repair.begin(walk)
