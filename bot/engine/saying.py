"""How the coach finds words: a phrase of the script, in her language, with the values that go into its names."""

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass

from bot.engine.conversation import Conversation
from bot.engine.expressions import holds
from bot.engine.script import Lines, Script
from bot.engine.values import Line, Phrase, Shown, Value
from bot.engine.world import World

PLACEHOLDER = re.compile(r"\{(\w+(?::kort)?)\}")
"""A name in a text; with ``:kort`` a long answer is cut short."""
SHORT = ":kort"
EXCERPT = 120
"""Characters of a long answer where it is cut short."""
FORM = "aanspreekvorm"
"""The named answer that says how she wants to be addressed."""
LANGUAGE = "taal"
"""The named answer that says in which language to speak."""
NEUTRAL = "neutraal"
"""The form of address as long as she has chosen none."""
COUNTS: Mapping[str, Value] = {"antwoorden": 0, "gesprekken": 0}
"""What is counted for her from the first moment on: questions answered, dialogs finished."""


def done_key(dialog: str) -> str:
    """The name under which a conversation keeps how often a dialog was finished."""
    return f"~done.{dialog}"


@dataclass(frozen=True, slots=True)
class Voice:
    """All that decides how a phrase is worded for one person at one moment."""

    script: Script
    known: Mapping[str, Value]
    language: str

    @classmethod
    def of(cls, script: Script, conversation: Conversation, world: World) -> "Voice":
        """The voice in which to speak to her now."""
        given: dict[str, Value] = {"voornaam": world.first_name} if world.first_name else {}
        known = ChainMap(dict(conversation.answers), given, dict(COUNTS))
        return cls(script, known, str(conversation.answers.get(LANGUAGE, world.language)))

    def done(self, dialog: str) -> bool:
        """Whether she ever finished this dialog."""
        return done_key(dialog) in self.known

    def lines(self, variants: Lines) -> list[Line]:
        """Those paragraphs whose condition holds and whose names are all known."""
        spoken = (self.line(one.phrase) for one in variants if holds(one.when, self.known, self.done))
        return [line for line in spoken if line is not None]

    def line(self, phrase: Phrase, **extra: Shown) -> Line | None:
        """This phrase with its values; None when one of its names is not known."""
        wording = phrase.wording(self.language)
        values = {name: extra.get(name, self._value(name)) for name in PLACEHOLDER.findall(wording)}
        known = {name: value for name, value in values.items() if value is not None}
        return Line(wording, known) if len(known) == len(values) else None

    def label(self, phrase: Phrase) -> Line:
        """This phrase where something has to stand, such as on a button."""
        return self.line(phrase) or Line(phrase.wording(self.language))

    def common(self, key: str, index: int = 0, **extra: Shown) -> Line:
        """A text that all dialogs share."""
        phrases = self.script.common[key]
        phrase = phrases[min(index, len(phrases) - 1)]
        return self.line(phrase, **extra) or Line(phrase.wording(self.language))

    def shown(self, name: str, value: Value) -> Shown:
        """A named answer as it is read back: the label of a choice, a person's own words as they are."""
        if isinstance(value, bool):
            return self.common("yes" if value else "no")
        if isinstance(value, tuple):
            return tuple(self._choice(name, one) for one in value)
        if isinstance(value, str) and (name, value) in self.script.labels:
            return self._choice(name, value)
        return value

    def _choice(self, name: str, choice: str) -> Line:
        phrase = self.script.labels.get((name, choice))
        return self.label(phrase) if phrase else Line(choice)

    def _value(self, name: str) -> Shown | None:
        if name.endswith(SHORT):
            return excerpt(self._value(name.removesuffix(SHORT)))
        if name in self.known:
            return self.shown(name, self.known[name])
        forms = self.script.forms.get(name.lower())
        if forms is None:
            return None
        word = forms.get(str(self.known.get(FORM)), forms[NEUTRAL]).wording(self.language)
        return Line(word[:1].upper() + word[1:] if name[:1].isupper() else word)


def excerpt(value: Shown | None) -> Shown | None:
    """The beginning of long words, up to a whole word; anything else as it is."""
    if not isinstance(value, str) or len(value) <= EXCERPT:
        return value
    return value[:EXCERPT].rsplit(None, 1)[0] + "…"
