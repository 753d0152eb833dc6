"""Random walks over the dialogs that are shipped: whatever a person does, the coach stays in its senses."""

import json
import random
from collections.abc import Callable
from typing import TypeAlias, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from bot.coaching.plans import PLANS, Plan
from bot.engine import conversation as conversations
from bot.engine.advance import advance, begin
from bot.engine.conversation import Conversation
from bot.engine.effects import Acknowledge, Message
from bot.engine.inputs import Cards, Command, Edited, Elapsed, Input, Media, MediaKind, Moment, Press, Start, Text
from bot.engine.people import Contact
from bot.engine.questions import ChooseOne, ChooseSeveral
from bot.engine.saying import quote_key
from bot.engine.script import Ask
from bot.engine.steps import Frame, Step, Steps
from bot.engine.values import Value
from bot.engine.walk import MOST_NODES
from bot.engine.world import World
from bot.render.calls import Buttons
from bot.service.rehearsal import acquainted
from tests import shipped
from tests.engine.chat import NOON, Chat, outgoing_round_trip, pressing

WALKS, TURNS = 420, 240
"""A hundred thousand turns in all; each walk is a test of its own, so that they spread over the processors."""
LARGEST = 150_000
"""Bytes of a conversation in which most answers are a whole message long; one of a person has five thousand."""
KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


SCRIPT = shipped.script()
SPELLINGS = sorted({word for words in SCRIPT.vocabulary.words.values() for word in words})
COMMANDS = sorted({name for command in SCRIPT.commands for name in command.names.values()})
ASKS = [node for dialog in SCRIPT.dialogs.values() for node in dialog.nodes.values() if isinstance(node, Ask)]
CHOICES = sorted(
    {
        one.id
        for node in ASKS
        if isinstance(node.question, ChooseOne | ChooseSeveral)
        for one in node.question.choices
    }
)
LABELS = sorted(
    {
        wording
        for node in ASKS
        if isinstance(node.question, ChooseOne | ChooseSeveral)
        for one in node.question.choices
        for wording in (one.label.source, *one.label.translations.values())
    }
)
WORDS = [
    *SPELLINGS,
    *LABELS,
    *SCRIPT.vocabulary.numbers,
    "7",
    "0",
    "10",
    "3,5",
    "-1",
    "1.250,50",
    "7/10",
    "🦜",
    " ",
]
REPAIRS = [
    "~back",
    "~skip",
    "~done",
    "~resume",
    "~keep",
    "~fix.1",
    "~fix.",
    "~pick.uren",
    "~pick.",
    "~",
    "٣",
    "07",
]

PEOPLE = {
    f"@{at + 1}": Contact(name, ring="kern", rhythm=7, spoken="2026-01-05", added="2025-12-01", birthday="--03-05")
    for at, name in enumerate(("Noor", "Bo", "Fatima"))
}
TOLD: dict[str, Value] = {
    "dagvraag_moment": "ochtend",
    PLANS: (json.dumps(asdict(Plan("Bo bellen", "2026-03-01", "09:00", "@2", said=True))),),
    "product_woorden": "Dat ik luister",
    quote_key("product_woorden"): "2026-01-05",
}
"""What she told before: a plan to be asked after, and words to be given back."""
Doing: TypeAlias = Callable[[], Input]


class Walker:
    """Somebody who does anything that can be done."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a walk, not a secret
        self.chat = Chat(SCRIPT, self.chance.choice(["Ans", ""]), self.chance.choice(["nl", "en"]))
        if seed % 3:
            self.chat.world = replace(self.chat.world, contacts=PEOPLE)
        if seed % 2:
            self._begin(sorted(SCRIPT.dialogs)[seed // 2 % len(SCRIPT.dialogs)])

    def _begin(self, dialog: str) -> None:
        """Begins in this dialog, as somebody who knows the coach; every other walk begins with a stranger."""
        known = acquainted(SCRIPT, self.chat.language)
        self.chat.conversation = replace(known, answers={**known.answers, **TOLD})
        self.chat.see(begin(SCRIPT, self.chat.conversation, dialog, self.chat.world))

    def step(self) -> Input:
        doings: list[tuple[int, Doing]] = [
            (45, self._press_live),
            (20, self._write),
            (12, self._command),
            (5, self._press_gone),
            (5, self._forge),
            (4, self._edit),
            (4, self._send),
            (2, self._let_pass),
            (3, self._come),
            (1, Start),
        ]
        weights = [weight for weight, _ in doings]
        return self.chance.choices([doing for _, doing in doings], weights)[0]()

    def _press_live(self) -> Input:
        return self._pressed(self.chat.keyboards)

    def _press_gone(self) -> Input:
        return self._pressed(self.chat.gone)

    def _pressed(self, where: dict[int, Buttons]) -> Input:
        if not where:
            return self._write()
        message = self.chance.choice(sorted(where)[-4:])
        _, data = self.chance.choice([button for row in where[message] for button in row])
        return pressing(data, message)

    def _forge(self) -> Input:
        now = self.chat.conversation.asked
        asked = self.chance.choice([now, now, now - 1, now + 1, 0, -5, 10**18])
        choice = self.chance.choice([*CHOICES, *REPAIRS, "", "ja", "nee", "0", "10", "99"])
        return Press(asked, choice, "forged", self.chat.live if asked == now else 0)

    def _write(self) -> Input:
        self.chat.message += self.chance.choice([1, 1, 1, 2])
        long = self.chance.choice(["lang ", "x", "é\n"]) * self.chance.choice([200, 1400, 4096])
        text = self.chance.choice(WORDS) if self.chance.random() < 0.95 else long[:4096]
        return Text(text, self.chat.message, int(self.chat.world.now.timestamp()))

    def _command(self) -> Input:
        self.chat.message += 1
        return Command(self.chance.choice([*COMMANDS, "watdanook", ""]))

    def _edit(self) -> Input:
        return Edited(
            self.chance.choice(WORDS), max(0, self.chat.message - self.chance.choice([0, 0, 1, 2, 3, 9]))
        )

    def _send(self) -> Input:
        self.chat.message += 1
        if self.chance.random() < 0.2:
            return Cards((Contact("Fatima", admitted=False),), self.chat.message)
        return Media(self.chance.choice(KINDS), self.chat.message, self.chance.choice(["", "file"]))

    def _come(self) -> Input:
        return Moment(self.chance.choice(sorted(SCRIPT.moments)))

    def _let_pass(self) -> Input:
        awaited = self.chat.patience.asked if self.chat.patience else 0
        return Elapsed(self.chance.choice([awaited, self.chat.conversation.asked, 0]))


def test_there_is_a_walk_that_begins_in_every_dialog() -> None:
    assert len(SCRIPT.dialogs) * 2 <= WALKS


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_she_does_every_turn_is_sound(seed: int) -> None:
    walker = Walker(seed)
    for _ in range(TURNS):
        asked = walker.chat.conversation.asked
        walker.chat.wait(seconds=walker.chance.choice([1, 3, 60, 86400]))
        given = walker.step()
        walker.chat.give(given)
        _check(walker.chat, given, asked)


def _check(chat: Chat, given: Input, asked: int) -> None:
    assert outgoing_round_trip(chat.effects)
    assert sum(not passed.way for passed in chat.trail) < MOST_NODES // 2, "far from what a turn may take"
    assert chat.conversation.asked >= asked
    assert len(chat.written) < LARGEST
    answered = [any(button.choice for row in one.keyboard for button in row) for one in chat.messages]
    assert not any(answered[:-1]), "only the last message bears buttons of which something comes back"
    assert len(chat.keyboards) <= 1, "one keyboard stands in the chat"
    _check_answered(chat, given)
    _check_question(chat)


def _check_answered(chat: Chat, given: Input) -> None:
    acknowledged = [effect for effect in chat.effects if isinstance(effect, Acknowledge)]
    if isinstance(given, Press):
        assert chat.effects[0] == acknowledged[0]
        assert [one.query for one in acknowledged] == [given.query]
    else:
        assert not acknowledged
    if isinstance(given, Start | Command | Media | Cards):
        assert chat.messages, f"{given} was answered with nothing"
    if isinstance(given, Text):
        assert chat.effects, f"{given} was answered with nothing"


def _check_question(chat: Chat) -> None:
    """An open question is before her, or comes when she asks for it; with nothing open the menu does."""
    conversation = chat.conversation
    buttons = [data for rows in chat.keyboards.values() for row in rows for _, data in row]
    asking = {int(one.split(":")[1]) for one in buttons} - {conversation.beside}
    if not conversation.frames:
        assert not asking or conversation.rest
        return
    turn = advance(SCRIPT, conversation, Command("herhaal"), chat.world)
    put = [effect for effect in turn.effects if isinstance(effect, Message) and effect.asked]
    assert [message.asked for message in put] == [conversation.asked]
    assert turn.conversation.asked == conversation.asked
    assert turn.conversation.frames == conversation.frames
    if not conversation.rest and asking:
        assert asking == {conversation.asked}


IDS = st.sampled_from(["welkom", "prijs", "menu", "instellingen", "verwijder", "gone", ""])
NODES = st.sampled_from(sorted({id_ for dialog in SCRIPT.dialogs.values() for id_ in dialog.nodes} | {"gone", ""}))
NUMBERS = st.integers(-(10**19), 10**19) | st.integers(-2, 40)
NAMES = st.sampled_from([*SCRIPT.names, "~done.welkom", "~done.prijs", "gone"])
VALUES = st.one_of(
    st.text(max_size=20), NUMBERS, st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.just("nl"),
    st.lists(st.sampled_from(CHOICES)).map(tuple),
)  # fmt: skip
FRAMES = st.builds(Frame, IDS, NODES, st.text(max_size=3), NUMBERS, st.sampled_from([0, 0, 0, 1, 7]))
STEPS = st.builds(
    Step,
    asked=NUMBERS,
    frames=st.lists(FRAMES, min_size=1, max_size=3).map(tuple),
    before=st.dictionaries(NAMES, VALUES | st.none(), max_size=3),
    message=NUMBERS,
    sent=NUMBERS,
    chosen=st.sampled_from([*CHOICES, *REPAIRS]),
)
CONVERSATIONS = st.builds(
    Conversation,
    frames=st.lists(FRAMES, max_size=14).map(tuple),
    asked=NUMBERS,
    misses=NUMBERS,
    picked=st.lists(st.sampled_from(CHOICES), max_size=4).map(tuple),
    steps=st.lists(STEPS, max_size=5).map(Steps),
    answers=st.dictionaries(NAMES, VALUES, max_size=8),
    rest=st.sampled_from(["", "paused", "stopped"]),
)
TEXTS = st.sampled_from(WORDS) | st.text(max_size=60)
INPUTS: st.SearchStrategy[Input] = st.one_of(
    st.builds(Start, st.text(max_size=9)),
    st.builds(Press, NUMBERS, st.sampled_from([*CHOICES, *REPAIRS]) | st.text(max_size=9), st.just("q"), NUMBERS),
    st.builds(Text, TEXTS, NUMBERS, NUMBERS),
    st.builds(Edited, TEXTS, NUMBERS),
    st.builds(Command, st.sampled_from(COMMANDS) | st.text(max_size=9), st.text(max_size=9)),
    st.builds(Cards, st.lists(st.builds(Contact, st.text(max_size=9)), max_size=3).map(tuple), NUMBERS),
    st.builds(Elapsed, NUMBERS),
    st.builds(Media, st.sampled_from(KINDS), NUMBERS),
)


@settings(max_examples=300, deadline=None)
@given(before=CONVERSATIONS, said=INPUTS, language=st.sampled_from(["nl", "en", "fy"]))
def test_any_conversation_and_any_input_give_a_turn(before: Conversation, said: Input, language: str) -> None:
    turn = advance(SCRIPT, before, said, World(NOON, language))
    assert conversations.from_json(conversations.to_json(turn.conversation)) == turn.conversation
    assert turn.conversation.asked >= before.asked
    assert outgoing_round_trip(turn.effects)
    again = advance(SCRIPT, before, said, World(NOON, language))
    assert again == turn, "the same input gives the same turn"


@settings(max_examples=150, deadline=None)
@given(before=CONVERSATIONS, said=INPUTS, data=st.data())
def test_a_second_and_third_input_after_it_are_answered_too(
    before: Conversation, said: Input, data: st.DataObject
) -> None:
    turn = advance(SCRIPT, before, said, World(NOON))
    for _ in range(2):
        turn = advance(SCRIPT, turn.conversation, data.draw(INPUTS), World(NOON))
    if turn.conversation.frames and not turn.conversation.rest:
        again = advance(SCRIPT, turn.conversation, Command("herhaal"), World(NOON))
        assert any(isinstance(effect, Message) and effect.asked for effect in again.effects)
