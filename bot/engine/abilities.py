"""What any script can ask of people and have the coach do; what else a coach can is in its ``repertoire``."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from bot.engine.people import FILLED, KINDS, LISTS, PROPOSED, filled, known_of, with_move
from bot.engine.repertoire import Action, Done, Fact, Given, Repertoire
from bot.engine.values import Value
from bot.engine.world import World

FORGET = "forget"
"""Erases everything that is known of her."""
MEET = "meet"
"""Adds somebody to her network by what she calls them."""
PICK = "pick"
"""Lets her choose people in her messenger; they come back as cards."""
CHANGE = "change"
"""Fills parts of what is known of somebody in her network."""


def _change(given: Given, world: World) -> Done:
    contact = str(given.get("contact"))
    parts = {part: value for part, value in given.items() if part in FILLED}
    if contact not in world.contacts or not parts:
        return Done()
    person = world.contacts[contact]
    return Done({contact: with_move(person, filled(person, parts), world.now.date().isoformat())})


def _nothing(_given: Given, _world: World) -> Done:
    """What the walk itself does."""
    return Done()


ACTIONS: Mapping[str, Action] = {
    FORGET: Action({}, _nothing),
    PICK: Action({}, _nothing),
    MEET: Action({part: KINDS[part] for part in FILLED}, _nothing, FILLED - {"nickname"}, LISTS),
    CHANGE: Action({"contact": "contact", **{part: KINDS[part] for part in FILLED}}, _change, FILLED, LISTS),
}


def complete(repertoire: Repertoire) -> Repertoire:
    """This repertoire, with what any script can: each part of a contact is a fact."""
    parts = {
        part: Fact(kind, _reader(part), LISTS.get(part, ""))
        for part, kind in KINDS.items()
        if part not in {"admitted", "stood"}
    }
    proposed = {PROPOSED: Fact("truth", lambda contact, world: not world.contacts[contact].admitted)}
    return replace(
        repertoire,
        facts={**parts, **proposed, **repertoire.facts},
        actions={**ACTIONS, **repertoire.actions},
    )


def _reader(part: str) -> Callable[[str, World], Value | None]:
    return lambda contact, world: known_of(world.contacts[contact], part)
