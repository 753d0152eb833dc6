"""Names that the coach keeps by itself, long answers cut short, answers that were spoken or shown."""

import pytest

from bot.engine.effects import Save
from tests.engine.small import begun, scripted, talking

SCORE = """
dialog: cijfer
title: Cijfer
nodes:
  welk:
    ask:
      - Vorige keer een {vorige_cijfer}, eerst een {eerste_cijfer}.
      - when: times(cijfer) >= 2
        text: Je gaf er al {keer_cijfer}.
      - when: days_since(cijfer) >= 7
        text: Dat is lang geleden.
      - Welk cijfer?
    type: scale
    save: cijfer
  tel:
    set: {keer_cijfer: times(cijfer)}
  nog:
    ask: Een {cijfer}, klopt dat?
    type: yes_no
  klaar:
    end:
      - {when: cijfer > eerste_cijfer, text: "Eerst een {eerste_cijfer}, nu een {cijfer}."}
      - {when: known(vandaag), text: "Het is {vandaag}."}
"""
TEXT = """
dialog: tekst
title: Tekst
nodes:
  wat:
    ask: Wat wil je kwijt?
    type: text
    example: Dit
    allow: [voice, photo]
    save: kwijt
  klaar:
    end:
      - "Kort: {kwijt:kort}"
      - "Heel: {kwijt}"
"""


def test_the_first_and_the_last_answer_are_known_beside_this_one() -> None:
    chat = talking(SCORE)
    assert chat.said == "Welk cijfer?"
    for number, said in (("4", "Het is"), ("7", "Eerst een 4, nu een 7."), ("5", "Eerst een 4, nu een 5.")):
        chat.write(number)
        assert chat.write("ja").startswith(said)
        begun(chat, "cijfer")
    assert chat.said.startswith("Vorige keer een 5, eerst een 4.\n")


def test_how_often_and_how_long_ago_it_was_answered_is_known() -> None:
    chat = talking(SCORE)
    for at, number in enumerate(("4", "7")):
        chat.wait(days=at)
        chat.write(number)
        chat.write("ja")
        begun(chat, "cijfer")
    assert "Je gaf er al 2." in chat.said
    assert "lang geleden" not in chat.said
    chat.command("annuleer")
    chat.wait(days=7)
    assert "Dat is lang geleden." in begun(chat, "cijfer")


def test_going_back_undoes_how_often_it_was_answered() -> None:
    chat = talking(SCORE)
    chat.write("4")
    chat.command("terug")
    assert "keer_cijfer" not in chat.answers
    assert "eerste_cijfer" not in chat.answers
    chat.write("5")
    assert chat.answers["keer_cijfer"] == 1
    assert chat.answers["eerste_cijfer"] == 5


def test_correcting_the_first_answer_corrects_what_was_first() -> None:
    chat = talking(SCORE)
    chat.write("4")
    chat.command("wijzig")
    chat.press("4")
    chat.write("6")
    assert chat.answers["eerste_cijfer"] == 6
    chat.write("ja")
    begun(chat, "cijfer")
    chat.write("8")
    chat.command("wijzig")
    chat.press("8")
    chat.write("9")
    assert chat.answers["eerste_cijfer"] == 6
    assert chat.answers["cijfer"] == 9


def test_today_is_known() -> None:
    chat = talking(SCORE)
    chat.write("4")
    assert chat.write("ja") == "Het is maandag 2 maart."


def test_a_long_answer_is_cut_short_where_the_author_wants_it_at_a_whole_word() -> None:
    chat = talking(TEXT)
    chat.write("woord " * 40)
    short, whole = chat.said.split("\n")
    assert short.endswith("woord…")
    assert len(short) < 130
    assert whole == "Heel: " + "woord " * 40


def test_a_short_answer_is_not_cut() -> None:
    assert talking(TEXT).write("Dit & dat") == "Kort: Dit & dat\nHeel: Dit & dat"


@pytest.mark.parametrize("kind", ["voice", "photo"])
def test_where_it_is_allowed_a_voice_message_or_a_photo_is_the_answer(kind: str) -> None:
    chat = talking(TEXT)
    assert chat.send(kind, "AgAD") == f"Kort: ({kind}_kept)\nHeel: ({kind}_kept)"  # type: ignore[arg-type]
    assert [one.value for one in chat.effects if isinstance(one, Save)] == [f"~media.{kind}.AgAD"]


def test_where_it_is_not_allowed_the_question_stays() -> None:
    chat = talking(TEXT.replace("[voice, photo]", "[voice]"))
    assert chat.send("photo", "AgAD").startswith("(media_photo)\nWat wil je kwijt?")
    assert talking(TEXT).send("video", "AgAD").startswith("(media_video)")
    assert talking(TEXT).send("voice").startswith("(media_voice)"), "nothing was sent that could be kept"


def test_a_voice_message_wakes_a_coach_at_rest_and_is_no_answer() -> None:
    for command, said in (("pauze", "(resumed)"), ("stop", "(still_stopped)")):
        chat = talking(TEXT)
        chat.command(command)
        assert chat.send("voice", "AgAD").startswith(said)
        assert "kwijt" not in chat.answers


def test_a_voice_message_corrects_an_earlier_answer() -> None:
    two = TEXT.replace("  klaar:", "  nog:\n    ask: Nog iets?\n    type: yes_no\n  klaar:")
    chat = talking(two)
    chat.write("Dit")
    chat.command("wijzig")
    chat.press("Dit")
    assert chat.send("voice", "AgAD").startswith("(corrected)")
    assert chat.answers["kwijt"] == "~media.voice.AgAD"


def test_the_second_half_of_a_long_answer_belongs_to_the_first_one_too() -> None:
    chat = talking(TEXT.replace("  klaar:", "  nog:\n    ask: Nog iets?\n    type: yes_no\n  klaar:"))
    chat.write("x" * 4096)
    message = chat.message
    chat.message = chat.message - 1
    chat.write("y" * 100)
    assert message == chat.message
    assert chat.answers["kwijt"] == chat.answers["eerste_kwijt"] == "x" * 4096 + "y" * 100


RETYPED = """
dialog: tekst
title: Tekst
nodes:
  wat:
    ask: Wat is het?
    type: {type}
    save: kwijt
  dan:
    ask: Wat is {kwijt}?
    type: yes_no
  klaar:
    end: Klaar.
"""


@pytest.mark.parametrize(
    "type_",
    [
        "choice\n    choices: {een: Een, twee: Twee}",
        "choices\n    choices: {een: Een, twee: Twee}",
        "date",
        "time",
        "number",
        "yes_no",
        "scale",
    ],
)
@pytest.mark.parametrize("said", ["<b>fout", "{kwijt}", "2026-99-99", "morgen", "00:99", "@1"])
def test_an_answer_whose_question_became_another_is_her_own_words(type_: str, said: str) -> None:
    chat = talking(RETYPED.replace("{type}", "text\n    example: Dit"))
    chat.write(said)
    chat.script = scripted(RETYPED.replace("{type}", type_))
    assert chat.command("herhaal") == f"Wat is {said}?"


@pytest.mark.parametrize("type_", ["choice", "choices"])
def test_the_longest_id_fits_behind_a_button(type_: str) -> None:
    longest = "x" * 40
    chat = talking(RETYPED.replace("{type}", f"{type_}\n    choices: {{{longest}: Een, twee: Twee}}"))
    datas = [data for rows in chat.keyboards.values() for row in rows for _, data in row]
    assert any(longest in data for data in datas)
    assert all(len(data.encode()) <= 64 for data in datas)
