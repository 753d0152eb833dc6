"""Tells an author what is wrong in a script: as a good compiler does, as JSON, or beside a pull request."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.engine.compile import is_fatal
from bot.engine.problems import Problem

Sources: TypeAlias = Mapping[str, tuple[Path, str]]
"""For each file of a script: where it lies, and its text."""
Report: TypeAlias = Callable[[Iterable[Problem], Sources], str]


def as_text(problems: Iterable[Problem], sources: Sources) -> str:
    """Each problem with its place, the line itself, a mark under the spot, and the way to mend it."""
    return "".join(f"{_text(problem, sources)}\n" for problem in problems)


def as_json(problems: Iterable[Problem], sources: Sources) -> str:
    """A list of objects: file, line, column, code, severity, what, mend."""
    rows = [
        {
            "file": _path(problem, sources),
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.code,
            "severity": _severity(problem),
            "what": problem.what,
            "mend": problem.mend,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem], sources: Sources) -> str:
    """Workflow commands that GitHub shows beside the changed line."""
    return "".join(f"{_annotation(problem, sources)}\n" for problem in problems)


REPORTS: Mapping[str, Report] = {"text": as_text, "json": as_json, "github": as_github}
"""Every form of report, by its name."""


def _text(problem: Problem, sources: Sources) -> str:
    place = problem.place
    where = f"{_path(problem, sources)}:{place.line}:{place.column}"
    head = f"{where}: {_severity(problem)} {problem.code}: {problem.what}"
    lines = sources.get(place.file, (Path(), ""))[1].splitlines()
    if not 0 < place.line <= len(lines):
        return f"{head}\n  {problem.mend}"
    number = f"{place.line:>5}"
    spot = " " * (place.column - 1) + "^"
    return f"{head}\n{number} | {lines[place.line - 1]}\n{' ' * len(number)} | {spot}\n  {problem.mend}\n"


def _annotation(problem: Problem, sources: Sources) -> str:
    place = problem.place
    where = f"file={_escaped(_path(problem, sources))},line={place.line},col={place.column},title={problem.code}"
    return f"::{_severity(problem)} {where}::{_escaped(f'{problem.what}. {problem.mend}')}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _path(problem: Problem, sources: Sources) -> str:
    return str(sources.get(problem.place.file, (Path(problem.place.file), ""))[0])


def _severity(problem: Problem) -> str:
    return "error" if is_fatal(problem) else "warning"
