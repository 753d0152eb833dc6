"""How easily the Dutch texts are read: each dialog's reading ease by Douma's formula, and its sentences' length.

Run as ``python -m tests.language.reading`` it prints a line a dialog, the hardest first.

    reading ease = 206.84 - 0.93 x (words a sentence) - 77 x (syllables a word)

That is Flesch's formula as W.H. Douma fitted it to Dutch (De leesbaarheid van landbouwbladen, Wageningen 1960).
He reads it so: below 60 is hard, 60-70 normal, 70-80 fairly easy, 80-90 easy, above 90 very easy. It knows nothing
of what words mean, and was made for samples of a hundred words: shorter dialogs are held to the length of their
sentences alone, and the daily questions count together, an idea at a time.

No standard says what B1 is in these numbers; texts for everybody are often held at 60. These are read on a phone,
between other things, so ``EASE`` asks more. ``MEAN`` is what guides to plain Dutch ask for B1.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from bot.engine.sentences import plain, sentences, words
from tests.language.texts import SENTENCES, script, texts

EASE = 70
"""The lowest reading ease of a dialog: what Douma calls fairly easy."""
SAMPLE = 100
"""The fewest words of which the formula says anything."""
MEAN = 10
"""The most words that a dialog's sentences have on average."""
_VOWELS = re.compile(
    "eau|ieu|eeu|aai|ooi|oei|aa|ee|éé|oo|uu|ie|oe|eu|ui|ij|ei|ai|au|ou|(?<!q)u|[aeioyáàâäéèêëíîïóôöúûü]"
)
"""What is heard as one vowel, the longest first; a trema begins the next."""


class Reading(Struct, frozen=True):
    """How many sentences, words and syllables a dialog has."""

    dialog: str
    sentences: int
    words: int
    syllables: int

    @property
    def mean(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences

    @property
    def ease(self) -> float:
        """Reading ease, from below 0 to above 100."""
        return 206.84 - 0.93 * self.mean - 77 * self.syllables / self.words


def syllables(word: str) -> int:
    """How many syllables a Dutch word has: its vowels as they are heard, and at least one.

    It is wrong where two vowels that look like a pair are none (*museum*: 2 for 3), where two are heard as one
    (*station*: 3 for 2), in English words (*team*: 2 for 1), and in letters and numbers that are said one by one
    (*btw*: 1 for 3).
    """
    return max(1, len(_VOWELS.findall(word.casefold())))


def measure(dialog: str, said: Iterable[str]) -> Reading:
    """The reading of these texts; a name in one counts as a word of two syllables."""
    found = [words(one) for text in said for one in sentences(plain(text, "iemand"))]
    return Reading(dialog, len(found), sum(map(len, found)), sum(syllables(word) for one in found for word in one))


def readings() -> Iterator[Reading]:
    """One of each dialog that says something, and of the daily questions of each idea."""
    said: dict[str, list[str]] = {}
    questions = _ideas_of_questions()
    for text in texts():
        if text.part in SENTENCES:
            said.setdefault(questions.get(text.dialog, text.dialog), []).append(text.dutch)
    return (measure(dialog, texts) for dialog, texts in said.items())


def _ideas_of_questions() -> Mapping[str, str]:
    return {one.id: f"dagvragen {one.idea}" for one in script().bank}


def main() -> None:
    """Prints them."""
    rows = [f"{'ease':>5} {'words/sentence':>15} {'words':>6}  dialog"]
    rows += [
        f"{one.ease:5.0f} {one.mean:15.1f} {one.words:6}  {one.dialog}"
        for one in sorted(readings(), key=lambda one: one.ease)
    ]
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
