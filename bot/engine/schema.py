"""The shape of what authors write: one model a construct, from which errors, compiler and editors all work."""

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

Id: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A stable id: lower-case letters, digits and underscores."""
Words: TypeAlias = Annotated[str, Field(min_length=1)]
KINDS = ("ask", "say", "show", "branch", "set", "each", "call", "do", "end")
"""The kinds of node, by the key that names them."""
QuestionKind: TypeAlias = Literal[
    "choice", "choices", "scale", "yes_no", "text", "number", "date", "time", "zone", "contact", "contacts"
]
DailyKind: TypeAlias = Literal["open", "scale", "contact", "action", "thanks", "season"]
Day: TypeAlias = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of any year: 12-31."""
Span: TypeAlias = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}[mhd]$")]
"""A length of time: 30m, 12h or 3d."""


class Model(BaseModel):
    """What all constructs share: no key that isn't known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class PartSource(Model):
    """A line of a paragraph, with the condition on which it is said."""

    text: Words
    when: str | None = None


def _as_lines(given: Any) -> Any:
    items = given if isinstance(given, list) else [given]
    return [{"text": item} if isinstance(item, str) else item for item in items if item is not None]


class LineSource(Model):
    """A paragraph, a pool of equal ones, or one of several lines, with the condition on which it is said."""

    text: Words | None = None
    pool: Id | Annotated[list[Words], Field(min_length=2)] | None = None
    lines: (
        Annotated[list[PartSource], BeforeValidator(_as_lines, json_schema_input_type=list[str | PartSource])]
        | None
    ) = None
    when: str | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(one is not None for one in (self.text, self.pool, self.lines)) != 1:
            raise ValueError("a line has either 'text', 'pool' or 'lines'")
        return self


class JumpSource(Model):
    """Where to go, if the condition holds."""

    go: Id
    when: str | None = None


class ChoiceSource(Model):
    """An answer offered."""

    label: Words
    go: Id | None = None
    when: str | None = None


def _as_jumps(given: Any) -> Any:
    return [{"go": given}] if isinstance(given, str) else given


def _as_choices(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return {key: {"label": str(item)} if isinstance(item, str | int) else item for key, item in given.items()}


Lines: TypeAlias = Annotated[
    list[LineSource],
    BeforeValidator(_as_lines, json_schema_input_type=str | LineSource | list[str | LineSource] | None),
]
Jumps: TypeAlias = Annotated[
    list[JumpSource],
    BeforeValidator(_as_jumps, json_schema_input_type=str | list[JumpSource]),
    Field(min_length=1),
]
Choices: TypeAlias = Annotated[
    dict[Id, ChoiceSource],
    BeforeValidator(_as_choices, json_schema_input_type=dict[Id, str | int | ChoiceSource]),
]


OWN, LISTED = "~own", "~listed"
"""Tags of choices that a question writes down itself, and of those that come from a list of ``people.yaml``."""
Offered: TypeAlias = Annotated[
    Annotated[Choices, Tag(OWN)] | Annotated[Id, Tag(LISTED)],
    Discriminator(lambda given: LISTED if isinstance(given, str) else OWN),
]


class SaySource(Model):
    """Words, and on."""

    say: Annotated[Lines, Field(min_length=1)]
    alone: bool = False
    next: Jumps | None = None


class ShowSource(Model):
    """A picture or a document of hers, and on."""

    show: Id
    since: str | None = None
    caption: Lines = []
    next: Jumps | None = None


class AskSource(Model):
    """A question."""

    ask: Annotated[Lines, Field(min_length=1)]
    type: QuestionKind
    save: Id | None = None
    optional: bool = True
    example: Words | None = None
    choices: Offered | None = None
    columns: Annotated[int, Field(ge=1, le=8)] = 1
    ends: Annotated[list[Words], Field(min_length=2, max_length=2)] | None = None
    min: int | float | None = None
    max: int | float | None = None
    past: bool | None = None
    yearly: bool | None = None
    circle: Id | None = None
    among: str | None = None
    by: Id | None = None
    new: bool | None = None
    fill: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z]+$")] | None = None
    allow: list[Literal["voice", "photo"]] | None = None
    quote: Literal[True] | None = None
    deadline: Span | None = None
    no_reply: Id | None = None
    reask: Annotated[list[Words], Field(min_length=1, max_length=2)] | None = None
    skip: Id | None = None
    give_up: Id | None = None
    next: Jumps | None = None


class BranchSource(Model):
    """A fork without words."""

    branch: Jumps


class TextSource(Model):
    """Words that are kept, with what their names hold by then."""

    text: Words


class SetSource(Model):
    """Named answers that are worked out, or worded, rather than asked."""

    set: Annotated[dict[Id, str | int | float | bool | TextSource], Field(min_length=1)]
    next: Jumps | None = None


class OneOfSource(Model):
    """One of many dialogs, which the coach chooses."""

    one_of: Literal["daily"]


class CallSource(Model):
    """Another dialog, and back; with ``beside``, what comes after it stands under its first question."""

    call: Id | OneOfSource
    save: Id | None = None
    beside: bool = False
    next: Jumps | None = None


class EachSource(Model):
    """Another dialog for each of several."""

    each: Id
    name: Id
    call: Id
    where: str | None = None
    most: Annotated[int, Field(ge=1, le=50)] | None = None
    by: Id | None = None
    next: Jumps | None = None


class DoSource(Model):
    """A named action of the coach."""

    do: Id | Annotated[dict[Id, dict[Id, str | int | float | bool]], Field(min_length=1, max_length=1)]
    next: Jumps | None = None


class EndSource(Model):
    """The end of the dialog, with or without last words."""

    end: Lines
    gives: str | None = None


def _kind(node: Any) -> str | None:
    return next((kind for kind in KINDS if isinstance(node, dict) and kind in node), None)


NodeSource: TypeAlias = Annotated[
    Annotated[AskSource, Tag("ask")]
    | Annotated[SaySource, Tag("say")]
    | Annotated[ShowSource, Tag("show")]
    | Annotated[BranchSource, Tag("branch")]
    | Annotated[SetSource, Tag("set")]
    | Annotated[EachSource, Tag("each")]
    | Annotated[CallSource, Tag("call")]
    | Annotated[DoSource, Tag("do")]
    | Annotated[EndSource, Tag("end")],
    Discriminator(_kind),
]


class DailySource(Model):
    """What makes a dialog one of the daily questions: its kind, and when it can be asked."""

    kind: DailyKind
    when: str | None = None
    season: Annotated[list[Day], Field(min_length=2, max_length=2)] | None = None


class AboutSource(Model):
    """Somebody whom a dialog is about: she is picked when it begins, and in hand under this name."""

    name: Id
    where: str | None = None
    by: Id | None = None


class DialogSource(Model):
    """A file with one dialog."""

    dialog: Id
    title: Words | None = None
    daily: DailySource | None = None
    about: AboutSource | None = None
    ideas: list[Annotated[str, Field(pattern=r"^I([1-9]|1[0-2])$")]] = []
    minutes: int = 0
    aside: bool = False
    passing: list[Id] = []
    renamed: dict[Id, Id] = {}
    retired: dict[Id, Id] = {}
    nodes: Annotated[dict[Id, NodeSource], Field(min_length=1)]


def json_schema() -> dict[str, Any]:
    """The shape of a dialog as a JSON schema, from which editors complete and check."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DialogSource.model_json_schema(mode="validation"),
    }
