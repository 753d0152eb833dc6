import os
from pathlib import Path

import pytest

from bot import cli
from bot.config import PREFIX

PLAYS = Path(__file__).parent.parent / "plays"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no settings."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_cover_is_content_where_every_node_is_reached(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["cover", "verwijder", "--plays", str(PLAYS)]) == 0
    assert capsys.readouterr().out == "dialog     nodes   ways    lacks\nverwijder  5 of 5  5 of 5\n"


@pytest.mark.parametrize(
    ("dialog", "play", "lacks"),
    [
        ("verwijder", "# wie: Ans, nl\n# soort: laag\n# dialoog: verwijder\n> Nee", "nl high, nl skips, en"),
        ("verwijder", "# wie: Ans, nl\n# dialoog: verwijder\n> Nee", "nl low, nl high, nl skips, en"),
        ("verwijder", "# wie: Ans, nl\n# soort: laag\n# dialoog: verwijder", "nl low, nl high, nl skips, en"),
        ("verwijder", "# who: Jane, en\n# kind: low\n# dialog: verwijder\n> no", "nl low, nl high, nl skips"),
        ("help", "# wie: Ans, nl\n# dialoog: verwijder\n> /help", "en"),
        ("vraag_alleen_jij", "# wie: Ans, nl\n# dialoog: verwijder\n> /help", ""),
    ],
)
def test_cover_tells_which_kinds_of_people_go_through_a_dialog_in_no_play(
    dialog: str, play: str, lacks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("one.play").write_text(play, "utf-8")
    cli.main(["cover", dialog, "--plays", "."])
    said, row = capsys.readouterr().out.splitlines()[:2]
    assert row[said.index("lacks") :] == lacks


def test_cover_names_the_line_of_what_no_play_reaches(capsys: pytest.CaptureFixture[str]) -> None:
    Path("nee.play").write_text("# dialoog: verwijder\n> Nee, laat staan\n", "utf-8")
    assert cli.main(["cover", "verwijder", "--plays", "."]) == 2
    assert capsys.readouterr().out.splitlines()[2:] == [
        "",
        "verwijder.yaml:15: no play comes to 'zeker'",
        "verwijder.yaml:30: no play comes to 'wissen'",
        "verwijder.yaml:32: no play comes to 'weg'",
        "verwijder.yaml:12: no play goes from 'willen' to 'zeker' (choices.ja)",
        "verwijder.yaml:27: no play goes from 'zeker' to 'wissen' (choices.wis)",
        "verwijder.yaml:28: no play goes from 'zeker' to 'blijft' (choices.nee)",
        "verwijder.yaml:30: no play goes from 'wissen' to 'weg' (next.0)",
    ]


@pytest.mark.parametrize(
    ("play", "words", "said"),
    [
        ("> hoi", ["prijzen"], "there is no dialog 'prijzen'; there are: "),
        ("> hoi", ["--plays", "gone"], "there are no plays in gone"),
        ("> [Rood]", ["--plays", "."], "one.play: there is no button [Rood]; there are: "),
        ("+later", ["--plays", "."], "one.play: '+later' is not a time that passes; "),
        ("# soort: moe", ["--plays", "."], "one.play: 'moe' is not a kind of person; there are: laag, "),
        ("# dialoog: zee", ["--plays", "."], "one.play: there is no dialog 'zee'; there are: "),
    ],
)
def test_cover_says_what_has_to_be_mended(
    play: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("one.play").write_text(play, "utf-8")
    assert cli.main(["cover", *words]) == 2
    assert capsys.readouterr().err.startswith(f"netwerkcoach: {said}")
