"""What a turn may know beyond the conversation itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class World:
    """A frozen view of the world at one moment.

    ``now`` is aware; ``language`` is the code of the language to speak as long as she has not chosen one;
    ``first_name`` is what her messenger calls her.
    """

    now: datetime
    language: str = "nl"
    first_name: str = ""
