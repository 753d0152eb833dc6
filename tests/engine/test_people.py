"""Questions about people: picked by button or named in words, kept once, and let go when she goes back."""

import pytest

from bot.engine.effects import Meet, Save, Unmeet
from bot.engine.people import Contact
from tests.engine.chat import Chat
from tests.engine.small import begun, talking

WHO = """
dialog: wie
title: Wie
nodes:
  voor:
    ask: Waar ben je?
    type: text
    example: Thuis
    save: waar
  wie:
    ask: Wie help je?
    type: contact
    circle: klanten
    example: Fatima
    save: wie
  wanneer:
    ask: Wanneer help je {wie}?
    type: text
    example: Morgen
    save: wanneer
  klaar:
    end: Goed, {wie}.
"""
ONE = """
dialog: een
title: Een
nodes:
  wie:
    ask: Wie help je?
    type: contact
    circle: klanten
    save: wie
  verder:
    call: uitje
    next: end
"""
ALL = """
dialog: allen
title: Allen
nodes:
  voor:
    ask: Waar ben je?
    type: text
    example: Thuis
  mensen:
    ask: Wie komen er?
    type: contacts
    save: mensen
  hoeveel:
    branch:
      - {when: count(mensen) >= 3, go: veel}
      - go: weinig
  veel:
    say: Dat zijn er veel.
    next: feest
  weinig:
    say: Dat zijn er weinig.
  feest:
    ask: Wordt het feest met {mensen}?
    type: yes_no
    save: feest
  klaar:
    end: Klaar.
"""
FOUR = ("Fatima", "Ans", "Piet", "Noor")


def _who(*people: str) -> Chat:
    chat = talking(WHO, people=people)
    chat.write("Thuis")
    return chat


def _all(*people: str) -> Chat:
    chat = talking(ALL, people=people)
    chat.write("Thuis")
    return chat


def test_the_people_she_knows_stand_on_buttons_two_in_a_row() -> None:
    chat = _who(*FOUR)
    assert chat.labels == [["Noor", "Piet"], ["Ans", "Fatima"], ["Terug", "Sla over"]]


def test_of_many_people_eight_stand_on_buttons_at_a_time_the_newest_first() -> None:
    chat = _who(*(f"P{at}" for at in range(20)))
    seen = [_names(chat)]
    for _ in range(2):
        chat.press("Volgende")
        assert chat.kinds()[-1] == "redraw"
        seen.append(_names(chat))
    assert [name for page in seen for name in page] == [f"P{at}" for at in reversed(range(20))]
    assert ["Vorige"] in chat.labels
    chat.press("Vorige")
    assert _names(chat) == seen[1]
    assert chat.press(seen[1][0]).startswith(f"Wanneer help je {seen[1][0]}?")


def _names(chat: Chat) -> list[str]:
    return [label for row in chat.labels for label in row if label.startswith("P")]


@pytest.mark.parametrize("page", ["~page.-1", "~page.x", "~page.", "~page.1000"])
def test_a_forged_page_is_an_old_button(page: str) -> None:
    chat = _who(*(f"P{at}" for at in range(20)))
    chat.forge(page)
    assert chat.notice == "(old_button)"


def test_a_page_that_is_not_there_shows_the_last() -> None:
    chat = _who(*(f"P{at}" for at in range(20)))
    chat.forge("~page.99")
    assert _names(chat) == ["P3", "P2", "P1", "P0"]


def test_a_long_name_is_cut_on_its_button_alone() -> None:
    chat = _who("x" * 70)
    assert chat.labels[0] == ["x" * 30]
    assert chat.press("x" * 30) == f"Wanneer help je {'x' * 70}?\nBijvoorbeeld: Morgen"


def test_somebody_picked_on_a_button_is_the_answer() -> None:
    chat = _who(*FOUR)
    assert chat.press("Piet").startswith("Wanneer help je Piet?")
    assert chat.answers["wie"] == "@3"
    assert not [effect for effect in chat.effects if isinstance(effect, Meet)]


def test_somebody_new_comes_into_her_network_and_circle_once() -> None:
    chat = _who()
    assert chat.write("Fatima").startswith("Wanneer help je Fatima?")
    assert chat.network == {"Fatima": "klanten"}
    assert Meet("@1", Contact("Fatima", circle="klanten", added="2026-03-02")) in chat.effects
    chat.write("Morgen")
    begun(chat, "wie")
    chat.write("Thuis")
    chat.write("fatima")
    assert chat.network == {"Fatima": "klanten"}


@pytest.mark.parametrize("said", ["piet", " PIET. ", "@Piet", "- Piet"])
def test_somebody_known_is_found_by_name_however_it_is_written(said: str) -> None:
    chat = _who(*FOUR)
    chat.write(said)
    assert chat.answers["wie"] == "@3"
    assert chat.network == dict.fromkeys(FOUR, "")


def test_two_names_are_not_one_person() -> None:
    chat = _who()
    assert chat.write("Fatima en Ans") == "(reask_contact 1)"
    assert chat.write("Fatima, Ans") == "(reask_contact 2)"
    assert chat.network == {}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("terug", "(went_back)\nWaar ben je?"),
        ("sla over", "Wanneer help je"),
        ("weet ik niet", "Wanneer help je"),
        ("nee", "Wanneer help je"),
        ("Niemand.", "Wanneer help je"),
        ("hoi", "(greeting)\nWie help je?"),
        ("ja", "(reask_contact 1)"),
    ],
)
def test_a_word_that_steers_is_nobodys_name(word: str, said: str) -> None:
    chat = talking(WHO.replace("Wanneer help je {wie}", "Wanneer help je"))
    chat.write("Thuis")
    assert chat.write(word).startswith(said)
    assert chat.network == {}


def test_going_back_takes_somebody_new_out_of_her_network_again() -> None:
    chat = _who()
    chat.write("Fatima")
    assert chat.command("terug").startswith("(went_back)\nWie help je?")
    assert Unmeet("@1") in chat.effects
    assert chat.network == {}
    assert "wie" not in chat.answers
    chat.write("Ans")
    assert chat.network == {"Ans": "klanten"}


def test_going_back_leaves_somebody_who_was_known_before() -> None:
    chat = _who("Fatima")
    chat.write("fatima")
    chat.command("terug")
    assert chat.network == {"Fatima": ""}


def test_a_name_that_is_edited_brings_the_right_person_in_and_lets_the_mistaken_one_go() -> None:
    chat = _who()
    chat.write("Fatma")
    message = chat.message - 1
    chat.edit("Fatima", message)
    assert chat.network == {"Fatima": "klanten"}
    assert chat.answers["wie"] in chat.world.contacts


def test_a_name_that_is_edited_into_the_same_stays_one_person() -> None:
    chat = _who()
    chat.write("fatima")
    message = chat.message - 1
    chat.edit("Fatima.", message)
    assert list(chat.network) == ["Fatima"]
    assert chat.answers["wie"] in chat.world.contacts


def test_a_name_that_is_edited_when_another_dialog_followed_is_replaced_too() -> None:
    chat = talking(ONE)
    chat.write("Fatma")
    message = chat.message - 1
    assert chat.edit("Fatima", message) == ""
    assert chat.network == {"Fatima": "klanten"}
    assert chat.answers["wie"] in chat.world.contacts


def test_a_name_that_is_corrected_brings_the_right_person_in_and_lets_the_mistaken_one_go() -> None:
    chat = _who("Ans")
    chat.write("Fatma")
    chat.command("wijzig")
    chat.press("Fatma")
    assert chat.write("Fatima").startswith("(corrected)\nWanneer help je Fatima?")
    assert chat.network == {"Ans": "", "Fatima": "klanten"}
    assert chat.answers["wie"] in chat.world.contacts
    chat.command("terug")
    assert chat.network == {"Ans": ""}, "going back past the corrected answer takes her out again"


def test_a_name_that_is_corrected_by_a_button_is_that_person() -> None:
    chat = _who("Ans")
    chat.write("Fatma")
    chat.command("wijzig")
    chat.press("Fatma")
    chat.press("Ans")
    assert chat.answers["wie"] == "@1"
    assert chat.network == {"Ans": ""}


def test_a_shared_card_gives_its_name_to_a_question_about_people_and_to_no_other() -> None:
    chat = _who()
    assert chat.share("Fatima de Wit").startswith("Wanneer help je Fatima de Wit?")
    assert chat.network == {"Fatima de Wit": "klanten"}
    assert chat.share("Ans").startswith("(media_contact)")
    assert list(chat.network) == ["Fatima de Wit"]


def test_a_forged_button_of_somebody_who_does_not_stand_there_is_an_old_one() -> None:
    chat = _who(*(f"P{at}" for at in range(20)))
    for choice in ("~pick.@99", "~pick.", "@20"):
        chat.forge(choice)
        assert chat.notice == "(old_button)"


def test_several_people_are_ticked_and_kept_in_the_order_of_the_buttons() -> None:
    chat = _all(*FOUR)
    chat.press("Noor")
    chat.press("Ans")
    assert chat.labels[:3] == [["✓ Noor", "Piet"], ["✓ Ans", "Fatima"], ["Klaar"]]
    assert chat.press("Klaar") == "Dat zijn er weinig.\nWordt het feest met Noor en Ans?"
    assert chat.answers["mensen"] == ("@4", "@2")


def test_several_people_are_named_one_a_line_or_with_commas() -> None:
    for said in ("Fatima\nAns\nOpa", "Fatima, Ans, Opa", "Fatima, Ans en Opa", "- Fatima\n- Ans\n\n- Opa"):
        chat = _all("Ans")
        assert chat.write(said).startswith("Dat zijn er veel.\nWordt het feest met Fatima, Ans en Opa?")
        assert list(chat.network) == ["Ans", "Fatima", "Opa"]


def test_the_same_name_twice_is_one_person() -> None:
    chat = _all()
    chat.write("Fatima, fatima, Ans, Fatima")
    assert chat.answers["mensen"] == ("@1", "@2")
    assert list(chat.network) == ["Fatima", "Ans"]


def test_names_that_are_typed_come_with_those_that_are_ticked() -> None:
    chat = _all("Fatima", "Ans")
    chat.press("Ans")
    assert chat.write("Opa, ans").endswith("Wordt het feest met Ans en Opa?")
    assert list(chat.network) == ["Fatima", "Ans", "Opa"]


def test_done_with_nobody_ticked_asks_for_a_tick() -> None:
    chat = _all("Fatima")
    chat.press("Klaar")
    assert chat.notice == "(reask_choices 2)"


def test_going_back_lets_all_who_were_new_go() -> None:
    chat = _all("Ans")
    chat.write("Fatima, Ans, Opa")
    chat.command("terug")
    assert list(chat.network) == ["Ans"]


def test_without_anybody_in_her_network_there_are_only_words() -> None:
    assert _all().labels == [["Terug", "Sla over"]]
    assert _all().write(", ,") == "(reask_contacts 1)"


def test_somebody_who_left_her_network_is_not_spoken_of() -> None:
    chat = talking(WHO, people=("Fatima",))
    chat.write("Thuis")
    chat.press("Fatima")
    chat.world = type(chat.world)(chat.world.now, first_name="Ans")
    assert chat.command("herhaal") == "Wanneer help je …?\nBijvoorbeeld: Morgen"
    assert chat.write("Morgen") == ""


CIRCLE = """
dialog: kring
title: Kring
nodes:
  wie:
    ask: Wie is het?
    type: contact
    save: wie
  kring:
    ask: Waar hoort {wie} bij?
    type: choice
    choices: {familie: Familie, klanten: Klanten}
    save: kring
  zet:
    do: {change: {contact: wie, circle: kring}}
  nog:
    ask:
      - when: circle(wie) == 'familie'
        text: Familie dus.
      - Nog iets?
    type: yes_no
  klaar:
    end: Klaar.
"""


def test_somebody_is_placed_in_a_circle_and_going_back_places_her_where_she_was() -> None:
    chat = talking(CIRCLE, people=("Fatima",))
    chat.press("Fatima")
    assert chat.press("Familie") == "Familie dus.\nNog iets?"
    assert chat.network == {"Fatima": "familie"}
    chat.command("terug")
    assert chat.network == {"Fatima": ""}
    assert chat.press("Klanten") == "Nog iets?"
    assert chat.network == {"Fatima": "klanten"}


MEETS = """
dialog: meer
title: Meer
nodes:
  naam:
    ask: Hoe heet ze?
    type: text
    example: Fatima
    save: vriendin
  erbij:
    do: {meet: {nickname: vriendin, circle: buurt}}
  nog:
    ask: Nog iets?
    type: yes_no
  klaar:
    end: Klaar.
"""


def test_an_action_adds_somebody_by_what_she_wrote_in_the_circle_the_author_names() -> None:
    chat = talking(MEETS)
    chat.write("  Fatima  uit de straat ")
    assert chat.network == {"Fatima uit de straat": "buurt"}
    chat.command("terug")
    assert chat.network == {}


@pytest.mark.parametrize("said", ["@1", "…", " @ "])
def test_an_action_never_takes_words_for_the_id_of_somebody(said: str) -> None:
    chat = talking(MEETS, people=("Ans",))
    chat.write(said)
    assert chat.network["Ans"] == ""
    assert "@1" not in chat.network


def test_a_skipped_name_adds_nobody() -> None:
    chat = talking(MEETS)
    chat.press("Sla over")
    assert chat.network == {}


def test_the_answer_is_kept_under_the_id_of_the_person() -> None:
    chat = _who()
    chat.write("Fatima")
    saved = [effect for effect in chat.effects if isinstance(effect, Save)]
    assert [one.value for one in saved] == ["@1"]
