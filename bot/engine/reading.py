"""How an answer in words is understood: one reader a kind of question; None is 'not understood'."""

import re
from datetime import date
from functools import lru_cache
from typing import assert_never

from bot.engine import zones
from bot.engine.asking import offered
from bot.engine.dates import read_date
from bot.engine.numerals import read_number
from bot.engine.people import LONGEST_NAME, known_as
from bot.engine.questions import (
    Choice,
    ChooseOne,
    ChooseSeveral,
    Date,
    Number,
    OneContact,
    OpenText,
    Scale,
    SeveralContacts,
    Time,
    YesNo,
    Zone,
)
from bot.engine.saying import Voice
from bot.engine.script import Ask, Vocabulary
from bot.engine.times import read_time
from bot.engine.values import Value

TELLING = 3
"""Letters from which a part of a label tells which one is meant."""
_LEAP_YEAR = 2000
"""A year that has every day."""
_BESIDE = re.compile(r",|/|\s(?:of|or)\s")


def plain(text: str) -> str:
    """A short message as it is compared with words: lower case, without closing punctuation or doubled spaces."""
    return " ".join(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).strip(" .,!?…")


def word(text: str, vocabulary: Vocabulary) -> str:
    """Which of the coach's own words this whole message is (back, skip, help ...), or nothing."""
    spoken = plain(text)
    return next((name for name, spellings in vocabulary.words.items() if spoken in spellings), "")


def read(node: Ask, text: str, voice: Voice) -> Value | None:
    """The answer that these words give to this question."""
    vocabulary = voice.script.vocabulary
    match node.question:
        case OpenText():
            return text if text.strip() else None
        case YesNo():
            return yes_or_no(text, vocabulary)
        case Scale(low, high):
            score = _within(_number(text, voice, high), low, high)
            return score if isinstance(score, int) else None
        case Number(low, high):
            return _within(_number(text, voice, high), low, high)
        case ChooseOne(choices):
            return _one(text, offered(choices, voice), voice)
        case ChooseSeveral(choices):
            return _several(text, offered(choices, voice), voice)
        case Date(past, yearly):
            return _yearly(text, voice) if yearly else _day(text, voice.world.now.date(), voice, past=past)
        case Time():
            moment = read_time(text, vocabulary.almanac.times, voice.language)
            return f"{moment:%H:%M}" if moment else None
        case Zone(choices):
            chosen = zones.named(_one(text, list(choices), voice) or "")
            return chosen or zones.find_zone(plain(text), vocabulary.places) or None
        case OneContact():
            names = _names(text, voice)
            return names[0] if len(names) == 1 else None
        case SeveralContacts():
            return tuple(_names(text, voice)) or None
        case _:
            assert_never(node.question)


def _day(text: str, today: date, voice: Voice, *, past: bool) -> str | None:
    day = read_date(text, today, voice.script.vocabulary.almanac, voice.language, past=past)
    return day.isoformat() if day else None


def _yearly(text: str, voice: Voice) -> str | None:
    """A day that comes every year: with its year where that was said, else ``--05-17``."""
    if re.search(r"\d{4}", text):
        return _day(text, voice.world.now.date(), voice, past=True)
    day = _day(text, date(_LEAP_YEAR, 12, 31), voice, past=True)
    return f"-{day[4:]}" if day else None


def _names(text: str, voice: Voice) -> list[str]:
    """The names in an answer; somebody known whose name looks like several is that one: Bo & zoon."""
    called = nickname(text)
    return [called] if known_as(voice.world.contacts, called) else nicknames(text)


def nicknames(text: str) -> list[str]:
    """The names in an answer: one a line, or with commas, or 'en' before the last; each once."""
    parts = re.split(r"[\n;,]+|\s(?:en|and|&)\s", text)
    names = (nickname(part) for part in parts)
    return list(dict.fromkeys(name for name in names if name))


def nickname(text: str) -> str:
    """What somebody is called, without what stands around it."""
    return " ".join(text.split()).strip(" .-•@")[:LONGEST_NAME]


def yes_or_no(text: str, vocabulary: Vocabulary) -> bool | None:
    """Whether these words say yes, or no, or neither."""
    spoken = re.sub(r"[,.!]", "", plain(text))
    for value, spellings in ((True, vocabulary.words["yes"]), (False, vocabulary.words["no"])):
        if spoken in spellings:
            return value
    if word(text, vocabulary):
        return None
    first, *others = spoken.split(" ")
    rest = set(others)
    if first in vocabulary.words["yes"] and not rest & vocabulary.words["no"]:
        return True
    if first in vocabulary.words["no"] and not rest & vocabulary.words["yes"]:
        return False
    return None


def _number(text: str, voice: Voice, out_of: float | None = None) -> float | None:
    vocabulary = voice.script.vocabulary
    return read_number(text, vocabulary.numbers, vocabulary.around_numbers, voice.language, out_of)


def _within(number: float | None, low: float | None, high: float | None) -> float | None:
    if number is None or (low is not None and number < low) or (high is not None and number > high):
        return None
    return int(number) if number == int(number) else number


def _one(text: str, choices: list[Choice], voice: Voice) -> str | None:
    spoken = _loose(text)
    steers = word(text, voice.script.vocabulary) not in {"", "yes", "no"}
    ways = ((_same, _labels), (_same, _parts), (_begins, _labels), (_holds, _labels))
    for matches, spelled in ways[:-1] if steers else ways:
        found = {one.id for one in choices for label in spelled(one) if matches(spoken, label)}
        if len(found) == 1:
            return found.pop()
    for meaning in ("yes", "no"):
        spellings = voice.script.vocabulary.words[meaning]
        found = {one.id for one in choices for label in _labels(one) if label.split(" ", 1)[0] in spellings}
        if len(found) == 1 and spoken in spellings:
            return found.pop()
    number = _number(text, voice)
    if isinstance(number, int) and 1 <= number <= len(choices):
        return choices[number - 1].id
    return None


@lru_cache(maxsize=4096)
def _label(wording: str) -> str:
    """A label of the script as people type it, remembered: there are only so many."""
    return _loose(wording)


def _loose(text: str) -> str:
    """Words as people type a label: no marks, whatever stands between them."""
    return " ".join(re.sub(r"[^\w\s'€%+-]", " ", plain(text)).split())


def _labels(choice: Choice) -> set[str]:
    wordings = (choice.label.source, *choice.label.translations.values())
    return {_label(wording) for wording in wordings} | {choice.id.replace("_", " ")}


def _parts(choice: Choice) -> set[str]:
    """What a label names side by side: of "UK, Ireland or Portugal" each is enough."""
    wordings = (choice.label.source, *choice.label.translations.values())
    return {_label(part) for wording in wordings for part in _BESIDE.split(wording)}


def _same(spoken: str, label: str) -> bool:
    return spoken == label


def _begins(spoken: str, label: str) -> bool:
    return len(spoken) >= TELLING and label.startswith(spoken)


def _holds(spoken: str, label: str) -> bool:
    return len(label) >= TELLING and _whole(label).search(spoken) is not None


@lru_cache(maxsize=4096)
def _whole(label: str) -> re.Pattern[str]:
    """Finds a label of the script as a word or words of its own."""
    return re.compile(rf"\b{re.escape(label)}\b")


def _several(text: str, choices: list[Choice], voice: Voice) -> tuple[str, ...] | None:
    """What is named, if every part of these words names something; at the first that doesn't, reading ends."""
    found: set[str] = set()
    for part in dict.fromkeys(re.split(r"[,;\n]| en | and ", text)):
        if part.strip():
            named = _one(part, choices, voice)
            if named is None:
                return None
            found.add(named)
    return tuple(one.id for one in choices if one.id in found) or None
