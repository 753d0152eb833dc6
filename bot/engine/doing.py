"""What a script has the coach do: named actions, with arguments that are worked out when their turn comes."""

from bot.engine.abilities import FORGET, MEET, PICK
from bot.engine.effects import Button
from bot.engine.expressions import evaluate
from bot.engine.keeping import Keeping
from bot.engine.people import filled
from bot.engine.reading import nickname
from bot.engine.repertoire import Action, Given
from bot.engine.script import Do


def do(turn: Keeping, node: Do) -> None:
    """Does it; an action that is gone, which an older version of a dialog may name, does nothing."""
    action = turn.script.repertoire.actions.get(node.action)
    if node.action == FORGET:
        turn.forget()
    elif node.action == PICK:
        turn.pick()
    elif action and node.action == MEET:
        _meet(turn, _given(turn, node, action))
    elif action:
        _carry_out(turn, action, _given(turn, node, action))


def _given(turn: Keeping, node: Do, action: Action) -> Given:
    """The arguments that are known; one choice where there can be several stands as the only one."""
    worked_out = {name: evaluate(one, turn.voice.known, turn.voice) for name, one in node.arguments.items()}
    return {
        name: (value,) if action.arguments.get(name) == "choices" and isinstance(value, str) else value
        for name, value in worked_out.items()
        if value is not None
    }


def _meet(turn: Keeping, given: Given) -> None:
    """Adds somebody to her network; of one who is in it already nothing changes."""
    named, known = nickname(str(given.get("nickname", ""))), turn.world.contacts
    if named and (met := turn.meet(named, str(given.get("circle", "")))) not in known:
        parts = {part: value for part, value in given.items() if part != "nickname"}
        turn.become(met, filled(turn.world.contacts[met], parts))


def _carry_out(turn: Keeping, action: Action, given: Given) -> None:
    done = action.does(given, turn.world.with_answers(turn.now.answers))
    if turn.unnote(done):
        done = action.does(given, turn.world.with_answers(turn.now.answers))
    turn.note(done)
    for name, value in done.answers.items():
        turn.remember(name, value)
    for contact, person in done.people.items():
        turn.become(contact, person, done.doubles.get(contact, ""))
    if done.links:
        turn.flush()
    for link in done.links:
        turn.links.append(Button(turn.voice.common(link.label), link=link.opens, copy=link.copies))
