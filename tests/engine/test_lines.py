"""Paragraphs of several lines, and what stands in a line of what she ticked."""

from bot.engine.compile import compile_script
from tests.engine.conftest import sources
from tests.engine.small import begun, talking

LIST = """
dialog: lijstje
title: Lijstje
nodes:
  wat:
    ask: Wat is er?
    type: choices
    choices: {zout: Zout, appels: Appels, melk: Melk}
    save: voorraad
  zien:
    end:
      - lines:
          - "Er is: {voorraad}"
          - "Er is niet: {voorraad:rest}"
          - "Nieuw: {voorraad:nieuw}"
          - when: "'zout' in voorraad"
            text: Zout bewaar je droog.
      - when: count(voorraad) == 3
        lines: [Alles is er., Mooi.]
      - lines:
          - "{voornaam_van_niemand}"
          - "{vorige_voorraad}"
"""
SOUND = LIST.replace('          - "{voornaam_van_niemand}"\n', "")


def test_lines_stand_below_each_other_in_one_paragraph_and_what_can_not_be_said_is_left_out() -> None:
    chat = talking(SOUND)
    assert chat.write("appels") == "Er is: Appels\nEr is niet: Zout en melk\nNieuw: Appels"
    begun(chat, "lijstje")
    assert chat.write("melk en zout") == (
        "Er is: Zout en melk\nEr is niet: Appels\nNieuw: Zout en melk\nZout bewaar je droog.\nAppels"
    )
    begun(chat, "lijstje")
    assert chat.write("zout, melk, appels").startswith(
        "Er is: Zout, appels en melk\nNieuw: Appels\nZout bewaar je droog.\nAlles is er.\nMooi.\n"
    )


def test_what_is_wrong_in_a_line_is_told_at_its_place() -> None:
    wrong = LIST.replace("'zout' in voorraad\"", "'suiker' in voorraad\"")
    (nothing, never) = compile_script({**sources(), "lijstje.yaml": wrong.lstrip()}, {}).problems
    assert (nothing.code, never.code) == ("N18", "N11")


def test_a_line_is_text_or_a_pool_or_lines() -> None:
    both = SOUND.replace("        lines: [Alles", "        text: Ja.\n        lines: [Alles")
    assert [one.code for one in compile_script({**sources(), "lijstje.yaml": both.lstrip()}, {}).problems] == [
        "N02"
    ]
