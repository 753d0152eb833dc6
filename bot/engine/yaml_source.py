"""Reads YAML as authors mean it, and remembers at which line everything stands."""

import math
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from bot.engine.problems import Place, Problem

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead to one value in a document."""


class Document(Struct, frozen=True):
    """One YAML file as plain data, and the place of every value in it."""

    file: str
    data: Any
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Where the value at this path stands; the nearest thing around it if there is none."""
        known: Path = ()
        for part in path:
            if (*known, part) in self.places:
                known = (*known, part)
        return self.places.get(known, Place(self.file))


class _Loader(yaml.CSafeLoader):
    """YAML without its traps: yes, no, on and off are words, and 12:30 is a time, not a number."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> Any:
        """The tag of this node; what begins as nothing but words can begin needs no further look."""
        if kind is yaml.ScalarNode and value[:1] not in self.yaml_implicit_resolvers:
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)  # type: ignore[no-untyped-call]  # its stub has no types


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[-1] in {"null", "float", "merge"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_BOOL = re.compile(r"^(?:true|false)$")
_INT = re.compile(r"^[-+]?[0-9]+$")
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOL, list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-+0123456789"))


def read(file: str, text: str) -> tuple[Document, list[Problem]]:
    """This text as a document, and what is wrong with it as YAML."""
    problems: list[Problem] = []
    places: dict[Path, Place] = {}
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        data = _build(file, node, (), places, problems) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = f"this is not valid YAML: {error.problem or error.context}"
        return Document(file, None, {}), [
            Problem(place, "N01", what, "Check the indentation, the colons and the quotes here.")
        ]
    except (yaml.YAMLError, RecursionError, ValueError):
        what = "this file holds something that YAML does not allow"
        return Document(file, None, {}), [
            Problem(Place(file), "N01", what, "Save it as plain UTF-8 text, and let no part of it hold itself.")
        ]
    return Document(file, data, places), problems


def _build(file: str, node: yaml.Node, path: Path, places: dict[Path, Place], problems: list[Problem]) -> Any:
    places[path] = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(file, node, path, places, problems)
    if isinstance(node, yaml.SequenceNode):
        return [_build(file, item, (*path, index), places, problems) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(
    file: str, node: yaml.MappingNode, path: Path, places: dict[Path, Place], problems: list[Problem]
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        place = Place(file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if key in built:
            mend = "Rename or remove one of the two."
            problems.append(Problem(place, "N03", f"'{key}' stands here twice", mend))
        built[key] = _build(file, value_node, (*path, key), places, problems)
        places[(*path, key)] = place
    return built


def _float(text: str) -> float | str:
    """The number, where it is one to an author too: not 1:30.5, .inf or .nan."""
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    kind = node.tag.rsplit(":", 1)[-1]
    text = str(node.value)
    match kind:
        case "bool":
            return text == "true"
        case "int":
            return int(text)
        case "float":
            return _float(text)
        case "null":
            return None if text in {"", "~", "null", "Null", "NULL"} else text
    return text
