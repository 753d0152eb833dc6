"""What is counted at each question, for everybody together, and undone with it."""

from collections.abc import Callable

import pytest

from bot.engine.effects import Count
from tests.engine.chat import Chat
from tests.engine.small import talking

THREE = """
dialog: drie
title: Drie
nodes:
  een:
    ask: Wat is het eerste?
    type: text
    example: Dit
    save: een
  twee:
    ask: Wat is het tweede?
    type: number
    save: twee
  drie:
    ask: Wat is het derde?
    type: text
    example: Dat
    save: drie
    next: end
"""
DOINGS: dict[str, tuple[list[str], dict[str, int]]] = {
    "a question put": ([], {"een.reached": 1}),
    "an answer": (["dit"], {"een.reached": 1, "een.answered": 1, "twee.reached": 1}),
    "a question skipped": (["sla over"], {"een.reached": 1, "een.skipped": 1, "twee.reached": 1}),
    "a question asked in other words": (
        ["dit", "bananen"],
        {"een.reached": 1, "een.answered": 1, "twee.reached": 1, "twee.reasked": 1},
    ),
    "a question given up": (
        ["dit", "a", "b", "c"],
        {
            "een.reached": 1, "een.answered": 1, "twee.reached": 1, "twee.reasked": 2, "twee.gave_up": 1,
            "drie.reached": 1,
        },
    ),
    "a question repeated": (["herhaal", "hoi", "verder"], {"een.reached": 1}),
    "one step back": (["dit", "terug"], {"een.reached": 1, "twee.went_back": 1}),
    "one step back and on again": (
        ["dit", "terug", "dat"],
        {"een.reached": 1, "een.answered": 1, "twee.reached": 1, "twee.went_back": 1},
    ),
    "two steps back": (
        ["dit", "2", "terug", "terug"],
        {"een.reached": 1, "drie.went_back": 1, "twee.went_back": 1},
    ),
    "back from the first": (["terug"], {"een.reached": 1}),
    "all the way": (
        ["dit", "2", "dat"],
        {
            "een.reached": 1, "een.answered": 1, "twee.reached": 1, "twee.answered": 1,
            "drie.reached": 1, "drie.answered": 1,
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("doing", DOINGS)
def test_it_is_counted(doing: str) -> None:
    said, counted = DOINGS[doing]
    chat = talking(THREE)
    for words in said:
        chat.write(words)
    assert chat.counts == {f"drie.{event}": count for event, count in counted.items()}


def test_a_count_carries_the_version_of_its_dialog_and_none_of_her_words() -> None:
    chat = talking(THREE)
    chat.write("geheim")
    counts = [effect for effect in chat.effects if isinstance(effect, Count)]
    assert {one.version for one in counts} == {chat.script.dialogs["drie"].version}
    assert "geheim" not in str(counts)


def test_how_soon_she_answered_is_counted_in_powers_of_two() -> None:
    for seconds, took in ((0, 0), (1, 1), (3, 2), (4, 3), (60, 6), (86400, 17)):
        chat = talking(THREE)
        chat.wait(seconds=seconds)
        chat.write("dit")
        assert chat.counted[f"drie.een.took.{took}"] == 1
        chat.command("terug")
        assert not any(count for event, count in chat.counted.items() if ".took." in event)


EDITS: list[Callable[[Chat], str]] = [
    lambda chat: chat.edit("dat", 1),
    lambda chat: chat.edit("dat", 1) + chat.edit("toch dit", 1),
]


@pytest.mark.parametrize("edit", EDITS)
def test_a_changed_message_changes_no_count(edit: Callable[[Chat], str]) -> None:
    chat = talking(THREE)
    chat.message = 0
    chat.wait(seconds=20)
    chat.write("dit")
    before = chat.counted.copy()
    chat.wait(seconds=500)
    edit(chat)
    assert {event: count for event, count in chat.counted.items() if count} == dict(before)
    chat.command("terug")
    assert chat.counts == {"drie.een.reached": 1, "drie.twee.went_back": 1}


def test_a_changed_message_that_leads_elsewhere_moves_the_counts() -> None:
    forked = THREE.replace(
        "    save: een\n", "    save: een\n    next:\n      - {when: known(twee), go: drie}\n      - go: twee\n"
    )
    chat = talking(forked)
    message = chat.message + 1
    chat.write("dit")
    chat.conversation.answers["twee"] = 2  # type: ignore[index]  # as if it was known from elsewhere
    chat.edit("dat", message)
    assert chat.counts == {"drie.een.reached": 1, "drie.een.answered": 1, "drie.drie.reached": 1}


def test_a_correction_is_no_new_answer() -> None:
    chat = talking(THREE)
    chat.write("dit")
    before = chat.counts
    chat.command("wijzig")
    chat.press("dit")
    chat.write("dat")
    assert chat.counts == before


def test_leaving_and_coming_back_counts_no_question_twice() -> None:
    chat = talking(THREE)
    chat.write("dit")
    chat.command("help")
    chat.command("pauze")
    chat.command("verder")
    assert chat.counts == {"drie.een.reached": 1, "drie.een.answered": 1, "drie.twee.reached": 1}


def test_another_dialog_in_between_counts_no_question_twice() -> None:
    chat = talking(THREE)
    chat.write("dit")
    chat.command("uitje")
    chat.command("annuleer")
    mine = {event: count for event, count in chat.counts.items() if event.startswith("drie.")}
    assert mine == {"drie.een.reached": 1, "drie.een.answered": 1, "drie.twee.reached": 1}
