"""Turns an effect into the calls that show it: words filled in and escaped, buttons labelled, long texts split."""

from bot.engine.effects import Outgoing
from bot.render.calls import Call


def compose(effect: Outgoing, language: str, live: int) -> tuple[Call, ...]:
    """The calls that show this effect; ``live`` is the message that bears the live question (0: none).

    Usually one call; none where there is nothing to do; several ``Send`` for a text over 4096 characters, of which
    only the last bears the buttons.
    """
    raise NotImplementedError
