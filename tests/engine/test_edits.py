"""She changes a message that she sent before."""

from bot.engine.effects import React, Save, Withdraw
from tests.engine.chat import Chat


def test_the_last_answer_is_updated_quietly(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("Dipe")
    asked = chat.conversation.asked
    message = chat.message - 1
    assert chat.edit("Diep", message) == ""
    assert chat.answers["diep"] == "Diep"
    assert chat.conversation.asked == asked
    kept = chat.conversation.steps[-1].asked
    assert chat.effects == (
        Withdraw(kept),
        Save(kept, "dag", "diep", "diep", "Diep"),
        React(message, "👍"),
    )
    assert len(chat.keyboards) == 1


def test_an_edit_can_be_edited_and_gone_back_over(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("Dipe")
    message = chat.message - 1
    chat.edit("Diep", message)
    chat.edit("Dieper", message)
    assert chat.answers["diep"] == "Dieper"
    counted = chat.answers["antwoorden"]
    chat.write("terug")
    assert "diep" not in chat.answers
    assert (counted, chat.answers["antwoorden"]) == (3, 2)


def test_an_edit_that_leads_elsewhere_asks_the_question_there(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    asked = chat.conversation.asked
    assert chat.edit("blauw", chat.message - 1).startswith("Hoe diep?")
    assert chat.answers["kleur"] == "blauw"
    assert chat.conversation.asked > asked
    assert len(chat.keyboards) == 1


def test_an_edit_that_gives_no_answer_tells_the_way(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    assert chat.edit("paars", chat.message - 1).startswith("(edited_late)\nHoe heet je winkel?")
    assert chat.answers["kleur"] == "rood"


def test_an_older_answer_is_not_changed_and_she_hears_how_it_can_be(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    older = chat.message - 1
    chat.write("De Hoek")
    assert chat.edit("blauw", older).startswith("(edited_late)\nWelk cijfer geef je?")
    assert chat.answers["kleur"] == "rood"


def test_an_edit_of_something_that_was_no_answer_is_let_be(chat: Chat) -> None:
    chat.command("dag")
    before = chat.conversation
    chat.edit("zomaar", 9999)
    assert chat.effects == ()
    assert chat.conversation == before


def test_the_last_answer_of_a_finished_dialog_is_read_back_anew(chat: Chat) -> None:
    chat.command("dag")
    for words in ("rood", "De Hoek", "7", "appels", "12", "ja"):
        chat.write(words)
    done = chat.answers["gesprekken"]
    assert chat.edit("nee", chat.message - 1) == "Je winkel: “De Hoek”.\nJe koos Appels, 12 keer."
    assert chat.answers["zeker"] is False
    assert chat.answers["gesprekken"] == done
    asked = [one.asked for one in chat.everything if isinstance(one, Save)]
    assert chat.conversation.asked >= max(asked)


def test_an_edit_after_the_dialog_made_way_for_a_waiting_one_changes_only_the_answer(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    chat.command("uitje")
    chat.write("Naar zee")
    chat.write("Morge")
    before = chat.conversation
    assert chat.edit("Morgen", chat.message - 1) == ""
    assert chat.kinds() == ["save", "react"]
    assert chat.answers["wanneer"] == "Morgen"
    assert chat.conversation.frames == before.frames


def test_an_edit_in_silence_stays_quiet(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    message = chat.message - 1
    chat.write("stop")
    assert chat.edit("paars", message) == "(edited_late)"
    assert chat.conversation.rest == "stopped"


def test_an_edit_that_ends_the_dialog_frees_no_number(chat: Chat) -> None:
    chat.command("uitje")
    chat.write("Naar zee")
    asked = chat.conversation.asked
    assert chat.edit("Nergens", chat.message - 1) == "Dan blijf je thuis."
    assert chat.conversation.frames == ()
    assert chat.conversation.asked >= asked
    assert chat.labels == []


def test_an_edit_in_a_pause_that_leads_elsewhere_ends_it(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    message = chat.message - 1
    chat.write("wacht even")
    assert chat.edit("blauw", message).startswith("Hoe diep?")
    assert chat.conversation.rest == ""


def test_an_edit_too_late_in_a_pause_puts_no_question(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    message = chat.message - 1
    chat.write("wacht even")
    assert chat.edit("paars", message) == "(edited_late)"
    assert chat.conversation.rest == "paused"


def test_a_changed_answer_keeps_a_pause(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("Dipe")
    message = chat.message - 1
    chat.write("wacht even")
    chat.edit("Diep", message)
    assert chat.answers["diep"] == "Diep"
    assert chat.conversation.rest == "paused"
