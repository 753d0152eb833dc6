"""The script changes under her, and the version she began on is still kept: she moves where it is safe."""

from msgspec.structs import replace

from bot.engine.inputs import Edited
from bot.engine.script import Script
from bot.engine.steps import Frame
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import beginning, scripted

OLD = """
dialog: weg
title: De weg
nodes:
  een:
    ask: Welke kleur?
    type: choice
    save: kleur
    choices: {rood: Rood, blauw: Blauw}
  twee:
    ask: Hoe heet je?
    type: text
    example: Ans
    save: naam
  drie:
    ask: Hoe laat is het?
    type: text
    example: Acht uur
    save: laat
  vier:
    end: Dat was het, {naam}.
"""
SECOND = "  twee:\n    ask: Hoe heet je?\n    type: text\n    example: Ans\n    save: naam\n"
THIRD = "  drie:\n    ask: Hoe laat is het?\n    type: text\n    example: Acht uur\n    save: laat\n"
AROUND = """
dialog: om
title: Om
nodes:
  roep:
    call: weg
  na:
    ask: En nu?
    type: yes_no
    next: end
"""


def _changed(*changes: tuple[str, str], head: str = "", source: str = OLD) -> str:
    for before, after in changes:
        assert before in source
        source = source.replace(before, after)
    return source.replace("nodes:\n", f"{head}nodes:\n", 1)


def _keeping(new: Script, *olds: Script) -> Script:
    """The new script, with what stands in these older ones still known by its version."""
    older = {(id_, one.version): one for old in olds for id_, one in old.dialogs.items()}
    return replace(new, older=older)


def _at(node: str, source: str = OLD) -> Chat:
    chat = beginning(scripted(source), "weg")
    for word in {"een": [], "twee": ["rood"], "drie": ["rood", "Ans"]}[node]:
        chat.write(word)
    return chat


def _moved(chat: Chat, new: str, *, kept: bool = True) -> Chat:
    chat.script = _keeping(scripted(new), chat.script) if kept else scripted(new)
    return chat


def test_a_question_that_stands_in_both_versions_is_answered_in_the_old_one_and_followed_by_the_new_one() -> None:
    chat = _moved(_at("twee"), _changed(("Hoe heet je", "Wat is je naam"), ("Hoe laat is het", "Welk uur is het")))
    assert chat.command("herhaal").startswith("Hoe heet je?"), "the question is the one she has before her"
    assert chat.write("Ans").startswith("Welk uur is het?")
    assert chat.conversation.frames[-1].version == chat.script.dialogs["weg"].version


def test_an_old_button_answers_the_question_as_it_was_put() -> None:
    chat = _moved(_at("een"), _changed(("blauw: Blauw", "groen: Groen")))
    assert chat.press("Blauw").startswith("Hoe heet je?")
    assert chat.answers["kleur"] == "blauw"


def test_a_button_of_a_choice_that_is_gone_is_an_old_one_where_its_version_is_not_kept() -> None:
    chat = _moved(_at("een"), _changed(("blauw: Blauw", "groen: Groen")), kept=False)
    assert chat.press("Blauw") == "Welke kleur?"
    assert chat.notice == "(old_button)"
    assert "kleur" not in chat.answers
    assert chat.labels == [["Rood"], ["Groen"], ["Sla over"]]


def test_a_question_whose_type_changed_is_answered_in_the_old_one() -> None:
    new = _changed(("    type: text\n    example: Ans\n", "    type: number\n"))
    assert _moved(_at("twee"), new).write("Ans").startswith("Hoe laat is het?")
    assert _moved(_at("twee"), new, kept=False).write("Ans").startswith("(reask_number 1)")


def test_a_question_that_was_renamed_is_the_same_question() -> None:
    new = _changed(("  twee:", "  naam:"), head="renamed: {twee: naam}\n")
    for kept in (True, False):
        chat = _moved(_at("twee"), new, kept=kept)
        assert chat.write("Ans").startswith("Hoe laat is het?")
        assert chat.answers["naam"] == "Ans"
        assert chat.command("terug").startswith("(went_back)\nHoe heet je?")


def test_a_question_that_was_renamed_twice_is_still_the_same() -> None:
    new = _changed(("  twee:", "  roepnaam:"), head="renamed: {twee: naam, naam: roepnaam}\n")
    assert _moved(_at("twee"), new, kept=False).write("Ans").startswith("Hoe laat is het?")


def test_what_comes_next_may_have_been_renamed() -> None:
    chat = _moved(_at("twee"), _changed(("  drie:", "  tijd:"), head="renamed: {drie: tijd}\n"))
    assert chat.write("Ans").startswith("Hoe laat is het?")
    assert chat.conversation.frames[-1].node == "tijd"


def test_from_a_question_that_was_retired_she_goes_where_the_author_leads_with_a_word() -> None:
    new = _changed(
        (SECOND, ""),
        (", {naam}", ""),
        head="retired: {twee: drie}\n",
    )
    chat = _moved(_at("twee"), new, kept=False)
    assert chat.write("Ans").startswith("(moved)\nHoe laat is het?")
    assert "laat" not in chat.answers, "her words were about the question that is gone"
    chat = _moved(_at("twee"), new)
    assert chat.write("Ans").startswith("Hoe laat is het?"), "while its version is kept she can answer it"


def test_a_way_to_a_question_that_was_retired_leads_on() -> None:
    new = _changed(
        (THIRD, ""),
        head="retired: {drie: vier}\n",
    )
    chat = _moved(_at("twee"), new)
    assert chat.write("Ans") == "Dat was het, Ans."


def test_a_question_may_be_retired_to_the_end() -> None:
    new = _changed(
        (THIRD, ""),
        ("  vier:\n    end: Dat was het, {naam}.\n", ""),
        ("save: naam\n", "save: naam\n    next: end\n"),
        head="retired: {drie: end, vier: end}\n",
    )
    chat = _moved(_at("drie"), new, kept=False)
    assert chat.write("Acht uur") == "(moved)"
    assert not chat.conversation.frames
    assert chat.conversation.answers["~done.weg"] == 1
    chat = _moved(_at("drie"), new)
    assert chat.write("Acht uur") == "", "answered in the old version, and then the dialog is over"
    assert not chat.conversation.frames
    assert _moved(_at("twee"), new).write("Ans") == ""


def test_a_question_retired_to_the_end_of_a_called_dialog_goes_on_in_its_caller() -> None:
    short = "dialog: weg\ntitle: De weg\nretired: {een: end}\n"
    short += "nodes:\n  nul:\n    ask: Nul?\n    type: yes_no\n    next: end\n"
    chat = beginning(scripted(AROUND, OLD), "om")
    chat.script = scripted(AROUND, short)
    assert chat.write("rood") == "(moved)\nEn nu?"
    for command in ("herhaal", "pauze", "verder", "terug", "help", "stop", "opnieuw", "annuleer"):
        chat = beginning(scripted(AROUND, OLD), "om")
        chat.script = scripted(AROUND, short)
        assert chat.command(command)


def test_a_question_retired_to_words_says_them() -> None:
    new = _changed(
        (SECOND, "  woord:\n    say: Ik vraag je naam niet meer.\n"),
        (", {naam}", ""),
        head="retired: {twee: woord}\n",
    )
    said = _moved(_at("twee"), new, kept=False).write("Ans")
    assert said.startswith("(moved)\nIk vraag je naam niet meer.\nHoe laat is het?")


def test_with_her_question_gone_she_goes_to_the_nearest_earlier_one_under_its_present_name() -> None:
    new = _changed((THIRD, ""), ("  twee:", "  naam:"), head="renamed: {twee: naam}\n")
    assert _moved(_at("drie"), new, kept=False).write("Acht uur").startswith("(moved)\nHoe heet je?")
    chat = _moved(_at("drie"), new)
    assert chat.write("Acht uur") == "Dat was het, Ans.", "what comes after it still stands"


def test_while_what_comes_next_is_gone_she_goes_on_in_her_own_version() -> None:
    chat = _moved(_at("twee"), _changed((THIRD, "")))
    assert chat.write("Ans").startswith("Hoe laat is het?")
    assert chat.conversation.frames[-1].version != chat.script.dialogs["weg"].version
    assert chat.write("Acht uur") == "Dat was het, Ans."


def test_a_dialog_that_her_own_version_calls_may_be_gone() -> None:
    per = "dialog: per\ntitle: Per\nnodes:\n  bel:\n    ask: Bel je?\n    type: yes_no\n    next: end\n"
    for call in ("call: per", "each: contacts\n    name: wie\n    call: per"):
        old = _changed(("    save: naam\n", f"    save: naam\n  roep:\n    {call}\n"))
        chat = beginning(scripted(old, per), "weg", ("Ann",))
        chat.write("rood")
        _moved(chat, OLD)
        assert chat.write("Ans").startswith("Hoe laat is het?")


def test_a_dialog_that_is_gone_is_let_go_though_its_version_is_kept() -> None:
    chat = _at("twee")
    chat.script = _keeping(compiled(sources()), chat.script)
    assert chat.write("Ans") == "(moved)\nWat wil je?"
    assert [frame.dialog for frame in chat.conversation.frames] == ["menu"]


def test_a_caller_goes_on_in_the_present_version_when_the_dialog_it_called_is_over() -> None:
    around = "dialog: om\ntitle: Om\nnodes:\n  roep: {call: weg}\n  na: {end: Oud.}\n"
    new = around.replace("na: {end: Oud.}", "na: {end: Nieuw.}")
    chat = beginning(scripted(around, OLD), "om")
    chat.script = _keeping(scripted(new, OLD), chat.script)
    for word in ("rood", "Ans"):
        chat.write(word)
    assert chat.write("Acht uur").endswith("Nieuw.")


def test_a_caller_whose_call_is_gone_goes_on_where_it_leads() -> None:
    around = "dialog: om\ntitle: Om\nnodes:\n  roep: {call: weg}\n  na: {end: Klaar.}\n"
    new = "dialog: om\ntitle: Om\nnodes:\n  begin:\n    ask: Begin?\n    type: yes_no\n  na: {end: Klaar.}\n"
    chat = beginning(scripted(around, OLD), "om")
    chat.script = _keeping(scripted(new, OLD), chat.script)
    for word in ("rood", "Ans"):
        chat.write(word)
    assert chat.write("Acht uur").endswith("Klaar.")
    chat = beginning(scripted(around, OLD), "om")
    chat.script = scripted(new, OLD)
    for word in ("rood", "Ans"):
        chat.write(word)
    assert chat.write("Acht uur").endswith("(moved)\nBegin?"), "without its version there is nothing to go on from"


def test_a_round_goes_on_as_it_began() -> None:
    around = "dialog: om\ntitle: Om\nnodes:\n  ronde: {each: contacts, name: wie, call: per}\n  na: {end: Oud.}\n"
    per = "dialog: per\ntitle: Per\nnodes:\n  bel:\n    ask: Bel je {wie}?\n    type: yes_no\n    next: end\n"
    chat = beginning(scripted(around, per), "om", ("Ann", "Bea", "Cor"))
    new = scripted(around.replace("Oud", "Nieuw"), per.replace("Bel je", "Spreek je"))
    chat.script = _keeping(new, chat.script)
    assert chat.command("herhaal") == "Bel je Ann?"
    assert chat.write("ja") == "Spreek je Bea?"
    assert chat.write("ja") == "Spreek je Cor?"
    assert chat.write("ja") == "Nieuw."


def test_a_dialog_that_a_round_calls_may_be_gone() -> None:
    around = "dialog: om\ntitle: Om\nnodes:\n  ronde: {each: contacts, name: wie, call: per}\n  na: {end: Oud.}\n"
    per = "dialog: per\ntitle: Per\nnodes:\n  bel:\n    ask: Bel je {wie}?\n    type: yes_no\n    next: end\n"
    chat = beginning(scripted(around, per), "om", ("Ann", "Bea", "Cor"))
    new = "dialog: om\ntitle: Om\nnodes:\n  en:\n    ask: En nu?\n    type: yes_no\n    next: end\n"
    chat.script = _keeping(scripted(new), chat.script)
    assert chat.write("ja") == "(moved)\nEn nu?"


def test_a_version_that_nobody_knows_is_the_present_one() -> None:
    chat = _at("twee")
    chat.conversation = replace(chat.conversation, frames=(Frame("weg", "twee", "nooit gezien", 1),))
    assert chat.write("Ans").startswith("Hoe laat is het?")


def test_an_earlier_answer_is_corrected_under_its_present_name() -> None:
    chat = _moved(_at("drie"), _changed(("  twee:", "  naam:"), head="renamed: {twee: naam}\n"), kept=False)
    chat.command("wijzig")
    assert chat.press("Ans").startswith("Hoe heet je?")
    assert chat.write("Bea").startswith("(corrected)\nHoe laat is het?")
    assert chat.answers["naam"] == "Bea"


def test_a_changed_message_changes_an_answer_given_in_an_old_version() -> None:
    chat = _at("twee")
    message = chat.message + 1
    _moved(chat, _changed(("Hoe laat is het", "Welk uur is het")))
    chat.write("Ans")
    chat.give(Edited("Bea", message))
    assert chat.answers["naam"] == "Bea"


def test_a_deadline_of_an_old_version_still_passes() -> None:
    waits = _changed(("    save: naam\n", "    save: naam\n    deadline: 1h\n    no_reply: vier\n"))
    chat = beginning(scripted(waits), "weg")
    chat.write("rood")
    _moved(chat, OLD)
    assert chat.let_pass() == ""
    assert not chat.conversation.frames


def test_moving_is_told_once() -> None:
    chat = _moved(_at("drie"), _changed((THIRD, "")), kept=False)
    assert chat.write("Acht uur").count("(moved)") == 1
    assert "(moved)" not in chat.write("Ans")
