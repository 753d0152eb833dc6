"""The shape of the files that all dialogs share: one model a file, from which errors and compiler work."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bot.engine.schema import Id, Model, Words


class CommandSource(Model):
    """A command, in every language."""

    names: dict[str, Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]]
    describe: Annotated[str, Field(min_length=1, max_length=256)]
    dialog: Id | None = None
    repair: Literal["back", "skip", "repeat", "correct", "pause", "resume", "stop", "restart", "cancel"] | None = (
        None
    )
    listed: bool = True


class CommandsSource(Model):
    """All commands, the dialog that a new person gets first, and the one that is home."""

    first: Id
    home: Id
    cards: Id | None = None
    course: list[Id] = Field(default_factory=list)
    moments: dict[Id, Id] = Field(default_factory=dict)
    commands: dict[Id, CommandSource]


class WordsSource(Model):
    """What people type, by meaning and language."""

    words: dict[
        Literal[
            "yes", "no", "skip", "back", "repeat", "pause", "resume", "stop", "help", "dont_know", "none", "greet"
        ],
        dict[str, list[str]],
    ]
    numbers: dict[str, dict[str, int]]
    around_numbers: dict[Literal["before", "after", "out_of"], dict[str, list[str]]] = Field(default_factory=dict)
    dates: dict[Id, dict[str, list[str] | dict[str, int]]]
    times: dict[Id, dict[str, list[str] | dict[str, int]]]
    places: dict[str, list[str]] = Field(default_factory=dict)


class FormsSource(Model):
    """Words that follow the chosen form of address."""

    forms: dict[Id, dict[Literal["vrouw", "man", "neutraal"], Words]]


class CommonSource(Model):
    """Texts that all dialogs share."""

    texts: dict[Id, Words | list[Words]]


class PoolsSource(Model):
    """Texts of which the one shown least recently is said, by the name of their pool."""

    pools: dict[Id, Annotated[list[Words], Field(min_length=2)]]


class DistressSource(Model):
    """Words that sound like distress, by language, and what the coach then says."""

    says: Annotated[list[Words], Field(min_length=1)]
    kept: Words
    phrases: dict[str, list[Words]]
    exceptions: dict[str, list[Words]] = Field(default_factory=dict)
    anywhere: list[Words] = Field(default_factory=list)
    spelled: dict[Words, list[Words]] = Field(default_factory=dict)


class PeopleSource(Model):
    """What can be chosen of somebody in a network: for each list, its ids and their words."""

    lists: dict[Id, dict[Id, Words]]


class PicturesSource(Model):
    """Words that stand in pictures and in the workbook."""

    pictures: dict[Id, Words]


class ProfileSource(Model):
    """What the messenger shows of the coach before the first word."""

    profile: Mapping[Literal["description", "short_description"], Words]
