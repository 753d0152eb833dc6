"""Silence: when the time to answer passes, and when it doesn't."""

from datetime import timedelta

from bot.engine.effects import Await
from bot.engine.inputs import Elapsed
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources
from tests.engine.small import beginning, scripted, talking

WAITS = """
dialog: wacht
title: Wacht
nodes:
  voor:
    ask: Waar ben je?
    type: text
    example: Thuis
    save: waar
  vraag:
    ask: Hoe laat kom je?
    type: text
    example: Om acht uur
    save: laat
    deadline: 2h
    no_reply: stil
  na:
    ask: Wat neem je mee?
    type: text
    example: Taart
    save: mee
    next: end
  stil:
    say: Je bent stil.
    next: na
"""


def _waiting() -> Chat:
    chat = talking(WAITS)
    chat.write("Thuis")
    return chat


def _awaited(chat: Chat) -> list[Await]:
    return [effect for effect in chat.effects if isinstance(effect, Await)]


def test_a_question_with_a_deadline_awaits_her_answer_until_then() -> None:
    chat = _waiting()
    assert _awaited(chat) == [Await(chat.conversation.asked, chat.world.now + timedelta(hours=2))]


def test_a_question_without_one_awaits_nothing() -> None:
    chat = _waiting()
    chat.write("Om acht uur")
    assert not _awaited(chat)


def test_when_the_time_passes_it_goes_where_the_author_leads() -> None:
    chat = _waiting()
    assert chat.let_pass() == "Je bent stil.\nWat neem je mee?\nBijvoorbeeld: Taart"
    assert chat.labels == [["Terug", "Sla over"]], "the keyboard of the question before is gone"
    assert "laat" not in chat.answers
    assert chat.counts["wacht.vraag.no_reply"] == 1
    assert "wacht.vraag.skipped" not in chat.counts


def test_an_answer_just_before_is_an_answer() -> None:
    chat = _waiting()
    chat.wait(hours=1, minutes=59)
    chat.write("Om acht uur")
    before = chat.conversation
    assert chat.let_pass() == ""
    assert chat.effects == ()
    assert chat.conversation == before


def test_it_can_be_gone_back_to_and_is_awaited_anew() -> None:
    chat = _waiting()
    chat.let_pass()
    assert chat.command("terug").startswith("(went_back)\nHoe laat kom je?")
    assert len(_awaited(chat)) == 1
    assert "wacht.vraag.no_reply" not in chat.counts
    assert chat.let_pass().startswith("Je bent stil.")


def test_while_she_pauses_nothing_passes_and_then_it_is_awaited_anew() -> None:
    chat = _waiting()
    chat.command("pauze")
    assert chat.let_pass() == ""
    chat.wait(days=3)
    assert chat.command("verder").startswith("(resumed)\nHoe laat kom je?")
    assert _awaited(chat)[0].until == chat.world.now + timedelta(hours=2)
    assert chat.let_pass().startswith("Je bent stil.")


def test_while_she_wants_silence_nothing_passes() -> None:
    chat = _waiting()
    chat.command("stop")
    assert chat.let_pass() == ""
    assert chat.conversation.rest == "stopped"


def test_asking_again_gives_no_more_time() -> None:
    chat = _waiting()
    until = chat.patience
    chat.wait(hours=1)
    chat.command("herhaal")
    chat.send("sticker")
    assert chat.patience == until


def test_after_another_dialog_it_is_awaited_anew() -> None:
    chat = _waiting()
    first = chat.patience
    assert first
    chat.command("uitje")
    chat.give(Elapsed(first.asked))
    assert chat.effects == (), "another question is open"
    chat.command("annuleer")
    assert chat.patience != first
    assert chat.let_pass().startswith("Je bent stil.")


def test_the_time_of_a_question_that_is_past_does_nothing() -> None:
    chat = _waiting()
    for asked in (0, -1, chat.conversation.asked - 1, chat.conversation.asked + 1):
        chat.give(Elapsed(asked))
        assert chat.effects == ()
    ended = talking(WAITS)
    ended.command("annuleer")
    ended.give(Elapsed(ended.conversation.asked))
    assert ended.effects == ()


def test_time_that_passes_twice_passes_once() -> None:
    chat = _waiting()
    chat.let_pass()
    chat.let_pass()
    assert chat.effects == ()


def test_an_earlier_answer_under_correction_has_no_deadline() -> None:
    chat = _waiting()
    chat.write("Om acht uur")
    chat.command("wijzig")
    chat.press("Om acht uur")
    assert chat.said.startswith("Hoe laat kom je?")
    assert not _awaited(chat)
    chat.give(Elapsed(chat.conversation.asked))
    assert chat.effects == ()
    assert chat.write("Om negen uur").startswith("(corrected)\nWat neem je mee?")


def test_a_correction_in_between_leaves_her_the_whole_time() -> None:
    chat = _waiting()
    chat.command("wijzig")
    chat.press("Thuis")
    assert chat.let_pass() == ""
    chat.write("Op het werk")
    assert chat.let_pass().startswith("Je bent stil.")


def test_silence_in_a_dialog_that_was_called_goes_on_in_it() -> None:
    around = "dialog: om\ntitle: Om\nnodes:\n  roep: {call: wacht}\n  na: {end: Om is klaar.}\n"
    chat = beginning(scripted(around, WAITS), "om")
    chat.write("Thuis")
    assert chat.let_pass().startswith("Je bent stil.")
    assert chat.write("Taart") == "Om is klaar."


def test_when_the_script_changed_under_her_her_silence_changes_nothing() -> None:
    chat = _waiting()
    chat.script = compiled({**sources(), "wacht.yaml": WAITS.replace("  vraag:", "  andere:")})
    before = chat.conversation
    assert chat.let_pass() == ""
    assert chat.conversation == before
    assert chat.write("Om acht uur").startswith("(moved)")


def test_minutes_hours_and_days_can_be_waited() -> None:
    for written, waited in (
        ("30m", timedelta(minutes=30)),
        ("12h", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
    ):
        chat = talking(WAITS.replace("2h", written))
        chat.write("Thuis")
        assert chat.patience
        assert chat.patience.until - chat.world.now == waited
