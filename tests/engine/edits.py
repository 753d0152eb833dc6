"""What an author does to the files of a script: changes that mean well, of which some can't be saved."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import pytest

from bot.engine import yaml_source
from bot.engine.problems import Problem
from bot.engine.sharing import FILES
from bot.engine.yaml_source import Document

Files: TypeAlias = dict[str, str]
Source: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[Source, random.Random], None]
_WAYS = ("next", "go", "give_up", "no_reply")


@pytest.fixture(scope="module")
def quick_reading() -> Iterator[None]:
    """Reads each text of a file once: most files are as they were before an edit."""
    read = cache(yaml_source.read)

    def remembered(file: str, text: str) -> tuple[Document, list[Problem]]:
        document, problems = read(file, text)
        return document, list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_source, "read", remembered)
        yield


def dialogs(files: Mapping[str, str]) -> list[str]:
    """The files that hold a dialog."""
    return sorted(file for file in files if file.removesuffix(".yaml") not in FILES)


def opened(files: Mapping[str, str], file: str) -> Source:
    """The dialog in this file, in which every node says where it leads."""
    source: Source = json.loads(json.dumps(yaml_source.read(file, files[file])[0].data))
    ids = list(source["nodes"])
    for node, below in zip(ids, [*ids[1:], "end"], strict=True):
        if not {"next", "branch", "end"} & source["nodes"][node].keys():
            source["nodes"][node]["next"] = below
    return source


def _led(part: Any, old: str, new: str) -> Any:
    """This part of a dialog with every way to one node leading to another."""
    if isinstance(part, list):
        return [_led(one, old, new) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: new if key in _WAYS and one == old else _led(one, old, new) for key, one in part.items()}


def _mapped(source: Source, chance: random.Random, how: str, old: str, new: str) -> None:
    """Says where the node went, or forgets to."""
    if chance.random() < 0.6:
        source.setdefault(how, {})[old] = new
        return
    for key in ("renamed", "retired"):
        source[key] = {was: to for was, to in source.get(key, {}).items() if to != old}


def rename(source: Source, chance: random.Random) -> None:
    """Gives a node another id."""
    old = chance.choice(list(source["nodes"]))
    new = f"{old[:40]}_{chance.randrange(1000)}"
    source["nodes"] = {new if id_ == old else id_: _led(one, old, new) for id_, one in source["nodes"].items()}
    _mapped(source, chance, "renamed", old, new)


def remove(source: Source, chance: random.Random) -> None:
    """Takes a node out; what led to it leads to where it led."""
    old = chance.choice(list(source["nodes"]))
    way = source["nodes"].pop(old).get("next", "end")
    instead = way if isinstance(way, str) else way[-1]["go"]
    source["nodes"] = {id_: _led(one, old, instead) for id_, one in source["nodes"].items()}
    _mapped(source, chance, "retired", old, instead)


def ask_more(source: Source, chance: random.Random) -> None:
    """Puts a question before a node."""
    before, new = chance.choice(list(source["nodes"])), f"meer_{chance.randrange(1000)}"
    led = {id_: _led(one, before, new) for id_, one in source["nodes"].items()}
    first = next(iter(led))
    asked = {new: {"ask": "En wat nog meer?", "type": "yes_no", "next": before}}
    source["nodes"] = {**asked, **led} if before == first else {**led, **asked}


def reword(source: Source, chance: random.Random) -> None:
    """Says something in other words."""
    said = [node for node in source["nodes"].values() if isinstance(node.get("say") or node.get("end"), str)]
    source["title"] = f"{source.get('title', 'Zonder')[:40]} {chance.randrange(100)}"
    for node in said:
        key = "say" if "say" in node else "end"
        node[key] = f"Nou. {node[key]}"


def offer_less(source: Source, chance: random.Random) -> None:
    """Takes an answer away from a question."""
    offered = [node["choices"] for node in source["nodes"].values() if isinstance(node.get("choices"), dict)]
    if several := [choices for choices in offered if len(choices) > 1]:
        choices = chance.choice(several)
        del choices[chance.choice(list(choices))]


def ask_otherwise(source: Source, chance: random.Random) -> None:
    """Asks for another kind of answer, and keeps it nowhere."""
    asked = [node for node in source["nodes"].values() if "ask" in node]
    if asked:
        node = chance.choice(asked)
        kept = {key: node[key] for key in ("ask", "next") if key in node}
        node.clear()
        node.update(kept, type=chance.choice(["yes_no", "scale", "number", "contact", "date"]))


def turn_round(source: Source, chance: random.Random) -> None:
    """Writes the nodes, but for the first, in another order."""
    first, *others = source["nodes"].items()
    chance.shuffle(others)
    source["nodes"] = dict([first, *others])


EDITS: tuple[Edit, ...] = (rename, remove, ask_more, reword, offer_less, ask_otherwise, turn_round)


def edited(files: Mapping[str, str], file: str, edit: Edit, chance: random.Random) -> Files:
    """The files after this edit of one dialog."""
    source = opened(files, file)
    edit(source, chance)
    return {**files, file: json.dumps(source)}


def pool_renamed(files: Mapping[str, str], chance: random.Random) -> Files:
    """The files with one pool under another name: no older version that says it goes with them any more."""
    data = yaml_source.read("pools.yaml", files["pools.yaml"])[0].data
    said = "\n".join(files.values())
    old = chance.choice([one for one in sorted(data["pools"]) if f"pool: {one}\n" in said])
    new = f"{old[:30]}_{chance.randrange(1000)}"
    pools = {"pools": {new if name == old else name: texts for name, texts in data["pools"].items()}}
    renamed = {file: text.replace(f"pool: {old}", f"pool: {new}") for file, text in files.items()}
    as_json = {file: text.replace(f'"pool": "{old}"', f'"pool": "{new}"') for file, text in renamed.items()}
    return {**as_json, "pools.yaml": json.dumps(pools)}
