"""What translators get: every text under its key, with the line at which it stands."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_file

from bot.engine.extract import extract
from bot.resources import compiled, folder
from tests.engine.conftest import FOLDER

PROEF = """\
# een opmerking
dialog: proef
title: Proef
nodes:
  hallo:
    say:
      - Eerst dit.
      - when: known(voornaam)
        text: Dag {voornaam}.
      - "Dan
        dat."

  vraag:
    ask: Wat wordt het?
    type: choice
    choices:
      rood: Rood
      blauw:
        go: dag
        label: Blauw
    reask:
      - Nog eens.
      - En nog eens.
  schaal:
    ask: Hoeveel is het?
    type: scale
    ends:
      - weinig
      - veel
  woorden:
    ask: Hoe heet je?
    type: text
    example: Ans
  dag:
    end: Dag.
"""


def _found(name: str, text: str) -> list[tuple[int, str, str]]:
    file = BytesIO(text.encode())
    file.name = name
    return [(line, key, source) for line, _, (key, source), _ in extract(file, (), (), {})]


def test_every_text_of_a_dialog_comes_with_its_key_and_true_line() -> None:
    assert sorted(_found("dialogs/proef.yaml", PROEF)) == [
        (3, "proef.title", "Proef"),
        (7, "proef.hallo.say.1", "Eerst dit."),
        (9, "proef.hallo.say.2", "Dag {voornaam}."),
        (10, "proef.hallo.say.3", "Dan dat."),
        (14, "proef.vraag.ask", "Wat wordt het?"),
        (17, "proef.vraag.choices.rood", "Rood"),
        (20, "proef.vraag.choices.blauw", "Blauw"),
        (22, "proef.vraag.reask.1", "Nog eens."),
        (23, "proef.vraag.reask.2", "En nog eens."),
        (25, "proef.schaal.ask", "Hoeveel is het?"),
        (28, "proef.schaal.ends.1", "weinig"),
        (29, "proef.schaal.ends.2", "veel"),
        (31, "proef.woorden.ask", "Hoe heet je?"),
        (33, "proef.woorden.example", "Ans"),
        (35, "proef.dag.end", "Dag."),
    ]


def test_the_line_of_a_text_holds_it() -> None:
    for file in FOLDER.glob("*.yaml"):
        lines = file.read_text("utf-8").split("\n")
        for line, key, source in _found(str(file), file.read_text("utf-8")):
            assert source.split("\n")[0].split(" ")[0] in lines[line - 1], f"{file.name}:{line} {key}"


def test_babel_gets_keys_as_contexts(tmp_path: Path) -> None:
    file = tmp_path / "proef.yaml"
    file.write_text(PROEF, "utf-8")
    found = [(line, text, key) for line, text, _, key in extract_from_file("bot.engine.extract:extract", file)]
    assert (3, "Proef", "proef.title") in found
    assert (9, "Dag {voornaam}.", "proef.hallo.say.2") in found


def test_a_file_that_is_broken_gives_nothing() -> None:
    assert _found("dialogs/proef.yaml", "dialog: [") == []
    assert _found("dialogs/proef.yaml", "") == []
    assert _found("dialogs/proef.yaml", "- een\n- twee\n") == []


def test_the_shipped_dialogs_give_each_key_once_and_all_are_translated() -> None:
    files = sorted(folder("dialogs").glob("*.yaml"))
    keys = [key for file in files for _, key, _ in _found(file.name, Path(file).read_text("utf-8"))]
    assert len(keys) == len(set(keys))
    assert [problem for problem in compiled().problems if problem.code == "N40"] == []
