"""What can be wrong in what a script has the coach do: actions, going through several, moves."""

from collections.abc import Mapping

from bot.engine.compiling import Reading
from bot.engine.kinds import check_kind
from bot.engine.naming import CONTACTS, declared
from bot.engine.people import FILLED, KINDS, LISTS
from bot.engine.problems import near
from bot.engine.questions import OneContact, SeveralContacts
from bot.engine.script import END, Ask, Call, Dialog, Do, Each, End, Script, Show
from bot.engine.yaml_source import Path


def check_conduct(script: Script, dialog: Dialog, reading: Reading, held: Mapping[str, frozenset[str]]) -> None:
    """Notes what is wrong in one dialog; ``held`` are the names under which each dialog holds anything."""
    _check_moves(dialog, reading)
    _check_passing(script, dialog, reading, held)
    if dialog.daily and not any(isinstance(node, Ask) for node in dialog.nodes.values()):
        reading.blame(("daily",), "N17", "this daily question asks nothing", "Let one of its nodes ask something.")
    if dialog.about:
        _check_order(script, ("about",), dialog.about.by, reading)
    for node in dialog.nodes.values():
        if isinstance(node, Do):
            _check_action(script, node, reading)
        if isinstance(node, Show) and node.what not in script.repertoire.shows:
            mend = near(node.what, script.repertoire.shows)
            reading.blame(("nodes", node.id, "show"), "N21", f"the coach can't show '{node.what}'", mend)
        if isinstance(node, Each):
            _check_each(script, node, reading)
        if isinstance(node, Call) and node.save:
            _check_given(script, dialog, node, reading)
        if isinstance(node, Ask):
            _check_circle(script, node, reading)
            _check_people(script, node, reading)
            _check_fill(script, node, reading)
            _check_reasks(node, reading)


def _check_moves(dialog: Dialog, reading: Reading) -> None:
    """Blames moves to a node that isn't there, and of one that still is."""
    for key, moves in (("renamed", dialog.renamed), ("retired", dialog.retired)):
        for old in moves:
            if old in dialog.nodes:
                what = f"'{old}' is {key}, and stands here all the same"
                reading.blame((key, old), "N28", what, "Remove it here, or remove the node.")
            elif dialog.present(old) not in {*dialog.nodes, END}:
                what = f"'{old}' is {key} to '{moves[old]}', which is not here"
                reading.blame((key, old), "N28", what, near(moves[old], dialog.nodes))


def _check_passing(script: Script, dialog: Dialog, reading: Reading, held: Mapping[str, frozenset[str]]) -> None:
    """Blames a name that passes with a dialog which never gives it, or that another keeps."""
    if not dialog.passing:
        return
    for at, name in enumerate(reading.document.data.get("passing", ())):
        others = sorted(id_ for id_ in held if name in held[id_] and name not in script.dialogs[id_].passing)
        if name not in held[dialog.id]:
            what = f"nothing in this dialog is kept under '{name}'"
            reading.blame(("passing", at), "N38", what, near(name, held[dialog.id]))
        elif others:
            what = f"'{name}' passes with this dialog, and '{others[0]}' keeps it"
            reading.blame(("passing", at), "N38", what, "Give one of the two another name.")


def _check_action(script: Script, node: Do, reading: Reading) -> None:
    path = ("nodes", node.id, "do")
    actions = script.repertoire.actions
    action = actions.get(node.action)
    if action is None:
        reading.blame(path, "N29", f"the coach can't do '{node.action}'", near(node.action, actions))
        return
    for name in sorted(action.arguments.keys() - node.arguments.keys() - action.optional):
        reading.blame(path, "N29", f"'{node.action}' needs '{name}'", f"Add '{name}:' with a name or a value.")
    for name, expression in node.arguments.items():
        if name not in action.arguments:
            reading.blame(path, "N29", f"'{node.action}' has no use for '{name}'", near(name, action.arguments))
        elif expression.names <= script.names.keys():
            given = check_kind(expression, script.names)
            one_of_several = given.kind == "choice" and action.arguments[name] == "choices"
            if given.kind != action.arguments[name] and not one_of_several:
                what = f"'{name}' of '{node.action}' is {action.arguments[name]}, and this is {given.kind}"
                reading.blame(path, "N29", what, "Give it a name or value of that kind.")
            elif strange := sorted(
                given.choices - set(script.lists.get(action.lists.get(name, ""), given.choices))
            ):
                what = f"there is no {name} '{strange[0]}'"
                ids = script.lists[action.lists[name]]
                reading.blame((*path, node.action, name), "N32", what, near(strange[0], ids))


def _check_circle(script: Script, node: Ask, reading: Reading) -> None:
    circle = getattr(node.question, "circle", "")
    circles = script.lists.get("circles", {})
    if circle and circle not in circles:
        what = f"there is no circle '{circle}'"
        reading.blame(("nodes", node.id, "circle"), "N32", what, near(circle, circles))


def _check_people(script: Script, node: Ask, reading: Reading) -> None:
    if isinstance(node.question, OneContact | SeveralContacts):
        _check_order(script, ("nodes", node.id), node.question.by, reading)


def _check_order(script: Script, path: Path, by: str, reading: Reading) -> None:
    """Blames an order of people by something that can't be asked of them."""
    if by and by not in script.repertoire.facts:
        what = f"nobody knows '{by}' of people"
        reading.blame((*path, "by"), "N36", what, near(by, script.repertoire.facts))


def _check_fill(script: Script, node: Ask, reading: Reading) -> None:
    if node.fill is None:
        return
    path, name, part = ("nodes", node.id, "fill"), node.fill.name, node.fill.part
    given = declared(node)
    ids = script.lists.get(LISTS.get(part, ""), given.choices)
    if name not in script.names or script.names[name].kind != "contact":
        people = [one for one, known in script.names.items() if known.kind == "contact"]
        reading.blame(path, "N37", f"'{name}' holds nobody", near(name, people))
    elif part not in FILLED:
        reading.blame(path, "N37", f"'{part}' is not something to fill", near(part, FILLED))
    elif given.kind != KINDS[part]:
        what = f"'{part}' is {KINDS[part]}, and this question gives {given.kind}"
        reading.blame(path, "N37", what, "Ask with another type of question.")
    elif strange := sorted(given.choices - set(ids)):
        what = f"there is no {part} '{strange[0]}'"
        reading.blame(("nodes", node.id, "choices", strange[0]), "N37", what, near(strange[0], ids))


def _check_given(script: Script, dialog: Dialog, node: Call, reading: Reading) -> None:
    """Blames a value that is saved from a dialog that gives none, or that does not come back."""
    path = ("nodes", node.id, "save")
    if node.beside or not node.dialog:
        what = "this is not waited for" if node.beside else "a daily question gives nothing that could be saved"
        reading.blame(path, "N33", what, "Save nothing here.")
    if node.beside or node.dialog not in script.dialogs:
        return
    called = script.dialogs[node.dialog]
    mend = f"Add 'gives:' to an 'end:' of {called.id}, or save nothing here."
    if not any(isinstance(one, End) and one.gives for one in called.nodes.values()):
        reading.blame(path, "N33", f"'{called.id}' gives nothing that could be saved", mend)
    elif dialog.aside and not called.aside:
        what = f"'{called.id}' takes the place of '{dialog.id}', which is done in passing, and gives nothing back"
        reading.blame(path, "N33", what, "Save nothing here, or remove 'aside: true'.")


def _check_reasks(node: Ask, reading: Reading) -> None:
    told = [phrase.source.casefold() for phrase in (*node.lines[-1].phrases, *node.reasks)]
    for at in range(1, len(node.reasks) + 1):
        if told[-at] in told[:-at]:
            what = "this asks again in the same words"
            reading.blame(("nodes", node.id, "reask", len(node.reasks) - at), "N34", what, "Ask it differently.")


def _check_each(script: Script, node: Each, reading: Reading) -> None:
    _check_order(script, ("nodes", node.id), node.by, reading)
    kind = script.names[node.over].kind if node.over in script.names else None
    if node.over != CONTACTS and kind not in {"choices", "contacts"}:
        what = f"'{node.over}' does not hold several"
        mend = f"Use '{CONTACTS}', or a name that a question of type contacts or choices saves."
        reading.blame(("nodes", node.id, "each"), "N30", what, mend)
