"""The one way in which a conversation changes."""

from typing import assert_never

from bot.engine import helpline, reading, repair
from bot.engine.answering import take, write
from bot.engine.conversation import Conversation, Turn
from bot.engine.draft import Draft
from bot.engine.editing import edit
from bot.engine.effects import Acknowledge, Count, Redraw
from bot.engine.inputs import Cards, Command, Edited, Elapsed, Input, Media, Moment, Press, Start, Text
from bot.engine.keeping import Answer
from bot.engine.pressing import press
from bot.engine.questions import OneContact, OpenText, SeveralContacts
from bot.engine.saying import MEDIA
from bot.engine.script import Ask, Script
from bot.engine.walk import Walk
from bot.engine.world import World


def advance(script: Script, conversation: Conversation, given: Input, world: World) -> Turn:
    """What this input leads to: pure, total and deterministic."""
    walk = Walk(script, conversation, world)
    if isinstance(given, (Moment, Elapsed)):
        return _by_itself(walk, given)
    if walk.now.unheard:
        walk.change(unheard=0)
    if walk.moved and not isinstance(given, (Edited, Command)):
        _show_where(walk, given)
        return walk.turn()
    match given:
        case Start():
            repair.start(walk)
        case Press():
            press(walk, given)
        case Text():
            write(walk, given)
        case Edited():
            return edit(walk, given)
        case Command():
            _command(walk, given.name)
        case Cards():
            _take_cards(walk, given)
        case Media():
            _take_media(walk, given)
        case _:
            assert_never(given)
    return walk.turn()


def begin(script: Script, conversation: Conversation, dialog: str, world: World) -> Turn:
    """What opening this dialog leads to, with nothing said by her."""
    walk = Walk(script, conversation, world)
    walk.open(dialog)
    walk.run()
    return walk.turn()


def _show_where(walk: Walk, given: Start | Press | Text | Cards | Media) -> None:
    """The script changed under her: what she said was about a question that is gone, so she gets the nearest."""
    if isinstance(given, Press):
        walk.acknowledged = Acknowledge(given.query)
        walk.effects.append(Redraw(given.message, given.asked, ()))
    if isinstance(given, Text) and walk.script.distress.heard_in(given.text):
        helpline.name_help(walk)
    if walk.now.rest == "stopped":
        repair.say_still_stopped(walk)
    elif walk.now.frames:
        walk.change(rest="")
        walk.run()
    else:
        repair.begin(walk)


def _command(walk: Walk, name: str) -> None:
    command = walk.script.command(name.casefold())
    if walk.now.rest == "paused" or (command and command.repair):
        walk.change(rest="")
    if command is None:
        walk.say_common("unknown_command")
        _go_on(walk)
    elif command.repair and not _makes_sense(walk, command.repair):
        _go_on(walk)
    elif command.repair:
        repair.REPAIRS[command.repair](walk)
    elif command.dialog:
        repair.open_dialog(walk, command.dialog)
    else:
        repair.start(walk)


def _makes_sense(walk: Walk, name: str) -> bool:
    """Whether this repair fits where she stands: not before the first dialog, nor just after one changed."""
    if walk.is_new:
        return name == "stop"
    return not walk.moved or name in {"cancel", "pause", "restart", "stop"}


def _go_on(walk: Walk) -> None:
    """Puts the open question; one who is new here gets the first dialog."""
    if walk.is_new:
        repair.begin(walk)
    else:
        walk.run()


def _take_media(walk: Walk, given: Media) -> None:
    """Takes a voice message or a photo as the answer where the question allows it; the file stays where it is."""
    node = walk.question
    if node and isinstance(node.question, OpenText) and given.kind in node.question.allow and given.file:
        _take(walk, node, Answer(f"{MEDIA}{given.kind}.{given.file}", message=given.message))
    else:
        _show_media(walk, given.kind)


def _take_cards(walk: Walk, given: Cards) -> None:
    """Takes the names on cards as the answer to who it is about, and nothing else; else shows them for her yes."""
    node = walk.question
    names = tuple(dict.fromkeys(named for one in given.people if (named := reading.nickname(one.nickname))))
    if node and isinstance(node.question, SeveralContacts) and node.question.new and names:
        _take(walk, node, Answer((*walk.now.picked, *names), message=given.message))
    elif node and isinstance(node.question, OneContact) and node.question.new and len(names) == 1:
        _take(walk, node, Answer(names[0], message=given.message))
    elif walk.now.rest == "stopped" or walk.is_new or not walk.script.cards or not names:
        _show_media(walk, "contact")
    else:
        repair.propose(walk, given)


def _take(walk: Walk, node: Ask, answer: Answer) -> None:
    """Takes what she sent instead of words; while she rests, it wakes her coach as words do."""
    if walk.now.rest == "stopped":
        repair.say_still_stopped(walk)
    elif walk.now.rest:
        repair.resume(walk)
    else:
        take(walk, node, answer)


def _by_itself(walk: Walk, given: Moment | Elapsed) -> Turn:
    """What time brings. Where the script changed under her, nothing is said of it until she is there herself."""
    if isinstance(given, Elapsed) and walk.moved:
        return Turn(walk.initial, ())
    if isinstance(given, Elapsed):
        _let_pass(walk, given.asked)
        return walk.turn()
    world = walk.world
    if not walk.moved and _has_come(walk, given.kind) and not walk.now.rest and _speaks(walk, given.kind):
        return walk.turn()
    without = Draft(walk.script, walk.initial, world)
    _has_come(without, given.kind)
    return without.turn()


def _speaks(walk: Walk, kind: str) -> bool:
    """Begins the dialog of this moment; whether it says anything, for if not, all of it is to be dropped."""
    walk.break_in(walk.script.moments[kind], _makes_way(walk, kind))
    walk.change(unheard=walk.now.unheard + (kind not in walk.script.repertoire.planned))
    return walk.spoke


def _makes_way(walk: Walk, kind: str) -> set[str]:
    """What is let go for a moment: what the last one began; for one unplanned, all else opened in passing too.

    What she planned stays, but only on its day: on another she is asked how it went, and not twice.
    """
    script, today = walk.script, walk.world.now.date()
    of_today = {kind for kind in script.repertoire.planned if walk.now.came.get(kind) == today}
    planned = {dialog for one, dialog in script.moments.items() if one in of_today}
    passing = {run[0].dialog for run in walk.now.runs if script.dialogs[run[0].dialog].aside} - planned
    return {script.moments[kind]} if kind in script.repertoire.planned else passing


def _has_come(draft: Draft, kind: str) -> bool:
    """Whether this moment has come, and need not wait. On another day of hers it comes no more."""
    now = draft.world.now
    wait = draft.script.repertoire.waits(kind, draft.now, draft.world)
    draft.change(moments={one: at for one, at in draft.now.moments.items() if one != kind})
    if wait and (kind in draft.script.repertoire.planned or wait.astimezone(now.tzinfo).date() == now.date()):
        draft.put_off(kind, wait)
        return False
    draft.change(came={**draft.now.came, kind: now.date()})
    dialog = draft.script.dialogs.get(draft.script.moments.get(kind, ""))
    if wait and dialog:
        draft.effects.append(Count(dialog.id, dialog.version, dialog.first, "dropped"))
    return wait is None and dialog is not None


def _let_pass(walk: Walk, asked: int) -> None:
    """Goes on without an answer where one was waited for until now."""
    node = walk.question
    correcting = node is not None and bool(walk.now.frames[-1].fixes)
    if node and node.no_reply and asked == walk.now.asked and not walk.now.rest and not correcting:
        walk.answered(node, Answer(None, ended="no_reply"), go=node.no_reply)


def _show_media(walk: Walk, kind: str) -> None:
    if walk.now.rest == "stopped":
        repair.say_still_stopped(walk)
        return
    walk.change(rest="")
    key = f"media_{kind}"
    walk.say_common(key if key in walk.script.common else "media_other")
    _go_on(walk)
