"""From counter to person: four small steps by which somebody at a counter comes to know her.

I know a name there; they call me by mine; I asked for advice; I gave something back. Who has taken the last one is
``echt``, who is under way ``tussen``.
"""

from typing import Final

from msgspec.structs import replace

from bot.engine.people import Contact

STEPS: Final = ("naam", "bij_naam", "raad", "terug")
"""The steps in their order, as ids of ``people.yaml``; ``Contact.step`` is how many of them were taken."""


def next_step(contact: Contact) -> str | None:
    """The step that comes next; None for one who is ``echt``, or past the last one."""
    taken = max(contact.step, 0)
    return STEPS[taken] if contact.standing != "echt" and taken < len(STEPS) else None


def climbed(contact: Contact, to: str = "") -> Contact:
    """The contact with the next step taken, or all up to the one that is named; nobody comes down by it."""
    if to and to not in STEPS:
        return contact
    taken = max(contact.step, 0)
    reached = STEPS.index(to) + 1 if to else min(taken + 1, len(STEPS))
    if contact.standing == "echt" or reached < taken:
        return contact
    return replace(contact, step=reached, standing="echt" if reached == len(STEPS) else "tussen")
