"""What names hold for one person: what she told, and what is known of the world without being told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from bot.engine.repertoire import Told
from bot.engine.values import Value
from bot.engine.world import World

COUNTS: Final = frozenset({"antwoorden", "gesprekken"})
"""What is counted for her from the first moment on: questions answered, dialogs finished."""
_GIVEN: Final[Mapping[str, Callable[[World], Value | None]]] = {
    "vandaag": lambda world: world.now.date().isoformat(),
    "nu": lambda world: f"{world.now:%H:%M}",
    "weekdag": lambda world: world.now.isoweekday(),
    "voornaam": lambda world: world.first_name or None,
    **dict.fromkeys(COUNTS, lambda _world: 0),
}
NONE: Final[Mapping[str, Value | None]] = {}
"""What names hold for the moment where nothing is in hand."""


class Memory(Mapping[str, Value]):
    """Her named answers, seen through to as they change; what the world gives is worked out when it is asked.

    ``told`` is what the coach knows of her by itself, ``hands`` what some names hold for the moment instead (None:
    nothing): laid over her answers, as those can be hundreds, and a network has many to ask of.
    """

    __slots__ = ("_hers", "answers", "hands", "told", "world")

    def __init__(
        self,
        answers: Mapping[str, Value],
        world: World,
        told: Mapping[str, Told],
        hands: Mapping[str, Value | None] = NONE,
        hers: World | None = None,
    ) -> None:
        self.answers, self.world, self.told, self.hands, self._hers = answers, world, told, hands, hers

    @property
    def hers(self) -> World:
        """The world with what she told of herself in it; one for all that are asked of, a network has many."""
        if self._hers is None:
            self._hers = self.world.with_answers(self.answers)
        return self._hers

    def holding(self, hands: Mapping[str, Value | None]) -> "Memory":
        """The same, with these names holding this for the moment."""
        return Memory(self.answers, self.world, self.told, {**self.hands, **hands}, self.hers)

    def __getitem__(self, name: str) -> Value:
        value = self._held(name)
        if value is None:
            raise KeyError(name)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """What this name holds; what ``Mapping`` does for it, without an exception for each unknown name."""
        value = self._held(name)
        return default if value is None else value

    def __contains__(self, name: object) -> bool:
        return self._held(str(name)) is not None

    def _held(self, name: str) -> Value | None:
        if name in self.hands:
            return self.hands[name]
        value = self.answers.get(name)
        if value is not None:
            return value
        if name in _GIVEN:
            return _GIVEN[name](self.world)
        return self.told[name].of(self.hers) if name in self.told else None

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys((*self.answers, *self.hands, *_GIVEN, *self.told))
        yield from (name for name in names if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
