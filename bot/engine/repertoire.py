"""What a coach can tell of the people in a network, and do with them, beyond what the script language knows.

The language knows that there are facts and actions, of which kinds, and nothing of what they mean: that is the
coach's (``bot.coaching.repertoire``), who hands them over when a script is compiled. All of them are pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.engine.conversation import Conversation
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.values import Kind, Value
from bot.engine.world import World

Given: TypeAlias = Mapping[str, Value]
"""The arguments of an action, by name; without those that are not known."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be asked of somebody in a network: what it gives, and how it is worked out.

    ``of`` gets the contact's id and the world, and gives None where nothing is known. ``choices`` is the list of
    ``people.yaml`` from which its ids come, where it gives a choice or choices.
    """

    gives: Kind
    of: Callable[[str, World], Value | None]
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A button under what is said next, that opens an address or copies words; ``label`` is a common text."""

    label: str
    opens: str = ""
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did: people as they are from now on (None: out of the network), talks to be noted, links.

    ``doubles`` tells of those who are out whose talks go on as somebody else's: as whose.
    """

    people: Mapping[str, Contact | None] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    links: tuple[Link, ...] = ()
    doubles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a script can have the coach do: the kinds of its arguments, and which can be left out.

    ``does`` gets the arguments that are known; where one is missing that it needs, it changes nothing. ``lists``
    tells for arguments that are choices from which list of ``people.yaml`` their ids come.
    """

    arguments: Mapping[str, Kind]
    does: Callable[[Given, World], Done]
    optional: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)


Calendar: TypeAlias = Callable[[Conversation, World], Mapping[str, datetime]]
"""When the coach is to write first the next time, by kind of moment: aware, and after the world's present."""


def _never(_conversation: Conversation, _world: World) -> Mapping[str, datetime]:
    return {}


@dataclass(frozen=True, slots=True)
class Repertoire:
    """All that a coach can tell and do, by name, and when it writes first.

    ``waits`` tells until when a moment that has come has to wait (None: it comes now); one that waits beyond her
    day is let go, for the next one is in ``calendar``.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    calendar: Calendar = _never
    waits: Callable[[Conversation, World], datetime | None] = lambda _conversation, _world: None


NOTHING = Repertoire()
"""The repertoire of a coach who knows no more than the language."""
