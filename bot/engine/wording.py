"""What can be wrong in the words of a script: too long, not filled, not closed, or not a question."""

import difflib
import re
from collections.abc import Mapping

from bot.engine import sentences
from bot.engine.compiling import Reading
from bot.engine.leads import leads
from bot.engine.picture_texts import TEXTS
from bot.engine.problems import near
from bot.engine.questions import Choice, ChooseOne, ChooseSeveral
from bot.engine.saying import NEW, PLACEHOLDER, REST, SHORT
from bot.engine.script import Ask, Assign, Dialog, Script
from bot.engine.values import Phrase
from bot.engine.yaml_source import Path

LONGEST_TEXT = 4096
"""Characters that a messenger takes in one message."""
LONGEST: Mapping[str, int] = {
    "common.old_button": 200,
    "common.old_button_idle": 200,
    "common.stranger_button": 200,
    "profile.description": 512,
    "profile.short_description": 120,
}
"""Characters that fit where there is less room, by the key of the text."""
LONGEST_LEAD = 300
"""Characters before a question, after which people stop reading."""
LONGEST_SENTENCE = 20
"""Words in a sentence. Guides to plain Dutch (B1) ask for ten on average, and fifteen to twenty at most."""
LONGEST_LABEL = 60
"""Characters that can be read on a button."""
EXTRAS = frozenset({"answer", "example", "high", "low", "max", "min", "title"})
"""Names that only common texts can hold."""
_PICTURES = "pictures."
_WORDS = frozenset({"text", "choice", "contact"})
"""The kinds of what can stand in words that are kept."""
_MARKUP = re.compile(r"<(/?)([a-zA-Z][^<>\s]*)([^<>]*)>")


def check_words(script: Script, readings: Mapping[str, Reading]) -> None:
    """Notes what is wrong in the words, each fault in the reading of its file."""
    for id_, dialog in script.dialogs.items():
        _check_leads(dialog, readings[id_])
        for node in dialog.nodes.values():
            if isinstance(node, Ask):
                _check_question(node, readings[id_])
                _check_labels(node, readings[id_])
            if isinstance(node, Assign):
                _check_kept(script, node, readings[id_])
    for reading in readings.values():
        for phrase, path in reading.taken:
            _check_phrase(script, reading, phrase, path)


def is_balanced(text: str) -> bool:
    """Whether every <b> and <i> is closed in its turn, and no other tag stands here."""
    waiting: list[str] = []
    for closing, tag, rest in _MARKUP.findall(text):
        if tag not in {"b", "i"} or rest:
            return False
        if not closing:
            waiting.append(tag)
        elif not waiting or waiting.pop() != tag:
            return False
    return not waiting


def _check_question(node: Ask, reading: Reading) -> None:
    path = ("nodes", node.id, "ask")
    plain = [max((one.source for one in variant.phrases), key=len, default="") for variant in node.lines]
    marks = sum(text.count("?") for text in plain)
    if marks != 1 or "?" not in plain[-1]:
        what = "a question has one question mark, in its last line; "
        what += "here it is in another" if marks == 1 else f"here are {marks or 'none'}"
        reading.blame((*path, len(plain) - 1, "text"), "N17", what, "Ask one thing at a time, and ask it last.")


def _check_leads(dialog: Dialog, reading: Reading) -> None:
    for id_, lead in leads(dialog).items():
        if lead > LONGEST_LEAD:
            what = f"{lead} characters are read before this question; {LONGEST_LEAD} is the most"
            reading.blame(("nodes", id_, "ask", 0, "text"), "N16", what, "Say less here, or just before it.")


def _check_labels(node: Ask, reading: Reading) -> None:
    labels: dict[str, str] = {}
    for choice in _choices(node):
        path = ("nodes", node.id, "choices", choice.id, "label")
        twin = labels.setdefault(choice.label.source.casefold(), choice.id)
        if twin != choice.id and choice.when is None:
            what = f"'{choice.id}' and '{twin}' have the same label"
            reading.blame(path, "N13", what, "Word them differently.")
        if len(choice.label.source) > LONGEST_LABEL:
            what = f"this label has {len(choice.label.source)} characters; {LONGEST_LABEL} fit on a button"
            reading.blame(path, "N14", what, "Shorten it.")


def _choices(node: Ask) -> tuple[Choice, ...]:
    return node.question.choices if isinstance(node.question, ChooseOne | ChooseSeveral) else ()


def _check_phrase(script: Script, reading: Reading, phrase: Phrase, path: Path) -> None:
    longest = LONGEST.get(phrase.key, LONGEST_TEXT)
    if len(phrase.source) > longest:
        what = f"this text has {len(phrase.source)} characters; {longest} fit here"
        reading.blame(path, "N15", what, "Say less, or divide it over several nodes.")
    for written in PLACEHOLDER.findall(phrase.source):
        name, _, asked = written.partition(":")
        if asked and name in script.names and not _can_be_asked(script, name, asked):
            what = f"'{asked}' can't be asked of '{name}' in '{{{written}}}'"
            reading.blame(path, "N11", what, near(asked, [SHORT, REST, NEW, *script.repertoire.facts]))
        elif not _is_known(script, phrase, name):
            close = difflib.get_close_matches(name, [*script.names, *script.forms], 1)
            mend = (
                f"Did you mean '{{{close[0]}}}'?"
                if close
                else "Save an answer under this name, or check the spelling."
            )
            reading.blame(path, "N11", f"nothing fills '{{{name}}}'", mend)
    if not is_balanced(phrase.source):
        what = "the markup of this text does not close, or is none of <b> and <i>"
        reading.blame(path, "N23", what, "Write <b>bold</b> or <i>italic</i>, one inside the other.")
    _check_tone(phrase.source, reading, path)


def _check_tone(text: str, reading: Reading, path: Path) -> None:
    """Blames what is hard to read, or shouts; a coach can run with it."""
    if sentences.is_loud(text):
        what = "this text has exclamation marks in a row, or more than one emoji"
        reading.blame(path, "N45", what, "Say it quietly: one of them at most.")
    if text.count(" ") >= LONGEST_SENTENCE and (long := sentences.longest(text)) > LONGEST_SENTENCE:
        what = f"a sentence here has {long} words; {LONGEST_SENTENCE} is the most"
        reading.blame(path, "N46", what, "Make two sentences of it: one thought each.")


def _check_kept(script: Script, node: Assign, reading: Reading) -> None:
    """Blames what can't stand in words that are kept as they are: markup, and what is worded where it is shown."""
    for name, phrase in node.values:
        path = ("nodes", node.id, "set", name, "text")
        if not isinstance(phrase, Phrase):
            continue
        for written in PLACEHOLDER.findall(phrase.source):
            if (kind := _kind_of(script, written)) not in _WORDS:
                what = f"'{{{written}}}' is {kind}, and these words are kept as they are"
                reading.blame(path, "N39", what, "Let it hold words, somebody, or one of several answers.")
        if _MARKUP.search(phrase.source):
            what = "words that are kept have no markup: they are handed over as they are"
            reading.blame(path, "N39", what, "Remove the <b> and <i>.")


def _kind_of(script: Script, written: str) -> str:
    name, _, asked = written.partition(":")
    if asked in script.repertoire.facts:
        return script.repertoire.facts[asked].gives
    kind = script.names[name].kind if name in script.names else "text"
    return "several" if asked in {REST, NEW} else kind


def _can_be_asked(script: Script, name: str, asked: str) -> bool:
    kind = script.names[name].kind
    return {SHORT: True, REST: kind == "choices", NEW: kind == "choices"}.get(
        asked, kind == "contact" and asked in script.repertoire.facts
    )


def _is_known(script: Script, phrase: Phrase, name: str) -> bool:
    if phrase.key.startswith(_PICTURES):
        return name in TEXTS.get(phrase.key.removeprefix(_PICTURES), ()) or name.lower() in script.forms
    extra = name in EXTRAS and phrase.key.startswith("common.")
    return extra or name in script.names or name.lower() in script.forms
