"""Going wrong and coming right again: back, skip, correct, rest, misunderstandings."""

import pytest

from bot.engine.effects import Save, Withdraw
from bot.engine.script import Script
from tests.engine.chat import Chat

COMMANDS = ("terug", "overslaan", "herhaal", "wijzig", "pauze", "verder", "stop", "opnieuw", "annuleer")


def _dag(chat: Chat, *answers: str) -> Chat:
    chat.command("dag")
    for answer in answers:
        chat.write(answer)
    return chat


def test_going_back_restores_position_answers_and_counts(chat: Chat) -> None:
    _dag(chat)
    before = dict(chat.conversation.answers)
    chat.press("Rood")
    assert chat.press("Terug") == "(went_back)\nWelke kleur kies je?"
    assert chat.conversation.answers == before
    assert chat.conversation.frames[-1].node == "kleur"
    assert not chat.conversation.steps
    assert len([effect for effect in chat.effects if isinstance(effect, Withdraw)]) == 1


def test_the_first_question_has_no_way_back_and_says_so(chat: Chat) -> None:
    _dag(chat)
    assert "Terug" not in [label for row in chat.labels for label in row]
    assert chat.write("terug").startswith("(cannot_back)")


def test_the_second_question_has_a_way_back(chat: Chat) -> None:
    _dag(chat, "rood")
    assert chat.labels == [["Terug", "Sla over"]]


def test_going_back_twice_goes_two_questions_back(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    chat.write("terug")
    assert chat.write("back") == "(went_back)\nWelke kleur kies je?"
    assert "lijn" not in chat.answers


def test_another_answer_after_going_back_counts_once(chat: Chat) -> None:
    _dag(chat, "rood")
    chat.press("Terug")
    chat.press("Blauw")
    assert chat.answers["kleur"] == "blauw"
    assert chat.answers["antwoorden"] == 2


def test_skipping_leaves_no_answer_and_settles_the_question(chat: Chat) -> None:
    _dag(chat)
    chat.press("Sla over")
    assert "kleur" not in chat.answers
    assert chat.answers["antwoorden"] == 1
    assert chat.kinds() == ["acknowledge", "settle", "message"]


def test_skipping_does_not_take_away_what_was_known_before(chat: Chat) -> None:
    chat.command("taal")
    chat.press("Nederlands")
    chat.press("Ondernemer")
    chat.command("taal")
    chat.press("Sla over")
    assert chat.answers["taal"] == "nl"


def test_a_required_question_stays(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    assert "Sla over" not in [label for row in chat.labels for label in row]
    assert chat.command("overslaan").startswith("(cannot_skip)\nWelk cijfer geef je?")
    chat.forge("~skip")
    assert chat.notice == "(old_button)"


def test_not_knowing_skips_an_optional_question_only(chat: Chat) -> None:
    _dag(chat, "rood")
    assert chat.write("weet ik niet").startswith("Welk cijfer geef je?")
    assert chat.write("weet ik niet") == "(reask_scale 1) 0 10"


@pytest.mark.parametrize("word", ["nee", "Niets."])
def test_nothing_of_what_can_be_ticked_is_an_answer_too(chat: Chat, word: str) -> None:
    _dag(chat, "rood", "De Hoek", "7")
    assert chat.write(word).startswith("Hoeveel zijn het er?")
    assert "bronnen" not in chat.answers


def test_nothing_in_her_own_words_stays_what_she_said(chat: Chat) -> None:
    _dag(chat, "rood", "niets")
    assert chat.answers["lijn"] == "niets"


def test_repeating_puts_the_same_question_under_its_number(chat: Chat) -> None:
    _dag(chat)
    asked = chat.conversation.asked
    assert chat.write("wat vroeg je") == "Welke kleur kies je?"
    assert chat.conversation.asked == asked
    assert chat.kinds() == ["tidy", "message"]


def test_a_greeting_is_answered_and_the_question_put_again(chat: Chat) -> None:
    _dag(chat)
    assert chat.write("Hoi!") == "(greeting)\nWelke kleur kies je?"


def test_the_two_other_wordings_differ_and_then_the_question_is_left(chat: Chat) -> None:
    _dag(chat)
    assert chat.write("paars") == "(reask_choice 1)"
    assert chat.write("groen") == "(reask_choice 2)"
    assert chat.write("geel").startswith("(give_up)\nHoe heet je winkel?")


def test_a_required_question_stands_after_the_second_other_wording(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek", "veel", "heel veel")
    assert chat.write("ontzettend veel").startswith("(stands)\nWelk cijfer geef je?")
    assert chat.write("nog meer") == "(reask_scale 1) 0 10"


def test_an_author_words_another_question_and_another_way_out(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek", "7", "appels")
    assert chat.write("veel") == "Een getal graag."
    assert chat.write("501") == "Van 1 tot en met 500."
    assert chat.write("0").startswith("Dan zonder getal.")


def test_misses_begin_anew_with_the_next_question(chat: Chat) -> None:
    _dag(chat, "paars", "rood", "De Hoek")
    assert chat.conversation.misses == 0


def test_going_back_over_a_question_that_was_given_up_is_possible(script: Script) -> None:
    chat = Chat(script)
    chat.start()
    chat.press("Ja")
    _dag(chat, "rood", "De Hoek", "7", "appels", "veel", "veel")
    chat.write("veel")
    assert chat.conversation.frames == ()


def test_correcting_changes_one_answer_and_returns(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    asked = chat.conversation.steps[0].asked
    assert chat.command("wijzig") == "(correct_which)"
    assert chat.labels == [["Rood"], ["De Hoek"], ["Laat zo"]]
    assert chat.press("Rood").endswith("Welke kleur kies je?")
    said = chat.press("Blauw")
    assert said.startswith("(corrected)\nWelk cijfer geef je?")
    assert chat.answers["kleur"] == "blauw"
    assert chat.answers["antwoorden"] == 3, "a corrected answer is no new one"
    assert [(one.asked, one.value) for one in chat.effects if isinstance(one, Save)] == [(asked, "blauw")]


def test_correcting_shows_long_words_cut_at_forty(chat: Chat) -> None:
    _dag(chat, "rood", "een heel lange naam voor een heel kleine winkel\nop de hoek")
    chat.command("wijzig")
    assert chat.labels[1] == ["een heel lange naam voor een heel klein…"]


def test_leaving_it_as_it_is_puts_the_question_again(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    assert chat.press("Laat zo").startswith("Welk cijfer geef je?")
    chat.press_again("Laat zo")
    assert chat.kinds() == ["acknowledge"]


def test_a_second_tap_on_an_answer_to_correct_is_silent(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("Rood")
    chat.press_again("Rood")
    assert chat.kinds() == ["acknowledge"]
    assert chat.notice == ""


@pytest.mark.parametrize("leaves", ["terug", "overslaan"])
def test_a_correction_can_be_left(chat: Chat, leaves: str) -> None:
    _dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("De Hoek")
    assert chat.command(leaves).startswith("Welk cijfer geef je?")
    assert chat.answers["lijn"] == "De Hoek"


def test_giving_up_on_a_correction_goes_back_to_the_open_question(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek", "7", "appels", "12")
    chat.command("wijzig")
    chat.press("12")
    for _ in range(3):
        chat.write("veel")
    assert chat.said == "Weet je het zeker?"
    assert chat.answers["aantal"] == 12


def test_correcting_again_in_the_middle_of_correcting_changes_one_thing(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    chat.command("wijzig")
    chat.press("Rood")
    chat.command("wijzig")
    chat.press("De Hoek")
    assert chat.write("De Kade").startswith("(corrected)\nWelk cijfer")


def test_with_nothing_to_correct_it_says_so(chat: Chat) -> None:
    _dag(chat)
    assert chat.command("wijzig") == "(correct_none)\nWelke kleur kies je?"


@pytest.mark.parametrize("wakes", ["verder", "ik ben er weer", "zomaar iets"])
def test_a_pause_ends_with_any_word_and_the_question(chat: Chat, wakes: str) -> None:
    _dag(chat, "rood")
    assert chat.write("wacht even") == "(paused)"
    assert chat.labels == [["Verder"]]
    chat.wait(days=1)
    assert chat.write(wakes).startswith("(resumed)\nHoe heet je winkel?")
    assert chat.conversation.rest == ""
    assert "lijn" not in chat.answers
    assert chat.labels == [["Terug", "Sla over"]]


def test_the_button_under_a_pause_resumes_once(chat: Chat) -> None:
    _dag(chat, "rood")
    chat.command("pauze")
    assert chat.press("Verder").startswith("(resumed)")
    chat.press_again("Verder")
    assert chat.kinds() == ["acknowledge"]


def test_a_button_pressed_in_a_pause_is_an_answer_and_ends_it(chat: Chat) -> None:
    _dag(chat)
    chat.command("pauze")
    assert chat.press_again("Rood").startswith("Hoe heet je winkel?")
    assert chat.conversation.rest == ""


def test_stop_in_a_pause_stops(chat: Chat) -> None:
    _dag(chat)
    chat.command("pauze")
    assert chat.write("stop") == "(stopped)"


def test_after_stop_nothing_is_asked_until_she_wants(chat: Chat) -> None:
    _dag(chat)
    assert chat.write("stop") == "(stopped)"
    assert chat.write("weet je het al") == "(still_stopped)"
    assert chat.send("sticker") == "(still_stopped)"
    assert chat.press_again("Rood") == "(still_stopped)"
    assert "kleur" not in chat.answers
    assert chat.command("help") == "Zo werkt het."
    assert chat.press("Verder").endswith("Welke kleur kies je?")


def test_starting_again_after_stop_goes_on_where_she_was(chat: Chat) -> None:
    _dag(chat, "rood")
    chat.command("stop")
    assert chat.start().startswith("(resumed)\nHoe heet je winkel?")
    assert chat.answers["kleur"] == "rood"


def test_stop_with_nothing_open_is_heard(chat: Chat) -> None:
    assert chat.write("stop") == "(stopped)"
    assert chat.write("zomaar iets") == "(still_stopped)"
    assert chat.write("verder") == "Wat wil je?"
    assert chat.labels == [["De dag"], ["De taal"], ["Niets"]]


def test_restarting_begins_anew_with_the_answers_of_the_time_before(chat: Chat) -> None:
    _dag(chat, "rood", "De Hoek")
    assert chat.command("opnieuw") == "(restarted) De dag\nDag Ans.\nWelke kleur kies je?"
    assert "lijn" not in chat.answers
    assert not chat.conversation.steps


def test_cancelling_leaves_the_dialog_and_keeps_what_was_said(chat: Chat) -> None:
    _dag(chat, "rood")
    assert chat.command("annuleer") == "(cancelled) De dag"
    assert chat.answers["kleur"] == "rood"
    assert chat.labels == []


def test_cancelling_goes_back_to_the_dialog_that_waits(chat: Chat) -> None:
    _dag(chat)
    chat.command("uitje")
    assert chat.command("annuleer") == "(cancelled) Het uitje\n(back_to) De dag\nWelke kleur kies je?"


@pytest.mark.parametrize("name", [*COMMANDS, "start", "menu", "dag", "uitje", "taal", "help", "wis", "watdanook"])
@pytest.mark.parametrize("state", ["nothing", "open", "paused", "stopped", "correcting", "new"])
def test_every_command_is_answered_in_every_state(script: Script, name: str, state: str) -> None:
    chat = Chat(script)
    if state != "new":
        chat.start()
        chat.press("Ja")
    if state not in {"new", "nothing"}:
        _dag(chat, "rood", "De Hoek")
    if state == "correcting":
        chat.command("wijzig")
        chat.press("Rood")
    if state in {"paused", "stopped"}:
        chat.command({"paused": "pauze", "stopped": "stop"}[state])
    said = chat.start() if name == "start" else chat.command(name)
    assert said
    if state == "open" and name not in {"pauze", "stop", "annuleer", "uitje"}:
        assert chat.labels, "an open question has its buttons"
    if name not in {"pauze", "stop"} and not (state == "stopped" and name in {"help", "watdanook"}):
        assert chat.conversation.rest == ""


def test_an_unknown_command_says_so_and_puts_the_question_again(chat: Chat) -> None:
    _dag(chat)
    assert chat.command("watdanook") == "(unknown_command)\nWelke kleur kies je?"


def test_commands_are_understood_in_every_language_and_case(chat: Chat) -> None:
    _dag(chat, "rood")
    assert chat.command("BACK").startswith("(went_back)")


@pytest.mark.parametrize("name", ["menu", "dag"])
def test_who_asks_for_more_before_the_first_dialog_is_told_that_it_comes_first(stranger: Chat, name: str) -> None:
    chat = stranger
    assert chat.command(name) == "(first_meet)\nMag ik?"
    asked = chat.conversation.asked
    assert chat.command(name) == "(first_meet)\nMag ik?"
    assert chat.conversation.asked == asked
    chat.command("pauze")
    assert chat.command(name) == "(first_meet)\nMag ik?"
    chat.press("Ja")
    assert "(first_meet)" not in chat.command(name)
