"""A script of a few lines, to prove what happens around a turn without any real dialog."""

from collections.abc import Callable
from datetime import datetime
from itertools import count

from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Acknowledge, Button, Effect, Forget, Message, React, Save, Settle, Tidy, Withdraw
from bot.engine.inputs import Command, Input, Press, Start, Text
from bot.engine.script import Script, Vocabulary
from bot.engine.values import Line, Phrase
from bot.engine.world import World
from bot.service.turn import Coach, Given, Received
from bot.store.keys import Keys

GROUP = Phrase("group", "In een groep zwijg ik.", {"en": "In a group I am silent."})
STRANGER = Phrase("stranger", "Die vraag is voorbij.", {"en": "That question is over."})


def coach(keys: Keys) -> Coach:
    return Coach(_SILENT, keys, GROUP, STRANGER, advance)


def question(number: int) -> Message:
    button = Button(Line("verder"), "on")
    return Message((Line("Vraag {n}", {"n": number}),), asked=number, keyboard=((button,),))


_SILENT = Script({}, {}, {}, {}, (), {}, Vocabulary({}, {}), "", "", {})
"""A script that says nothing: the talk of these tests is in ``advance``."""


def advance(_script: Script, conversation: Conversation, given: Input, _world: World) -> Turn:
    """A press moves on once, words are kept, a few words do odd things."""
    asked = conversation.asked
    match given:
        case Start():
            return _turn(conversation, asked or 1, Message((Line("Dag"),)), question(max(asked, 1)))
        case Press(asked=pressed) if pressed == asked:
            settle = Settle(given.message, given.shown, Line("verder"))
            return _turn(conversation, asked + 1, Acknowledge(given.query), settle, question(asked + 1))
        case Press():
            return _turn(conversation, asked, Acknowledge(given.query, Line("Te laat")))
        case Text(text="boem"):
            raise ValueError(given.text)
        case Text(text="terug"):
            return _turn(conversation, asked - 1, Withdraw(asked - 1), Tidy(), question(asked - 1))
        case Text(text="onschrijfbaar"):
            return _turn(conversation, asked, Save(asked, "\ud800", "vraag", "woorden", "ja"))
        case Text(text="engels"):
            return Turn(Conversation(asked=asked, answers={"taal": "en"}), (Message((Line("Hello"),)),))
        case Text():
            kept = Save(asked, "praat", "vraag", "woorden", given.text)
            return _turn(conversation, asked + 1, React(given.message, "👍"), kept, Tidy(), question(asked + 1))
        case Command(name="verwijder"):
            return _turn(conversation, asked, Message((Line("Weg"),)), Tidy(), Forget())
        case _:
            return _turn(conversation, asked, Message((Line("Zo"),)))


def _turn(conversation: Conversation, asked: int, *effects: Effect) -> Turn:
    return Turn(Conversation(asked=asked, answers=conversation.answers), effects)


class Updates:
    """Makes updates as they come in, numbered."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._numbers = count(1)

    def __call__(self, chat: int, given: Given, language: str = "nl") -> Received:
        return Received(f"update:{next(self._numbers)}", chat, given, self._clock(), language, "Ans")


def press(asked: int, query: str = "q") -> Press:
    return Press(asked, "on", query, message=50, shown=f"Vraag {asked}")
