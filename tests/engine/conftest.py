"""A small script with one of everything, to prove each rule of a talk by itself."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.engine.compile import compile_script
from bot.engine.phrases import Catalogue
from bot.engine.repertoire import NOTHING, Repertoire
from bot.engine.script import Script
from bot.resources import folder
from tests.engine.chat import Chat

FOLDER = Path(__file__).parent / "script"
ENGLISH: Mapping[str, Catalogue] = {
    "en": {
        "dag.kleur.ask.2": ("Welke kleur kies je?", "Which colour do you choose?"),
        "dag.kleur.choices.rood": ("Rood", "Red"),
        "dag.lijn.ask": ("Hoe heet je winkel?", "What is your shop called?"),
        "common.skip": ("Sla over", "Skip"),
    }
}


def sources() -> dict[str, str]:
    """The files of the small script; how people write days and times, and pictures, are those of the dialogs."""
    files = {file.name: file.read_text("utf-8") for file in FOLDER.glob("*.yaml")}
    almanac = (folder("dialogs") / "words.yaml").read_text("utf-8").partition("\ndates:")[2]
    pictures = (folder("dialogs") / "pictures.yaml").read_text("utf-8")
    return {**files, "pictures.yaml": pictures, "words.yaml": f"{files['words.yaml']}dates:{almanac}"}


def compiled(
    files: Mapping[str, str], catalogues: Mapping[str, Catalogue] | None = None, repertoire: Repertoire = NOTHING
) -> Script:
    """The script of these files, which must be sound."""
    result = compile_script(files, catalogues or {}, repertoire)
    fatal = [str(problem) for problem in result.problems if not problem.code.startswith("N4")]
    assert not fatal, "\n".join(fatal)
    assert result.script is not None
    return result.script


@pytest.fixture(scope="session")
def script() -> Script:
    """The small script."""
    return compiled(sources(), ENGLISH)


@pytest.fixture
def chat(script: Script) -> Chat:
    """Somebody who knows the coach, with nothing open."""
    chat = Chat(script)
    chat.start()
    chat.press("Ja")
    chat.everything.clear()
    return chat


@pytest.fixture
def stranger(script: Script) -> Chat:
    """Somebody who has yet to say the first word."""
    return Chat(script)
