"""A version of a dialog that is written down and read back beside a later script is the dialog that it was."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from bot.engine.phrases import Catalogue
from bot.engine.script import Dialog, End, Lines, Script
from bot.engine.values import Phrase
from bot.engine.versions import Version, pin, write
from bot.render.catalogue import read_catalogues
from bot.resources import folder
from tests import shipped
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import beginning, scripted
from tests.engine.test_versions import OLD

POOLED = OLD.replace("    end: Dat was het, {naam}.", "    end: [{pool: bedankt}]")
POOL = "pools:\n  bedankt: [Dankjewel., Fijn dat je er was.]\n"
ENGLISH = {"en": {"weg.twee.ask": ("Hoe heet je?", "What is your name?")}}


def _files(dialog: str, **files: str) -> dict[str, str]:
    return {**sources(), "weg.yaml": dialog, **{f"{name}.yaml": text for name, text in files.items()}}


def _deployed(chat: Chat, new: Script, catalogues: Mapping[str, Catalogue] | None = None) -> Chat:
    """The same talk after the coach was started with another script."""
    kept = [write(dialog) for dialog in chat.script.dialogs.values()]
    chat.script = pin(new, kept, catalogues or {})
    return chat


def test_every_shipped_dialog_comes_back_as_it_was() -> None:
    script = shipped.script()
    kept = [write(dialog) for dialog in script.dialogs.values()]
    later = {id_: replace(dialog, version="later") for id_, dialog in script.dialogs.items()}
    older = pin(replace(script, dialogs=later), kept, read_catalogues(folder("locale"))).older
    for dialog in script.dialogs.values():
        found = older[dialog.id, dialog.version]
        assert write(found) == write(dialog)
        assert found.phrases == dialog.phrases
        assert list(found.nodes) == list(dialog.nodes)


def test_a_version_that_is_the_present_one_or_of_a_dialog_that_is_gone_is_not_beside_it() -> None:
    script = scripted(OLD)
    kept = [write(script.dialogs["weg"]), Version("nergens", "1", write(script.dialogs["weg"]).written)]
    assert pin(script, kept, {}).older == {}


def test_she_keeps_hearing_her_language_though_the_text_was_dropped_from_the_catalogue() -> None:
    chat = beginning(compiled(_files(OLD), ENGLISH), "weg")
    chat.conversation = replace(chat.conversation, answers={**chat.conversation.answers, "taal": "en"})
    chat.write("rood")
    new = _files(OLD.replace("Hoe heet je", "Wat is je naam"))
    said = _deployed(chat, compiled(new)).command("herhaal")
    assert said.startswith("What is your name?")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (("Hoe heet je?", "What are you called?"), "What are you called?"),
        (("Wat is je naam?", "Your name?"), "What is your name?"),
    ],
)
def test_a_better_translation_of_the_same_text_counts_and_one_of_another_text_does_not(
    today: tuple[str, str], said: str
) -> None:
    script = compiled(_files(OLD), ENGLISH)
    kept = [write(script.dialogs["weg"])]
    new = scripted(OLD.replace("Welke kleur", "Wat voor kleur"))
    older = pin(new, kept, {"en": {"weg.twee.ask": today}}).older["weg", script.dialogs["weg"].version]
    (asked,) = (phrase for phrase in older.phrases if phrase.key == "weg.twee.ask")
    assert asked == Phrase("weg.twee.ask", "Hoe heet je?", {"en": said})


def test_a_pool_is_the_present_one() -> None:
    chat = beginning(compiled(_files(POOLED, pools=POOL)), "weg")
    new = _files(
        POOLED.replace("Hoe heet je", "Wat is je naam"), pools=POOL.replace("Dankjewel.", "Graag gedaan.")
    )
    _deployed(chat, compiled(new))
    (older,) = chat.script.older.values()
    assert "Graag gedaan." in {phrase.source for variant in _last(older) for phrase in variant.phrases}


def _last(dialog: Dialog) -> Lines:
    node = dialog.nodes["vier"]
    assert isinstance(node, End)
    return node.lines


def test_a_version_that_does_not_go_with_the_present_shared_files_is_left_out_and_she_moves() -> None:
    chat = beginning(compiled(_files(POOLED, pools=POOL)), "weg")
    chat.write("rood")
    _deployed(chat, compiled(_files(OLD.replace("  twee:", "  naam:"))))
    assert chat.script.older == {}
    assert chat.write("Ans").startswith("(moved)\nWelke kleur?")


@pytest.mark.parametrize("written", ["", "{", "{}", '{"source": {"dialog": 1}, "translations": {}}', "[1]"])
def test_a_version_that_cannot_be_read_is_left_out(written: str) -> None:
    assert pin(scripted(OLD), [Version("weg", "1", written)], {}).older == {}


def test_what_she_chose_in_an_older_version_is_read_back_in_its_words() -> None:
    ending = OLD.replace("Dat was het, {naam}", "Dat was {kleur}")
    chat = beginning(scripted(ending), "weg")
    _deployed(chat, scripted(ending.replace("blauw: Blauw", "groen: Groen")))
    chat.press("Blauw")
    chat.write("Ans")
    assert chat.write("Acht uur") == "Dat was Blauw."


def test_an_action_that_is_not_known_any_more_is_passed_by() -> None:
    acts = "dialog: weg\ntitle: Weg\nnodes:\n  een:\n    ask: Een?\n    type: yes_no\n"
    old = scripted(acts + "  twee:\n    do: {pick: {}}\n  drie:\n    end: Klaar\n")
    chat = beginning(old, "weg")
    _deployed(chat, scripted(acts + "  drie:\n    end: Klaar\n"))
    repertoire = replace(chat.script.repertoire, actions={})
    chat.script = replace(chat.script, repertoire=repertoire)
    assert chat.press("Ja").endswith("Klaar")


def test_an_older_version_still_counts_how_often_it_asked() -> None:
    asks = OLD.replace(
        "    save: laat\n", "    save: laat\n    next: [{when: times(naam) > 3, go: een}, {go: vier}]\n"
    )
    old = scripted(asks)
    assert "naam" not in scripted(OLD).tracked
    assert "naam" in pin(scripted(OLD), [write(old.dialogs["weg"])], {}).tracked
