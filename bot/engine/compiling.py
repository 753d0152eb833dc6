"""One file as it is read: its phrases, its conditions, and what is wrong in it."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec import Struct, field
from pydantic import ValidationError

from bot.engine import expressions, schema, shapes
from bot.engine.expressions import Expression, ExpressionError
from bot.engine.phrases import Phrases
from bot.engine.problems import Problem
from bot.engine.repertoire import NOTHING, Repertoire
from bot.engine.script import Jump, Jumps, Lines, Variant
from bot.engine.values import Phrase
from bot.engine.yaml_source import Document, Path

M = TypeVar("M", bound=schema.Model)


class Reading(Struct):
    """One file being read: where its phrases, conditions and problems go."""

    document: Document
    phrases: Phrases
    problems: list[Problem]
    conditions: list[tuple[Expression, Path]] = field(default_factory=list)
    taken: list[tuple[Phrase, Path]] = field(default_factory=list)
    pools: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Phrase]] = field(default_factory=dict)
    repertoire: Repertoire = NOTHING

    def blame(self, path: Path, code: str, what: str, mend: str) -> None:
        """Notes a problem at this place."""
        self.problems.append(Problem(self.document.place(path), code, what, mend))

    def model(self, model: type[M]) -> M | None:
        """The file as this model; None, and a problem for each fault, where it has another shape."""
        try:
            return model.model_validate(self.document.data)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False)
            for told in dict.fromkeys(shapes.describe(fault) for fault in faults):
                self.blame(*told)
            return None

    def phrase(self, path: Path, key: str, source: str) -> Phrase:
        """The phrase that stands here, under its key, with its translations."""
        phrase = self.phrases.take(self.document.place(path), key, source)
        self.taken.append((phrase, path))
        return phrase

    def expression(self, source: str | None, path: Path) -> Expression | None:
        """A condition or sum; None, and a problem, where it can't be read."""
        if source is None:
            return None
        try:
            expression = expressions.parse(source, self.repertoire.facts)
        except ExpressionError as error:
            self.blame(path, "N10", str(error), "See what a condition can hold in docs/writing-dialogs.md.")
            return None
        self.conditions.append((expression, path))
        return expression

    def lines(self, sources: list[schema.LineSource], path: Path, key: str) -> Lines:
        """Paragraphs; where there are several, their keys are numbered from 1."""
        keys = [key] if len(sources) == 1 else [f"{key}.{at + 1}" for at in range(len(sources))]
        return tuple(self._line(one, (*path, at), keys[at]) for at, one in enumerate(sources))

    def _line(self, source: schema.LineSource, path: Path, key: str) -> Variant:
        when = self.expression(source.when, (*path, "when"))
        if source.text is not None:
            return Variant((self.phrase((*path, "text"), key, source.text),), when)
        if source.lines is not None:
            parts = enumerate(source.lines)
            return Variant(
                (),
                when,
                lines=tuple(self._part(one, (*path, "lines", at), f"{key}.{at + 1}") for at, one in parts),
            )
        if isinstance(source.pool, list):
            phrases = (
                self.phrase((*path, "pool", at), f"{key}.{at + 1}", one) for at, one in enumerate(source.pool)
            )
            return Variant(tuple(phrases), when, key)
        pool = str(source.pool)
        if pool not in self.pools:
            self.blame(
                (*path, "pool"), "N26", f"there is no pool '{pool}'", "Add it to pools.yaml, or check its name."
            )
        return Variant(self.pools.get(pool, ()), when, f"pools.{pool}")

    def _part(self, source: schema.PartSource, path: Path, key: str) -> Variant:
        return Variant(
            (self.phrase((*path, "text"), key, source.text),), self.expression(source.when, (*path, "when"))
        )

    def jumps(self, sources: list[schema.JumpSource] | None, path: Path, below: str) -> Jumps:
        """Where a node leads: what it says itself, else to the node below it."""
        if sources is None:
            return (Jump(below),) if below else ()
        return tuple(
            Jump(one.go, self.expression(one.when, (*path, at, "when"))) for at, one in enumerate(sources)
        )
