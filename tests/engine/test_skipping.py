"""Where skipping leads: on, or to where the author says, without an answer of the time before taking its place."""

from tests.engine.small import begun, talking

DIALOG = """
dialog: keuze
title: Keuze
aside: true
nodes:
  getal:
    ask: Hoeveel?
    type: number
    save: getal
    skip: geen
  gekozen:
    end: "Het is {getal}."
  geen:
    end: Geen getal.
"""


def test_an_answer_goes_on_and_a_skip_goes_where_the_author_says() -> None:
    chat = talking(DIALOG)
    assert chat.write("7") == "Het is 7."
    begun(chat, "keuze")
    assert chat.command("overslaan") == "Geen getal."


def test_a_question_that_is_given_up_goes_the_way_of_a_skip() -> None:
    chat = talking(DIALOG)
    for words in ("blauw", "groen", "geel"):
        chat.write(words)
    assert chat.said.endswith("Geen getal.")


def test_giving_up_may_lead_elsewhere_than_skipping() -> None:
    chat = talking(DIALOG.replace("    skip: geen\n", "    skip: geen\n    give_up: gekozen\n"))
    for words in ("blauw", "groen", "geel"):
        chat.write(words)
    assert "Geen getal" not in chat.said


def test_skipping_what_ends_without_a_word_is_heard() -> None:
    assert talking("dialog: kort\ntitle: Kort\nnodes: {vraag: {ask: Goed?, type: yes_no, next: end}}").write(
        "sla over"
    ) == ("(give_up)")
