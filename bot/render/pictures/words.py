"""The words of pictures and workbook in one language, flat, so that they can be handed to another process."""

from collections.abc import Mapping
from typing import TypeAlias

from bot.engine.saying import PLACEHOLDER
from bot.engine.script import Ask, Script

Words: TypeAlias = Mapping[str, str]
"""Wordings by id.

A text of ``pictures.yaml`` (``map_title``), a label of ``people.yaml`` (``rings.kern``) and the ids of its list in
their order (``rings``), the title of a dialog (``title.prijs``), a question by its dialog and the name that it
saves (``ask.prijs.prijs_waarde``), one of the answers that it offers (``choice.wanneer.avond``).
"""


def words_of(script: Script, language: str, form: str = "neutraal") -> dict[str, str]:
    """All words of this script that pictures and workbook use, with her form of address filled in."""
    found = {
        **{id_: phrase.wording(language) for id_, phrase in script.pictures.items()},
        **{
            f"{list_}.{id_}": phrase.wording(language)
            for list_, labels in script.lists.items()
            for id_, phrase in labels.items()
        },
        **{list_: " ".join(labels) for list_, labels in script.lists.items()},
        **{f"title.{dialog}": script.title(dialog).wording(language) for dialog in script.dialogs},
        **{f"choice.{name}.{id_}": phrase.wording(language) for (name, id_), phrase in script.labels.items()},
        **_questions(script, language),
    }
    forms = {name: of.get(form, of["neutraal"]).wording(language) for name, of in script.forms.items()}
    return {id_: _addressed(words, forms) for id_, words in found.items()}


def _questions(script: Script, language: str) -> dict[str, str]:
    """The question behind each answer, as it is put last."""
    return {
        f"ask.{dialog.id}.{node.save}": node.lines[-1].phrases[0].wording(language)
        for dialog in script.dialogs.values()
        for node in dialog.nodes.values()
        if isinstance(node, Ask) and node.save and node.lines and node.lines[-1].phrases
    }


def _addressed(words: str, forms: Mapping[str, str]) -> str:
    """These words with the form of address in them; other names stay, to be filled where they are shown."""
    return PLACEHOLDER.sub(lambda found: _form(found[1], forms) or found[0], words)


def _form(name: str, forms: Mapping[str, str]) -> str:
    word = forms.get(name.lower(), "")
    return word[:1].upper() + word[1:] if name[:1].isupper() else word
