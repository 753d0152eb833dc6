import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot import cli
from bot.config import PREFIX
from bot.store import schema, tallies
from bot.store.database import Database
from tests import shipped


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and no settings."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_graph_says_a_picture_where_no_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["graph", "prijs"]) == 0
    assert ET.fromstring(capsys.readouterr().out).tag.endswith("svg")  # noqa: S314 -- we made it


def test_graph_writes_mermaid_to_a_file_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["graph", "welkom", "--format", "mermaid", "--lang", "en", "--out", "new/welkom.mmd"]) == 0
    assert capsys.readouterr().out == "Drawn: new/welkom.mmd\n"
    script = shipped.script()
    assert script.title("welkom").wording("en") in Path("new/welkom.mmd").read_text("utf-8")


def test_graph_draws_a_png_beside_us() -> None:
    assert cli.main(["graph", "menu", "--format", "png"]) == 0
    assert Path("menu.png").read_bytes().startswith(b"\x89PNG")


def test_graph_draws_what_cover_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plays").mkdir()
    Path("plays/kort.play").write_text("# dialoog: prijs\n> [Mijn tijd]\n", "utf-8")
    assert cli.main(["cover", "--plays", "plays", "--out", "new/coverage.json"]) == 2
    said = capsys.readouterr().out
    assert re.search(r"(?m)^prijs +4 of", said)
    assert "prijs.yaml:" in said
    assert "no play comes to 'verschil'" in said
    assert not re.search(r"(?m)^prijs.*no play goes from 'soort'", said)
    assert cli.main(["graph", "prijs", "--coverage", "new/coverage.json"]) == 0
    drawn = capsys.readouterr().out
    assert "the plays reach 4 of" in drawn
    assert "soort → waarde: taken 1 time" in drawn
    assert "waarde → verschil: not taken by any play" in drawn


def test_graph_draws_what_stats_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", "sqlite:///coach.db")
    database = Database("sqlite:///coach.db")
    schema.migrate(database)
    counts = {("prijs", "1", "soort", event): 12 for event in ("reached", "answered", "took.3")}
    with database.transaction() as connection:
        tallies.add(connection, counts | {("prijs", "2", "soort", "skipped"): 2})
    database.close()
    assert cli.main(["stats", "--json"]) == 0
    Path("funnel.json").write_text(capsys.readouterr().out, "utf-8")
    assert cli.main(["graph", "prijs", "--funnel", "funnel.json"]) == 0
    assert "12 came · 12 answered · &lt;5 skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prijzen"], "there is no dialog 'prijzen'; there are: "),
        (["prijs", "--coverage", "gone.json"], "gone.json can't be read: No such file"),
        (["prijs", "--funnel", "list.json"], "list.json does not hold the counts that are asked for: "),
    ],
)
def test_graph_says_what_has_to_be_mended(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("list.json").write_text("[3]", "utf-8")
    assert cli.main(["graph", *words]) == 2
    assert capsys.readouterr().err.startswith(f"netwerkcoach: {said}")


def test_graph_reads_the_large_library_for_a_png_alone() -> None:
    draw = "import sys; from bot.cli import main; main(['graph', 'menu', '--out', 'menu.svg'])"
    look = f"{draw}; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0  # noqa: S603 -- ourselves
