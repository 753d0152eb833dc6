"""A conversation as it is written down: every kind of answer, and steps that are lines until somebody looks."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import DecodeError
from msgspec.structs import replace

from bot.engine import effects
from bot.engine.conversation import Conversation, from_json, to_json
from bot.engine.effects import Button, Message, Talk
from bot.engine.people import Contact
from bot.engine.steps import Frame, Noted, Step, Steps
from bot.engine.values import Line, Shown, Value, When

NINE = datetime.fromisoformat("2026-03-02T09:00:00Z")
WORDS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES: st.SearchStrategy[Value] = st.one_of(
    WORDS,
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15),
    st.lists(WORDS, max_size=3).map(tuple),
)
FRAMES = st.builds(
    Frame,
    WORDS,
    WORDS,
    WORDS,
    st.integers(0, 9),
    left=st.none() | st.lists(WORDS, max_size=2).map(tuple),
    noted=st.none() | st.builds(Noted, st.builds(Talk, WORDS, WORDS), st.dictionaries(WORDS, VALUES, max_size=2)),
)
STEPS = st.builds(
    Step,
    st.integers(0, 9),
    st.lists(FRAMES, min_size=1, max_size=2).map(tuple),
    st.dictionaries(WORDS, st.none() | VALUES, max_size=3),
    chosen=WORDS,
    counted=st.lists(WORDS, max_size=2).map(tuple),
    people=st.dictionaries(WORDS, st.none() | st.builds(Contact, WORDS), max_size=1),
)
CONVERSATIONS = st.builds(
    Conversation,
    st.lists(FRAMES, max_size=2).map(tuple),
    steps=st.lists(STEPS, max_size=3).map(Steps),
    answers=st.dictionaries(WORDS, VALUES, max_size=4),
    moments=st.dictionaries(WORDS, st.just(NINE), max_size=1),
    came=st.dictionaries(WORDS, st.just(date(2026, 3, 2)), max_size=1),
)
STEP = Step(7, (Frame("dag", "hoe"),), {"stemming": None}, chosen="goed")


@given(CONVERSATIONS)
def test_any_conversation_is_read_back_as_it_was(conversation: Conversation) -> None:
    back = from_json(to_json(conversation))
    assert back == conversation
    assert repr(back.answers) == repr(conversation.answers), "1 is no 1.0, and no True"
    assert repr(back.steps) == repr(conversation.steps)


@given(CONVERSATIONS)
def test_what_was_read_back_is_written_as_it_was_written(conversation: Conversation) -> None:
    written = to_json(conversation)
    assert to_json(from_json(written)) == written


def test_a_step_is_read_when_it_is_looked_at_and_not_before() -> None:
    conversation = from_json(b'{"asked":8}\nno step')
    assert conversation.asked == 8
    assert to_json(conversation).endswith(b"\nno step")
    with pytest.raises(DecodeError):
        assert conversation.steps[0].frames


def test_only_the_last_step_is_read_where_only_that_is_looked_at() -> None:
    written = to_json(Conversation(steps=Steps([STEP])))
    steps = from_json(written.replace(b"\n", b"\nno step\n")).steps
    assert (steps[-1], len(steps), bool(steps)) == (STEP, 2, True)
    with pytest.raises(DecodeError):
        assert steps[:]


@given(st.lists(STEPS, max_size=4), st.lists(STEPS, max_size=4), st.sampled_from(["looked at", "closed"]))
def test_the_oldest_step_is_let_go_where_there_are_many(earlier: list[Step], later: list[Step], read: str) -> None:
    steps = from_json(to_json(Conversation(steps=Steps(earlier)))).steps
    assert read == "closed" or list(steps) == earlier
    for step in later:
        steps = steps.and_then(step, 5)
    assert list(steps) == [*earlier, *later][-5:]
    assert len(steps) == min(5, len(earlier) + len(later))
    assert from_json(to_json(Conversation(steps=steps))).steps == steps


def test_a_conversation_on_one_line_keeps_its_steps() -> None:
    step = b'{"asked":7,"frames":[{"dialog":"dag","node":"hoe"}],"before":{"stemming":null},"chosen":"goed"}'
    assert from_json(b'{"asked":8,"steps":[' + step + b"]}") == Conversation(asked=8, steps=Steps([STEP]))


def test_a_step_that_changed_is_written_anew() -> None:
    (step,) = from_json(to_json(Conversation(steps=Steps([STEP])))).steps
    changed = Conversation(steps=Steps([replace(step, message=9)]))
    assert from_json(to_json(changed)) == Conversation(steps=Steps([replace(STEP, message=9)]))


def test_what_was_in_the_outbox_before_lines_and_moments_were_told_apart_can_still_be_read() -> None:
    said: dict[str, Shown] = {
        "wie": '{"iso":"x"} {"text":"y"}',
        "dag": When("2026-11-30", near=True),
        "label": Line("Ja"),
        "lijst": (Line("a"), Line("{b}", {"b": "c"})),
    }
    message = Message((Line("Zeg {wie} {dag}", said),), 5, ((Button(Line("Ja"), "ja"),),))
    written = (
        b'{"lines":[{"text":"Zeg {wie} {dag}","values":{"wie":"{\\"iso\\":\\"x\\"} {\\"text\\":\\"y\\"}",'
        b'"dag":{"iso":"2026-11-30","near":true},"label":{"text":"Ja","values":{}},"lijst":[{"text":"a","values":{}},'
        b'{"text":"{b}","values":{"b":"c"}}]}}],"asked":5,"keyboard":[[{"label":{"text":"Ja","values":{}},'
        b'"choice":"ja","asked":0,"link":"","copy":""}]],"picker":null,"unpick":false,"kind":"message"}'
    )
    assert effects.from_json(written) == message
    assert effects.from_json(effects.to_json(message)) == message
