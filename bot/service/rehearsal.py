"""Talks one dialog through without a messenger or a database: for authors, in the terminal."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.engine.advance import advance, begin
from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import (
    Acknowledge,
    Await,
    Count,
    Forget,
    Meet,
    Message,
    React,
    Redraw,
    Save,
    Schedule,
    Settle,
    Talk,
    Tidy,
    Unmeet,
    Withdraw,
)
from bot.engine.people import written
from bot.engine.saying import LANGUAGE, done_key
from bot.engine.script import Script
from bot.engine.world import World
from bot.render.message import compose
from bot.service.play import PlayError, Screen, passing


def rehearse(script: Script, dialog: str, world: World, lines: Iterable[str], show: Callable[[str], None]) -> None:
    """Plays this dialog: each of ``lines`` is what she does (see ``play``), ``show`` gets what she then sees."""
    screen = Screen()
    start = Conversation(answers={done_key(script.first): 1, LANGUAGE: world.language})
    turn = begin(script, start, dialog, world)
    _show(turn, world, screen, show)
    for line in lines:
        try:
            if line.startswith("+"):
                world = replace(world, now=world.now + passing(line))
                continue
            given = screen.act(line, int(world.now.timestamp()))
        except PlayError as error:
            show(f"? {error}")
            continue
        turn = advance(script, turn.conversation, given, world)
        _show(turn, world, screen, show)
        if not turn.conversation.frames:
            return


def _show(turn: Turn, world: World, screen: Screen, show: Callable[[str], None]) -> None:
    language = str(turn.conversation.answers.get(LANGUAGE, world.language))
    for effect in turn.effects:
        match effect:
            case Save(name=name, value=value):
                show(f"  {name} = {value}")
            case Meet(person=person):
                show(f"  + {', '.join(f'{part} {held}' for part, held in written(person).items())}")
            case Talk(on=on, how=how, began=began, brought=brought, took=took):
                show(f"  talk {' '.join((on, how, began, *brought, *took))}".rstrip())
            case Withdraw() | Unmeet() | Await() | Schedule() | Forget():
                show(f"  {effect.kind}")
            case Count():
                pass
            case Message() | Acknowledge() | Settle() | Redraw() | Tidy() | React():
                for call in compose(effect, language, 0):
                    for seen in screen.see(call):
                        show(seen)
