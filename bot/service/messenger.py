"""The one way out, and what can come of it."""

from typing import Protocol

from msgspec import Struct

from bot.render.calls import Call
from bot.service.retry import Failure


class Delivered(Struct, frozen=True):
    """The messenger accepted it; ``message`` is the id of a new message (0 where none was made).

    ``file`` is its own id of the picture or the document in it.
    """

    message: int = 0
    file: str = ""


class Messenger(Protocol):
    """The one way out. It raises nothing for what the world does: that is a ``Failure``."""

    async def call(self, chat: int, call: Call) -> Delivered | Failure:
        """Makes one call to one chat."""
