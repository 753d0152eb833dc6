"""Keeps the versions of dialogs that people may be in, and gives the script those of before."""

from collections.abc import Mapping

from bot.engine.phrases import Catalogue
from bot.engine.script import Script
from bot.engine.versions import pin, write
from bot.store import versions
from bot.store.database import Connection, now


def begin_with(connection: Connection, script: Script, catalogues: Mapping[str, Catalogue]) -> Script:
    """Keeps this script's dialogs before anybody can be in one; the script, with the older ones beside it."""
    versions.keep(connection, [write(dialog) for dialog in script.dialogs.values()], now(connection))
    return pin(script, versions.everything(connection), catalogues)
