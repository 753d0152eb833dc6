"""The one way in which a conversation changes."""

from typing import assert_never

from bot.engine import repair
from bot.engine.answering import write
from bot.engine.conversation import Conversation, Turn
from bot.engine.editing import edit
from bot.engine.inputs import Command, Contact, Edited, Input, Media, Press, Start, Text
from bot.engine.pressing import press
from bot.engine.script import Script
from bot.engine.walk import Walk
from bot.engine.world import World


def advance(script: Script, conversation: Conversation, given: Input, world: World) -> Turn:
    """What this input leads to: pure, total and deterministic."""
    walk = Walk(script, conversation, world)
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
        case Contact():
            _show_media(walk, "contact")
        case Media(kind):
            _show_media(walk, kind)
        case _:
            assert_never(given)
    return walk.turn()


def begin(script: Script, conversation: Conversation, dialog: str, world: World) -> Turn:
    """What opening this dialog leads to, with nothing said by her."""
    walk = Walk(script, conversation, world)
    walk.open(dialog)
    walk.run()
    return walk.turn()


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
