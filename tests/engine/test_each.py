"""Going through several people: in order, a few at a time, interrupted, ended early, and back again."""

import pytest

from tests.engine.chat import Chat
from tests.engine.small import begun, talking

EACH = """
dialog: ronde
title: De ronde
nodes:
  voor:
    ask: Zullen we?
    type: yes_no
  ronde:
    each: contacts
    name: persoon
    call: een
    most: 5
  na:
    ask: Hoe was het?
    type: text
    example: Fijn
    save: hoe
  klaar:
    end: Klaar.
"""
ONE = """
dialog: een
title: Een
nodes:
  bel:
    ask: Bel je {persoon}?
    type: choice
    save: bel
    choices:
      ja: Ja
      nee: {label: Nee, go: end}
  wanneer:
    ask: Wanneer bel je {persoon}?
    type: text
    example: Morgen
    save: wanneer
    next: end
"""
SEVEN = ("Ann", "Bea", "Cor", "Dea", "Eva", "Fia", "Gea")


def _round(*people: str, each: str = EACH, one: str = ONE) -> Chat:
    chat = talking(each, one, people=people)
    chat.write("ja")
    return chat


def _said(chat: Chat) -> str:
    return chat.said.split("\n")[-1] if "Bijvoorbeeld" not in chat.said else chat.said.split("\n")[-2]


def test_with_nobody_it_goes_on_at_once() -> None:
    assert _said(_round()) == "Hoe was het?"


def test_with_one_it_talks_about_her_and_goes_on() -> None:
    chat = _round("Ann")
    assert _said(chat) == "Bel je Ann?"
    chat.press("Ja")
    chat.write("Morgen")
    assert _said(chat) == "Hoe was het?"


def test_with_seven_it_talks_about_no_more_than_the_author_wants() -> None:
    chat = _round(*SEVEN)
    about = []
    while "Bel je" in chat.said:
        about.append(_said(chat))
        chat.press("Nee")
    assert about == [f"Bel je {name}?" for name in SEVEN[:5]]
    assert _said(chat) == "Hoe was het?"
    assert chat.write("Fijn") == "Klaar."
    assert not chat.conversation.frames


def test_a_dialog_that_ends_early_goes_on_with_the_next_one() -> None:
    chat = _round("Ann", "Bea")
    chat.press("Nee")
    assert _said(chat) == "Bel je Bea?"
    assert chat.conversation.answers["persoon"] == "@2"


def test_a_question_that_is_skipped_goes_on_within_the_same_one() -> None:
    chat = _round("Ann", "Bea")
    chat.press("Sla over")
    assert _said(chat) == "Wanneer bel je Ann?"


def test_help_in_the_middle_is_answered_and_she_goes_on_where_she_was() -> None:
    chat = _round("Ann", "Bea")
    chat.press("Nee")
    assert chat.command("help").endswith("Bel je Bea?")
    chat.press("Nee")
    assert _said(chat) == "Hoe was het?"


def test_another_dialog_in_the_middle_comes_first_and_then_she_goes_on_where_she_was() -> None:
    chat = _round(*SEVEN)
    chat.press("Nee")
    chat.command("uitje")
    chat.write("Naar zee")
    assert chat.write("Morgen").endswith("(back_to) De ronde\nBel je Bea?")
    chat.press("Nee")
    assert _said(chat) == "Bel je Cor?"
    assert chat.conversation.answers["persoon"] == "@3"


def test_somebody_new_in_the_meantime_is_not_drawn_in() -> None:
    chat = _round("Ann", "Bea")
    chat.world.contacts["@9"] = chat.world.contacts["@1"]  # type: ignore[index]  # the network is another's to change
    chat.press("Nee")
    chat.press("Nee")
    assert _said(chat) == "Hoe was het?"


def test_somebody_who_left_in_the_meantime_is_passed_over() -> None:
    chat = _round("Ann", "Bea", "Cor")
    del chat.world.contacts["@2"]  # type: ignore[attr-defined]  # the network is another's to change
    chat.press("Nee")
    assert _said(chat) == "Bel je Cor?"


def test_back_goes_from_one_to_the_one_before() -> None:
    chat = _round(*SEVEN)
    chat.press("Ja")
    chat.write("Morgen")
    chat.press("Nee")
    assert _said(chat) == "Bel je Cor?"
    assert chat.command("terug").endswith("Bel je Bea?")
    assert chat.conversation.answers["persoon"] == "@2"
    assert chat.command("terug").startswith("(went_back)\nWanneer bel je Ann?")
    assert chat.answers["bel"] == "ja"
    chat.command("terug")
    assert chat.command("terug").endswith("Zullen we?")
    assert "persoon" not in chat.conversation.answers
    chat.write("ja")
    about = []
    while "Bel je" in chat.said:
        about.append(_said(chat))
        chat.press("Nee")
    assert about == [f"Bel je {name}?" for name in SEVEN[:5]], "going back loses nobody and doubles nobody"


def test_leaving_in_the_middle_leaves_the_whole_round() -> None:
    chat = _round(*SEVEN)
    assert chat.command("annuleer") == "(cancelled) De ronde"
    assert not chat.conversation.frames
    assert begun(chat, "ronde") == "Zullen we?"


def test_beginning_anew_in_the_middle_begins_the_whole_round() -> None:
    chat = _round(*SEVEN)
    chat.press("Nee")
    assert chat.command("opnieuw") == "(restarted) De ronde\nZullen we?"
    chat.write("ja")
    assert _said(chat) == "Bel je Ann?"


def test_a_pause_in_the_middle_holds_the_round() -> None:
    chat = _round("Ann", "Bea")
    chat.command("pauze")
    assert chat.command("verder").endswith("Bel je Ann?")


WHERE = EACH.replace("    most: 5", "    where: circle(persoon) == 'klanten' and persoon != baas").replace(
    "  voor:", "  baas:\n    ask: Wie is je baas?\n    type: contact\n    save: baas\n  voor:"
)


def test_a_condition_picks_who_is_gone_through() -> None:
    chat = talking(WHERE, ONE, people=SEVEN)
    for at, circle in enumerate(("klanten", "familie", "klanten", "", "klanten")):
        person = chat.world.contacts[f"@{at + 1}"]
        chat.world.contacts[f"@{at + 1}"] = type(person)(person.nickname, circle)  # type: ignore[index]  # set up
    chat.press("Cor")
    chat.write("ja")
    assert _said(chat) == "Bel je Ann?"
    chat.press("Nee")
    assert _said(chat) == "Bel je Eva?"
    chat.press("Nee")
    assert _said(chat) == "Hoe was het?"


NAMED = """
dialog: gasten
title: Gasten
nodes:
  wie:
    ask: Wie komen er?
    type: contacts
    save: gasten
  ronde: {each: gasten, name: persoon, call: een}
  klaar:
    end: Klaar.
"""


def test_it_goes_through_whom_she_named_in_her_order() -> None:
    chat = talking(NAMED, ONE, people=SEVEN)
    chat.write("Gea, Opa, Ann")
    about = []
    while "Bel je" in chat.said:
        about.append(_said(chat))
        chat.press("Nee")
    assert about == ["Bel je Gea?", "Bel je Opa?", "Bel je Ann?"]
    assert chat.said == "Klaar."


def test_where_nobody_was_named_it_goes_on() -> None:
    chat = talking(NAMED, ONE, people=SEVEN)
    chat.press("Sla over")
    assert chat.said == "Klaar."


SILENT = """
dialog: een
title: Een
nodes:
  tel:
    set: {aantal: aantal_voor + 1}
  dan:
    set: {aantal_voor: aantal}
    next: end
"""


@pytest.mark.parametrize("count", [0, 1, 50, 300])
def test_a_dialog_without_a_question_is_done_for_everybody_in_one_turn(count: int) -> None:
    each = EACH.replace("    most: 5\n", "").replace(
        "  voor:", "  nul:\n    ask: Hoeveel zijn er?\n    type: number\n    save: aantal_voor\n  voor:"
    )
    chat = talking(each, SILENT, people=tuple(f"P{at}" for at in range(count)))
    chat.write("0")
    chat.write("ja")
    assert _said(chat) == "Hoe was het?"
    assert chat.answers["aantal_voor"] == count


TICKED = """
dialog: kiest
title: Kiest
nodes:
  wat:
    ask: Wat doe je?
    type: choices
    choices: {leren: Lesgeven, maken: Maken, zorgen: Zorgen}
    save: werk
  ronde:
    each: werk
    name: bezigheid
    where: bezigheid != 'maken'
    call: over
  klaar:
    end: Klaar.
"""
ABOUT = """
dialog: over
title: Over
nodes:
  hoe:
    ask:
      - when: bezigheid == 'leren'
        text: Lesgeven dus.
      - "{bezigheid}."
      - Hoe gaat dat?
    type: text
    example: Goed
    save: hoe_dat
    next: end
"""


def test_it_goes_through_what_was_ticked_with_each_answer_in_hand() -> None:
    chat = talking(TICKED, ABOUT)
    for label in ("Zorgen", "Maken", "Lesgeven"):
        chat.press(label)
    assert chat.press("Klaar").startswith("Lesgeven dus.\nLesgeven.\nHoe gaat dat?")
    assert chat.write("Goed").startswith("Zorgen.\nHoe gaat dat?")
    assert chat.command("terug").startswith("(went_back)\nLesgeven dus.")
    chat.write("Beter")
    assert chat.write("Best").endswith("Klaar.")


def test_with_nothing_ticked_it_goes_on_at_once() -> None:
    chat = talking(TICKED, ABOUT)
    assert chat.command("overslaan") == "Klaar."
