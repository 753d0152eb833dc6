"""Where people would go if this script were taken now: counts, and none that tells of a few."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from bot.engine import conversation as conversations
from bot.engine.conversation import Conversation
from bot.engine.footing import Fate, Footing, footings
from bot.engine.phrases import Catalogue
from bot.engine.script import Script
from bot.engine.versions import pin
from bot.engine.world import World
from bot.service.statistics import told
from bot.store import keystone, people, versions
from bot.store.database import Connection
from bot.store.keys import Keys


class Move(Struct, frozen=True):
    """What becomes of whoever stands at one node of one version that is not the script's.

    ``to`` is a dialog and a node, empty where that dialog is over. ``people`` is None for a group under
    ``statistics.FEW``.
    """

    dialog: str
    version: str
    node: str
    to: str
    fate: Fate
    people: int | None


def moves(script: Script, everybody: Iterable[Conversation], world: World) -> list[Move]:
    """All that this script would move, and all that goes on in an older version, in the order of the dialogs."""
    counted: Counter[tuple[str, str, str, str, Fate]] = Counter()
    for conversation in everybody:
        counted.update({_row(one) for one in footings(script, conversation, world) if _is_old(script, one)})
    return [Move(*row, told(counted[row])) for row in sorted(counted)]


def foresee(
    connection: Connection, keys: Keys, script: Script, catalogues: Mapping[str, Catalogue], now: datetime
) -> list[Move]:
    """The moves of everybody in this database; raises ``WrongKey`` where it was begun with another."""
    keystone.check(connection, keys)
    pinned = pin(script, versions.everything(connection), catalogues)
    return moves(pinned, _everybody(connection, keys), World(now))


def _everybody(connection: Connection, keys: Keys) -> Iterator[Conversation]:
    for one in people.states(connection):
        if one.state:
            yield conversations.from_json(keys.person(one.key, one.chat).open(one.state, "state"))


def _is_old(script: Script, footing: Footing) -> bool:
    dialog = script.dialogs.get(footing.frame.dialog)
    return dialog is None or dialog.version != footing.frame.version


def _row(footing: Footing) -> tuple[str, str, str, str, Fate]:
    frame = footing.frame
    return frame.dialog, frame.version, frame.node, ".".join(footing.to or ()), footing.fate
