"""Dialogs that call others, and what these give back."""

from tests.engine.chat import Chat
from tests.engine.small import begun, talking

OUTER = """
dialog: buiten
title: Buiten
nodes:
  midden:
    call: midden
    save: som
  dan:
    ask: De som is {som}, klopt dat?
    type: yes_no
    next:
      - {when: som >= 10, go: veel}
      - go: weinig
  veel:
    end: Veel.
  weinig:
    end: Weinig.
"""
MIDDLE = """
dialog: midden
title: Midden
nodes:
  een:
    call: getal
    save: links
  twee:
    call: getal
    save: rechts
  samen:
    end: Opgeteld.
    gives: links + rechts
"""
INNER = """
dialog: getal
title: Getal
nodes:
  welk:
    ask: Welk getal?
    type: number
    save: getal
  geef:
    end: []
    gives: getal
"""


def _counting() -> Chat:
    return talking(OUTER, MIDDLE, INNER)


def test_what_a_dialog_gives_is_saved_by_its_caller_however_deep() -> None:
    chat = _counting()
    assert chat.write("7") == "Welk getal?"
    assert chat.write("5") == "Opgeteld.\nDe som is 12, klopt dat?"
    assert chat.write("ja") == "Veel."
    assert chat.answers["som"] == 12


def test_where_it_gives_nothing_nothing_is_saved() -> None:
    chat = _counting()
    chat.write("7")
    assert chat.press("Sla over") == "Opgeteld.\nDe som is …, klopt dat?"
    assert "som" not in chat.answers
    assert "rechts" not in chat.answers
    assert chat.write("ja") == "Weinig."


def test_what_it_gave_the_last_time_does_not_stay() -> None:
    chat = _counting()
    for said in ("7", "5", "ja"):
        chat.write(said)
    begun(chat, "buiten")
    chat.press("Sla over")
    chat.press("Sla over")
    assert "som" not in chat.answers


def test_going_back_takes_back_what_was_given() -> None:
    chat = _counting()
    chat.write("7")
    chat.write("5")
    assert chat.command("terug") == "(went_back)\nWelk getal?"
    assert "som" not in chat.answers
    assert chat.answers["links"] == 7
    assert chat.write("1").endswith("De som is 8, klopt dat?")


def test_a_call_that_saves_comes_back_though_it_is_the_last() -> None:
    last = "dialog: laatst\ntitle: Laatst\nnodes:\n  roep: {call: getal, save: gekregen, next: end}\n"
    chat = talking(last, INNER)
    chat.write("3")
    assert chat.answers["gekregen"] == 3
    assert not chat.conversation.frames


def test_a_dialog_counts_for_her_when_it_began_on_its_own() -> None:
    chat = _counting()
    for said in ("7", "5", "ja"):
        chat.write(said)
    assert chat.answers["gesprekken"] == 1
    assert chat.answers["antwoorden"] == 3


def test_a_dialog_that_was_called_is_known_as_done() -> None:
    chat = _counting()
    chat.write("7")
    assert chat.conversation.answers["~done.getal"] == 1


KIND = """
dialog: soort
title: Soort
nodes:
  roep:
    call: keuze
    save: kleur_nu
  dan:
    end:
      - {when: kleur_nu == 'rood', text: "Rood, dus {kleur_nu}."}
      - {when: kleur_nu != 'rood', text: Anders.}
"""
CHOOSE = """
dialog: keuze
title: Keuze
nodes:
  welke:
    ask: Welke?
    type: choice
    save: tint
    choices: {rood: Rood, groen: Groen}
  geef:
    end: []
    gives: tint
"""


def test_a_choice_that_is_given_is_spoken_of_by_its_label() -> None:
    chat = talking(KIND, CHOOSE)
    assert chat.press("Rood") == "Rood, dus Rood."
