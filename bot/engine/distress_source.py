"""Reads the file with the words that sound like distress."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.engine import distress
from bot.engine.compiling import Reading
from bot.engine.distress import NO_DISTRESS, Distress, Words
from bot.engine.shared_schema import DistressSource
from bot.engine.yaml_source import Path


def read_distress(reading: Reading) -> Distress:
    """What this file holds; nothing where its shape is wrong."""
    source = reading.model(DistressSource)
    if source is None:
        return NO_DISTRESS
    spelled = _spellings(reading, source)
    phrases = _phrases(reading, "phrases", source.phrases, spelled)
    exceptions = _phrases(reading, "exceptions", source.exceptions, spelled)
    says = enumerate(source.says)
    read = Distress(
        says=tuple(reading.phrase(("says", at), f"nood.says.{at + 1}", text) for at, text in says),
        kept=reading.phrase(("kept",), "nood.kept", source.kept),
        spelled=spelled,
        phrases=distress.by_first_word(phrases.values()),
        exceptions=distress.by_first_word(exceptions.values()),
    )
    counting = replace(read, exceptions={})
    for path, words in exceptions.items():
        if words in phrases.values() or not counting.heard_in(" ".join(words)):
            what = "an exception holds a phrase that counts, and more; this one does not"
            reading.blame(path, "N50", what, "Write a longer one, or remove it.")
    return read


def _spellings(reading: Reading, source: DistressSource) -> dict[str, Words]:
    spelled: dict[str, Words] = {
        _one_word(reading, ("anywhere", at), typed): () for at, typed in enumerate(source.anywhere)
    }
    for word, typings in source.spelled.items():
        usual = distress.phrase(word, {})
        spelled |= {_one_word(reading, ("spelled", word, at), one): usual for at, one in enumerate(typings)}
    return spelled


def _one_word(reading: Reading, path: Path, typed: str) -> str:
    """This word as it is looked up."""
    words = distress.phrase(typed, {})
    if len(words) != 1:
        reading.blame(path, "N02", f"'{typed}' is not one word", "Write one word here, or add a phrase.")
    return words[0] if words else ""


def _phrases(
    reading: Reading, key: str, texts: Mapping[str, list[str]], spelled: Mapping[str, Words]
) -> dict[Path, Words]:
    """These phrases as they are compared, by where they stand."""
    found: dict[Path, Words] = {}
    for language, written in texts.items():
        for at, text in enumerate(written):
            words = distress.phrase(text, spelled)
            if words:
                found[key, language, at] = words
            else:
                reading.blame((key, language, at), "N02", f"no word of '{text}' counts", "Write what people type.")
    return found
