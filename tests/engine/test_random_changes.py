"""Whatever is changed in a script, and wherever somebody stands in it: she can go on."""

import random
from collections.abc import Callable, Mapping
from typing import TypeAlias, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct, field
from msgspec.structs import replace

from bot.coaching.repertoire import REPERTOIRE
from bot.engine.advance import advance, begin
from bot.engine.effects import Message
from bot.engine.inputs import Cards, Command, Edited, Elapsed, Input, Media, MediaKind, Press, Start, Text
from bot.engine.people import Contact
from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Question,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
)
from bot.engine.script import END, Ask, Branch, Call, Dialog, Each, End, Jump, Node, Script
from bot.engine.values import Phrase
from bot.resources import sources
from tests.engine.chat import Chat, pressing
from tests.engine.conftest import compiled
from tests.engine.everything import EVERYTHING, ONE

SCRIPT = compiled(
    {**{name: text for name, (_, text) in sources().items()}, "alles.yaml": EVERYTHING, "ene.yaml": ONE},
    repertoire=REPERTOIRE,
)
COMMANDS = sorted({name for command in SCRIPT.commands for name in command.names.values()})
SPELLINGS = sorted({word for words in SCRIPT.vocabulary.words.values() for word in words})
WORDS = [
    *SPELLINGS,
    "Fatima, Ans en Opa",
    "Fatima",
    "morgen",
    "half acht",
    "7",
    "3",
    "rood",
    "<b>",
    "{wie}",
    "x" * 4000,
]
CHOICES = [
    "~back",
    "~skip",
    "~done",
    "~other",
    "~sure.2026-03-03",
    "~pick.@1",
    "~keep",
    "~fix.1",
    "rood",
    "ja",
    "5",
]
BUILT = frozenset({SCRIPT.first, SCRIPT.home, SCRIPT.cards, "help"})
PHRASE = Phrase("nieuw", "Iets nieuws?")
CHOSEN = (Choice("rood", PHRASE), Choice("nieuw", PHRASE, go=END))
QUESTIONS: tuple[Question, ...] = (
    ChooseOne(CHOSEN), ChooseSeveral(CHOSEN), Scale(1, 5), YesNo(), OpenText(), OpenText(frozenset({"voice"})),
    Number(), Date(), Time(), OneContact(), SeveralContacts(),
)  # fmt: skip
Change: TypeAlias = Callable[[Dialog, random.Random], Dialog]


# What an author does to a dialog. What she does is sound: every way leads somewhere.


def _rename(dialog: Dialog, chance: random.Random) -> Dialog:
    old = chance.choice(list(dialog.nodes))
    new = f"{old}_{len(dialog.nodes)}"
    nodes = {new if id_ == old else id_: _led(node, {old: new}) for id_, node in dialog.nodes.items()}
    nodes[new] = replace(nodes[new], id=new)
    return _mapped(replace(dialog, nodes=nodes), chance, old, new, "renamed")


def _remove(dialog: Dialog, chance: random.Random) -> Dialog:
    old = chance.choice(list(dialog.nodes))
    instead = chance.choice([END, *(id_ for id_ in dialog.nodes if id_ != old)])
    nodes = {id_: _led(node, {old: instead}) for id_, node in dialog.nodes.items() if id_ != old}
    return _mapped(replace(dialog, nodes=nodes or _only()), chance, old, instead, "retired")


def _add(dialog: Dialog, chance: random.Random) -> Dialog:
    new = f"nieuw_{chance.randrange(10**6)}"
    instead = chance.choice(list(dialog.nodes))
    node = Ask(
        new, _only()["nieuw"].lines, chance.choice(QUESTIONS), (Jump(instead),), save=chance.choice(["", new])
    )
    before = {id_: _led(one, {instead: new}) for id_, one in dialog.nodes.items()}
    return replace(dialog, nodes={**before, new: node})


def _reorder(dialog: Dialog, chance: random.Random) -> Dialog:
    ids = list(dialog.nodes)
    chance.shuffle(ids)
    return replace(dialog, nodes={id_: dialog.nodes[id_] for id_ in ids})


def _retype(dialog: Dialog, chance: random.Random) -> Dialog:
    return _asks(dialog, chance, lambda node: replace(node, question=chance.choice(QUESTIONS)))


def _unsave(dialog: Dialog, chance: random.Random) -> Dialog:
    return _asks(dialog, chance, lambda node: replace(node, save="", optional=not node.optional))


def _thin(dialog: Dialog, chance: random.Random) -> Dialog:
    def fewer(node: Ask) -> Ask:
        if isinstance(node.question, ChooseOne | ChooseSeveral):
            kept = tuple(one for one in node.question.choices if chance.random() < 0.5)
            return replace(node, question=replace(node.question, choices=kept or node.question.choices[:1]))
        return node

    return _asks(dialog, chance, fewer)


def _silence(dialog: Dialog, chance: random.Random) -> Dialog:
    """A question becomes a fork: nothing is asked any more."""
    asks = [node for node in dialog.nodes.values() if isinstance(node, Ask)]
    if len(asks) < 2:
        return dialog
    node = chance.choice(asks)
    return replace(dialog, nodes={**dialog.nodes, node.id: Branch(node.id, (Jump(END),))})


CHANGES: tuple[Change, ...] = (
    _rename,
    _rename,
    _remove,
    _remove,
    _add,
    _reorder,
    _retype,
    _unsave,
    _thin,
    _silence,
)


def _only() -> dict[str, Ask]:
    lines = next(node.lines for node in SCRIPT.dialogs["alles"].nodes.values() if isinstance(node, Ask))
    return {"nieuw": Ask("nieuw", lines, YesNo(), (Jump(END),))}


def _asks(dialog: Dialog, chance: random.Random, change: Callable[[Ask], Ask]) -> Dialog:
    asks = [node for node in dialog.nodes.values() if isinstance(node, Ask)]
    if not asks:
        return dialog
    node = chance.choice(asks)
    return replace(dialog, nodes={**dialog.nodes, node.id: change(node)})


def _led(node: Node, moved: Mapping[str, str]) -> Node:
    """The node with every way to these leading to those instead."""

    def way(target: str) -> str:
        return moved.get(target, target)

    if isinstance(node, End):
        return node
    node = replace(node, next=tuple(replace(jump, go=way(jump.go)) for jump in node.next))
    if not isinstance(node, Ask):
        return node
    node = replace(node, give_up=way(node.give_up), no_reply=way(node.no_reply))
    if isinstance(node.question, ChooseOne | ChooseSeveral):
        choices = tuple(replace(one, go=way(one.go)) for one in node.question.choices)
        return replace(node, question=replace(node.question, choices=choices))
    return node


def _mapped(dialog: Dialog, chance: random.Random, old: str, new: str, how: str) -> Dialog:
    """The dialog with a word on where the node went, or without one."""
    kept: dict[str, dict[str, str]] = {}
    for key, moves in (("renamed", dialog.renamed), ("retired", dialog.retired)):
        kept[key] = {node: to for node, to in moves.items() if node not in dialog.nodes}
    if chance.random() < 0.5:
        kept[how][old] = new
    return replace(dialog, renamed=kept["renamed"], retired=kept["retired"])


def _without(script: Script, gone: str) -> Script:
    """The script without this dialog; what called it goes on."""

    def led(node: Node) -> Node:
        calls = isinstance(node, Call | Each) and node.dialog == gone
        return Branch(node.id, node.next) if calls and isinstance(node, Call | Each) else node

    dialogs = {
        id_: replace(dialog, nodes={node.id: led(node) for node in dialog.nodes.values()})
        for id_, dialog in script.dialogs.items()
        if id_ != gone
    }
    commands = tuple(command for command in script.commands if command.dialog != gone)
    return replace(script, dialogs=dialogs, commands=commands)


def changed(script: Script, chance: random.Random, version: int) -> Script:
    """The script after an author has been at it, with the versions before it kept, or some of them."""
    dialogs = dict(script.dialogs)
    for _ in range(chance.randrange(1, 9)):
        id_ = chance.choice(sorted(dialogs))
        dialogs[id_] = replace(chance.choice(CHANGES)(dialogs[id_], chance), version=f"v{version}")
    older = {**script.older, **{(id_, one.version): one for id_, one in script.dialogs.items()}}
    kept = {key: one for key, one in older.items() if chance.random() < chance.choice([0, 0.5, 1])}
    new = replace(script, dialogs=dialogs, older=kept)
    removable = sorted(new.dialogs.keys() - BUILT)
    return _without(new, chance.choice(removable)) if removable and chance.random() < 0.15 else new


# What a person does.


class Person(Struct):
    """Somebody who does all that can be done, by chance."""

    chance: random.Random
    chat: Chat = field(default_factory=lambda: Chat(SCRIPT))

    def does(self, count: int) -> None:
        for _ in range(count):
            self.chat.wait(seconds=self.chance.choice([1, 60, 90000]))
            self.chat.give(self.given())

    def given(self) -> Input:
        doing = self.chance.choices(
            [self._press, self._write, self._command, self._forge, self._edit, self._elapse, self._send],
            [40, 25, 12, 5, 6, 5, 5],
        )[0]
        return doing()

    def _press(self) -> Input:
        where = self.chance.choice([self.chat.keyboards, self.chat.keyboards, self.chat.gone])
        if not where:
            return self._write()
        message = self.chance.choice(sorted(where)[-3:])
        _, data = self.chance.choice([button for row in where[message] for button in row])
        return pressing(data, message)

    def _write(self) -> Input:
        self.chat.message += 1
        return Text(
            self.chance.choice(self.chance.choice([WORDS, SPELLINGS])),
            self.chat.message,
            int(self.chat.world.now.timestamp()),
        )

    def _command(self) -> Input:
        return Command(self.chance.choice([*COMMANDS, "alles", "watdan"]))

    def _forge(self) -> Input:
        asked = self._number()
        message = self.chat.live if asked == self.chat.conversation.asked else 0
        return Press(asked, self.chance.choice(CHOICES), "forged", message)

    def _edit(self) -> Input:
        return Edited(self.chance.choice(WORDS), max(1, self.chat.message - self.chance.randrange(4)))

    def _elapse(self) -> Input:
        return Elapsed(self._number())

    def _send(self) -> Input:
        self.chat.message += 1
        kinds: tuple[MediaKind, ...] = get_args(MediaKind)
        media = Media(self.chance.choice(kinds), self.chat.message, "file")
        sent: tuple[Input, ...] = (media, Cards((Contact("Fatima", admitted=False),), self.chat.message), Start())
        return self.chance.choice(sent)

    def _number(self) -> int:
        return self.chat.conversation.asked - self.chance.choice([0, 0, 0, 1, 2])

    def opens(self, dialog: str) -> None:
        self.chat.conversation = replace(self.chat.conversation, answers={"~done.welkom": 1, "taal": "nl"})
        self.chat.see(begin(self.chat.script, self.chat.conversation, dialog, self.chat.world))


def can_go_on(chat: Chat) -> None:
    """A question is open that can be put, or she gets one as soon as she says a word."""
    conversation = chat.conversation
    word = "ja" if conversation.rest != "stopped" else "verder"
    given = Text(word, chat.message + 2) if conversation.rest or not conversation.frames else Command("herhaal")
    turn = advance(chat.script, conversation, given, chat.world)
    put = [effect for effect in turn.effects if isinstance(effect, Message) and effect.asked]
    assert len(put) == 1 or not turn.conversation.frames, turn
    assert len(chat.keyboards) <= 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), dialog=st.sampled_from([*sorted(SCRIPT.dialogs), "alles", "alles"]))
def test_after_any_changes_anybody_can_go_on(seed: int, dialog: str) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a walk, not a secret
    person = Person(chance)
    person.opens(dialog)
    person.does(chance.randrange(25))
    for version in range(chance.randrange(1, 4)):
        person.chat.script = changed(person.chat.script, chance, version)
        can_go_on(person.chat)
        for _ in range(chance.randrange(12)):
            person.does(1)
            can_go_on(person.chat)
