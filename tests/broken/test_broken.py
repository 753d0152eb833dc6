"""Every problem that an author can be told of: an example raises it, and it alone, at its very line.

Each folder beside this file lays one fault over a sound script. The first line of one of its files says what is
to be found, and where: ``# N04 proef.yaml:7``.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.engine.compile import Compiled, compile_script, is_fatal
from bot.engine.extract import extract
from bot.engine.phrases import Catalogue
from bot.render.catalogue import read_catalogues
from tests.engine.conftest import FOLDER as SOUND
from tests.engine.conftest import sources

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
EXAMPLES = sorted(folder for folder in HERE.iterdir() if folder.is_dir() and folder.name != "__pycache__")
_EXPECTED = re.compile(r"# (N\d\d) (\S+):(\d+)")
_CODE = re.compile(r'"(N\d\d)"')


def _compile(folder: Path, scratch: Path) -> Compiled:
    files = sources() | {file.name: file.read_text("utf-8") for file in folder.glob("*.yaml")}
    return compile_script(files, {"en": _translated(folder, scratch)})


def _translated(folder: Path, scratch: Path) -> Catalogue:
    """Everything translated by itself, but for what the example's own catalogue says."""
    shared = {"pictures.yaml": ROOT / "dialogs" / "pictures.yaml"}
    files = shared | {file.name: file for place in (SOUND, folder) for file in place.glob("*.yaml")}
    found = {key: (text, text) for file in files.values() for key, text in _texts(file)}
    own = folder / "en.po"
    if own.exists():
        place = scratch / "en" / "LC_MESSAGES" / "netwerkcoach.po"
        place.parent.mkdir(parents=True)
        place.write_bytes(own.read_bytes())
        untranslated = re.findall(r'msgctxt "(.+)"\nmsgid ".*"\nmsgstr ""', own.read_text("utf-8"))
        kept = {key: one for key, one in found.items() if key not in untranslated}
        return {**kept, **read_catalogues(scratch)["en"]}
    return found


@cache
def _texts(file: Path) -> tuple[tuple[str, str], ...]:
    with file.open("rb") as opened:
        return tuple(found[2] for found in extract(opened, (), (), {}))


def _expected(folder: Path) -> tuple[str, str, int]:
    files = sorted(folder.iterdir())
    firsts = [_EXPECTED.match(file.read_text("utf-8")) for file in files]
    found = [first for first in firsts if first]
    assert len(found) == 1, f"one file of {folder.name} says what is expected"
    return found[0][1], found[0][2], int(found[0][3])


def test_the_script_under_the_examples_is_sound(tmp_path: Path) -> None:
    compiled = _compile(tmp_path, tmp_path)
    assert compiled.problems == ()
    assert compiled.script is not None


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_a_broken_example_raises_its_problem_and_no_other(folder: Path, tmp_path: Path) -> None:
    compiled = _compile(folder, tmp_path)
    code, file, line = _expected(folder)
    told = [(one.code, one.place.file, one.place.line) for one in compiled.problems]
    assert told == [(code, file, line)], "\n".join(str(one) for one in compiled.problems)
    (problem,) = compiled.problems
    assert (compiled.script is None) == is_fatal(problem)
    assert 10 < len(problem.what) < 200
    assert problem.mend.endswith((".", "?")), "it says how to mend it"
    assert not re.search(r"pydantic|instance of|valid dictionary|None", problem.what + problem.mend)


def test_a_missing_file_is_named() -> None:
    files = sources()
    del files["words.yaml"]
    (problem,) = compile_script(files, {}).problems
    assert (problem.code, problem.place.file, problem.place.line) == ("N24", "words.yaml", 1)


def test_a_missing_common_text_is_named() -> None:
    files = sources()
    files["common.yaml"] = re.sub(r"(?m)^  greeting: .*\n", "", files["common.yaml"])
    (problem,) = compile_script(files, {}).problems
    assert problem.code == "N24"
    assert "'greeting'" in problem.what


@pytest.mark.parametrize(
    ("written", "code", "told"),
    [
        (None, "N24", "'rhythm_title'"),
        ("Je ritme in {weken}", "N11", "'{weken}'"),
        ("Je <u>ritme</u>", "N23", "markup"),
    ],
)
def test_a_text_of_a_picture_is_there_and_holds_what_fills_it(written: str | None, code: str, told: str) -> None:
    files = sources()
    line = f'  rhythm_title: "{written}"\n' if written else ""
    files["pictures.yaml"] = re.sub(r"(?m)^  rhythm_title: .*\n", line, files["pictures.yaml"])
    (problem,) = compile_script(files, {}).problems
    assert problem.code == code
    assert told in problem.what


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_files() -> None:
    broken = ("a_way_leads_to_a_node", "labels_differ", "markup_closes")
    files = sources() | {
        f"proef{at}.yaml": (HERE / name / "proef.yaml").read_text("utf-8").replace(": proef", f": proef{at}")
        for at, name in enumerate(broken)
    }
    assert [one.code for one in compile_script(files, {}).problems] == ["N04", "N13", "N23"]


def _codes() -> set[str]:
    engine = ROOT / "bot" / "engine"
    return {code for file in engine.glob("*.py") for code in _CODE.findall(file.read_text("utf-8"))}


def test_every_code_has_an_example() -> None:
    assert {_expected(folder)[0] for folder in EXAMPLES} == _codes()


def test_every_code_has_a_paragraph_in_the_documents() -> None:
    text = (ROOT / "docs" / "problems.md").read_text("utf-8")
    assert set(re.findall(r"(?m)^## (N\d\d) ", text)) == _codes()
