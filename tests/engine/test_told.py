"""What the coach knows of her by itself, and what it keeps for itself: names of its own, changed by actions."""

import pytest
from msgspec.structs import replace

from bot.engine.compile import compile_script
from bot.engine.repertoire import Action, Done, Given, Repertoire, Told
from bot.engine.script import Script
from bot.engine.world import World
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.daily import known
from tests.engine.small import begun

NAMED = """
dialog: genaamd
title: Genaamd
nodes:
  zeg:
    say:
      - "Je plan is {plan_nu}, op {plan_dag}."
      - {when: rond, text: De week is rond.}
      - {when: kern == 'kern', text: In de kern.}
      - "Er zijn er {hoeveel}."
  einde: {end: []}
"""
TOLD = {
    "plan_nu": Told("text", lambda world: world.answers.get("lijn")),
    "plan_dag": Told("date", lambda world: world.now.date().isoformat()),
    "rond": Told("truth", lambda world: bool(world.contacts)),
    "kern": Told("choice", lambda _world: "kern", "rings"),
    "hoeveel": Told("number", lambda world: len(world.contacts)),
}


def _add(given: Given, world: World) -> Done:
    had = world.answers.get("~list", ())
    return Done(answers={"~list": (*(had if isinstance(had, tuple) else ()), str(given["words"]))})


def _empty(_given: Given, _world: World) -> Done:
    return Done(answers={"~list": None})


ACTIONS = {"add": Action({"words": "text"}, _add), "empty": Action({}, _empty)}
LIST = """
dialog: lijst
title: De lijst
nodes:
  wat:
    ask: Wat komt erop?
    type: text
    example: Melk
    save: ding
  erop:
    do: {add: {words: ding}}
  nog_eens:
    do: {add: {words: ding}}
  vol:
    ask:
      - "Eerst staat er: {eerste_ding_op_lijst}."
      - Is hij vol?
    type: yes_no
    next: leeg
  leeg: {do: empty}
  klaar: {end: []}
"""


def _first(world: World) -> str | None:
    had = world.answers.get("~list")
    return had[0] if isinstance(had, tuple) else None


def _script(*dialogs: str) -> Script:
    told = {**TOLD, "eerste_ding_op_lijst": Told("text", _first)}
    files = {f"{text.split()[1]}.yaml": text for text in dialogs}
    return compiled({**sources(), **files}, repertoire=Repertoire(told=told, actions=ACTIONS))


@pytest.mark.parametrize(
    ("answers", "people", "said"),
    [
        ({}, (), "In de kern.\nEr zijn er 0."),
        (
            {"lijn": "De Hoek"},
            ("Ans",),
            "Je plan is De Hoek, op maandag 2 maart.\nDe week is rond.\nIn de kern.\nEr zijn er 1.",
        ),
    ],
)
def test_what_the_coach_knows_by_itself_stands_in_texts_and_conditions(
    answers: dict[str, str], people: tuple[str, ...], said: str
) -> None:
    chat = known(_script(NAMED), *people)
    chat.conversation = replace(chat.conversation, answers={**chat.conversation.answers, **answers})
    assert begun(chat, "genaamd") == said


@pytest.fixture
def listing() -> Chat:
    chat = known(_script(LIST))
    begun(chat, "lijst")
    return chat


def test_an_action_sees_what_one_before_it_in_the_same_turn_changed(listing: Chat) -> None:
    assert listing.write("Melk") == "Eerst staat er: Melk.\nIs hij vol?"
    assert listing.conversation.answers["~list"] == ("Melk", "Melk")


def test_going_back_takes_back_what_an_action_changed(listing: Chat) -> None:
    listing.write("Melk")
    listing.press("Terug")
    assert "~list" not in listing.conversation.answers
    assert listing.write("Brood") == "Eerst staat er: Brood.\nIs hij vol?"


def test_changing_the_words_that_led_to_it_has_it_done_anew(listing: Chat) -> None:
    listing.write("Melk")
    listing.edit("Brood", listing.message - 1)
    assert listing.conversation.answers["~list"] == ("Brood", "Brood")


def test_an_action_can_empty_what_it_kept(listing: Chat) -> None:
    listing.write("Melk")
    listing.press("Ja")
    assert "~list" not in listing.conversation.answers


def test_a_name_that_the_coach_knows_by_itself_can_not_be_saved() -> None:
    taken = LIST.replace("save: ding", "save: plan_nu").replace("words: ding", "words: plan_nu")
    files = {**sources(), "lijst.yaml": taken}
    problems = compile_script(
        files, {}, Repertoire(told={**TOLD, "eerste_ding_op_lijst": Told("text", _first)}, actions=ACTIONS)
    ).problems
    told = [(one.code, one.place.line) for one in problems if not one.code.startswith("N4")]
    assert told == [("N19", 9)]
