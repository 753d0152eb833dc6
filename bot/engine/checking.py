"""What can be wrong in a script that has the right shape: ways that lead nowhere, names that nothing fills."""

from collections.abc import Iterable, Iterator, Mapping

from bot.engine import conduct, forking, knowing, naming, wording
from bot.engine.compiling import Reading
from bot.engine.expressions import Expression, ExpressionError
from bot.engine.kinds import check_kind
from bot.engine.problems import near
from bot.engine.saying import BEFORE
from bot.engine.script import (
    END,
    Ask,
    Assign,
    Call,
    Dialog,
    Each,
    End,
    Node,
    Script,
)
from bot.engine.ways import ways
from bot.engine.yaml_source import Path


def check(script: Script, readings: Mapping[str, Reading]) -> None:
    """Notes what is wrong in a script whose files were all read, each fault in the reading of its file."""
    held = {id_: naming.held_in(dialog) for id_, dialog in script.dialogs.items()}
    for id_, dialog in script.dialogs.items():
        reading = readings[id_]
        _check_ways(script, dialog, reading)
        _check_reach(dialog, reading)
        _check_loops(script, dialog, reading)
        conduct.check_conduct(script, dialog, reading, held)
    _check_calls(script, readings)
    _check_commands(script, readings["commands"])
    _check_names(script, readings)
    for reading in readings.values():
        _check_conditions(script, reading)
    wording.check_words(script, readings)
    knowing.check_certainty(script, readings)
    forking.check_forks(script, readings)


def _targets(node: Node) -> list[str]:
    return [target for target, _ in ways(node)]


def _check_ways(script: Script, dialog: Dialog, reading: Reading) -> None:
    for id_, node in dialog.nodes.items():
        path = ("nodes", id_)
        for target, where in ways(node):
            if target != END and target not in dialog.nodes:
                mend = near(target, dialog.nodes)
                reading.blame((*path, *where), "N04", f"there is no node '{target}' in this dialog", mend)
        if isinstance(node, Call | Each) and node.dialog and node.dialog not in script.dialogs:
            mend = near(node.dialog, script.dialogs)
            reading.blame((*path, "call"), "N05", f"there is no dialog '{node.dialog}'", mend)
        if isinstance(node, Call) and not node.dialog and not script.bank:
            mend = "Write one: a dialog with 'daily:' in it."
            reading.blame((*path, "call"), "N05", "there is no daily question to choose from", mend)
        if not isinstance(node, End):
            _check_fork(id_, node, reading)


def _check_fork(id_: str, node: Node, reading: Reading) -> None:
    """Blames a node with nowhere to go, or with conditions that leave nothing or nothing else to choose."""
    written = list(ways(node))
    jumps = () if isinstance(node, End) else node.next
    if not jumps:
        mend = "Add 'next: end' or an 'end:' node."
        reading.blame(("nodes", id_), "N06", f"'{id_}' is the last node and leads nowhere", mend)
        return
    for at, jump in enumerate(jumps[:-1]):
        if jump.when is None:
            what = f"'{jump.go}' has no condition, so what stands below it is never reached"
            reading.blame(("nodes", id_, *written[at][1][:2]), "N09", what, "Put it last, or give it a 'when'.")
    if jumps[-1].when is not None:
        where = written[len(jumps) - 1][1][:2]
        mend = "Let the last line of the list have no 'when'."
        reading.blame(("nodes", id_, *where), "N09", f"'{id_}' may find none of its conditions true", mend)


def _check_reach(dialog: Dialog, reading: Reading) -> None:
    reached: set[str] = set()
    waiting = [dialog.first]
    while waiting:
        id_ = waiting.pop()
        if id_ in dialog.nodes and id_ not in reached:
            reached.add(id_)
            waiting += _targets(dialog.nodes[id_])
    for id_ in dialog.nodes.keys() - reached:
        reading.blame(("nodes", id_), "N07", f"no way leads to '{id_}'", "Lead a node here, or remove it.")


def _check_loops(script: Script, dialog: Dialog, reading: Reading) -> None:
    """Blames a circle in which nothing is asked: a conversation would never come out of it."""
    silent = {id_: node for id_, node in dialog.nodes.items() if not _waits(script, node)}
    done: set[str] = set()
    for start in silent:
        trail: list[str] = []
        if _circles(start, silent, trail, done):
            circle = " → ".join(trail[trail.index(trail[-1]) :])
            what = f"this goes round without a question: {circle}"
            reading.blame(("nodes", trail[-1]), "N08", what, "Ask, or end, on the way.")
            return


def _circles(id_: str, silent: Mapping[str, Node], trail: list[str], done: set[str]) -> bool:
    trail.append(id_)
    if trail.count(id_) > 1:
        return True
    if id_ in silent and id_ not in done:
        if any(_circles(target, silent, trail, done) for target in _targets(silent[id_])):
            return True
        done.add(id_)
    trail.pop()
    return False


def _waits(script: Script, node: Node) -> bool:
    """Whether she is asked something here, and it is waited for."""
    if isinstance(node, Call) and node.beside:
        return False
    if isinstance(node, Call | Each) and node.dialog in script.dialogs:
        return any(isinstance(one, Ask) for one in script.dialogs[node.dialog].nodes.values())
    return isinstance(node, Ask)


def _check_calls(script: Script, readings: Mapping[str, Reading]) -> None:
    """Blames dialogs that call each other in a circle, at the call that leads into it."""
    calls = {
        id_: {node.dialog: node.id for node in dialog.nodes.values() if isinstance(node, Call | Each)}
        for id_, dialog in script.dialogs.items()
        if not dialog.aside
    }
    for id_, called in calls.items():
        for dialog, node in called.items():
            if id_ in _reached_by_calls(dialog, calls):
                path, mend = ("nodes", node, "call"), "Let one of the calls be an end."
                readings[id_].blame(path, "N25", f"'{id_}' calls itself by way of '{dialog}'", mend)
                break


def _reached_by_calls(start: str, calls: Mapping[str, Mapping[str, str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        called = waiting.pop()
        if called not in reached:
            reached.add(called)
            waiting += calls.get(called, {})
    return reached


def _check_commands(script: Script, reading: Reading) -> None:
    named: list[tuple[Path, str]] = [(("first",), script.first), (("home",), script.home)]
    named += [(("cards",), script.cards)] if script.cards else []
    named += [(("moments", kind), dialog) for kind, dialog in script.moments.items()]
    named += [(("course", at), dialog) for at, dialog in enumerate(script.course)]
    for where, target in named:
        if target not in script.dialogs:
            reading.blame(where, "N05", f"there is no dialog '{target}'", near(target, script.dialogs))
    taken: dict[str, str] = {}
    languages = sorted({language for command in script.commands for language in command.names})
    for command in script.commands:
        path = ("commands", command.id)
        for language in languages:
            if language not in command.names:
                what = f"'{command.id}' has no name in '{language}', as other commands do"
                reading.blame((*path, "names"), "N35", what, f"Add '{language}:' with its name.")
        if command.dialog and command.dialog not in script.dialogs:
            what = f"there is no dialog '{command.dialog}'"
            reading.blame((*path, "dialog"), "N05", what, near(command.dialog, script.dialogs))
        for language, name in command.names.items():
            if taken.setdefault(name, command.id) != command.id:
                what = f"/{name} means '{taken[name]}' already"
                reading.blame((*path, "names", language), "N13", what, "Give it another name.")


def _check_names(script: Script, readings: Mapping[str, Reading]) -> None:
    """Blames names that mean something else already."""
    kinds: dict[str, tuple[str, str]] = {}
    for id_, dialog in script.dialogs.items():
        if dialog.about:
            named = [(dialog.about.name, "contact", ("about", "name"))]
            _blame_taken(script, named, f"{id_}.about", kinds, readings[id_])
        for node in dialog.nodes.values():
            path = ("nodes", node.id)
            if node.id == END:
                what = f"'{END}' means the end of the dialog, and can't be the name of a node"
                readings[id_].blame(path, "N19", what, "Give it another name.")
            saved = [(name, kind, (*path, *where)) for name, kind, where in _saved(script, node)]
            _blame_taken(script, saved, f"{id_}.{node.id}", kinds, readings[id_])


def _blame_taken(
    script: Script,
    saved: Iterable[tuple[str, str, Path]],
    here: str,
    kinds: dict[str, tuple[str, str]],
    reading: Reading,
) -> None:
    """Blames names that are saved here and hold another kind elsewhere (in ``kinds``), or belong to the coach."""
    for name, kind, path in saved:
        before, whose = kinds.setdefault(name, (kind, here))
        what = f"'{name}' holds {before} in {whose}, and {kind} here" if before != kind else _taken(script, name)
        if what:
            reading.blame(path, "N19", what, "Save it under another name.")


def _taken(script: Script, name: str) -> str:
    if name.startswith(BEFORE):
        return f"'{BEFORE}' begins the names for the time before, which are kept by themselves"
    if name.startswith(naming.FIRST):
        return f"'{naming.FIRST}' begins the names for first answers, which are kept by themselves"
    by_itself = name in naming.BUILT_IN or name in script.repertoire.told
    return f"'{name}' is kept by the coach itself" if by_itself else ""


def _saved(script: Script, node: Node) -> Iterator[tuple[str, str, Path]]:
    """The names that this node saves, what each then holds, and where that is written."""
    if isinstance(node, Ask) and node.save:
        yield node.save, naming.declared(node).kind, ("save",)
    if isinstance(node, Each):
        yield node.name, naming.in_hand(node, script.names).kind, ("name",)
    if isinstance(node, Call) and node.save in script.names:
        yield node.save, script.names[node.save].kind, ("save",)
    if isinstance(node, Assign):
        for name, given in node.values:
            try:
                kind = check_kind(given, script.names).kind if isinstance(given, Expression) else "text"
                yield name, kind, ("set", name)
            except (ExpressionError, KeyError):
                continue  # what is wrong with the sum itself is told where conditions are checked


def _check_conditions(script: Script, reading: Reading) -> None:
    for expression, path in reading.conditions:
        unknown = sorted(name for name in expression.names if name not in script.names)
        for name in unknown:
            reading.blame(path, "N11", f"no question saves '{name}'", near(name, script.names))
        for dialog in sorted(one for one in expression.dialogs if one not in script.dialogs):
            reading.blame(path, "N05", f"there is no dialog '{dialog}'", near(dialog, script.dialogs))
        if not unknown:
            _check_kinds(script, reading, expression, path)


def _check_kinds(script: Script, reading: Reading, expression: Expression, path: Path) -> None:
    try:
        kind = check_kind(expression, script.names).kind
    except ExpressionError as error:
        mend = "Compare numbers with numbers, and choices with their ids in quotes."
        reading.blame(path, "N18", str(error), mend)
        return
    if path[-1] == "since" and kind != "date":
        what = f"'{expression.source}' is {kind}, not a day"
        reading.blame(path, "N18", what, "Name a day, such as 'vandaag - 30'.")
    if path[-1] in {"when", "where", "among"} and kind != "truth":
        what = f"'{expression.source}' is {kind}, not true or false"
        reading.blame(path, "N18", what, "Compare it with something.")
