"""What stands where the turns stand in the tests of this room: it remembers what it was handed."""

from collections.abc import Sequence

from bot.service.turn import Given, Outcome, Received
from bot.service.turns import NotTaken, Turns


class Remembering(Turns):
    """Takes everything, or nothing while it is ``away``."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.given: dict[str, Given] = {}
        self.aside: list[tuple[str, int, bytes, str]] = []
        self.away = 0

    async def take(self, received: Sequence[Received]) -> list[Outcome]:
        if self.away:
            self.away -= 1
            raise NotTaken("the disk is full")
        self.given |= {each.cause: each.given for each in received}
        self.batches.append([each.cause for each in received])
        return [Outcome(each.cause, "taken") for each in received]

    async def lay_aside(self, cause: str, chat: int, payload: bytes, error: BaseException) -> None:
        self.aside.append((cause, chat, payload, str(error)))
