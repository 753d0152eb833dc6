"""What a script can ask of the people in a network and write down of them, and how it finds them."""

import msgspec
import pytest
from msgspec.structs import replace

from bot.engine.abilities import ACTIONS, CHANGE, complete
from bot.engine.compile import compile_script
from bot.engine.effects import Button, Meet, Message, Save, Talk
from bot.engine.inputs import Cards
from bot.engine.people import (
    KINDS,
    MOST_MOVES,
    Contact,
    apart,
    called,
    filled,
    known_of,
    stood_on,
    with_move,
)
from bot.engine.repertoire import Action, Done, Fact, Given, Link, Repertoire
from bot.engine.world import World
from tests.engine.chat import NOON, Chat
from tests.engine.conftest import sources
from tests.engine.small import begun, talking

CARD = """
dialog: kaart
title: Kaart
nodes:
  wie:
    ask: Wie zoek je?
    type: contact
    new: false
    by: nickname
    save: wie
  zien:
    say:
      - "{wie} ({wie:circle}) van {wie:organisation}"
      - "Jarig op {wie:birthday}"
      - when: ring(wie) == 'kern'
        text: Dichtbij.
      - when: people() > 2 and people(ring, 'kern') == 1
        text: Een van velen.
  ring:
    ask: Hoe dichtbij?
    type: choice
    fill: wie.ring
  lijnen:
    ask: Wat brengt het?
    type: choices
    fill: wie.brings
  hoe:
    ask: Waar ken je elkaar van?
    type: text
    example: Van het koor
    fill: wie.met
  jarig:
    ask: Wanneer is het feest?
    type: date
    yearly: true
    fill: wie.birthday
  klaar:
    end: "{wie:ring}, {wie:brings}, {wie:met}, {wie:birthday}"
"""
NETWORK = {
    "@1": Contact("Fatima", circle="klanten", organisation="de drukkerij", ring="kern"),
    "@2": Contact("Ans", circle="familie", birthday="--05-17"),
    "@3": Contact("Fatiha", name="Fatiha el Amrani"),
    "@10": Contact("Bea", admitted=False),
}


def _network(dialog: str = CARD) -> Chat:
    chat = talking(dialog, people=("Iemand",))
    chat.world = replace(chat.world, contacts=NETWORK)
    begun(chat, dialog.split()[1])
    return chat


def _person(chat: Chat, contact: str) -> Contact:
    return chat.world.contacts[contact]


def test_people_stand_in_the_order_that_is_asked_for_and_who_is_not_admitted_does_not() -> None:
    assert _network().labels[:2] == [["Ans", "Fatiha"], ["Fatima"]]


def test_what_is_known_of_somebody_is_told_and_what_is_not_is_left_out() -> None:
    assert _network().press("Fatima").startswith("Fatima (Klanten) van de drukkerij\nDichtbij.\nEen van velen.\n")
    assert _network().press("Ans").startswith("Jarig op 17 mei\n")


@pytest.mark.parametrize(("said", "found"), [("ans", "@2"), ("de druk", "@1"), ("el amr", "@3"), ("FATIHA", "@3")])
def test_somebody_is_found_by_a_part_of_her_names(said: str, found: str) -> None:
    chat = _network()
    chat.write(said)
    assert chat.answers["wie"] == found


def test_words_that_fit_several_people_leave_those_on_the_buttons() -> None:
    chat = _network()
    assert chat.write("fati") == "(contact_which)"
    assert chat.labels[:1] == [["Fatima", "Fatiha"]] or chat.labels[:1] == [["Fatiha", "Fatima"]]
    chat.press("Fatiha")
    assert chat.answers["wie"] == "@3"


def test_a_name_that_nobody_has_makes_nobody() -> None:
    chat = _network()
    assert chat.write("Gerard") == "(contact_unknown 1)"
    assert chat.write("Gerard") == "(contact_unknown 2)"
    assert "Gerard" not in chat.network


def test_what_she_answers_fills_what_is_known_of_that_person_and_nothing_else() -> None:
    chat = _network()
    chat.press("Ans")
    assert chat.labels[:2] == [["Kern"], ["Rand"]]
    chat.press("Rand")
    chat.press("Product")
    chat.press("Klaar")
    chat.write("  Van <b>het</b>\nkoor ")
    assert chat.write("3 maart 1970") == "(sure_date) dinsdag 3 maart 1970"
    assert chat.press("Ja") == "Rand, Product, Van <b>het</b>\nkoor, dinsdag 3 maart 1970"
    assert _person(chat, "@2") == Contact(
        "Ans",
        circle="familie",
        ring="rand",
        brings=("product",),
        met="Van <b>het</b>\nkoor",
        birthday="1970-03-03",
    )
    assert not {"ring", "brings", "met", "birthday"} & chat.answers.keys()
    assert not any(isinstance(effect, Save) for effect in chat.effects)


@pytest.mark.parametrize(
    ("said", "kept"), [("17 mei", "--05-17"), ("29 februari", "--02-29"), ("1 januari 2001", "2001-01-01")]
)
def test_a_birthday_needs_no_year(said: str, kept: str) -> None:
    chat = _network()
    chat.press("Fatima")
    for _ in range(3):
        chat.command("overslaan")
    chat.write(said)
    chat.press("Ja")
    assert _person(chat, "@1").birthday == kept


def test_going_back_makes_somebody_what_she_was() -> None:
    chat = _network()
    chat.press("Ans")
    chat.press("Rand")
    assert _person(chat, "@2").ring == "rand"
    chat.command("terug")
    assert _person(chat, "@2") == NETWORK["@2"]
    assert any(isinstance(effect, Meet) for effect in chat.effects)


def test_an_answer_about_somebody_who_is_gone_fills_nothing() -> None:
    chat = _network()
    chat.press("Ans")
    chat.world = replace(chat.world, contacts={"@1": NETWORK["@1"]})
    chat.press("Rand")
    assert chat.network == {"Fatima": "klanten"}


def test_a_number_is_never_given_to_a_second_person() -> None:
    chat = talking(CARD.replace("    new: false\n    by: nickname\n", ""))
    chat.write("Noor")
    chat.command("terug")
    assert chat.network == {}
    chat.write("Bea")
    assert list(chat.world.contacts) == ["@2"]


@pytest.mark.parametrize(
    ("said", "apart_"),
    [
        ("Fatima van de drukkerij", ("Fatima", "de drukkerij")),
        ("Ans van het koor", ("Ans", "het koor")),
        ("Bea from the bakery", ("Bea", "the bakery")),
        ("Jan bij de bank", ("Jan", "de bank")),
        ("Jan van de Berg", ("Jan van de Berg", "")),
        ("Annemiek van Dijk", ("Annemiek van Dijk", "")),
        ("van de bakker", ("van de bakker", "")),
        ("de drukkerij", ("de drukkerij", "")),
        ("", ("", "")),
    ],
)
def test_where_somebody_belongs_is_told_apart_from_a_surname(said: str, apart_: tuple[str, str]) -> None:
    assert apart(said) == apart_


def test_somebody_named_with_where_she_belongs_is_found_again_either_way() -> None:
    chat = talking(CARD.replace("    new: false\n    by: nickname\n", ""))
    chat.write("Fatima van de drukkerij")
    assert chat.world.contacts["@1"] == Contact("Fatima", organisation="de drukkerij", added="2026-03-02")
    for said in ("Fatima", "fatima van de drukkerij"):
        begun(chat, "kaart")
        chat.write(said)
        assert len(chat.world.contacts) == 1


def test_a_part_is_cut_where_it_gets_too_long_and_a_name_is_never_emptied() -> None:
    assert filled(Contact("Ans"), {"met": "x" * 5000}).met == "x" * 1000
    assert filled(Contact("Ans"), {"nickname": "  Ans   de\nWit " * 40}).nickname.startswith("Ans de Wit Ans")
    assert len(filled(Contact("Ans"), {"nickname": "x" * 500}).nickname) == 80
    assert filled(Contact("Ans"), {"nickname": " "}).nickname == "Ans"
    assert filled(Contact("Ans"), {"rhythm": 7.6}).rhythm == 8


def test_what_is_written_down_is_what_is_read_back_and_unknown_parts_are_left_out() -> None:
    for person in NETWORK.values():
        later = msgspec.to_builtins(person) | {"later_version": 1}
        assert msgspec.json.decode(msgspec.json.encode(later), type=Contact) == person
    assert msgspec.json.encode(Contact("Ans", rhythm=0)) == b'{"nickname":"Ans"}'
    assert tuple(KINDS) == Contact.__struct_fields__
    assert known_of(Contact("Ans"), "step") is None
    assert known_of(Contact("Ans"), "archived") is False


def test_nobody_is_called_by_nothing() -> None:
    assert called(NETWORK, "") == []


# Cards

ADMITS = """
dialog: erbij
title: Erbij
aside: true
nodes:
  wie:
    ask:
      - "Nog {meer_kaartjes} meer."
      - Wie komt erbij?
    type: contacts
    among: proposed(iemand)
    new: false
    save: wie_erbij
  neem:
    each: wie_erbij
    where: proposed(nieuw)
    name: nieuw
    call: neem_op
  klaar:
    end: "Welkom {wie_erbij}. Er zijn er {aantal}."
"""
ADMIT = """
dialog: neem_op
title: Neem op
nodes:
  vraag:
    ask: Is {nieuw} echt?
    type: yes_no
  neem:
    do: {admit: {contact: nieuw}}
  tel:
    set: {aantal: people()}
    next: end
"""
REPERTOIRE = Repertoire(
    {"long": Fact("truth", lambda contact, world: len(world.contacts[contact].nickname) > 4)},
    {
        "admit": Action(
            {"contact": "contact"},
            lambda given, world: Done(
                {str(given["contact"]): replace(world.contacts[str(given["contact"])], admitted=True)}
            ),
        ),
        "talked": Action(
            {"contact": "contact", "on": "date"},
            lambda given, _: Done(
                talks=(Talk(str(given["contact"]), str(given["on"])),),
                links=(Link("on_telegram", "https://t.me/ans"), Link("copy", copies="Dag")),
            ),
        ),
    },
)


def _able(*dialogs: str, cards: str = "") -> Chat:
    files = {**sources(), **{f"{text.split()[1]}.yaml": text for text in dialogs}}
    if cards:
        files["commands.yaml"] = f"cards: {cards}\n" + files["commands.yaml"]
    compiled = compile_script(files, {}, REPERTOIRE)
    assert compiled.script, compiled.problems
    chat = Chat(compiled.script)
    chat.start()
    chat.press("Ja")
    chat.everything.clear()
    return chat


def _sharing(*people: str, more: int = 0) -> Cards:
    return Cards(tuple(Contact(name, admitted=False) for name in people), 1, more)


def test_people_she_shares_are_shown_and_only_those_she_wants_come_in() -> None:
    chat = _able(ADMITS, ADMIT, cards="erbij")
    assert chat.give(_sharing("Ans", "Bea", "Noor", more=3)) == "Nog 3 meer.\nWie komt erbij?"
    chat.press("Ans")
    chat.press("Noor")
    assert chat.press("Klaar") == "Is Noor echt?"
    chat.press("Ja")
    assert chat.press("Ja").startswith("Welkom Noor en Ans. Er zijn er 2.")
    assert chat.network == {"Ans": "", "Noor": ""}
    assert all(person.admitted and person.added for person in chat.world.contacts.values())


@pytest.mark.parametrize("command", ["annuleer", "overslaan", "menu"])
def test_whoever_was_not_taken_in_is_let_go_when_the_cards_are_put_away(command: str) -> None:
    chat = _able(ADMITS, ADMIT, cards="erbij")
    chat.give(_sharing("Ans", "Bea"))
    chat.command(command)
    assert chat.network == {}


def test_cards_for_nobody_or_before_we_met_are_answered_kindly_and_forgotten(stranger: Chat) -> None:
    chat = _able(ADMITS, ADMIT, cards="erbij")
    assert chat.give(_sharing()).startswith("(media_contact)")
    assert stranger.give(_sharing("Ans")).startswith("(media_contact)")
    assert stranger.network == {}


def test_an_action_of_the_coach_notes_talks_and_gives_links_under_what_is_said_next() -> None:
    talks = """
dialog: gesproken
title: Gesproken
nodes:
  wie:
    ask: Wie sprak je?
    type: contact
    among: long(iemand)
    save: wie
  noteer:
    do: {talked: {contact: wie, on: vandaag}}
  klaar:
    say: Genoteerd.
  nog:
    ask: Nog iets?
    type: yes_no
    next: end
"""
    chat = _able(talks)
    chat.world = replace(chat.world, contacts={"@1": Contact("Fatima"), "@2": Contact("Ans")})
    begun(chat, "gesproken")
    assert chat.labels[0] == ["Fatima"]
    chat.press("Fatima")
    assert Talk("@1", "2026-03-02", asked=chat.conversation.asked - 1) in chat.effects
    said, question = (effect for effect in chat.effects if isinstance(effect, Message))
    assert [(row[0].link, row[0].copy) for row in said.keyboard] == [("https://t.me/ans", ""), ("", "Dag")]
    assert all(isinstance(button, Button) and not button.link for row in question.keyboard for button in row)


def test_a_language_without_a_coach_knows_the_parts_of_people() -> None:
    assert {"circle", "ring", "spoken", "proposed"} <= complete(Repertoire()).facts.keys()


def test_she_can_choose_people_in_her_messenger_and_the_key_goes_when_she_did_or_did_something_else() -> None:
    picks = "dialog: kies\ntitle: Kies\nnodes:\n  kies: {do: pick}\n  klaar: {end: []}\n"
    for given in (_sharing("Ans"), None):
        chat = _able(ADMITS, ADMIT, picks, cards="erbij")
        begun(chat, "kies")
        (said,) = (effect for effect in chat.effects if isinstance(effect, Message))
        assert said.picker is not None
        chat.give(given) if given else chat.write("hoi")
        gone, *others = (effect for effect in chat.effects if isinstance(effect, Message))
        assert gone.unpick
        assert not any(one.unpick or one.picker for one in others)
        assert not chat.conversation.picking


# What dialogs of a network lean on

PARTS = """
dialog: delen
title: Delen
aside: true
nodes:
  woorden:
    set:
      naam: {text: De drukker}
      wat: {text: Hoe het gaat}
  erbij:
    do: {meet: {nickname: naam, circle: familie, ring: kern, brings: product, question: wat, spoken: vandaag - 3}}
  wie:
    ask: Wie?
    type: contact
    among: known(question(iemand)) and not known(met(iemand))
    new: false
    save: wie
  kring:
    ask: Welke kring?
    type: choice
    choices: circles
    save: kring
  zien:
    end: "{wie:brings}, {wie:question}, {kring}"
"""


def test_somebody_is_met_with_all_that_is_known_of_them() -> None:
    chat = talking(PARTS)
    assert chat.world.contacts["@1"] == Contact(
        "De drukker",
        circle="familie",
        ring="kern",
        brings=("product",),
        question="Hoe het gaat",
        added="2026-03-02",
        spoken="2026-02-27",
    )
    chat.press("De drukker")
    assert ["Familie"] in chat.labels
    assert chat.press("Familie") == "Product, Hoe het gaat, Familie"


def test_meeting_one_who_is_there_already_changes_nothing() -> None:
    chat = talking(PARTS)
    known = chat.world.contacts["@1"]
    chat.world = replace(chat.world, contacts={"@1": replace(known, ring="rand", brings=())})
    begun(chat, "delen")
    assert chat.world.contacts == {"@1": replace(known, ring="rand", brings=())}


def test_whether_something_is_known_of_somebody_is_asked_of_one_fact_of_one_name() -> None:
    wrong = PARTS.replace("known(question(iemand))", "known(question(iemand, wie))")
    compiled = compile_script({**sources(), "delen.yaml": wrong.lstrip()}, {}, REPERTOIRE)
    assert [one.code for one in compiled.problems] == ["N10"]
    wrong = PARTS.replace("known(question(iemand))", "known(leeftijd(iemand))")
    compiled = compile_script({**sources(), "delen.yaml": wrong.lstrip()}, {}, REPERTOIRE)
    assert [one.code for one in compiled.problems] == ["N10"]


def test_choices_come_from_a_list_that_is_there() -> None:
    wrong = PARTS.replace("choices: circles", "choices: cirkels")
    compiled = compile_script({**sources(), "delen.yaml": wrong.lstrip()}, {}, REPERTOIRE)
    assert [one.code for one in compiled.problems] == ["N12"]


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        ("Fatima van de drukkerij", "Fatima van de kapper", 2),
        ("Fatima", "Fatima van de kapper", 1),
        ("Fatima van de kapper", "Fatima", 1),
        ("Fatima van de kapper", "fatima van de kapper", 1),
    ],
)
def test_the_same_name_somewhere_else_is_somebody_else(first: str, second: str, people: int) -> None:
    chat = talking(CARD.replace("    new: false\n    by: nickname\n", ""))
    chat.write(first)
    chat.command("opnieuw")
    chat.write(second)
    assert len(chat.world.contacts) == people


def test_where_somebody_stood_is_remembered_when_she_moves_them() -> None:
    once = with_move(Contact("Ans", "klanten", ring="rand"), Contact("Ans", "klanten", ring="kern"), "2026-03-02")
    twice = with_move(once, replace(once, circle="familie"), "2026-05-01")
    days = ("2026-03-01", "2026-03-02", "2026-04-30", "2026-05-01")
    assert [stood_on(twice, day) for day in days] == [
        ("klanten", "rand"),
        ("klanten", "kern"),
        ("klanten", "kern"),
        ("familie", "kern"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Contact("Ans"), Contact("Ans", "klanten", ring="kern")),
        (Contact("Ans", "klanten"), Contact("Ans", "klanten", ring="kern")),
        (Contact("Ans", ring="kern"), Contact("Ans de Wit", ring="kern")),
    ],
)
def test_to_fill_in_where_somebody_stands_is_no_move(before: Contact, after: Contact) -> None:
    assert with_move(before, after, "2026-03-02") == after


def test_of_several_moves_on_a_day_the_first_counts_and_the_oldest_are_let_go() -> None:
    ans = Contact("Ans", ring="rand")
    for ring in ("ruim", "kern", "nabij"):
        ans = with_move(ans, replace(ans, ring=ring), "2026-03-02")
    assert (stood_on(ans, "2026-03-01"), stood_on(ans, "2026-03-02")) == (("", "rand"), ("", "nabij"))
    for day in range(1, 29):
        ans = with_move(ans, replace(ans, ring="kern" if day % 2 else "rand"), f"2026-04-{day:02}")
    assert len(ans.stood) == MOST_MOVES


def test_whom_she_puts_elsewhere_stood_where_they_were_until_that_day_and_going_back_forgets_it() -> None:
    chat = _network()
    chat.press("Fatima")
    chat.press("Rand")
    assert (_person(chat, "@1").ring, _person(chat, "@1").stood) == ("rand", ("2026-03-02 klanten kern",))
    chat.command("terug")
    assert _person(chat, "@1") == NETWORK["@1"]


def test_a_script_that_puts_somebody_elsewhere_is_remembered_too() -> None:
    given: Given = {"contact": "@1", "circle": "familie", "rhythm": 7.4}
    done = ACTIONS[CHANGE].does(given, World(NOON, contacts=NETWORK))
    changed = done.people["@1"]
    assert changed
    assert (changed.circle, changed.stood) == ("familie", ("2026-03-02 klanten kern",))
    assert msgspec.json.decode(msgspec.json.encode(changed), type=Contact).rhythm == 7
