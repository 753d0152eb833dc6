"""The coach writes first: at a moment that was set, once, and never into the middle of a talk."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.engine.compile import compile_script
from bot.engine.conversation import Conversation
from bot.engine.effects import Message, Schedule
from bot.engine.inputs import Elapsed, Moment
from bot.engine.people import Contact
from bot.engine.repertoire import Repertoire
from bot.engine.world import World
from tests.engine.chat import NOON, Chat
from tests.engine.conftest import sources
from tests.engine.small import begun

TODAY = """
dialog: vandaag
title: Vandaag
aside: true
nodes:
  wie:
    each: contacts
    where: ring(iemand_nu) == 'kern'
    by: nickname
    most: 1
    name: iemand_nu
    call: schrijf
    next: end
"""
WRITE = """
dialog: schrijf
title: Schrijf
aside: true
nodes:
  vraag:
    ask: Spreek je {iemand_nu} vandaag?
    type: yes_no
    next: end
"""
TALK = """
dialog: praat
title: Praat
nodes:
  een:
    ask: Hoe gaat het?
    type: text
    example: Goed
  twee:
    ask: En nu?
    type: text
    example: Ook goed
    next: end
"""
SILENT = """
dialog: vandaag
title: Vandaag
aside: true
nodes:
  wat: {call: stil, beside: true, next: end}
"""
NOTHING_YET = """
dialog: stil
title: Stil
nodes:
  niets:
    end:
      - {when: done('stil'), text: Alweer}
"""
TOMORROW = NOON + timedelta(days=1)


def _every_noon(conversation: Conversation, world: World) -> Mapping[str, datetime]:
    if conversation.rest:
        return {}
    came = conversation.came.get("daily")
    today = NOON.replace(year=world.now.year, month=world.now.month, day=world.now.day)
    late = today <= world.now or came == world.now.date()
    return {"daily": today + timedelta(days=1) if late else today}


def _after_an_hour(_kind: str, conversation: Conversation, world: World) -> datetime | None:
    put = datetime.fromtimestamp(conversation.put_at, UTC)
    return put + timedelta(hours=1) if conversation.frames and world.now - put < timedelta(hours=1) else None


@pytest.fixture
def chat() -> Chat:
    return _chat(TODAY, WRITE, TALK)


def _chat(*dialogs: str) -> Chat:
    files = {**sources(), **{f"{text.split()[1]}.yaml": text for text in dialogs}}
    files["commands.yaml"] = "moments: {daily: vandaag}\n" + files["commands.yaml"]
    compiled = compile_script(files, {}, Repertoire(calendar=_every_noon, waits=_after_an_hour))
    assert compiled.script, compiled.problems
    chat = Chat(compiled.script)
    chat.start()
    chat.press("Ja")
    chat.command("menu")
    chat.command("annuleer")
    chat.world = replace(
        chat.world, contacts={"@1": Contact("Noor", ring="kern"), "@2": Contact("Ans", ring="kern")}
    )
    return chat


def _set(chat: Chat) -> list[datetime | None]:
    return [effect.at for effect in chat.effects if isinstance(effect, Schedule)]


def test_the_next_moment_is_set_once_and_again_when_it_is_another(chat: Chat) -> None:
    assert chat.conversation.moments == {"daily": TOMORROW}
    chat.write("hoi")
    assert _set(chat) == []
    chat.command("stop")
    assert _set(chat) == [None]
    chat.command("verder")
    assert _set(chat) == [TOMORROW]


def test_a_moment_opens_its_dialog_and_sets_the_next(chat: Chat) -> None:
    chat.world = replace(chat.world, now=TOMORROW)
    assert chat.give(Moment("daily")) == "Spreek je Ans vandaag?"
    assert _set(chat) == [TOMORROW + timedelta(days=1)]
    assert chat.conversation.came == {"daily": TOMORROW.date()}
    assert chat.conversation.unheard == 1
    chat.press("Ja")
    assert chat.conversation.unheard == 0


def test_a_moment_with_nothing_to_say_says_nothing_and_is_not_waited_for(chat: Chat) -> None:
    chat.world = replace(chat.world, now=TOMORROW, contacts={})
    assert chat.give(Moment("daily")) == ""
    assert not [effect for effect in chat.effects if isinstance(effect, Message)]
    assert (chat.conversation.unheard, _set(chat)) == (0, [TOMORROW + timedelta(days=1)])


def test_a_moment_with_nothing_to_say_leaves_her_where_she_is(chat: Chat) -> None:
    begun(chat, "praat")
    chat.command("menu")
    chat.world = replace(chat.world, now=TOMORROW + timedelta(hours=2), contacts={})
    frames = chat.conversation.frames
    assert chat.give(Moment("daily")) == ""
    assert chat.conversation.frames == frames
    assert chat.kinds() == ["schedule"]


def test_a_dialog_that_lies_over_her_talk_and_says_nothing_does_not_bring_her_back_to_it() -> None:
    chat = _chat(SILENT, NOTHING_YET, TALK)
    begun(chat, "praat")
    chat.world = replace(chat.world, now=TOMORROW + timedelta(hours=2))
    before = chat.conversation
    assert chat.give(Moment("daily")) == ""
    assert (chat.conversation.frames, chat.conversation.answers) == (before.frames, before.answers)
    assert chat.kinds() == ["schedule"]


def test_a_moment_waits_for_a_talk_to_rest_and_then_comes_with_a_way_back(chat: Chat) -> None:
    chat.world = replace(chat.world, now=TOMORROW - timedelta(minutes=20))
    begun(chat, "praat")
    chat.world = replace(chat.world, now=TOMORROW)
    assert chat.give(Moment("daily")) == ""
    assert _set(chat) == [TOMORROW + timedelta(minutes=40)]
    chat.world = replace(chat.world, now=TOMORROW + timedelta(minutes=40))
    assert chat.give(Moment("daily")) == "Spreek je Ans vandaag?"
    assert chat.press("Nee").endswith("Hoe gaat het?\nBijvoorbeeld: Goed")


def test_a_moment_that_would_have_to_wait_until_another_day_is_let_go(chat: Chat) -> None:
    late = TOMORROW.replace(hour=23, minute=50)
    chat.world = replace(chat.world, now=late - timedelta(minutes=5))
    begun(chat, "praat")
    chat.world = replace(chat.world, now=late)
    assert chat.give(Moment("daily")) == ""
    assert chat.conversation.came == {"daily": late.date()}
    assert _set(chat) == []
    assert chat.conversation.moments == {"daily": TOMORROW + timedelta(days=1)}


def test_nothing_is_written_to_whoever_rests_or_for_a_moment_that_no_script_knows(chat: Chat) -> None:
    assert chat.give(Moment("nooit")) == ""
    chat.command("stop")
    chat.world = replace(chat.world, now=TOMORROW)
    assert chat.give(Moment("daily")) == ""


def test_time_says_nothing_of_a_script_that_changed(chat: Chat) -> None:
    begun(chat, "praat")
    dialogs = {id_: one for id_, one in chat.script.dialogs.items() if id_ != "praat"}
    chat.script = replace(chat.script, dialogs=dialogs)
    chat.world = replace(chat.world, now=TOMORROW + timedelta(hours=2))
    frames = chat.conversation.frames
    assert chat.give(Moment("daily")) == ""
    assert chat.give(Elapsed(chat.conversation.asked)) == ""
    assert chat.conversation.frames == frames
    assert chat.conversation.moments == {"daily": TOMORROW + timedelta(days=1)}
