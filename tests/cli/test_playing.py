import io
import os
import sys
from pathlib import Path

import pytest

from bot import cli, resources
from bot.config import PREFIX
from bot.service.performance import Performance
from bot.service.rehearsal import Rehearsal

TODAY = """
dialog: vandaag_af
title: Vandaag
nodes:
  wat:
    ask: Wat wil je vandaag af hebben?
    type: text
    example: De rekening.
    deadline: 90m
    no_reply: stil
    save: vandaag_wat
  lukt:
    ask: Lukt dat?
    type: yes_no
    next: einde
  stil:
    say: Ik laat het rusten.
  einde:
    end: Tot morgen.
"""


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder but for the dialogs, with one more in which an answer is waited for."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    Path("dialogs").mkdir()
    for name, (_, text) in resources.sources().items():
        Path("dialogs", name).parent.mkdir(exist_ok=True)
        Path("dialogs", name).write_text(text, "utf-8")
    Path("dialogs/vandaag_af.yaml").write_text(TODAY, "utf-8")
    monkeypatch.setenv(f"{PREFIX}DIALOGS", "dialogs")


class Author:
    """Somebody at a terminal, who types these lines and sees what is printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def plays(self, *words: str, typing: str) -> list[str]:
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typing))
        assert cli.main(["play", *words]) == 0
        return self.capsys.readouterr().out.splitlines()


@pytest.fixture
def author(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Author:
    return Author(monkeypatch, capsys)


def test_play_shows_what_is_said_and_which_answers_change(author: Author) -> None:
    said = author.plays("vandaag_af", typing="de offerte\nterug\nde rekening\n[Ja]\nhallo?\n")
    assert said[:5] == [
        "< Wat wil je vandaag af hebben?",
        "<",
        "< Bijvoorbeeld: De rekening.",
        "< [Sla over]",
        "< Lukt dat?",
    ]
    assert [line for line in said if line.startswith("  ")] == [
        "  vandaag_wat = de offerte",
        "  vandaag_wat is gone",
        "  vandaag_wat = de rekening",
    ]
    assert said[-1] == "< Tot morgen.", "it ends with the dialog"


def test_play_lets_the_time_for_an_answer_pass(author: Author) -> None:
    said = author.plays("vandaag_af", typing="/timeout\n")
    assert said[-3:] == ["< Ik laat het rusten.", "<", "< Tot morgen."]


def test_play_lets_time_pass_and_what_comes_meanwhile_comes(author: Author) -> None:
    assert "< Ik laat het rusten." not in author.plays("vandaag_af", typing="+1h\n")
    assert "< Ik laat het rusten." in author.plays("vandaag_af", typing="+1h\n+1h\n")


def test_play_has_no_timeout_where_nothing_is_waited_for(author: Author) -> None:
    said = author.plays("vandaag_af", typing="de offerte\n/timeout\n[Rood]\n+soon\n")
    assert said[-3:] == [
        "? this question has no 'deadline', so no time is up here",
        "? there is no button [Rood]; there are: [Ja] [Nee] [‹ Terug] [Sla over]",  # noqa: RUF001 -- its arrow
        "? '+soon' is not a time that passes; write +30m, +2h or +1d",
    ]


def test_play_talks_in_another_language(author: Author) -> None:
    assert "< What would you like to change?" in author.plays("instellingen", "--lang", "en", typing="")


def test_a_talk_that_is_saved_is_a_play_that_goes_as_it_is_written(author: Author) -> None:
    typing = "[Rood]\nhelp\n> /menu\n+20m\nhoe het hier werkt\n/timeout\n"
    said = author.plays("vandaag_af", "--save", "new/stil.play", typing=typing)
    assert said[-1] == "Saved: new/stil.play"
    play = Path("new/stil.play").read_text("utf-8").splitlines()
    assert [line for line in play if not line.startswith("<")] == [
        "# wie: Ans, nl",
        "# dialoog: vandaag_af",
        "> help",
        "> /menu",
        "+20m",
        "> hoe het hier werkt",
        "+90m",
    ]
    script = resources.compiled(Path("dialogs")).script
    assert script
    assert list(Performance(Rehearsal(script)).perform(play)) == play


def test_play_writes_over_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.play").write_text("> hoi", "utf-8")
    assert cli.main(["play", "prijs", "--save", "mine.play"]) == 2
    assert capsys.readouterr().err == "netwerkcoach: mine.play is there already; choose another name\n"
    assert Path("mine.play").read_text("utf-8") == "> hoi"
