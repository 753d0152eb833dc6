"""What was written down a moment ago in this process, so that sending it needn't open and read it back.

The row in the outbox stays the truth: it says what leaves, when and whether. Only what its sealed bytes hold is
known here beforehand, by those very bytes, which no other row can have.
"""

from bot.engine.effects import Outgoing

_MOST = 2000
"""Effects in a generation. There are two; where nobody takes them (another process sends), the older goes."""


class Fresh:
    """The effects of the last turns. Turns put them in from their thread, the sender takes them in its own."""

    def __init__(self) -> None:
        self._newer: dict[tuple[str, bytes], Outgoing] = {}
        self._older: dict[tuple[str, bytes], Outgoing] = {}

    def put(self, key: str, sealed: bytes, effect: Outgoing) -> None:
        """Knows that a delivery of this key that is sealed so holds this effect."""
        if len(self._newer) >= _MOST:
            self._older, self._newer = self._newer, {}
        self._newer[key, sealed] = effect

    def take(self, key: str, sealed: bytes) -> Outgoing | None:
        """What this delivery holds, if that is still known; it is not known afterwards."""
        return self._newer.pop((key, sealed), None) or self._older.pop((key, sealed), None)
