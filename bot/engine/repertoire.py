"""What a coach can tell of the people in a network, and do with them, beyond what the script language knows.

The language knows that there are facts and actions, of which kinds, and nothing of what they mean: that is the
coach's (``bot.coaching.repertoire``), who hands them over when a script is compiled. All of them are pure.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct, field

from bot.engine.conversation import Conversation
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.values import Kind, Value
from bot.engine.world import World

Given: TypeAlias = Mapping[str, Value]
"""The arguments of an action, by name; without those that are not known."""


class Fact(Struct, frozen=True):
    """Something that can be asked of somebody in a network: what it gives, and how it is worked out.

    ``of`` gets the contact's id and the world, and gives None where nothing is known. ``choices`` is the list of
    ``people.yaml`` from which its ids come, where it gives a choice or choices.
    """

    gives: Kind
    of: Callable[[str, World], Value | None]
    choices: str = ""


class Told(Struct, frozen=True):
    """Something that is known of herself without being asked, under a name of its own: its kind, and what it is.

    ``of`` gets the world with all that she answered in it, and gives None where nothing is known. ``choices`` is
    the list of ``people.yaml`` from which its ids come, where it gives a choice or choices.
    """

    gives: Kind
    of: Callable[[World], Value | None]
    choices: str = ""


class Link(Struct, frozen=True):
    """A button under what is said next, that opens an address or copies words; ``label`` is a common text."""

    label: str
    opens: str = ""
    copies: str = ""


class Done(Struct, frozen=True):
    """What an action did: people as they are from now on (None: out of the network), talks to be noted, links.

    ``doubles`` tells of those who are out whose talks go on as somebody else's: as whose. ``answers`` are named
    answers of the coach's own that it changed.
    """

    people: Mapping[str, Contact | None] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    links: tuple[Link, ...] = ()
    doubles: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Value | None] = field(default_factory=dict)


class Action(Struct, frozen=True):
    """Something that a script can have the coach do: the kinds of its arguments, and which can be left out.

    ``does`` gets the arguments that are known; where one is missing that it needs, it changes nothing. ``lists``
    tells for arguments that are choices from which list of ``people.yaml`` their ids come.
    """

    arguments: Mapping[str, Kind]
    does: Callable[[Given, World], Done]
    optional: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)


Calendar: TypeAlias = Callable[[Conversation, World], Mapping[str, datetime]]
"""When the coach is to write first the next time, by kind of moment: aware. One that is due already, and was not
taken yet, may stand as it is."""


Waits: TypeAlias = Callable[[str, Conversation, World], datetime | None]
"""Until when a moment of this kind that has come has to wait; None: it comes now."""


class DailyQuestion(Struct, frozen=True):
    """One of the bank of daily questions: its idea, its kind, its first and last day of the year (``12-31``)."""

    id: str
    idea: str
    kind: str
    season: tuple[str, str] | None = None


Ranking: TypeAlias = Callable[[Sequence[DailyQuestion], Collection[str], World], Iterable[str]]
"""Daily questions in the order in which they are to be asked now, by id; the first that fits is the one.

It gets the bank, the ideas that she has met in the course, and the world with all that she answered in it.
"""


def _never(_conversation: Conversation, _world: World) -> Mapping[str, datetime]:
    return {}


def _as_they_stand(bank: Sequence[DailyQuestion], _met: Collection[str], _world: World) -> Iterable[str]:
    return (one.id for one in bank)


class Repertoire(Struct, frozen=True):
    """All that a coach can tell and do, by name, and when it writes first.

    ``told`` is what is known of herself without being asked. ``waits`` tells until when a moment that has come
    has to wait; one that waits beyond her day is let go, for the next one is in ``calendar``. ``planned`` are the
    kinds of moments that she set herself: they are not counted as messages that she let be. ``ranking`` puts the
    daily questions in order. ``shows`` are the pictures and documents of hers that there are.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    calendar: Calendar = _never
    waits: Waits = lambda _kind, _conversation, _world: None
    planned: frozenset[str] = frozenset()
    ranking: Ranking = _as_they_stand
    shows: frozenset[str] = frozenset()


NOTHING = Repertoire()
"""The repertoire of a coach who knows no more than the language."""
