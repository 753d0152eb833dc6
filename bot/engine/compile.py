"""Joins the files of a script into one, and finds all that is wrong in them at once."""

from collections.abc import Mapping
from pathlib import PurePath

from msgspec import Struct

from bot.engine import bank, naming, yaml_source
from bot.engine.abilities import complete
from bot.engine.checking import check
from bot.engine.compiling import Reading
from bot.engine.nodes import read_dialog
from bot.engine.phrases import Catalogue, Phrases
from bot.engine.problems import Place, Problem
from bot.engine.repertoire import NOTHING, Repertoire
from bot.engine.script import Dialog, Script
from bot.engine.sharing import FILES, Shared, read_shared
from bot.engine.translating import PREFIX, check_translations


class Compiled(Struct, frozen=True):
    """The script, if it can be run, and everything that is wrong with it, in the order of the files."""

    script: Script | None
    problems: tuple[Problem, ...]


def compile_script(
    files: Mapping[str, str], catalogues: Mapping[str, Catalogue], repertoire: Repertoire = NOTHING
) -> Compiled:
    """The script that these files (name of the file: its text) make, with these translations a language.

    ``repertoire`` is what the coach can tell and do beyond the language itself.
    """
    repertoire = complete(repertoire)
    phrases = Phrases(catalogues)
    shared = Shared()
    dialogs: dict[str, Dialog] = {}
    readings: dict[str, Reading] = {}
    for file, text in sorted(files.items(), key=_shared_first):
        document, problems = yaml_source.read(file, text)
        reading = Reading(
            document, phrases, problems, pools=shared.pools, lists=shared.lists, repertoire=repertoire
        )
        name = PurePath(file).stem
        if name in readings:
            what = f"another folder has a '{name}.yaml' too"
            reading.blame((), "N03", what, "Give one of the two another name.")
            readings[file] = reading
            continue
        readings[name] = reading
        if document.data is None and not problems:
            reading.blame((), "N02", "this file holds nothing", "Write a dialog in it, or remove it.")
        if document.data is not None and not read_shared(name, reading, shared):
            _take(reading, name, dialogs)
    problems = _missing(readings) + [problem for reading in readings.values() for problem in reading.problems]
    if problems:
        return Compiled(None, tuple(sorted(problems)))
    script = _join(
        dialogs,
        shared,
        naming.tracked(one for reading in readings.values() for one, _ in reading.conditions),
        repertoire,
    )
    check(script, readings)
    found = [problem for reading in readings.values() for problem in reading.problems]
    found += check_translations(phrases, catalogues)
    return Compiled(None if any(is_fatal(problem) for problem in found) else script, tuple(sorted(found)))


def is_fatal(problem: Problem) -> bool:
    """Whether a coach can't run with this problem."""
    return not problem.code.startswith(PREFIX)


def _shared_first(named: tuple[str, str]) -> tuple[bool, str]:
    return PurePath(named[0]).stem not in FILES, named[0]


def _take(reading: Reading, name: str, dialogs: dict[str, Dialog]) -> None:
    dialog = read_dialog(reading)
    if dialog is None:
        return
    if dialog.id != name:
        what = f"the dialog '{dialog.id}' stands in a file called '{name}'"
        reading.blame(("dialog",), "N03", what, "Give the file and the dialog the same name.")
    dialogs[name] = dialog


def _missing(readings: Mapping[str, Reading]) -> list[Problem]:
    return [
        Problem(
            Place(f"{name}.yaml"), "N24", f"the file {name}.yaml is missing", "Copy it from the dialogs we ship."
        )
        for name in sorted(FILES - readings.keys())
    ]


def _join(
    dialogs: Mapping[str, Dialog], shared: Shared, tracked: frozenset[str], repertoire: Repertoire
) -> Script:
    return Script(
        dialogs=dialogs,
        names=naming.declare(dialogs, repertoire, shared.lists),
        labels=naming.labels(dialogs),
        forms=shared.forms,
        commands=tuple(shared.commands),
        common=shared.common,
        vocabulary=shared.vocabulary,
        first=shared.first,
        home=shared.home,
        cards=shared.cards,
        moments=shared.moments,
        course=shared.course,
        profile=shared.profile,
        lists=shared.lists,
        repertoire=repertoire,
        pools=shared.pools,
        pictures=shared.pictures,
        tracked=tracked,
        passing=naming.passing(dialogs),
        settings=naming.settings(dialogs),
        in_hand=naming.names_in_hand(dialogs),
        bank=bank.questions(dialogs),
        distress=shared.distress,
    )
