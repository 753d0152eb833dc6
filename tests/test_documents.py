"""Every example in the documents for authors works, and both documents have the same ones."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot import resources
from bot.coaching.repertoire import REPERTOIRE
from bot.engine import schema
from bot.engine.advance import begin
from bot.engine.compile import compile_script
from bot.engine.conversation import Conversation
from bot.engine.world import World
from tests.engine.chat import NOON

DOCS = Path(__file__).parent.parent / "docs"
DOCUMENTS = ("writing-dialogs.md", "dialogen-schrijven.md")
KEYS = {key for model in schema.Model.__subclasses__() for key in model.model_fields} | {
    "meet",
    "change",
    "talked",
    "nickname",
    "ring",
    "on",
    "how",
}
KEPT = {*get_args(schema.QuestionKind), *KEYS, "end", "contacts", "voice", "photo"}
"""Words that mean something by themselves; all others are the author's."""
_BLOCK = re.compile(r"(?ms)^```yaml\n(.*?)^```$")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _text(document: str) -> str:
    return (DOCS / document).read_text("utf-8")


def _examples(document: str) -> list[tuple[int, str]]:
    text = _text(document)
    return [(text.count("\n", 0, found.start()) + 2, found[1]) for found in _BLOCK.finditer(text)]


def _wrapped(line: int, example: str) -> tuple[str, str]:
    """The file that an example is, or that the nodes in it are put in."""
    whole = re.search(r"(?m)^dialog: (\w+)$", example)
    if whole:
        return f"{whole[1]}.yaml", example
    if example.startswith("pools:"):
        return "pools.yaml", example
    nodes = "".join(f"  {row}\n" if row else "\n" for row in example.split("\n"))
    return f"regel_{line}.yaml", f"dialog: regel_{line}\ntitle: Voorbeeld\nnodes:\n{nodes}"


@cache
def _files(document: str) -> dict[str, str]:
    shipped = {name: text for name, (_, text) in resources.sources().items()}
    written = dict(_wrapped(line, example) for line, example in _examples(document))
    pools = yaml.safe_load(shipped["pools.yaml"])["pools"] | yaml.safe_load(written["pools.yaml"])["pools"]
    return {**shipped, **written, "pools.yaml": yaml.safe_dump({"pools": pools}, allow_unicode=True)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_example_is_sound_in_one_script_with_the_others(document: str) -> None:
    problems = compile_script(_files(document), {}, REPERTOIRE).problems
    assert not problems, "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_example_of_a_dialog_can_be_begun(document: str) -> None:
    script = compile_script(_files(document), {}, REPERTOIRE).script
    assert script
    for file, _ in (_wrapped(*one) for one in _examples(document)):
        if file != "pools.yaml":
            assert begin(script, Conversation(), file.removesuffix(".yaml"), World(NOON)).effects


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_construct_has_an_example(document: str) -> None:
    used = {key for _, example in _examples(document) for key in _keys(yaml.safe_load(example))}
    dialogs = (
        schema.DialogSource, schema.AskSource, schema.SaySource, schema.ShowSource, schema.BranchSource,
        schema.SetSource, schema.CallSource, schema.EachSource, schema.DoSource, schema.EndSource,
        schema.LineSource, schema.JumpSource, schema.ChoiceSource,
    )  # fmt: skip
    assert {key for model in dialogs for key in model.model_fields} - used == {"aside"}
    types = {str(value) for _, example in _examples(document) for value in _values(yaml.safe_load(example))}
    assert set(get_args(schema.QuestionKind)) <= types


def test_both_documents_have_the_same_examples_up_to_language() -> None:
    english, dutch = ([_shape(yaml.safe_load(example)) for _, example in _examples(one)] for one in DOCUMENTS)
    assert english == dutch


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    for link in _LINK.findall(_text(document)):
        assert (DOCS / link).exists(), link


def test_both_documents_have_the_same_sections() -> None:
    english, dutch = (re.findall(r"(?m)^(#+) ", re.sub(r"(?ms)^```.*?^```$", "", _text(one))) for one in DOCUMENTS)
    assert english == dutch


def _shape(given: Any) -> Any:
    """An example without the author's own words."""
    if isinstance(given, dict):
        return [(key if key in KEYS else "…", _shape(value)) for key, value in given.items()]
    if isinstance(given, list):
        return [_shape(one) for one in given]
    return "…" if isinstance(given, str) and given not in KEPT else given


def _keys(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        yield from given
    for one in given.values() if isinstance(given, dict) else given if isinstance(given, list) else ():
        yield from _keys(one)


def _values(given: Any) -> Iterator[Any]:
    if isinstance(given, dict | list):
        for one in given.values() if isinstance(given, dict) else given:
            yield from _values(one)
    else:
        yield given
