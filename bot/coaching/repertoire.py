"""All that this coach can tell of people in a network and do with them, and when it writes first."""

from bot.coaching.actions import ACTIONS
from bot.coaching.facts import FACTS
from bot.coaching.moments import moments, waits
from bot.engine.repertoire import Repertoire

REPERTOIRE = Repertoire(FACTS, ACTIONS, calendar=moments, waits=waits)
