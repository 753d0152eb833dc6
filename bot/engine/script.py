"""Every dialog together, compiled and immutable: the nouns that a conversation walks through."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

from msgspec import Struct, field

from bot.engine.almanac import NO_ALMANAC, Almanac
from bot.engine.distress import NO_DISTRESS, Distress
from bot.engine.expressions import Expression
from bot.engine.kinds import Declared
from bot.engine.numerals import NOTHING_AROUND, Around
from bot.engine.problems import Place
from bot.engine.questions import Question
from bot.engine.repertoire import NOTHING, DailyQuestion, Repertoire
from bot.engine.values import Phrase

END = "end"
"""The target that ends a dialog."""


class Variant(Struct, frozen=True):
    """One paragraph, said only when its condition holds and all its names are known.

    With a ``pool`` it is the one of several equal phrases that was shown least recently. It may also be made of
    ``lines``, of which those are said that can be.
    """

    phrases: tuple[Phrase, ...]
    when: Expression | None = None
    pool: str = ""
    lines: "tuple[Variant, ...]" = ()


Lines: TypeAlias = tuple[Variant, ...]


class Jump(Struct, frozen=True):
    """Where to go, if the condition holds."""

    go: str
    when: Expression | None = None


Jumps: TypeAlias = tuple[Jump, ...]


class Part(Struct, frozen=True):
    """One part of what is known of somebody in her network: of whom this name holds."""

    name: str
    part: str


class Say(Struct, frozen=True):
    """Words, and on; ``alone`` where they are a message of their own, such as one to be copied."""

    id: str
    lines: Lines
    next: Jumps
    alone: bool = False


class Show(Struct, frozen=True):
    """A picture or a document of hers, with the words that go with it, and on.

    ``what`` is one of ``Repertoire.shows``; ``since`` is the day from which it tells (where that is unknown, all).
    """

    id: str
    what: str
    lines: Lines
    next: Jumps
    since: Expression | None = None


class Ask(Struct, frozen=True):
    """A question; the conversation waits here for the answer, to save under a name or fill a part with."""

    id: str
    lines: Lines
    question: Question
    next: Jumps
    save: str = ""
    fill: Part | None = None
    optional: bool = True
    example: Phrase | None = None
    reasks: tuple[Phrase, ...] = ()
    quote: bool = False
    skip: str = ""
    give_up: str = ""
    deadline: timedelta | None = None
    no_reply: str = ""


class Branch(Struct, frozen=True):
    """A fork without words."""

    id: str
    next: Jumps


class Assign(Struct, frozen=True):
    """Named answers that are worked out, or worded, rather than asked."""

    id: str
    values: tuple[tuple[str, Expression | Phrase], ...]
    next: Jumps


class Call(Struct, frozen=True):
    """Another dialog, and back; ``save`` is the name for what it gives.

    Without a ``dialog`` the coach chooses one of the daily questions. With ``beside`` it is not waited for: what
    comes next goes on beneath it, and the question that is reached there stands under its first one.
    """

    id: str
    dialog: str
    next: Jumps
    save: str = ""
    beside: bool = False


class Each(Struct, frozen=True):
    """Another dialog for each of several, ``name`` being the one in hand; ``most`` of them at a time.

    ``over`` is a name that holds several, or ``contacts``; ``where`` picks among them, ``by`` orders them.
    """

    id: str
    over: str
    name: str
    dialog: str
    next: Jumps
    where: Expression | None = None
    most: int = 0
    by: str = ""


class Do(Struct, frozen=True):
    """A named action of the coach, with its arguments (see ``actions``)."""

    id: str
    action: str
    next: Jumps
    arguments: Mapping[str, Expression] = field(default_factory=dict)


class End(Struct, frozen=True):
    """The end of the dialog, with or without last words, and what it gives to the dialog that called it."""

    id: str
    lines: Lines
    gives: Expression | None = None


Node: TypeAlias = Say | Show | Ask | Branch | Assign | Call | Each | Do | End


class Daily(Struct, frozen=True):
    """What makes a dialog one of the daily questions.

    ``when`` is the condition on which it can be asked, ``season`` its first and last day of the year (``12-31``).
    """

    kind: str
    when: Expression | None = None
    season: tuple[str, str] | None = None


class About(Struct, frozen=True):
    """Somebody whom a dialog is about, in hand under ``name``: one of ``where``, in the order of ``by``."""

    name: str
    where: Expression | None = None
    by: str = ""


class Dialog(Struct, frozen=True):
    """One conversation: its nodes in the order of the file, the first of which begins it.

    ``passing`` are the names that hold only as long as it is under way, and are never kept in a series.
    ``places`` tells where each node (``node``) and each way out of it (``node.next.0``) is written.
    ``source`` is what stands in its file, ``phrases`` every text in that. A daily question has no title.
    """

    id: str
    title: Phrase | None
    version: str
    nodes: Mapping[str, Node]
    ideas: tuple[str, ...] = ()
    minutes: int = 0
    aside: bool = False
    daily: Daily | None = None
    about: About | None = None
    passing: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, Any] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()

    def present(self, node: str) -> str:
        """Where a node of an older version is found in this one: by its id, its new id, or what came instead."""
        if node in self.nodes:
            return node
        seen: set[str] = set()
        while node not in self.nodes and node not in seen:
            seen.add(node)
            node = self.renamed.get(node) or self.retired.get(node) or node
        return node

    def same(self, node: str) -> str:
        """The id that the node of this id in an older version has in this one: its own, or its new one."""
        if node in self.nodes:
            return node
        seen: set[str] = set()
        while node not in self.nodes and node in self.renamed and node not in seen:
            seen.add(node)
            node = self.renamed[node]
        return node

    @property
    def first(self) -> str:
        """The node it begins at."""
        return next(iter(self.nodes))

    @property
    def begins_afresh(self) -> bool:
        """Whether what she said the last time is set aside when it begins, and what she says counts."""
        return self.daily is not None or not self.aside

    @property
    def keeps(self) -> bool:
        """Whether it saves anything she says."""
        return any(isinstance(node, Ask) and node.save for node in self.nodes.values())


class Command(Struct, frozen=True):
    """One command: its name in each language, and the dialog it opens or the repair it does."""

    id: str
    names: Mapping[str, str]
    describe: Phrase
    dialog: str = ""
    repair: str = ""
    listed: bool = True


class Vocabulary(Struct, frozen=True):
    """What people type for yes, no, back and so on, numbers, days, times and places; all languages together."""

    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    almanac: Almanac = NO_ALMANAC
    places: Mapping[str, str] = field(default_factory=dict)
    around_numbers: Around = NOTHING_AROUND


class Script(Struct, frozen=True):
    """All dialogs, with what they share: names, forms of address, commands, common texts, vocabulary.

    ``first`` is the dialog that a new person gets, ``home`` what a known person gets while nothing is open,
    ``cards`` the one in which people whom she shared are shown for her yes. ``moments`` are the dialogs with which
    the coach writes first, by kind, ``course`` those of the course, in order. ``lists`` are the words for what
    can be chosen of somebody in a network, ``passing`` the dialogs with which a name passes, ``settings`` the
    names that stay until she changes them, ``in_hand`` those that hold whom or what a dialog is about for the
    moment, ``bank`` the daily questions, ``older`` the versions that somebody may still be in, by dialog and hash,
    ``distress`` the words that sound like it.
    """

    dialogs: Mapping[str, Dialog]
    names: Mapping[str, Declared]
    labels: Mapping[tuple[str, str], Phrase]
    forms: Mapping[str, Mapping[str, Phrase]]
    commands: Sequence[Command]
    common: Mapping[str, tuple[Phrase, ...]]
    vocabulary: Vocabulary
    first: str
    home: str
    profile: Mapping[str, Phrase]
    cards: str = ""
    moments: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Phrase]] = field(default_factory=dict)
    repertoire: Repertoire = NOTHING
    pools: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    pictures: Mapping[str, Phrase] = field(default_factory=dict)
    tracked: frozenset[str] = frozenset()
    passing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    settings: frozenset[str] = frozenset()
    in_hand: frozenset[str] = frozenset()
    course: tuple[str, ...] = ()
    bank: tuple[DailyQuestion, ...] = ()
    older: Mapping[tuple[str, str], Dialog] = field(default_factory=dict)
    distress: Distress = NO_DISTRESS

    def dialog(self, id_: str, version: str) -> Dialog | None:
        """This version of the dialog where it is still kept, else the present one, if there is one."""
        present = self.dialogs.get(id_)
        if present is not None and present.version == version:
            return present
        return self.older.get((id_, version), present)

    def comes_by_itself(self, dialog: str) -> bool:
        """Whether the coach comes with this dialog: at a moment, as a daily question, or beside one of these."""
        coming = [self.dialogs[one] for one in self.moments.values() if one in self.dialogs]
        calls = (node for one in coming for node in one.nodes.values() if isinstance(node, Call))
        return (
            self.dialogs[dialog].daily is not None
            or dialog in self.moments.values()
            or any(call.beside and call.dialog == dialog for call in calls)
        )

    def title(self, dialog: str) -> Phrase:
        """What this dialog is called; the daily questions are all called the same."""
        return self.dialogs[dialog].title or self.common["daily"][0]

    def command(self, name: str) -> Command | None:
        """The command of this name in any language."""
        return next((one for one in self.commands if name in one.names.values()), None)
