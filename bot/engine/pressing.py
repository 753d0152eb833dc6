"""A button was pressed: of the open question, of a past one, or twice."""

from bot.engine import answering, asking, repair, zones
from bot.engine.asking import View
from bot.engine.effects import Acknowledge, Redraw, Settle
from bot.engine.inputs import Press
from bot.engine.keeping import Answer
from bot.engine.questions import ChooseOne, ChooseSeveral, OneContact, Scale, SeveralContacts, YesNo, Zone
from bot.engine.script import Ask
from bot.engine.values import Line, Value
from bot.engine.walk import Walk


def press(walk: Walk, given: Press) -> None:
    """Answers a press; the button is acknowledged first of all."""
    if walk.now.rest and given.choice == asking.RESUME:
        walk.effects.append(Redraw(given.message, given.asked, ()))
        repair.resume(walk)
    elif walk.now.rest == "stopped":
        repair.say_still_stopped(walk)
    else:
        walk.change(rest="")
        if given.asked == walk.now.beside and walk.question_beside:
            walk.turn_to_beside()
        node = walk.question
        if node is None or given.asked != walk.now.asked or not _press_live(walk, node, given):
            _press_old(walk, given)
    walk.acknowledged = walk.acknowledged or Acknowledge(given.query)


def _press_live(walk: Walk, node: Ask, given: Press) -> bool:
    """Answers the open question with a button of its own; False if it has no such button."""
    choice = given.choice
    if choice.startswith(asking.NO_ANSWER):
        done = _press_on_the_way(walk, node, given)
        if done is not None:
            return done
    if isinstance(node.question, (ChooseSeveral, SeveralContacts)):
        return _press_several(walk, node, given)
    value = _pressed(walk, node, choice)
    if value is None:
        return False
    _settle(walk, given, _label(walk, node, choice))
    answering.take(walk, node, Answer(value, chosen=choice))
    return True


def _press_on_the_way(walk: Walk, node: Ask, given: Press) -> bool | None:
    """Does what a button means that stands with others under a question; None where it is one of the answers."""
    choice = given.choice
    if choice in {asking.BACK, asking.KEEP, asking.LEAVE} or choice.startswith(asking.FIX):
        return _press_repair(walk, given)
    if choice == asking.SKIP and node.optional:
        _settle(walk, given, walk.voice.common("skip"))
        repair.skip(walk)
        return True
    if choice == asking.RESUME and walk.held:
        _settle(walk, given, walk.voice.common("resume"))
        walk.go_on(node)
        return True
    if choice.startswith(asking.PAGE) and isinstance(node.question, (OneContact, SeveralContacts)):
        return _turn_page(walk, node, given)
    if choice == asking.OTHER or choice.startswith(asking.SURE):
        return _press_certainty(walk, node, given)
    return None


def _press_repair(walk: Walk, given: Press) -> bool:
    """Does a repair; the question that follows gets a number of its own, so that a second tap is known as one."""
    if given.choice == asking.LEAVE and not walk.resting:
        return False
    walk.effects.append(Redraw(given.message, given.asked, ()))
    walk.change(asked=walk.now.asked + 1)
    if given.choice == asking.BACK:
        repair.back(walk)
    elif given.choice == asking.LEAVE:
        repair.leave_for_what_rests(walk)
    else:
        repair.take_up(walk, given.choice)
    return True


def _pressed(walk: Walk, node: Ask, choice: str) -> Value | None:
    """The answer that a button stands for."""
    match node.question:
        case ChooseOne(choices):
            pressed = tuple(one for one in choices if one.id == choice)
            return choice if asking.offered(pressed, walk.voice) else None
        case Scale(low, high):
            return next((score for score in range(low, high + 1) if str(score) == choice), None)
        case YesNo():
            return {asking.YES: True, asking.NO: False}.get(choice)
        case Zone(choices):
            return next((zones.named(one.id) for one in choices if one.id == choice), None)
        case OneContact() as people:
            offered = asking.people_for(people, walk.voice)
            return next((one for one in offered if choice == asking.PICK + one), None)
        case _:
            return None


def _turn_page(walk: Walk, node: Ask, given: Press) -> bool:
    """Shows another page of people under the question."""
    page = given.choice.removeprefix(asking.PAGE)
    if not page.isdecimal() or len(page) > 3:  # noqa: PLR2004  # no network has a page of four digits
        return False
    walk.change(page=int(page))
    _redraw(walk, node, given)
    return True


def _redraw(walk: Walk, node: Ask, given: Press) -> None:
    """Shows the question's buttons as they are now; one that stood under another gets a number of its own."""
    if walk.now.asked < walk.initial.asked:
        walk.change(asked=walk.initial.asked + 1)
    walk.effects.append(Redraw(given.message, walk.now.asked, walk.keyboard(node)))


def _press_certainty(walk: Walk, node: Ask, given: Press) -> bool:
    """Yes or something else, to an answer that was read back."""
    unsure = walk.unsure
    if unsure and given.choice == asking.SURE + unsure:
        _settle(walk, given, walk.voice.common("yes"))
        answering.take(walk, node, Answer(unsure, chosen=given.choice, message=walk.now.unsure_in))
        return True
    if unsure and given.choice == asking.OTHER:
        walk.change(unsure="", unsure_in=0)
        _settle(walk, given, walk.voice.common("other"))
        walk.put(node)
        return True
    return False


def _press_several(walk: Walk, node: Ask, given: Press) -> bool:
    offered = dict(asking.several(node, walk.voice))
    ids = list(offered)
    picked = tuple(one for one in ids if one in walk.now.picked)
    if given.choice == asking.DONE and picked:
        labels = tuple(offered[one] for one in picked)
        _settle(walk, given, Line("{answer}", {"answer": labels}))
        answering.take(walk, node, Answer(picked, chosen=given.choice))
        return True
    choice = given.choice.removeprefix(asking.PICK)
    if given.choice == asking.DONE:
        walk.acknowledged = Acknowledge(given.query, walk.voice.common("reask_choices", 1))
        if walk.now.asked < walk.initial.asked:
            _redraw(walk, node, given)
        return True
    if not given.choice.startswith(asking.PICK) or choice not in ids:
        return False
    walk.change(picked=tuple(sorted({*walk.now.picked} ^ {choice})))
    _redraw(walk, node, given)
    return True


def _label(walk: Walk, node: Ask, choice: str) -> Line:
    if isinstance(node.question, ChooseOne):
        return walk.voice.label(next(one.label for one in node.question.choices if one.id == choice))
    if isinstance(node.question, OneContact):
        return asking.on_buttons([choice.removeprefix(asking.PICK)], walk.voice)[0][1]
    rows = asking.answers(node, walk.voice, View())
    return next(button.label for row in rows for button in row if button.choice == choice)


def _settle(walk: Walk, given: Press, answer: Line) -> None:
    walk.effects.append(Settle(given.message, given.shown, walk.voice.common("chosen", answer=answer)))


def _press_old(walk: Walk, given: Press) -> None:
    """A button of a question that is past: says so, and shows the open one, unless it was only pressed twice."""
    step = walk.now.steps[-1] if walk.now.steps else None
    just_answered = step is not None and step.asked == given.asked
    if (just_answered and step and step.chosen == given.choice) or _did_repair(walk, given):
        return
    key = "old_button" if walk.question else "old_button_idle"
    walk.acknowledged = Acknowledge(given.query, walk.voice.common(key))
    if given.asked != walk.now.asked:
        walk.effects.append(Redraw(given.message, given.asked, ()))
    if walk.question and not just_answered:
        walk.put(walk.question)


def _did_repair(walk: Walk, given: Press) -> bool:
    """Whether this press is the second tap on a button that led to the open question."""
    if given.choice == asking.RESUME and given.asked == walk.now.asked:
        return True
    repairs = {asking.BACK, asking.KEEP, asking.LEAVE, asking.RESUME}
    turned = given.choice in repairs or given.choice.startswith(asking.FIX)
    return turned and walk.now.asked - 2 <= given.asked < walk.now.asked
