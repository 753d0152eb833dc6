"""Versions of dialogs that somebody may still be in: how one is written down, and read back beside the script.

What a version says itself is kept with it, translations included: the catalogue knows the texts of today. What
all dialogs share (pools, common texts, forms of address) is always the present.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.engine import naming
from bot.engine.compiling import Reading
from bot.engine.nodes import read_dialog
from bot.engine.phrases import Catalogue, Phrases
from bot.engine.script import Dialog, Script
from bot.engine.yaml_source import Document


class Version(Struct, frozen=True):
    """One version of a dialog as it is kept; ``written`` holds its source and its translations, as JSON."""

    dialog: str
    version: str
    written: str


class _Written(Struct, frozen=True):
    source: dict[str, Any]
    translations: dict[str, dict[str, tuple[str, str]]]


def write(dialog: Dialog) -> Version:
    """This dialog as it is kept."""
    translations: dict[str, dict[str, tuple[str, str]]] = {}
    for phrase in dialog.phrases:
        for language, translation in phrase.translations.items():
            translations.setdefault(language, {})[phrase.key] = (phrase.source, translation)
    written = msgspec.json.encode(_Written(dict(dialog.source), translations))
    return Version(dialog.id, dialog.version, written.decode())


def pin(script: Script, kept: Iterable[Version], catalogues: Mapping[str, Catalogue]) -> Script:
    """The script with these versions beside it, for whoever is still in one.

    One that can't be read beside the present shared files is left out, and so is one of a dialog that is gone:
    people move as if it had never been kept.
    """
    readings = {
        (one.dialog, one.version): _read(script, one, catalogues)
        for one in kept
        if one.dialog in script.dialogs and script.dialogs[one.dialog].version != one.version
    }
    older = {
        key: replace(dialog, version=key[1])
        for key, (dialog, reading) in readings.items()
        if dialog is not None and not reading.problems
    }
    conditions = [condition for key in older for condition, _ in readings[key][1].conditions]
    alone = [{dialog.id: dialog} for dialog in older.values()]
    repertoire, lists = script.repertoire, script.lists
    return replace(
        script,
        older=older,
        names={**dict(chain(*(naming.declare(one, repertoire, lists).items() for one in alone))), **script.names},
        labels={**dict(chain(*(naming.labels(one).items() for one in alone))), **script.labels},
        tracked=script.tracked | naming.tracked(conditions),
    )


def _read(script: Script, version: Version, catalogues: Mapping[str, Catalogue]) -> tuple[Dialog | None, Reading]:
    try:
        written = msgspec.json.decode(version.written, type=_Written)
    except msgspec.DecodeError:
        written = _Written({}, {})
    document = Document(f"{version.dialog}.yaml", written.source, {})
    phrases = Phrases(_as_it_was(written.translations, catalogues))
    reading = Reading(document, phrases, [], pools=script.pools, lists=script.lists, repertoire=script.repertoire)
    return read_dialog(reading), reading


def _as_it_was(
    kept: Mapping[str, Mapping[str, tuple[str, str]]], present: Mapping[str, Catalogue]
) -> dict[str, Catalogue]:
    """The catalogues with what was translated then, wherever the text is not the same today."""
    catalogues: dict[str, Catalogue] = {}
    for language in {*kept, *present}:
        today = present.get(language, {})
        then = kept.get(language, {})
        changed = {key: entry for key, entry in then.items() if today.get(key, ("", ""))[0] != entry[0]}
        catalogues[language] = {**today, **changed}
    return catalogues
