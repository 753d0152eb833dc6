"""The simulated moment: a given clock, and how far the page has moved it ahead."""

from collections.abc import Callable

from msgspec import Struct


class Clock(Struct):
    """A given clock that can be moved ahead, and back to real time."""

    real: Callable[[], float]
    offset: float = 0.0

    def now(self) -> float:
        """Answer the simulated moment in unix seconds."""
        return self.real() + self.offset

    def date(self) -> int:
        """Answer the simulated moment as Telegram writes it: whole seconds."""
        return int(self.now())

    def move(self, seconds: float) -> None:
        """Go ahead; time does not go back."""
        self.offset += max(0.0, seconds)

    def return_to_real(self) -> None:
        """Let the simulated moment be the real one again."""
        self.offset = 0.0
