"""Going back, skipping, correcting, resting: the same in every dialog, and written once."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from bot.engine import asking
from bot.engine.conversation import Rest
from bot.engine.effects import Button
from bot.engine.inputs import Cards
from bot.engine.keeping import Answer
from bot.engine.naming import MORE
from bot.engine.questions import OpenText
from bot.engine.script import Ask
from bot.engine.steps import Frame, Step
from bot.engine.values import Line, Value
from bot.engine.walk import Walk

LABEL = 40
"""Characters of an earlier answer that fit on its button."""


def begin(walk: Walk) -> None:
    """Opens what a person gets while nothing is open: the first dialog, until she has finished it, then home."""
    script = walk.script
    walk.open(script.home if walk.voice.done(script.first) else script.first)
    walk.run()


def start(walk: Walk) -> None:
    """Welcomes her, for the first time or again."""
    if walk.question:
        resume(walk)
    else:
        walk.change(rest="")
        begin(walk)


def open_dialog(walk: Walk, dialog: str) -> None:
    """Opens a dialog that she asked for; what keeps her words comes after the first, in which she agrees."""
    wanted = walk.script.dialogs[dialog]
    asks = any(isinstance(node, Ask) for node in wanted.nodes.values())
    if asks or walk.now.rest == "paused":
        walk.change(rest="")
    if (wanted.keeps or dialog == walk.script.home) and not walk.voice.done(walk.script.first):
        if dialog != walk.script.first:
            walk.say_common("first_meet")
        dialog = walk.script.first
    walk.open(dialog)
    walk.run()


def propose(walk: Walk, given: Cards) -> None:
    """Shows the people whom she shared, for her yes: nobody comes into her network unasked."""
    walk.change(rest="")
    for person in given.people:
        walk.add(replace(person, admitted=False, added=walk.world.now.date().isoformat()))
    walk.remember(MORE, given.more or None)
    walk.open(walk.script.cards)
    walk.run()


def back(walk: Walk) -> None:
    """Goes back to the question before; position, answers and counts go back too."""
    if leave_correction(walk):
        return
    steps = walk.now.run_steps
    if not steps:
        _say_and_ask_again(walk, "cannot_back" if walk.question else "nothing_open")
        return
    if walk.now.frames[-1] != steps[-1].frames[-1]:
        walk.tally(walk.now.frames[-1], "went_back")
    walk.withdraw(steps[-1])
    walk.went_back = True
    _say_and_ask_again(walk, "went_back")


def open_help(walk: Walk) -> None:
    """Opens what the command for help opens."""
    command = walk.script.command("help")
    open_dialog(walk, command.dialog if command and command.dialog else walk.script.home)


def skip(walk: Walk) -> None:
    """Leaves the open question for what it is."""
    node = walk.question
    if node is None:
        walk.say_common("nothing_open")
    elif walk.held:
        walk.go_on(node)
    elif not leave_correction(walk):
        if node.optional:
            walk.answered(node, Answer(None, chosen=asking.SKIP), node.skip)
            if not walk.spoke:
                walk.say_common("give_up")
        else:
            _say_and_ask_again(walk, "cannot_skip")


def repeat(walk: Walk) -> None:
    """Puts the open question once more."""
    if walk.question:
        walk.change(rest="")
        walk.put(walk.question)
    else:
        walk.say_common("nothing_open")


def correct(walk: Walk) -> None:
    """Offers the answers given in this dialog, to take one up again."""
    steps = [step for step in walk.now.run_steps if _saved(walk, step)]
    if walk.question is None or not steps:
        _say_and_ask_again(walk, "correct_none")
        return
    walk.say_common("correct_which")
    rows = [(Button(_excerpt(walk, step), f"{asking.FIX}{step.asked}"),) for step in steps]
    keep = Button(walk.voice.common("keep"), asking.KEEP)
    walk.flush(walk.now.asked, (*rows, (keep,)))


def take_up(walk: Walk, choice: str) -> None:
    """Puts the question of an earlier answer anew, on top of the open one, if this button still means one."""
    saved = (step for step in walk.now.run_steps if _saved(walk, step))
    step = next((step for step in saved if f"{asking.FIX}{step.asked}" == choice), None)
    if step is not None:
        frame = step.frames[-1]
        below = walk.now.frames[:-1] if walk.now.frames[-1].fixes else walk.now.frames
        walk.change(frames=(*below, Frame(frame.dialog, frame.node, frame.version, fixes=step.asked)))
    walk.run()


def give_up(walk: Walk, node: Ask) -> None:
    """Leaves a question that did not work out, for where its author leads, else for the next one."""
    if not leave_correction(walk):
        walk.answered(node, Answer(None, ended="gave_up"), node.give_up or node.skip)


def mend(walk: Walk, node: Ask, value: Value) -> None:
    """Replaces an earlier answer by this one, and goes back to the open question."""
    frame = walk.now.frames[-1]
    walk.amend(frame.fixes, frame.dialog, node, value)
    walk.change(frames=walk.now.frames[:-1])
    _say_and_ask_again(walk, "corrected")


def pause(walk: Walk) -> None:
    """Rests until she comes back."""
    _rest(walk, "paused")


def stop(walk: Walk) -> None:
    """Rests until she says that she wants to go on, and sends nothing by itself until then."""
    _rest(walk, "stopped")


def resume(walk: Walk) -> None:
    """Takes up where she was; from a question that stands with its answer, on."""
    held = walk.held and not walk.now.rest
    walk.change(rest="")
    if walk.question and held:
        walk.go_on(walk.question)
    elif walk.question:
        _say_and_ask_again(walk, "resumed")
    else:
        begin(walk)


def restart(walk: Walk) -> None:
    """Begins the dialog on top anew; earlier answers stay in their series."""
    if not walk.now.frames:
        walk.say_common("nothing_open")
        return
    dialog = walk.now.root.dialog
    walk.say_common("restarted", title=walk.voice.label(walk.script.title(dialog)))
    walk.bring_back(all_of_them=True)
    walk.now = walk.now.without_run()
    walk.enter(dialog)
    walk.run()


def cancel(walk: Walk) -> None:
    """Leaves the dialog on top; what she answered the time before counts again where this time has no answer."""
    if not walk.now.frames:
        walk.say_common("nothing_open")
        return
    dialog = walk.script.dialogs[walk.now.root.dialog]
    walk.say_common("cancelled", title=walk.voice.label(walk.script.title(dialog.id)))
    walk.bring_back(all_of_them=False)
    walk.now = walk.now.without_run()
    if walk.now.frames and not dialog.aside:
        walk.say_back_to()
    walk.run()


def leave_for_what_rests(walk: Walk) -> None:
    """Goes back to the talk that the coach broke in on, and lets what it came with be."""
    while walk.script.dialogs[walk.now.root.dialog].aside:
        walk.now = walk.now.without_run()
    walk.say_back_to()
    walk.run()


REPAIRS: Mapping[str, Callable[[Walk], None]] = {
    "back": back,
    "cancel": cancel,
    "correct": correct,
    "pause": pause,
    "repeat": repeat,
    "restart": restart,
    "resume": resume,
    "skip": skip,
    "stop": stop,
}
"""Every repair, by the name under which commands and vocabulary know it."""


def say_still_stopped(walk: Walk) -> None:
    """Says that she asked for silence, with the way back."""
    walk.say_common("still_stopped")
    offer_resuming(walk)


def _rest(walk: Walk, rest: Rest) -> None:
    walk.change(rest=rest)
    walk.say_common(rest)
    offer_resuming(walk)


def offer_resuming(walk: Walk) -> None:
    """Sends what was said, while she rests with the button to go on."""
    resume = Button(walk.voice.common("resume"), asking.RESUME)
    walk.flush(walk.now.asked, ((resume,),) if walk.now.rest else ())


def _say_and_ask_again(walk: Walk, key: str) -> None:
    walk.change(rest="" if walk.now.rest == "paused" else walk.now.rest)
    walk.say_common(key)
    walk.run()


def leave_correction(walk: Walk) -> bool:
    """Lets a correction under way be; False if there is none."""
    correcting = bool(walk.now.frames) and bool(walk.now.frames[-1].fixes)
    if correcting:
        walk.change(frames=walk.now.frames[:-1])
        walk.run()
    return correcting


def _saved(walk: Walk, step: Step) -> Ask | None:
    """The question of this step, if it kept an answer that still stands; a required one decides too much."""
    node = walk.found(step.frames[-1])
    return node if isinstance(node, Ask) and node.optional and node.save in walk.now.answers else None


def _excerpt(walk: Walk, step: Step) -> Line:
    node = _saved(walk, step)
    value = walk.now.answers[node.save] if node else ""
    if node and isinstance(node.question, OpenText):
        words = " ".join(str(value).split())
        return Line("{answer}", {"answer": words if len(words) <= LABEL else words[: LABEL - 1] + "…"})
    return Line("{answer}", {"answer": walk.voice.shown(node.save if node else "", value)})
