"""A talk that is noted: at the first tap, once, with all that was told of it, and not after it was taken back."""

from datetime import timedelta

from msgspec.structs import replace

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.compile import compile_script
from bot.engine.effects import Talk, Withdraw
from bot.engine.people import Contact
from tests.engine.chat import Chat
from tests.engine.conftest import sources
from tests.engine.small import begun

CARD = """
dialog: kaart
title: Kaart
aside: true
nodes:
  wie:
    ask: Wie?
    type: contact
    save: wie
  knop:
    ask: Wat?
    type: choice
    choices:
      gesproken: {label: Gesproken, go: gesproken}
      dicht: {label: Dicht, go: dicht}
  gesproken:
    call: gesproken
    next: knop
  dicht:
    end: []
"""
TALK = """
dialog: gesproken
title: Gesproken
aside: true
passing: [dag, hoe, kwam]
nodes:
  eerst:
    do: {talked: {contact: wie}}
  wanneer:
    ask: Wanneer?
    type: date
    past: true
    save: dag
  dan:
    do: {talked: {contact: wie, on: dag}}
  op_welke_manier:
    ask: Hoe?
    type: choice
    choices: {gezien: Gezien, gebeld: Gebeld}
    save: hoe
  nog:
    do: {talked: {contact: wie, on: dag, how: hoe}}
  wat:
    ask: Wat kwam er?
    type: choices
    choices: {informatie: Informatie, product: Product}
    save: kwam
  alles:
    do: {talked: {contact: wie, on: dag, how: hoe, brought: kwam}}
  vraag:
    ask: Wat vraag je?
    type: text
    example: Hoe het gaat
    fill: wie.question
    next: end
"""
AT_ONCE = """
dialog: meteen
title: Meteen
nodes:
  wie:
    ask: Wie?
    type: contact
    save: wie
  noteer:
    do: {talked: {contact: wie}}
  nog:
    ask: Nog iets?
    type: yes_no
    next: end
"""
TODAY = "2026-03-02"
BEFORE = Contact("Fatima", rhythm=30, spoken="2026-02-01", waits="2026-03-20", later=2)


def _before_the_card() -> Chat:
    files = {**sources(), "kaart.yaml": CARD, "gesproken.yaml": TALK, "meteen.yaml": AT_ONCE}
    people = files["people.yaml"] + "\n".join(
        f"  {name}: {{{', '.join(f'{id_}: {id_}' for id_ in ids)}}}"
        for name, ids in {
            "ways": ["gezien", "gebeld"],
            "starters": ["ik", "zij"],
            "states": ["op_tijd"],
            "steps": ["naam"],
            "parts": ["name"],
            "occasions": ["geven"],
        }.items()
        if f"  {name}:" not in files["people.yaml"]
    )
    script = compile_script({**files, "people.yaml": people}, {}, REPERTOIRE).script
    assert script
    chat = Chat(script)
    chat.start()
    chat.press("Ja")
    chat.world = replace(chat.world, contacts={"@1": BEFORE, "@2": Contact("Ans")})
    chat.everything.clear()
    begun(chat, "kaart")
    chat.press("Fatima")
    return chat


def _talks(chat: Chat) -> list[Talk]:
    """The talks as the store has them: one with the same number and person replaces the other."""
    kept: dict[tuple[int, str], Talk] = {}
    for effect in chat.everything:
        if isinstance(effect, Talk):
            kept[effect.asked, effect.contact] = effect
        if isinstance(effect, Withdraw):
            kept = {key: talk for key, talk in kept.items() if key[0] != effect.asked}
    return [replace(talk, asked=0) for talk in kept.values()]


def _fatima(chat: Chat) -> Contact:
    return chat.world.contacts["@1"]


def test_a_talk_is_noted_at_the_first_tap_and_stays_when_she_leaves() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.command("annuleer")
    assert _talks(chat) == [Talk("@1", TODAY)]
    assert _fatima(chat) == replace(BEFORE, spoken=TODAY, waits="", later=0)


def test_what_is_told_of_it_later_makes_the_same_talk_fuller() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.write("gisteren")
    chat.press("Ja")
    assert _talks(chat) == [Talk("@1", "2026-03-01")]
    chat.press("Gebeld")
    assert _talks(chat) == [Talk("@1", "2026-03-01", "gebeld")]
    chat.press("Informatie")
    chat.press("Klaar")
    chat.write("Hoe het gaat")
    assert _talks(chat) == [Talk("@1", "2026-03-01", "gebeld", brought=("informatie",))]
    assert _fatima(chat) == replace(BEFORE, spoken="2026-03-01", waits="", later=0, question="Hoe het gaat")


def test_a_talk_that_turns_out_to_be_older_than_the_last_one_leaves_that_and_what_was_planned() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.write("3 januari")
    chat.press("Ja")
    assert _talks(chat) == [Talk("@1", "2026-01-03")]
    assert _fatima(chat) == BEFORE


def test_going_back_makes_the_talk_what_it_was_then() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.command("overslaan")
    chat.press("Gebeld")
    chat.press("Terug")
    assert _talks(chat) == [Talk("@1", TODAY)]
    chat.press("Gezien")
    assert _talks(chat) == [Talk("@1", TODAY, "gezien")]
    for _ in range(2):
        chat.press("Terug")
    assert _talks(chat) == [Talk("@1", TODAY)]
    chat.press("Terug")
    assert _talks(chat) == []
    assert _fatima(chat) == BEFORE


def test_a_dialog_that_is_over_can_be_gone_back_into() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    for _ in range(4):
        chat.command("overslaan")
    chat.press("Terug")
    chat.press("Terug")
    chat.press("Product")
    chat.press("Klaar")
    assert _talks(chat) == [Talk("@1", TODAY, brought=("product",))]


def test_two_talks_with_one_person_are_two() -> None:
    chat = _before_the_card()
    for said in ("gisteren", "eergisteren"):
        chat.press("Gesproken")
        chat.write(said)
        chat.press("Ja")
        for _ in range(3):
            chat.command("overslaan")
    assert _talks(chat) == [Talk("@1", "2026-03-01"), Talk("@1", "2026-02-28")]
    assert _fatima(chat).spoken == "2026-03-01"


def test_a_talk_is_noted_with_whom_she_meant_once_she_mends_the_name() -> None:
    chat = _before_the_card()
    chat.command("annuleer")
    begun(chat, "kaart")
    chat.write("Ans")
    chat.press("Gesproken")
    assert [talk.contact for talk in _talks(chat)] == ["@2"]
    chat.press("Terug")
    chat.press("Terug")
    chat.press("Fatima")
    chat.press("Gesproken")
    assert [talk.contact for talk in _talks(chat)] == ["@1"]


def test_a_mended_answer_tells_the_talk_anew() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.command("overslaan")
    said = chat.message + 1
    chat.write("gebeld")
    assert chat.edit("gezien", said) == ""
    assert _talks(chat) == [Talk("@1", TODAY, "gezien")]


def test_a_talk_goes_with_the_name_when_that_is_changed() -> None:
    chat = _before_the_card()
    chat.command("annuleer")
    begun(chat, "meteen")
    said = chat.message + 1
    chat.write("Fatima")
    for name, contact in (("fatima", "@1"), ("Ans", "@2")):
        chat.edit(name, said)
        assert _talks(chat) == [Talk(contact, TODAY)]
    assert _fatima(chat) == BEFORE


def test_a_talk_keeps_its_day_when_it_is_told_of_after_midnight() -> None:
    chat = _before_the_card()
    chat.press("Gesproken")
    chat.write("gisteren")
    chat.press("Ja")
    chat.world = replace(chat.world, now=chat.world.now + timedelta(days=1))
    chat.press("Gebeld")
    assert _talks(chat) == [Talk("@1", "2026-03-01", "gebeld")]
