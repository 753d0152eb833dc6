"""Reads what all dialogs share: commands, common texts, forms of address, lists, vocabulary, distress, profile."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from bot.engine import shared_schema
from bot.engine.almanac import almanac
from bot.engine.compiling import Reading
from bot.engine.distress import NO_DISTRESS, Distress
from bot.engine.distress_source import read_distress
from bot.engine.numerals import around_of
from bot.engine.picture_texts import TEXTS
from bot.engine.question_source import blame_unknown_city
from bot.engine.script import Command, Vocabulary
from bot.engine.values import Phrase
from bot.engine.zones import gazetteer

MEDIA = (
    "cards",
    "contact",
    "document",
    "forwarded",
    "location",
    "other",
    "photo",
    "poll",
    "sticker",
    "video",
    "voice",
)
COMMON = frozenset(
    {
        "back",
        "back_to",
        "cancelled",
        "daily",
        "cannot_back",
        "cannot_skip",
        "chosen",
        "contact_unknown",
        "contact_which",
        "copy",
        "correct_none",
        "correct_which",
        "corrected",
        "done",
        "edited_late",
        "ends",
        "example",
        "first_meet",
        "give_up",
        "greeting",
        "leave",
        "group",
        "idle",
        "keep",
        "moved",
        "on_telegram",
        "on_whatsapp",
        "page_after",
        "page_before",
        "pick",
        "pick_key",
        "picked",
        "no",
        "not_shown",
        "nothing_open",
        "old_button",
        "old_button_idle",
        "paused",
        "other",
        "photo_kept",
        "reask_choice",
        "reask_choices",
        "reask_contact",
        "reask_contacts",
        "reask_date",
        "reask_number",
        "reask_scale",
        "reask_text",
        "reask_time",
        "reask_yes_no",
        "reask_zone",
        "restarted",
        "resume",
        "resumed",
        "skip",
        "stands",
        "still_stopped",
        "stopped",
        "stranger_button",
        "sure_date",
        "sure_time",
        "unknown_command",
        "voice_kept",
        "went_back",
        "yes",
        *(f"media_{kind}" for kind in MEDIA),
    }
)
"""The texts that every script must have."""
WORDS = frozenset(
    {"yes", "no", "skip", "back", "repeat", "pause", "resume", "stop", "help", "dont_know", "none", "greet"}
)
"""The meanings for which a script must know how people type them."""


class Shared(Struct):
    """What all dialogs share, as far as it has been read."""

    first: str = ""
    home: str = ""
    commands: list[Command] = field(default_factory=list)
    common: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)
    forms: dict[str, Mapping[str, Phrase]] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}, {}))
    profile: dict[str, Phrase] = field(default_factory=dict)
    pools: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)
    cards: str = ""
    course: tuple[str, ...] = ()
    moments: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, Phrase]] = field(default_factory=dict)
    distress: Distress = NO_DISTRESS
    pictures: dict[str, Phrase] = field(default_factory=dict)


def read_shared(name: str, reading: Reading, shared: Shared) -> bool:
    """Reads the file of this name into ``shared``; False if it is a dialog."""
    reader = _READERS.get(name)
    if reader:
        reader(reading, shared)
    return reader is not None


def _read_commands(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.CommandsSource)
    if source is None:
        return
    shared.first, shared.home, shared.cards = source.first, source.home, source.cards or ""
    shared.moments, shared.course = dict(source.moments), tuple(source.course)
    for id_, one in source.commands.items():
        path = ("commands", id_)
        describe = reading.phrase((*path, "describe"), f"commands.{id_}.describe", one.describe)
        shared.commands.append(Command(id_, one.names, describe, one.dialog or "", one.repair or "", one.listed))


def _read_common(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.CommonSource)
    if source is None:
        return
    for key in COMMON - source.texts.keys():
        reading.blame(("texts",), "N24", f"the common text '{key}' is missing", f"Add '{key}:' with its words.")
    for key, texts in source.texts.items():
        several = texts if isinstance(texts, list) else [texts]
        shared.common[key] = tuple(
            reading.phrase(
                ("texts", key, at) if isinstance(texts, list) else ("texts", key),
                f"common.{key}.{at + 1}" if isinstance(texts, list) else f"common.{key}",
                text,
            )
            for at, text in enumerate(several)
        )


def _read_words(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.WordsSource)
    if source is None:
        return
    for key in sorted(WORDS - source.words.keys()):
        reading.blame(
            ("words",), "N24", f"the words for '{key}' are missing", f"Add '{key}:' with a list a language."
        )
    for city in source.places:
        blame_unknown_city(reading, ("places", city), city)
    words = _in_all_languages(source.words.items())
    numbers = {
        word.casefold(): number for spellings in source.numbers.values() for word, number in spellings.items()
    }
    dates = almanac(source.dates, source.times, source.numbers)
    places = gazetteer(source.numbers, source.places)
    around = around_of(_in_all_languages(source.around_numbers.items()))
    shared.vocabulary = Vocabulary(words, numbers, dates, places, around)


def _in_all_languages(listed: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> dict[str, frozenset[str]]:
    return {
        meaning: frozenset(word.casefold() for spellings in languages.values() for word in spellings)
        for meaning, languages in listed
    }


def _read_forms(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.FormsSource)
    for name, forms in source.forms.items() if source else ():
        shared.forms[name] = {
            form: reading.phrase(("forms", name, form), f"forms.{name}.{form}", word)
            for form, word in forms.items()
        }
        for form in sorted({"vrouw", "man", "neutraal"} - forms.keys()):
            reading.blame(
                ("forms", name), "N24", f"'{name}' has no form '{form}'", f"Add '{form}:' with the word."
            )


def _read_profile(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.ProfileSource)
    for name, text in source.profile.items() if source else ():
        shared.profile[name] = reading.phrase(("profile", name), f"profile.{name}", text)


def _read_pools(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.PoolsSource)
    for name, texts in source.pools.items() if source else ():
        shared.pools[name] = tuple(
            reading.phrase(("pools", name, at), f"pools.{name}.{at + 1}", text) for at, text in enumerate(texts)
        )


def _read_people(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.PeopleSource)
    for name, labels in source.lists.items() if source else ():
        shared.lists[name] = {
            id_: reading.phrase(("lists", name, id_), f"people.{name}.{id_}", label)
            for id_, label in labels.items()
        }


def _read_distress(reading: Reading, shared: Shared) -> None:
    shared.distress = read_distress(reading)


def _read_pictures(reading: Reading, shared: Shared) -> None:
    source = reading.model(shared_schema.PicturesSource)
    if source is None:
        return
    for key in sorted(TEXTS.keys() - source.pictures.keys()):
        reading.blame(("pictures",), "N24", f"the text '{key}' is missing", f"Add '{key}:' with its words.")
    for key, text in source.pictures.items():
        shared.pictures[key] = reading.phrase(("pictures", key), f"pictures.{key}", text)


_READERS: Mapping[str, Callable[[Reading, Shared], None]] = {
    "commands": _read_commands,
    "common": _read_common,
    "forms": _read_forms,
    "nood": _read_distress,
    "people": _read_people,
    "pictures": _read_pictures,
    "pools": _read_pools,
    "profile": _read_profile,
    "words": _read_words,
}
"""The files that hold no dialog, by their names."""

FILES = frozenset(_READERS)
"""The names of these files; a script has all of them."""
