"""One person's chat as she has it before her, and what must hold after every turn of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from bot.engine import conversation as conversations
from bot.engine import effects as effects_
from bot.engine.advance import advance
from bot.engine.conversation import Conversation, Passed, Turn
from bot.engine.effects import (
    Acknowledge,
    Await,
    Count,
    Effect,
    Meet,
    Message,
    Outgoing,
    Unmeet,
)
from bot.engine.inputs import Cards, Command, Edited, Elapsed, Input, Media, MediaKind, Press, Start, Text
from bot.engine.people import Contact as Person
from bot.engine.script import Script
from bot.engine.world import World
from bot.render.calls import Append, Buttons, Call, Notice, Reaction, Rekey, Send, answerable
from bot.render.message import compose, to_plain

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Chat(Struct):
    """What she did and saw. ``keyboards`` are those that stand in the chat, by the message that bears them.

    ``counted`` is what was counted of each question, ``patience`` the moment until which her answer is awaited;
    ``written`` is the conversation as it was saved after the last turn.
    """

    script: Script
    first_name: str = "Ans"
    language: str = "nl"
    conversation: Conversation = field(default_factory=Conversation)
    world: World = World(NOON)
    written: bytes = b""
    message: int = 0
    live: int = 0
    keyboards: dict[int, Buttons] = field(default_factory=dict)
    gone: dict[int, Buttons] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    trail: tuple[Passed, ...] = ()
    everything: list[Effect] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    patience: Await | None = None

    def __post_init__(self) -> None:
        self.world = World(NOON, self.language, self.first_name)

    # what she does

    def start(self) -> str:
        return self.give(Start())

    def write(self, text: str) -> str:
        self.message += 1
        return self.give(Text(text, self.message, int(self.world.now.timestamp())))

    def command(self, name: str) -> str:
        self.message += 1
        return self.give(Command(name))

    def send(self, kind: MediaKind, file: str = "") -> str:
        self.message += 1
        return self.give(Media(kind, self.message, file))

    def share(self, name: str) -> str:
        self.message += 1
        return self.give(Cards((Person(name, admitted=False),), self.message))

    def edit(self, text: str, message: int = 0) -> str:
        return self.give(Edited(text, message or self.message))

    def press(self, label: str) -> str:
        """Presses the button with this label in the chat, the newest first."""
        return self.give(self._pressed(self.keyboards, label))

    def press_again(self, label: str) -> str:
        """Presses a button that was in the chat before: on a slow phone, or twice."""
        return self.give(self._pressed(self.gone, label))

    def _pressed(self, where: dict[int, Buttons], label: str) -> Press:
        for message in sorted(where, reverse=True):
            for words, data in _flat(where[message]):
                if words == label:
                    return pressing(data, message)
        raise AssertionError(f"there is no button {label!r}, but {self.labels}")

    def forge(self, choice: str, asked: int | None = None) -> str:
        number = self.conversation.asked if asked is None else asked
        return self.give(Press(number, choice, "forged", self.live, "shown"))

    def wait(self, **time: float) -> None:
        self.world = replace(self.world, now=self.world.now + timedelta(**time))

    def let_pass(self) -> str:
        """The time for the question last awaited passes."""
        assert self.patience
        self.world = replace(self.world, now=max(self.world.now, self.patience.until))
        return self.give(Elapsed(self.patience.asked))

    def give(self, given: Input) -> str:
        turn = advance(self.script, self.conversation, given, self.world)
        self.see(turn)
        return self.said

    def see(self, turn: Turn) -> None:
        self.written = conversations.to_json(turn.conversation)
        self.conversation = conversations.from_json(self.written)
        assert self.conversation == turn.conversation
        self.effects = turn.effects
        self.trail = turn.trail
        self.everything += turn.effects
        for effect in turn.effects:
            self._keep(effect)
            if isinstance(effect, Outgoing):
                for call in compose(effect, self.spoken, self.live):
                    self._see(call)

    def _keep(self, effect: Effect) -> None:
        """Does what the store does with an effect, as far as the next turn can tell."""
        match effect:
            case Count(dialog, _, node, event, by):
                self.counted[f"{dialog}.{node}.{event}"] += by
            case Meet(contact, person):
                self._know({**self.world.contacts, contact: person})
            case Unmeet(contact):
                left = dict(self.world.contacts)
                del left[contact]
                self._know(left)
            case Await():
                self.patience = effect

    def _know(self, people: Mapping[str, Person]) -> None:
        self.world = replace(self.world, contacts=people)

    def _see(self, call: Call) -> None:
        match call:
            case Send(buttons=buttons):
                self.message += 1
                if answerable(buttons):
                    self.live = self.message
                    self.keyboards[self.live] = buttons
            case Rekey(message=message, buttons=buttons) if buttons:
                self.keyboards[message] = buttons
            case Append(message=message) | Rekey(message=message):
                self._take_away(message)
            case Notice() | Reaction():
                pass

    def _take_away(self, message: int) -> None:
        self.live = 0 if message == self.live else self.live
        if message in self.keyboards:
            self.gone[message] = self.keyboards.pop(message)

    # what she has before her

    @property
    def spoken(self) -> str:
        return str(self.conversation.answers.get("taal", self.language))

    @property
    def messages(self) -> list[Message]:
        return [effect for effect in self.effects if isinstance(effect, Message)]

    @property
    def said(self) -> str:
        """The words of the last turn, as she reads them; paragraphs are lines."""
        return "\n".join(to_plain(line, self.spoken) for message in self.messages for line in message.lines)

    @property
    def labels(self) -> list[list[str]]:
        """The rows of buttons that stand in the chat, the newest message last."""
        shown = [self.keyboards[message] for message in sorted(self.keyboards)]
        return [[words for words, _ in row] for buttons in shown for row in buttons]

    @property
    def notice(self) -> str:
        """What the last press was answered with: empty if without words."""
        acknowledged = [effect for effect in self.effects if isinstance(effect, Acknowledge)]
        assert len(acknowledged) == 1, self.effects
        line = acknowledged[0].line
        return to_plain(line, self.spoken) if line else ""

    @property
    def answers(self) -> dict[str, object]:
        return {name: value for name, value in self.conversation.answers.items() if not name.startswith("~")}

    def kinds(self) -> list[str]:
        return [type(effect).__name__.casefold() for effect in self.effects if not isinstance(effect, Count)]

    @property
    def network(self) -> dict[str, str]:
        """The people in her network: what she calls them, and their circle."""
        return {person.nickname: person.circle for person in self.world.contacts.values()}

    @property
    def counts(self) -> dict[str, int]:
        """What is counted and not undone, without how long it took."""
        return {event: count for event, count in self.counted.items() if count and ".took." not in event}


def _flat(buttons: Buttons) -> list[tuple[str, str]]:
    return [button for row in buttons for button in row]


def pressing(data: str, message: int, query: str = "query") -> Press:
    """The press of the button with this data, as the gateway reads it."""
    _, asked, choice = data.split(":", 2)
    return Press(int(asked), choice, query, message, "shown")


def outgoing_round_trip(effects: tuple[Effect, ...]) -> bool:
    """Whether every effect that leaves comes out of the outbox as it went in."""
    leaving = [effect for effect in effects if isinstance(effect, Outgoing)]
    return all(effects_.from_json(effects_.to_json(effect)) == effect for effect in leaving)
