"""What she planned herself comes over whatever stands open, and is not counted as a message that she let be."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.engine.conversation import Conversation
from bot.engine.effects import Count, Message, Schedule
from bot.engine.repertoire import Repertoire
from bot.engine.world import World
from tests.engine.chat import NOON, Chat
from tests.engine.daily import coached, comes, known
from tests.engine.small import begun

PLAN = """
dialog: afspraak
title: De afspraak
aside: true
nodes:
  nu:
    ask: Doe je het nu?
    type: choice
    choices: {ja: Ja, straks: Straks}
    next: goed
  goed:
    end: Goed.
"""
QUESTION = """
dialog: vraag_boven
ideas: [I1]
daily: {kind: open}
nodes:
  vraag:
    ask: Wat zag je?
    type: text
    example: Een vos
    save: zag
    next: end
"""
SOON = NOON + timedelta(hours=1)


def _soon(_conversation: Conversation, _world: World) -> Mapping[str, datetime]:
    return {"daily": SOON, "plan": SOON}


def _waiting(hours: float, kind: str) -> Repertoire:
    def waits(which: str, _conversation: Conversation, world: World) -> datetime | None:
        return world.now + timedelta(hours=hours) if which == kind else None

    return Repertoire(calendar=_soon, waits=waits, planned=frozenset({"plan"}))


def _chat(repertoire: Repertoire, *people: str) -> Chat:
    return known(coached(QUESTION, PLAN, repertoire=repertoire, plan="afspraak"), *people)


@pytest.fixture
def chat() -> Chat:
    return _chat(Repertoire(calendar=_soon, planned=frozenset({"plan"})), "Ans")


def test_a_planned_moment_is_told_from_one_that_comes_unasked(chat: Chat) -> None:
    chat.command("help")
    assert {one.moment: one.planned for one in chat.effects if isinstance(one, Schedule)} == {
        "daily": False,
        "plan": True,
    }


def test_it_is_not_counted_as_a_message_that_she_let_be(chat: Chat) -> None:
    comes(chat)
    assert chat.conversation.unheard == 1
    assert comes(chat, "plan") == "Doe je het nu?"
    assert chat.conversation.unheard == 1
    assert chat.conversation.came == {"daily": NOON.date(), "plan": NOON.date()}


def test_it_lies_over_the_message_of_the_day_which_comes_after_it(chat: Chat) -> None:
    comes(chat)
    comes(chat, "plan")
    assert [run[0].dialog for run in chat.conversation.runs] == ["vandaag", "vraag_boven", "afspraak"]
    assert chat.press("Ja") == "Goed.\nWat zag je?\nBijvoorbeeld: Een vos"
    assert chat.write("Een vos") == "Dit is Ans.\nWat doe je ermee?"
    assert chat.press("Later met Ans") == ""


def test_it_breaks_in_on_a_talk_with_a_way_back(chat: Chat) -> None:
    begun(chat, "praat")
    assert comes(chat, "plan") == "Doe je het nu?"
    assert chat.labels[-1] == ["(leave) Het praatje"]
    assert chat.press("Ja").startswith("Goed.\nWaar praten we over?")


def test_one_that_stands_open_begins_anew_with_the_next(chat: Chat) -> None:
    comes(chat, "plan")
    comes(chat, "plan")
    assert [frame.dialog for frame in chat.conversation.frames] == ["afspraak"]
    assert chat.press("Straks") == "Goed."


def test_a_planned_one_without_an_answer_stays_beneath_the_message_of_the_day(chat: Chat) -> None:
    comes(chat, "plan")
    comes(chat)
    assert [run[0].dialog for run in chat.conversation.runs] == ["afspraak", "vandaag", "vraag_boven"]


def test_a_planned_one_without_an_answer_is_let_go_for_the_message_of_another_day(chat: Chat) -> None:
    comes(chat, "plan")
    chat.world = replace(chat.world, now=NOON + timedelta(days=1))
    comes(chat)
    assert [run[0].dialog for run in chat.conversation.runs] == ["vandaag", "vraag_boven"]


def test_one_that_waits_beyond_her_day_is_dropped_and_counted() -> None:
    chat = _chat(_waiting(24, "daily"), "Ans")
    assert comes(chat) == ""
    assert [(one.dialog, one.node, one.event) for one in chat.effects if isinstance(one, Count)] == [
        ("vandaag", "vraag", "dropped")
    ]
    assert chat.conversation.came == {"daily": NOON.date()}
    assert chat.conversation.unheard == 0


def test_one_that_she_planned_waits_beyond_her_day() -> None:
    chat = _chat(_waiting(24, "plan"), "Ans")
    assert comes(chat, "plan") == ""
    assert not [one for one in chat.effects if isinstance(one, Count | Message)]
    assert chat.conversation.moments["plan"] == NOON + timedelta(hours=24)
    assert chat.conversation.came == {}
