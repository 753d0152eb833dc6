"""How the coach finds words: a phrase of the script, in her language, with the values that go into its names."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from msgspec import Struct

from bot.engine.conversation import Conversation
from bot.engine.expressions import Expression, holds
from bot.engine.memory import Memory
from bot.engine.people import PROPOSED
from bot.engine.script import Lines, Script, Variant
from bot.engine.values import Kind, Line, Phrase, Shown, Value, When, is_moment, when
from bot.engine.world import World
from bot.engine.zones import city_of

PLACEHOLDER = re.compile(r"\{(\w+(?::\w+)?)\}")
"""A name in a text. ``:kort`` cuts a long answer short, ``:rest`` is what was not ticked, ``:nieuw`` what was, and
was not the time before; else it is a fact."""
SHORT, REST, NEW = "kort", "rest", "nieuw"
BEFORE = "vorige_"
"""Begins the name under which the answer of the last time is known while a dialog is done again."""
EXCERPT = 120
"""Characters of a long answer where it is cut short."""
FORM = "aanspreekvorm"
"""The named answer that says how she wants to be addressed."""
LANGUAGE = "taal"
"""The named answer that says in which language to speak."""
UNKNOWN = "…"
"""Stands where a name is not known and words have to stand."""
NEUTRAL = "neutraal"
"""The form of address as long as she has chosen none."""
ACTIVE_DAYS = "~days"
"""The name under which a conversation keeps the last days on which she answered something."""
QUOTE = "~quote."
"""Begins the name under which it is kept when words that may be quoted were written."""
MEDIA = "~media."
"""Begins an answer that is a voice message or a photo; its kind and its file's id follow."""


def turn_in(variant: Variant, pools: Mapping[str, tuple[int, ...]]) -> int:
    """Which of a variant's phrases was shown least recently."""
    every = range(len(variant.phrases))
    shown = [index for index in pools.get(variant.pool, ()) if index in every]
    fresh = (index for index in every if index not in shown)
    return next(fresh, shown[0] if shown else 0)


def times_key(name: str) -> str:
    """The name under which a conversation keeps how often a question was answered."""
    return f"~times.{name}"


def at_key(name: str) -> str:
    """The name under which a conversation keeps the day on which a question was last answered."""
    return f"~at.{name}"


def quote_key(name: str) -> str:
    """The name under which a conversation keeps the day on which words that may be quoted were written."""
    return f"{QUOTE}{name}"


def done_key(dialog: str) -> str:
    """The name under which a conversation keeps how often a dialog was finished."""
    return f"~done.{dialog}"


@lru_cache(maxsize=8192)
def placeholders(wording: str) -> tuple[str, ...]:
    """The names in a script's text, remembered: there are only so many texts."""
    return tuple(PLACEHOLDER.findall(wording))


@lru_cache(maxsize=8192)
def _nameless(wording: str) -> Line | None:
    """The line that a script's text always is, remembered too; None where there are names in it."""
    return None if placeholders(wording) else Line(wording)


class Voice(Struct, frozen=True):
    """All that decides how a phrase is worded for one person at one moment."""

    script: Script
    known: Memory
    language: str
    world: World
    pools: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, script: Script, conversation: Conversation, world: World) -> "Voice":
        """The voice in which to speak to her now."""
        language = str(conversation.answers.get(LANGUAGE, world.language))
        return cls(
            script,
            Memory(conversation.answers, world, script.repertoire.told),
            language,
            world,
            conversation.pools,
        )

    def done(self, dialog: str) -> bool:
        """Whether she ever finished this dialog."""
        return done_key(dialog) in self.known

    def asked_of(self, function: str, name: str) -> Value | None:
        """What a function of ``expressions.FUNCTIONS`` gives for this name."""
        value = self.known.get(name)
        match function:
            case "count":
                return len(value) if isinstance(value, tuple) else 0
            case "times":
                return self.known.answers.get(times_key(name), 0)
            case "days_since":
                at = self.known.get(at_key(name))
                return (self.world.now.date() - date.fromisoformat(str(at))).days if at else None
            case fact:
                return self.fact(fact, str(value))

    def fact(self, fact: str, contact: str) -> Value | None:
        """What is known of somebody in her network."""
        known = contact in self.world.contacts
        return self.script.repertoire.facts[fact].of(contact, self.known.hers) if known else None

    def among(self, condition: Expression | None, name: str) -> list[str]:
        """The people for whom this condition is true while ``name`` holds them, by id, in the order they came."""
        everyone = self._everyone(condition.facts if condition else ())
        voices = ((id_, self.holding({name: id_})) for id_ in everyone)
        return [id_ for id_, of_whom in voices if holds(condition, of_whom.known, of_whom)]

    def _everyone(self, asked: Collection[str]) -> list[str]:
        """The people in her network; those who wait for her yes only where that is what is asked."""
        return [id_ for id_, one in self.world.contacts.items() if one.admitted or PROPOSED in asked]

    def people(self, fact: str, choice: str) -> int:
        """Of how many people this is true, or (with a choice) gives it; without a fact, how many there are."""
        everyone = self._everyone({fact})
        if not fact:
            return len(everyone)
        of, hers = self.script.repertoire.facts[fact].of, self.known.hers
        given = (of(one, hers) for one in everyone)
        if not choice:
            return sum(one is True for one in given)
        return sum(choice in one if isinstance(one, tuple) else one == choice for one in given)

    def holding(self, hands: Mapping[str, Value | None]) -> "Voice":
        """The same voice, with these names holding this for the moment."""
        return Voice(self.script, self.known.holding(hands), self.language, self.world, self.pools)

    def spoken(self, variant: Variant) -> Line | None:
        """This paragraph, if its condition holds and its names are all known."""
        if not holds(variant.when, self.known, self):
            return None
        return self._together(variant.lines) if variant.lines else self.line(self.phrase(variant))

    def _together(self, lines: Lines) -> Line | None:
        """Those of these lines that can be said, below each other in one paragraph."""
        said = {str(at): line for at, one in enumerate(lines) if (line := self.spoken(one))}
        return Line("\n".join(f"{{{at}}}" for at in said), said) if said else None

    def phrase(self, variant: Variant) -> Phrase:
        """The phrase of this variant whose turn it is: of a pool, the one shown least recently."""
        return variant.phrases[turn_in(variant, self.pools) if variant.pool else 0]

    def line(self, phrase: Phrase, **extra: Shown) -> Line | None:
        """This phrase with its values; None when one of its names is not known."""
        wording = phrase.wording(self.language)
        if line := _nameless(wording):
            return line
        values: dict[str, Shown] = {}
        for name in placeholders(wording):
            value = extra[name] if name in extra else self._value(name)
            if value is None:
                return None
            values[name] = value
        return Line(wording, values)

    def label(self, phrase: Phrase) -> Line:
        """This phrase where something has to stand, such as on a button: with dots for what is not known."""
        if line := self.line(phrase):
            return line
        wording = phrase.wording(self.language)
        values = {name: UNKNOWN if (held := self._value(name)) is None else held for name in placeholders(wording)}
        return Line(wording, values)

    def common(self, key: str, index: int = 0, **extra: Shown) -> Line:
        """A text that all dialogs share."""
        phrases = self.script.common[key]
        phrase = phrases[min(index, len(phrases) - 1)]
        return self.line(phrase, **extra) or Line(phrase.wording(self.language))

    def when(self, moment: str) -> When:
        """A date or a time of day as it is read back to her today."""
        return when(moment, self.world.now.date())

    def shown(self, name: str, value: Value) -> Shown:
        """A named answer as it is read back: the label of a choice, a person's own words as they are."""
        if isinstance(value, bool):
            return self.common("yes" if value else "no")
        if isinstance(value, tuple):
            kind = self.script.names[name].kind if name in self.script.names else "choices"
            return tuple(self._one(kind, name, one) for one in value)
        if not isinstance(value, str):
            return value
        kind = self.script.names[name].kind if name in self.script.names else "text"
        if kind == "zone":
            return city_of(value, self.language)
        if kind in {"date", "time"}:
            return self.when(value) if is_moment(value) else value
        return self._one(kind, name, value) if kind in {"choice", "contact"} else self._words(value)

    def _asked_in_words(self, name: str, asked: str) -> Shown | None:
        """What stands behind the colon of a name: cut short, what was not ticked, or a fact of this person."""
        if asked == SHORT:
            return excerpt(self._value(name))
        held = self.known.get(name)
        if asked in {REST, NEW}:
            chosen = self._unticked(name) if asked == REST else self._newly_ticked(name)
            return tuple(self._choice(name, one) for one in chosen) or None
        fact = self.script.repertoire.facts.get(asked)
        value = self.fact(asked, str(held)) if fact else None
        return None if fact is None or value is None else self._of_kind(fact.gives, value, fact.choices)

    def _unticked(self, name: str) -> list[str]:
        """What could be ticked and was not, in the order in which it is offered."""
        return [id_ for named, id_ in self.script.labels if named == name and id_ not in self._ticked(name)]

    def _newly_ticked(self, name: str) -> list[str]:
        """What was ticked now, and not the time before."""
        return [one for one in self._ticked(name) if one not in self._ticked(BEFORE + name)]

    def _ticked(self, name: str) -> tuple[str, ...]:
        held = self.known.get(name)
        return held if isinstance(held, tuple) else ()

    def _of_kind(self, kind: Kind, value: Value, list_: str) -> Shown:
        """What a fact gives, in words."""
        labels = self.script.lists.get(list_, {})
        if isinstance(value, tuple):
            return tuple(self.label(labels[one]) for one in value if one in labels)
        match kind:
            case "truth":
                return self.common("yes" if value else "no")
            case "choice" if value in labels:
                return self.label(labels[str(value)])
            case "contact" if value in self.world.contacts:
                return Line("{name}", {"name": self.world.contacts[str(value)].nickname})
            case "date" | "time" if is_moment(str(value)):
                return self.when(str(value))
        return value

    def _still_known(self, name: str, value: Value) -> Value | None:
        """This value without the people who are not in her network any more; None where nobody is left."""
        kind = self.script.names[name].kind if name in self.script.names else "text"
        if kind == "contact":
            return value if value in self.world.contacts else None
        if kind == "contacts" and isinstance(value, tuple):
            return tuple(one for one in value if one in self.world.contacts) or None
        return value

    def _words(self, value: str) -> Shown:
        """Her own words; for something she sent instead, what it was."""
        kind = value.removeprefix(MEDIA).partition(".")[0] if value.startswith(MEDIA) else ""
        return self.common(f"{kind}_kept") if f"{kind}_kept" in self.script.common else value

    def _one(self, kind: Kind, name: str, value: str) -> Line:
        contact = self.world.contacts.get(value) if kind in {"contact", "contacts"} else None
        return Line("{name}", {"name": contact.nickname}) if contact else self._choice(name, value)

    def _choice(self, name: str, choice: str) -> Line:
        phrase = self.script.labels.get((name, choice))
        return self.label(phrase) if phrase else Line("{answer}", {"answer": choice})

    def _value(self, name: str) -> Shown | None:
        if ":" in name:
            return self._asked_in_words(*name.split(":"))
        value = self.known.get(name)
        if value is not None:
            held = self._still_known(name, value)
            return None if held is None else self.shown(name, held)
        forms = self.script.forms.get(name.lower())
        if forms is None:
            return None
        word = forms.get(str(self.known.get(FORM)), forms[NEUTRAL]).wording(self.language)
        return Line(word[:1].upper() + word[1:] if name[:1].isupper() else word)


def plain(line: Line) -> str:
    """The words of a line as somebody would type them, where it holds nothing but words."""
    parts = PLACEHOLDER.split(line.text)
    held = (line.values.get(part, UNKNOWN) if at % 2 else part for at, part in enumerate(parts))
    return "".join(plain(one) if isinstance(one, Line) else str(one) for one in held)


def excerpt(value: Shown | None) -> Shown | None:
    """The beginning of long words, up to a whole word; anything else as it is."""
    if not isinstance(value, str) or len(value) <= EXCERPT:
        return value
    return value[:EXCERPT].rsplit(None, 1)[0] + "…"
