"""The road of an ordinary talk: answers, messages, dialogs that follow and interrupt each other."""

from collections.abc import Callable

import pytest

from bot.engine.effects import Save, Tidy
from bot.engine.inputs import MediaKind
from bot.engine.putting import LONG
from bot.engine.script import Script
from tests.engine.chat import Chat
from tests.engine.conftest import ENGLISH, compiled, sources

FIRSTS: dict[str, Callable[[Chat], str]] = {
    "start": Chat.start,
    "words": lambda chat: chat.write("hallo"),
    "a word that steers": lambda chat: chat.write("wacht even"),
    "a sticker": lambda chat: chat.send("sticker"),
    "a card": lambda chat: chat.share("Fatima"),
    "the menu": lambda chat: chat.command("menu"),
    "a repair": lambda chat: chat.command("terug"),
    "a dialog": lambda chat: chat.command("dag"),
    "no command": lambda chat: chat.command("watdanook"),
}


@pytest.mark.parametrize("first", FIRSTS)
def test_a_new_person_gets_the_first_dialog_whatever_she_does_first(script: Script, first: str) -> None:
    assert FIRSTS[first](Chat(script)).endswith("Mag ik?")


def test_the_first_number_is_the_second_of_the_first_meeting(stranger: Chat) -> None:
    stranger.start()
    assert stranger.conversation.asked == int(stranger.world.now.timestamp()) + 1


def test_a_pressed_answer_settles_the_question_with_what_was_chosen(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    assert chat.kinds() == ["acknowledge", "settle", "save", "message"]
    assert chat.notice == ""


def test_a_written_answer_takes_the_old_keyboard_away(chat: Chat) -> None:
    chat.command("dag")
    chat.write("rood")
    assert chat.kinds() == ["save", "tidy", "message"]
    assert chat.labels == [["Terug", "Sla over"]]


def test_words_before_a_question_go_out_with_it_as_one_message(chat: Chat) -> None:
    assert chat.command("dag") == "Dag Ans.\nWelke kleur kies je?"
    assert len(chat.messages) == 1


def test_many_words_before_a_question_are_a_message_of_their_own() -> None:
    long = {**sources(), "dag.yaml": sources()["dag.yaml"].replace("Dag {voornaam}.", "w" * (LONG + 1))}
    chat = Chat(compiled(long))
    chat.start()
    chat.press("Ja")
    chat.command("dag")
    assert [bool(message.keyboard) for message in chat.messages] == [False, True]


def test_a_line_whose_name_is_not_known_is_left_out(chat: Chat) -> None:
    assert "Vorige keer" not in chat.command("dag")


def test_her_own_words_come_back_exactly_at_the_end(chat: Chat) -> None:
    words = "Bij <b>Ans</b> & {kleur} 🦜"
    _to_the_end(chat, words)
    assert f"Je winkel: “{words}”." in chat.said
    assert "Je koos appels en beren" in chat.said.replace("Appels", "appels").replace("Beren", "beren")


def _to_the_end(chat: Chat, shop: str = "De Hoek") -> str:
    chat.command("dag")
    chat.press("Rood")
    chat.write(shop)
    chat.press("7")
    chat.press("Appels")
    chat.press("Beren")
    chat.press("Klaar")
    chat.write("12")
    return chat.press("Ja")


def test_a_finished_dialog_leaves_nothing_open_and_counts(chat: Chat) -> None:
    _to_the_end(chat)
    assert chat.conversation.frames == ()
    assert chat.labels == []
    assert chat.answers["gesprekken"] == 2
    assert chat.answers["antwoorden"] == 7


def test_every_answer_is_saved_under_the_number_of_its_question(chat: Chat) -> None:
    _to_the_end(chat)
    saved = [effect for effect in chat.everything if isinstance(effect, Save)]
    assert [one.name for one in saved] == ["kleur", "lijn", "cijfer", "bronnen", "aantal", "zeker"]
    assert [one.asked for one in saved] == sorted({one.asked for one in saved})


def test_a_dialog_done_again_knows_what_was_said_the_time_before(chat: Chat) -> None:
    _to_the_end(chat)
    assert "Vorige keer koos je Rood." in chat.command("dag")
    assert chat.answers["vorige_kleur"] == "rood"
    assert "kleur" not in chat.answers


def test_the_condition_of_a_choice_hides_it(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("Diep")
    chat.write("De Hoek")
    chat.press("2")
    assert chat.labels[:3] == [["Appels"], ["Beren"], ["Klaar"]]
    assert chat.said == "Dat is laag.\nWat past?"


def test_ticks_are_drawn_in_place_until_klaar(chat: Chat) -> None:
    _to_bronnen(chat)
    chat.press("Beren")
    assert chat.kinds() == ["acknowledge", "redraw"]
    assert chat.labels[:4] == [["Appels"], ["✓ Beren"], ["Citroenen"], ["Klaar"]]
    chat.press("✓ Beren")
    assert chat.labels[:4] == [["Appels"], ["Beren"], ["Citroenen"], ["Klaar"]]
    chat.press("Citroenen")
    chat.press("Appels")
    chat.press("Klaar")
    assert chat.answers["bronnen"] == ("appels", "citroen")


def _to_bronnen(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    chat.write("De Hoek")
    chat.press("7")


def test_klaar_without_a_tick_says_what_to_do(chat: Chat) -> None:
    _to_bronnen(chat)
    chat.press("Klaar")
    assert chat.kinds() == ["acknowledge"]
    assert chat.notice == "(reask_choices 2)"


def test_a_word_follows_the_form_of_address_at_once(chat: Chat) -> None:
    assert _hoog(chat) == "Dat is hoog, zelfstandige."
    chat.command("taal")
    chat.press("Sla over")
    chat.press("Onderneemster")
    chat.command("opnieuw")
    chat.press("Rood")
    chat.write("De Hoek")
    assert chat.press("7").split("\n")[0] == "Dat is hoog, onderneemster."


def _hoog(chat: Chat) -> str:
    _to_bronnen(chat)
    return chat.said.split("\n")[0]


def test_another_language_is_spoken_from_the_next_word_on(chat: Chat) -> None:
    chat.command("dag")
    chat.command("taal")
    chat.press("English")
    chat.press("Skip")
    assert chat.said.endswith("Which colour do you choose?")
    assert chat.labels == [["Red"], ["Blauw"], ["Skip"]], "what has no translation is said in Dutch"


def test_a_dialog_done_anew_keeps_the_language_until_she_chooses_again() -> None:
    files = sources()
    files["taal.yaml"] = files["taal.yaml"].replace("aside: true\n", "")
    chat = Chat(compiled(files, ENGLISH))
    chat.start()
    chat.press("Ja")
    chat.command("taal")
    chat.press("English")
    chat.press("Onderneemster")
    chat.command("taal")
    assert chat.spoken == "en"
    assert chat.answers["aanspreekvorm"] == "vrouw"
    chat.command("restart")
    assert chat.spoken == "en"


def test_help_in_the_middle_asks_the_same_question_again_once_under_its_number(chat: Chat) -> None:
    chat.command("dag")
    asked = chat.conversation.asked
    assert chat.command("help") == "Zo werkt het.\nWelke kleur kies je?"
    assert chat.conversation.asked == asked
    assert len(chat.keyboards) == 1
    assert chat.write("hoe werkt dit").startswith("Zo werkt het.")
    assert chat.conversation.asked == asked


def test_the_words_for_help_work_with_nothing_open(chat: Chat) -> None:
    assert chat.write("help") == "Zo werkt het."


def test_a_dialog_opened_in_between_comes_first_and_the_other_comes_back(chat: Chat) -> None:
    chat.command("dag")
    assert chat.command("uitje").startswith("Waarheen?")
    chat.write("Naar zee")
    assert chat.write("Morgen") == "Goede reis naar Naar zee.\n(back_to) De dag\nWelke kleur kies je?"
    assert chat.conversation.root.dialog == "dag"


def test_two_dialogs_take_turns_without_losing_their_place(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    chat.command("uitje")
    chat.write("Naar zee")
    assert chat.command("dag") == "(back_to) De dag\nHoe heet je winkel?\nBijvoorbeeld: De Hoek"
    assert chat.command("uitje") == "(back_to) Het uitje\nWanneer?\nBijvoorbeeld: Morgen"
    assert len(chat.conversation.runs) == 2


def test_a_dialog_in_passing_makes_way_for_the_next(chat: Chat) -> None:
    chat.command("dag")
    chat.command("menu")
    chat.command("taal")
    assert [run[0].dialog for run in chat.conversation.runs] == ["dag", "taal"]
    chat.press("Nederlands")
    assert chat.press("Geen van beide") == "Goed.\nWelke kleur kies je?"


def test_the_menu_starts_a_dialog_and_is_gone(chat: Chat) -> None:
    chat.command("menu")
    chat.press("De dag")
    assert [frame.dialog for frame in chat.conversation.frames] == ["dag"]


def test_the_menu_goes_back_to_a_dialog_that_waits(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    chat.command("menu")
    assert chat.press("De dag").startswith("Hoe heet je winkel?")


def test_a_called_dialog_comes_back_and_goes_on(chat: Chat) -> None:
    chat.command("menu")
    chat.press("De taal")
    chat.press("Nederlands")
    assert chat.press("Geen van beide") == "Goed.\nMenu dicht."


@pytest.mark.parametrize(
    "kind", ["document", "forwarded", "location", "other", "photo", "poll", "sticker", "video", "voice"]
)
def test_what_is_not_words_is_answered_kindly_and_the_question_comes_again(chat: Chat, kind: MediaKind) -> None:
    chat.command("dag")
    asked = chat.conversation.asked
    assert chat.send(kind) == f"(media_{kind})\nWelke kleur kies je?"
    assert chat.conversation.asked == asked
    assert chat.kinds() == ["tidy", "message"]


def test_what_nobody_thought_of_is_answered_too(chat: Chat) -> None:
    chat.command("dag")
    assert chat.send("animation").startswith("(media_other)")
    assert chat.share("Fatima").startswith("(media_contact)")


def test_a_message_of_five_thousand_characters_is_an_answer(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Rood")
    chat.write("x" * 5000)
    assert chat.answers["lijn"] == "x" * 5000


def test_the_second_part_of_a_long_message_is_added_to_the_first_and_not_taken_as_the_next_answer(
    chat: Chat,
) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("x" * 4096)
    chat.message -= len(chat.messages)
    assert chat.write("y" * 100) == ""
    assert chat.kinds() == ["save"]
    assert chat.answers["diep"] == "x" * 4096 + "y" * 100
    assert "lijn" not in chat.answers


def test_a_next_message_that_comes_later_is_the_next_answer(chat: Chat) -> None:
    chat.command("dag")
    chat.press("Blauw")
    chat.write("x" * 4096)
    chat.message -= len(chat.messages)
    chat.wait(seconds=5)
    chat.write("De Hoek")
    assert chat.answers["lijn"] == "De Hoek"


def test_forgetting_leaves_nothing_but_the_goodbye(chat: Chat) -> None:
    _to_the_end(chat)
    chat.command("dag")
    chat.command("wis")
    assert chat.press("Ja") == "Alles is weg."
    assert "forget" in chat.kinds()
    assert chat.answers == {}
    assert not chat.conversation.steps
    assert chat.conversation.frames == ()
    assert chat.start().endswith("Mag ik?")


def test_with_nothing_open_words_get_the_menu(chat: Chat) -> None:
    assert chat.write("zomaar iets") == "(idle)\nWat wil je?"


def test_nothing_is_tidied_where_no_question_stood(chat: Chat) -> None:
    chat.command("menu")
    assert not any(isinstance(effect, Tidy) for effect in chat.effects)
