"""Translations are read as translators write them."""

from pathlib import Path

from bot.render.catalogue import read_catalogues

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgctxt "dag.kleur.ask"
msgid "Welke kleur kies je?"
msgstr "Which colour do you choose?"

#, fuzzy
msgctxt "dag.lijn.ask"
msgid "Hoe heet je winkel?"
msgstr "How is your shop?"

msgctxt "dag.cijfer.ask"
msgid "Welk cijfer geef je?"
msgstr ""

msgid "Zonder sleutel"
msgstr "Without a key"

msgctxt "dag.laag.say"
msgid ""
"Regel een.\\n"
"Regel “twee”."
msgstr ""
"Line one.\\n"
"Line “two”."

#~ msgctxt "dag.weg.say"
#~ msgid "Weg"
#~ msgstr "Gone"
"""


def _write(folder: Path, language: str, text: str) -> None:
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "netwerkcoach.po").write_text(text, "utf-8")


def test_what_is_translated_is_read_under_its_key(tmp_path: Path) -> None:
    _write(tmp_path, "en", PO)
    assert read_catalogues(tmp_path) == {
        "en": {
            "dag.kleur.ask": ("Welke kleur kies je?", "Which colour do you choose?"),
            "dag.laag.say": ("Regel een.\nRegel “twee”.", "Line one.\nLine “two”."),
        }
    }


def test_a_doubtful_empty_or_outdated_translation_does_not_count(tmp_path: Path) -> None:
    _write(tmp_path, "en", PO)
    assert not {"dag.lijn.ask", "dag.cijfer.ask", "dag.weg.say", ""} & read_catalogues(tmp_path)["en"].keys()


def test_every_language_has_a_folder(tmp_path: Path) -> None:
    _write(tmp_path, "en", PO)
    _write(tmp_path, "fy", PO)
    (tmp_path / "netwerkcoach.pot").write_text("", "utf-8")
    assert list(read_catalogues(tmp_path)) == ["en", "fy"]


def test_without_translations_there_is_dutch(tmp_path: Path) -> None:
    assert read_catalogues(tmp_path) == {}
