"""What a turn may know beyond the conversation itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.people import Contact


@dataclass(frozen=True, slots=True)
class World:
    """A frozen view of the world at one moment.

    ``now`` is her local time, aware; ``language`` is the code of the language to speak as long as she has not
    chosen one; ``first_name`` is what her messenger calls her; ``contacts`` are the people in her network, by id.
    """

    now: datetime
    language: str = "nl"
    first_name: str = ""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
