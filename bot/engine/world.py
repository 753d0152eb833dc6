"""What a turn may know beyond the conversation itself."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from bot.engine.people import Contact
from bot.engine.values import Value


class World(Struct, frozen=True):
    """A frozen view of the world at one moment.

    ``now`` is her local time, aware; ``language`` is the code of the language to speak as long as she has not
    chosen one; ``first_name`` is what her messenger calls her; ``contacts`` are the people in her network, by id,
    and ``answers`` what she told of herself, for facts that rest on it.
    """

    now: datetime
    language: str = "nl"
    first_name: str = ""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    answers: Mapping[str, Value] = field(default_factory=dict)

    def with_answers(self, answers: Mapping[str, Value]) -> "World":
        """The same world, with what she told of herself in it."""
        return World(self.now, self.language, self.first_name, self.contacts, answers)
