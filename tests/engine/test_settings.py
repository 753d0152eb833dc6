"""Settings: what can also be changed in passing stays as it is when a dialog that asks for it is done again."""

from tests.engine.small import begun, talking

MEETING = """
dialog: begin
title: Begin
nodes:
  naam:
    ask: Hoe heet je?
    type: text
    example: Ans
    save: roepnaam
  werk:
    ask:
      - Je heet {roepnaam}. Vorige keer was dat {vorige_roepnaam}, en je deed {vorige_werk}.
      - Wat doe je?
    type: text
    example: Brood bakken
    save: werk
  klaar:
    end: Dag {roepnaam}.
"""
CHANGING = """
dialog: anders
title: Anders
aside: true
nodes:
  naam:
    ask: Hoe dan?
    type: text
    example: Bea
    save: roepnaam
  klaar:
    end: Goed.
"""


def test_a_setting_stays_while_the_rest_begins_afresh() -> None:
    chat = talking(MEETING, CHANGING)
    chat.write("Ans")
    chat.write("Bakken")
    begun(chat, "anders")
    chat.write("Bea")
    begun(chat, "begin")
    assert (chat.answers["roepnaam"], chat.answers["vorige_roepnaam"]) == ("Bea", "Bea")
    assert chat.answers["vorige_werk"] == "Bakken"
    assert "werk" not in chat.answers


def test_a_setting_that_is_skipped_is_still_said() -> None:
    chat = talking(MEETING, CHANGING)
    chat.write("Ans")
    chat.write("Bakken")
    begun(chat, "begin")
    chat.press("Sla over")
    assert "Je heet Ans. Vorige keer was dat Ans, en je deed Bakken." in chat.said
