"""All that this coach can tell of people in a network and do with them, as a script is compiled with it."""

from bot.coaching.actions import ACTIONS
from bot.coaching.facts import FACTS
from bot.engine.repertoire import Repertoire

REPERTOIRE = Repertoire(FACTS, ACTIONS)
