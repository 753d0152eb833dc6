"""All that this coach can tell of people in a network and do with them, and when it writes first."""

from bot.coaching.actions import ACTIONS
from bot.coaching.daily import ranking
from bot.coaching.facts import FACTS
from bot.coaching.moments import PLANNED, moments, waits
from bot.coaching.told import TOLD
from bot.engine.repertoire import Repertoire

PICTURES = ("map", "then_now", "lines", "scores", "rhythm", "course", "week")
"""What can be seen of her history in a picture."""
DOCUMENTS = ("workbook", "export")
"""What can be had of it to keep."""
WORDS = ("review",)
"""What can be told of it in words."""

REPERTOIRE = Repertoire(
    FACTS, ACTIONS, TOLD, moments, waits, PLANNED, ranking, shows=frozenset((*PICTURES, *DOCUMENTS, *WORDS))
)
