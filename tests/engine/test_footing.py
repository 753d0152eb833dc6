"""Where somebody would stand if another script were taken, told before it is."""

import pytest
from msgspec.structs import replace

from bot.engine.footing import Fate, footings
from bot.engine.script import Script
from bot.engine.steps import Frame
from bot.engine.versions import pin, write
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import beginning, scripted
from tests.engine.test_versions import AROUND, OLD, SECOND, THIRD, _at, _changed

GONE = _changed((THIRD, ""))


def _foreseen(chat: Chat, new: Script) -> list[tuple[str, str, Fate]]:
    """Of each dialog under way: where she stands, where she would, and how; and it is what then happens."""
    found = list(footings(new, chat.conversation, chat.world))
    chat.script = new
    chat.command("herhaal")
    top = found[-1]
    if top.fate != "stays" and top.to:
        assert (chat.conversation.frames[-1].dialog, chat.conversation.frames[-1].node) == top.to
    return [(one.frame.node, ".".join(one.to or ()), one.fate) for one in found]


@pytest.mark.parametrize(
    ("at", "new", "to", "fate"),
    [
        ("drie", OLD, "weg.drie", "stays"),
        ("drie", _changed(("Hoe laat", "Om hoe laat")), "weg.drie", "stays"),
        ("drie", _changed(("  drie:", "  tijd:"), head="renamed: {drie: tijd}\n"), "weg.tijd", "stays"),
        ("twee", _changed((SECOND, ""), (", {naam}", ""), head="retired: {twee: drie}\n"), "weg.drie", "moves"),
        ("drie", _changed((THIRD, ""), head="retired: {drie: end}\n"), "", "moves"),
        ("drie", GONE, "weg.twee", "stranded"),
        ("een", _changed(("  een:", "  begin:")), "weg.begin", "stranded"),
    ],
)
def test_without_her_version_she_goes_where_the_author_leads_or_is_stranded(
    at: str, new: str, to: str, fate: Fate
) -> None:
    assert _foreseen(_at(at), scripted(new)) == [(at, to, fate)]


def test_while_her_version_is_kept_she_stays_though_her_question_is_gone() -> None:
    chat = _at("drie")
    pinned = pin(scripted(GONE), [write(chat.script.dialogs["weg"])], {})
    assert _foreseen(chat, pinned) == [("drie", "weg.drie", "stays")]


def test_whoever_is_in_a_dialog_that_is_gone_is_stranded_with_nothing_or_with_what_waits() -> None:
    chat = _at("drie")
    assert _foreseen(chat, compiled(sources())) == [("drie", "", "stranded")]
    chat = _at("drie")
    chat.command("menu")
    assert _foreseen(chat, compiled(sources()))[0] == ("drie", "", "stranded")
    assert chat.conversation.frames


def test_a_dialog_that_called_another_stays_at_its_call_or_is_told_of_too() -> None:
    chat = beginning(scripted(AROUND, OLD), "om")
    renamed = AROUND.replace("  roep:", "  bel:")
    assert _foreseen(chat, scripted(AROUND, OLD)) == [("roep", "om.roep", "stays"), ("een", "weg.een", "stays")]
    chat = beginning(scripted(AROUND, OLD), "om")
    found = list(footings(scripted(renamed, OLD), chat.conversation, chat.world))
    assert [(one.frame.node, one.fate) for one in found] == [("roep", "stranded"), ("een", "stays")]


def test_a_dialog_that_waits_at_its_call_stays_there_in_another_version_too() -> None:
    asks = AROUND.replace("nodes:\n", "nodes:\n  eerst:\n    ask: Eerst dit?\n    type: yes_no\n")
    chat = beginning(scripted(asks, OLD), "om")
    chat.write("ja")
    later = scripted(asks.replace("En nu?", "Wat nu?"), OLD)
    assert _foreseen(chat, later) == [("roep", "om.roep", "stays"), ("een", "weg.een", "stays")]


def test_an_answer_that_is_being_corrected_is_no_place_of_its_own() -> None:
    chat = _at("drie")
    chat.command("wijzig")
    chat.press("Ans")
    assert any(frame.fixes for frame in chat.conversation.frames)
    assert [one.frame.node for one in footings(chat.script, chat.conversation, chat.world)] == ["drie"]


def test_nobody_stands_anywhere_while_nothing_is_open() -> None:
    chat = _at("een")
    assert list(footings(chat.script, replace(chat.conversation, frames=()), chat.world)) == []
    lost = replace(chat.conversation, frames=(Frame("weg", "nooit", "1", 1),))
    assert [one.fate for one in footings(chat.script, lost, chat.world)] == ["stranded"]
