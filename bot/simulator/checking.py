"""Whether a call is one that Telegram knows: every field, to the bottom.

Telegram silently ignores a field it does not know; the simulator refuses it, because that is what it is for. The
published description is compiled once into closures, so that checking costs microseconds a call.
"""

import json
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from bot.simulator.refusals import Json, bad_request
from bot.simulator.specification import load

Check = Callable[[Any, str], None]
Read = Callable[[Any, str], Any]

_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
}
_BARE_TEXT = frozenset({"KeyboardButton"})  # for these objects Telegram takes their text alone, too
_YES_OR_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "voice": "there is no voice in the request",
    "file_id": "file_id is not specified",
    "message_id": "message identifier is not specified",
    "callback_query_id": "query ID is empty",
}


def check_call(method: str, given: Json, uploads: Collection[str]) -> Json:
    """Answer the parameters of a call with their true types; refuse what Telegram does not know."""
    fields, required = _reader(method)
    read: Json = {}
    for name, value in given.items():
        reader = fields.get(name)
        if reader is None:
            raise bad_request(f'unknown field "{name}" in {method}')
        read[name] = reader(value, name)
    for name in required:
        if name not in read and name not in uploads:
            raise bad_request(_MISSING.get(name, f'field "{name}" of {method} is required'))
    return read


def check_value(kind: str, value: object) -> None:
    """Refuse a value that is not of this type of Telegram's."""
    _check(kind)(value, kind)


@cache
def _reader(method: str) -> tuple[dict[str, Read], tuple[str, ...]]:
    fields = load().methods[method]
    return {name: _read(kind) for name, kind in fields.items()}, _required(fields)


def _required(fields: dict[str, str]) -> tuple[str, ...]:
    return tuple(name for name, kind in fields.items() if kind.endswith("!"))


@cache
def _read(kind: str) -> Read:
    """Answer how a parameter is read from a form, a query or a JSON body."""
    check = _check(kind)
    members = set(kind.removesuffix("!").split("|"))
    plain = members <= {"String", "InputFile"}

    def read(value: Any, path: str) -> Any:
        if isinstance(value, str) and not plain:
            value = _from_text(value, members)
        check(value, path)
        return value

    return read


def _from_text(text: str, members: set[str]) -> object:
    """Answer what a form's text means; a text that means nothing better stays a text."""
    if "Integer" in members and text.lstrip("-").isdecimal():
        return int(text)
    if members & {"Boolean", "True"}:
        return _YES_OR_NO.get(text.lower(), text)
    if "String" in members:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


@cache
def _check(kind: str) -> Check:
    kind, _, word = kind.removesuffix("!").partition("=")
    if word:
        return _word(word)
    members = kind.split("|")
    if all(member.startswith("Array of ") for member in members):
        return _array("|".join(member.removeprefix("Array of ") for member in members))
    if len(members) > 1:
        return _one_of(members)
    if kind in _SIMPLE:
        return _simple(kind)
    if kind == "InputFile":
        return _upload
    described = load().types[kind]
    return _one_of(described) if isinstance(described, list) else _object(kind, described)


def _simple(kind: str) -> Check:
    is_right = _SIMPLE[kind]

    def check(value: Any, path: str) -> None:
        if not is_right(value):
            raise bad_request(f'field "{path}" must be of type {kind}')

    return check


def _upload(value: Any, path: str) -> None:
    if not (isinstance(value, str) and value.startswith("attach://")):
        raise bad_request(f'field "{path}" must be an uploaded file')


def _word(word: str) -> Check:
    def check(value: Any, path: str) -> None:
        if value != word:
            raise bad_request(f'field "{path}" must be "{word}"')

    return check


def _array(member: str) -> Check:
    check_member = _check(member)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise bad_request(f'field "{path}" must be of type Array')
        for index, one in enumerate(value):
            check_member(one, f"{path}[{index}]")

    return check


def _object(kind: str, described: dict[str, str]) -> Check:
    required = frozenset(_required(described))
    checks: dict[str, Check] = {}  # filled at first use: types may hold themselves

    def check(value: Any, path: str) -> None:
        if kind in _BARE_TEXT and isinstance(value, str):
            return
        if not isinstance(value, dict):
            raise bad_request(f'field "{path}" must be an object of type {kind}')
        if not checks:
            checks.update({name: _check(inner) for name, inner in described.items()})
        for name, inner in value.items():
            if name not in described:
                raise bad_request(f'unknown field "{path}.{name}" in {kind}')
            checks[name](inner, f"{path}.{name}")
        if not required <= value.keys():
            missing = ", ".join(sorted(required - value.keys()))
            raise bad_request(f'can\'t find field "{missing}" in {kind} at "{path}"')

    return check


def _one_of(members: list[str]) -> Check:
    simple = [_SIMPLE[name] for name in members if name in _SIMPLE]
    rest = [name for name in members if name not in _SIMPLE]

    def check(value: Any, path: str) -> None:
        if any(is_right(value) for is_right in simple):
            return
        likeliest = _likeliest(value, rest)
        if likeliest is None:
            raise bad_request(f'field "{path}" must be of type {" or ".join(members)}')
        _check(likeliest)(value, path)

    return check


def _likeliest(value: object, kinds: list[str]) -> str | None:
    """Answer the member type that this value tries to be, so that the refusal names its real fault."""
    if not isinstance(value, dict):
        return kinds[0] if len(kinds) == 1 else None
    return max(kinds, key=lambda kind: _likeness(value, kind), default=None)


def _likeness(value: Json, kind: str) -> tuple[int, int]:
    described = load().types.get(kind, {})
    if isinstance(described, list):
        return max(_likeness(value, member) for member in described)
    words = sum(
        value.get(name) == inner.partition("=")[2].rstrip("!") for name, inner in described.items() if "=" in inner
    )
    return words, len(value.keys() & described.keys()) - len(frozenset(_required(described)) - value.keys())
