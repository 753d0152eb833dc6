"""The one way in which a conversation changes."""

from bot.engine.conversation import Conversation, Turn
from bot.engine.inputs import Input
from bot.engine.script import Script
from bot.engine.world import World


def advance(script: Script, conversation: Conversation, given: Input, world: World) -> Turn:
    """What this input leads to."""
    raise NotImplementedError
