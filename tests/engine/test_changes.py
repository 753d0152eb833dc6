"""The script changes while somebody is in the middle of it."""

from bot.engine.advance import begin
from bot.engine.script import Script
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources


def _without(name: str, old: str = "", new: str = "") -> Script:
    files = sources()
    if old:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    else:
        del files[name]
        files["commands.yaml"] = "\n".join(
            line for line in files["commands.yaml"].split("\n") if name.removesuffix(".yaml") not in line
        )
    return compiled(files)


def _in_dag(chat: Chat, *answers: str) -> Chat:
    chat.command("dag")
    for answer in answers:
        chat.write(answer)
    return chat


GONE = ("  lijn:\n    ask", "  naam:\n    ask")
"""The question ``lijn`` under another name, with all that leads to it."""


def _renamed() -> Script:
    files = sources()
    files["dag.yaml"] = files["dag.yaml"].replace(*GONE).replace("next: lijn", "next: naam")
    return compiled(files)


def test_with_her_question_gone_she_is_told_and_asked_the_nearest_earlier_one(chat: Chat) -> None:
    _in_dag(chat, "rood")
    chat.script = _renamed()
    assert chat.write("De Hoek") == "(moved)\nWelke kleur kies je?"
    assert "lijn" not in chat.answers, "her words were about a question that is gone"
    assert chat.answers["kleur"] == "rood"
    assert chat.write("blauw").startswith("Hoe diep?")


def test_with_no_earlier_question_the_dialog_begins_anew(chat: Chat) -> None:
    _in_dag(chat)
    chat.script = _without("dag.yaml", "  kleur:\n", "  tint:\n")
    assert chat.press("Rood") == "(moved)\nDag Ans.\nWelke kleur kies je?"
    assert "kleur" not in chat.answers
    assert len(chat.keyboards) == 1


def test_a_command_is_answered_though_her_question_is_gone(chat: Chat) -> None:
    for name in ("help", "herhaal", "terug", "verder", "overslaan", "wijzig", "start"):
        chat.command("dag")
        chat.command("opnieuw")
        before = chat.script
        chat.write("rood")
        chat.script = _renamed()
        said = chat.start() if name == "start" else chat.command(name)
        assert said.startswith("(moved)")
        assert said.endswith("Welke kleur kies je?")
        assert said.count("Welke kleur kies je?") == 1
        chat.script = before


def test_stopping_and_cancelling_work_though_her_question_is_gone(chat: Chat) -> None:
    _in_dag(chat, "rood")
    chat.script = _renamed()
    assert chat.command("stop").endswith("(stopped)")
    assert chat.command("annuleer").endswith("(cancelled) De dag")


def test_a_dialog_that_is_gone_makes_way_for_the_one_that_waits(chat: Chat) -> None:
    _in_dag(chat, "rood")
    chat.command("uitje")
    chat.script = _without("uitje.yaml")
    assert chat.write("Naar zee").startswith("(moved)\nHoe heet je winkel?")


def test_a_dialog_that_waits_and_is_gone_is_let_go(chat: Chat) -> None:
    chat.command("uitje")
    _in_dag(chat, "rood")
    chat.script = _without("uitje.yaml")
    assert chat.write("De Hoek").startswith("(moved)\nHoe heet je winkel?")
    assert [frame.dialog for frame in chat.conversation.frames] == ["dag"]


def test_with_all_that_was_open_gone_she_gets_the_menu(chat: Chat) -> None:
    chat.command("uitje")
    chat.script = _without("uitje.yaml")
    assert chat.write("Naar zee") == "(moved)\nWat wil je?"


def test_a_question_that_became_words_is_left_behind(chat: Chat) -> None:
    chat.command("uitje")
    chat.write("Naar zee")
    old = "  wanneer:\n    ask: Wanneer?\n    type: text\n    example: Morgen\n    save: wanneer\n"
    chat.script = _without("uitje.yaml", old, "  wanneer:\n    say: Ooit.\n")
    assert chat.write("Morgen").startswith("(moved)\nWaarheen?")


def test_a_correction_of_a_question_that_is_gone_is_dropped(chat: Chat) -> None:
    _in_dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("De Hoek")
    chat.script = _renamed()
    assert chat.write("De Kade").startswith("(moved)\nWelk cijfer geef je?")
    assert chat.answers["lijn"] == "De Hoek"


def test_a_changed_text_moves_nobody(chat: Chat) -> None:
    _in_dag(chat)
    chat.script = _without("dag.yaml", "Welke kleur kies je?", "Wat is je kleur?")
    assert chat.command("herhaal") == "Wat is je kleur?"
    assert chat.press_again("Rood").startswith("Hoe heet je winkel?")


def test_a_correction_of_a_question_that_became_words_is_dropped(chat: Chat) -> None:
    _in_dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("De Hoek")
    old = "    ask: Hoe heet je winkel?\n    type: text\n    example: De Hoek\n    save: lijn\n"
    files = sources()
    files["dag.yaml"] = files["dag.yaml"].replace(old, "    say: Je winkel dus.\n").replace("“{lijn}”", "af")
    chat.script = compiled(files)
    assert chat.write("De Kade").startswith("(moved)\nWelk cijfer geef je?")


def test_a_correction_below_the_menu_is_dropped_when_the_menu_closes(chat: Chat) -> None:
    _in_dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("De Hoek")
    chat.command("menu")
    files = sources()
    old = "    ask: Hoe heet je winkel?\n    type: text\n    example: De Hoek\n    save: lijn\n"
    files["dag.yaml"] = files["dag.yaml"].replace(old, "    say: Je winkel dus.\n").replace("“{lijn}”", "af")
    chat.script = compiled(files)
    assert chat.press("Niets").startswith("Menu dicht.\n(moved)\nWelk cijfer geef je?")


def test_a_called_dialog_goes_on_by_itself_when_its_caller_is_gone(chat: Chat) -> None:
    calling = "dialog: reis\ntitle: Reis\nnodes:\n  eerst:\n    call: taal\n  dan:\n    end: Klaar.\n"
    chat.script = compiled({**sources(), "reis.yaml": calling})
    chat.see(begin(chat.script, chat.conversation, "reis", chat.world))
    chat.press("Nederlands")
    chat.script = compiled(sources())
    assert chat.press("Ondernemer").startswith("(moved)\nWelk woord past?")
    assert chat.labels[-1] == ["Terug", "Sla over"]
    assert chat.press("Ondernemer") == "Goed."
    assert chat.conversation.frames == ()
