"""Where somebody would stand if this script took the place of the one she is in."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from bot.engine.conversation import Conversation
from bot.engine.script import END, Script
from bot.engine.stack import Stack
from bot.engine.steps import Frame
from bot.engine.world import World

Fate: TypeAlias = Literal["stays", "moves", "stranded"]
"""She can go on where she is, she goes where the author leads, or nobody said where she goes."""


class Footing(Struct, frozen=True):
    """One dialog under way, and what becomes of it: ``to`` is its dialog and node, nothing where it is over."""

    frame: Frame
    to: tuple[str, str] | None
    fate: Fate


def footings(script: Script, conversation: Conversation, world: World) -> Iterator[Footing]:
    """What becomes of each dialog under way, as the engine itself would have it."""
    for run in conversation.runs:
        for depth, frame in enumerate(run, 1):
            if not frame.fixes:
                upto = replace(conversation, frames=run[:depth])
                yield _footing(script, upto, world, waits=depth < len(run))


def _footing(script: Script, conversation: Conversation, world: World, *, waits: bool) -> Footing:
    """That of the dialog on top, which may wait for one that it called."""
    frame = conversation.frames[-1]
    stack = Stack(script, conversation, world)
    dialog = script.dialogs.get(frame.dialog)
    top = stack.now.frames[-1] if stack.now.frames else None
    if dialog and (
        stack.found(frame) if waits else top and (top.node, top.version) == (frame.node, frame.version)
    ):
        return Footing(frame, (dialog.id, dialog.same(frame.node)), "stays")
    to = (top.dialog, top.node) if top else None
    led = (dialog.id, dialog.present(frame.node)) if dialog else None
    fate: Fate = "moves" if led and to == led else "stranded"
    return Footing(frame, None if to and to[1] == END else to, fate)
