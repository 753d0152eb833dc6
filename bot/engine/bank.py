"""The daily questions of a script, as a coach puts them in order: without their words, which it does not need."""

from collections.abc import Mapping

from bot.engine.repertoire import DailyQuestion
from bot.engine.saying import done_key
from bot.engine.script import Dialog, Script
from bot.engine.values import Value

DAILY = "~daily"
"""The name under which a conversation keeps which daily questions were asked, the longest ago first."""


def questions(dialogs: Mapping[str, Dialog]) -> tuple[DailyQuestion, ...]:
    """Those among these dialogs, in the order of their files."""
    found = ((one.id, one.ideas[0], one.daily) for one in dialogs.values() if one.daily)
    return tuple(DailyQuestion(id_, idea, daily.kind, daily.season) for id_, idea, daily in found)


def ideas_met(script: Script, answers: Mapping[str, Value]) -> frozenset[str]:
    """The ideas of the dialogs that she has done."""
    done = (one for one in script.dialogs.values() if not one.aside and done_key(one.id) in answers)
    return frozenset[str]().union(*(one.ideas for one in done))
