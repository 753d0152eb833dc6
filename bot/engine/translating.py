"""What is wrong in the translations of a script. A coach can run with it: such words fall back to their source."""

from collections.abc import Mapping

from bot.engine.phrases import Catalogue, Phrases
from bot.engine.problems import Place, Problem
from bot.engine.saying import PLACEHOLDER
from bot.engine.wording import is_balanced

PREFIX = "N4"
"""Begins the codes of problems that a coach can run with, as these are."""
_UPDATE = "Run 'make texts', then translate what is new."


def check_translations(phrases: Phrases, catalogues: Mapping[str, Catalogue]) -> list[Problem]:
    """Phrases without a translation or with an outdated one, placeholders that differ, translations of nothing."""
    found: list[Problem] = []
    for language, catalogue in catalogues.items():
        for phrase, place in phrases.met:
            source, translation = catalogue.get(phrase.key, ("", ""))
            found += _compare(language, phrase.key, phrase.source, source, translation, place)
        known = {phrase.key for phrase, _ in phrases.met}
        found += [
            Problem(Place(f"{language}.po"), "N43", f"'{key}' translates nothing", _UPDATE)
            for key in sorted(catalogue.keys() - known)
        ]
    return found


def _compare(
    language: str, key: str, source: str, translated: str, translation: str, place: Place
) -> list[Problem]:
    if not translation:
        return [Problem(place, "N40", f"'{key}' has no translation in '{language}'", _UPDATE)]
    if translated != source:
        return [Problem(place, "N41", f"the translation of '{key}' in '{language}' is of an older text", _UPDATE)]
    same = set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(translation))
    if not same or (is_balanced(source) and not is_balanced(translation)):
        mend = "Let the translation have the same {names}, and close its markup."
        return [Problem(place, "N42", f"'{key}' in '{language}' differs in names or markup", mend)]
    return []
