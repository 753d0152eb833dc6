"""How people write a number in words: what stands alone in the vocabulary, and what is put together from it.

Dutch says five and twenty where English says twenty-five; both multiply by what comes before a hundred or a
thousand. A half may follow: anderhalf, tweeënhalf, two and a half.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

LONGEST = 60
"""Characters that a number in words may have."""
HUNDRED, THOUSAND = 100, 1000
_ONES, _TENS = range(1, 10), range(20, 100, 10)
_ONE_AND_A_HALF = "anderhalf"
_HALF = re.compile(r"(?:(?P<whole>.+?)\s*(?:en|ën|and)\s*)?(?:een\s+|a\s+)?half")


def read_numeral(spoken: str, numbers: Mapping[str, int]) -> float | None:
    """The number that these words are; ``numbers`` are the words for those that stand alone."""
    if spoken == _ONE_AND_A_HALF:
        return 1.5
    half = _HALF.fullmatch(spoken) if len(spoken) <= LONGEST else None
    if half is None:
        return _read_whole(spoken, numbers)
    whole = _read_whole(half["whole"], numbers) if half["whole"] else None
    return whole + 0.5 if whole else None if half["whole"] else 0.5


def _read_whole(spoken: str, numbers: Mapping[str, int]) -> int | None:
    if spoken in numbers or len(spoken) > LONGEST:
        return numbers.get(spoken)
    part, whole = _patterns(tuple(numbers))
    return _put_together(part.findall(spoken), numbers) if whole.fullmatch(spoken) else None


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One word for a number, with what joins it to the one before; and several of them."""
    spelled = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    part = rf"(?:^|(?P<joined>\s*(?:en|ën|and)\s*)|[\s-]?)(?P<word>{spelled})"
    once = rf"(?:\s*(?:en|ën|and)\s*|[\s-]?)(?:{spelled})"
    return re.compile(part), re.compile(rf"(?:{spelled})(?:{once})+")


def _put_together(parts: Sequence[tuple[str, str]], numbers: Mapping[str, int]) -> int | None:
    thousands = below = 0
    for joined, word in parts:
        number = numbers[word]
        if number == THOUSAND and not thousands and below < THOUSAND:
            thousands, below = (below or 1) * THOUSAND, 0
        elif number == HUNDRED and below < HUNDRED:
            below = (below or 1) * HUNDRED
        elif _fits(number, below % HUNDRED, joined=bool(joined)):
            below += number
        else:
            return None
    return thousands + below


def _fits(number: int, before: int, *, joined: bool) -> bool:
    """Whether this number can follow what is below a hundred already: nothing, its tens, or in Dutch its ones."""
    if not 0 < number < HUNDRED:
        return False
    return not before or (before in _TENS and number in _ONES) or (joined and before in _ONES and number in _TENS)
