"""Numbers of questions: none that tell of a few, and a median that is right to a factor of two."""

import pytest

from bot.service.statistics import questions
from bot.store.tallies import Tally


def tally(event: str, happened: int) -> Tally:
    return Tally("prijs", "1", "waarde", event, happened)


@pytest.mark.parametrize(("happened", "told"), [(0, 0), (1, None), (4, None), (5, 5), (120, 120), (-1, 0)])
def test_a_small_group_is_not_told(happened: int, told: int | None) -> None:
    (question,) = questions([tally("reached", happened)])
    assert question.events["reached"] == told


@pytest.mark.parametrize(
    ("spans", "seconds"),
    [
        ({}, None),
        ({3: 4}, None),
        ({3: 5}, 8),
        ({0: 5}, 1),
        ({2: 3, 5: 3}, 4),
        ({2: 2, 5: 3}, 32),
        ({10: 1, 2: 8}, 4),
    ],
)
def test_the_median_is_the_span_that_holds_the_middle_answer(spans: dict[int, int], seconds: int | None) -> None:
    (question,) = questions([tally("reached", 9), *(tally(f"took.{span}", n) for span, n in spans.items())])
    assert question.seconds == seconds


def test_versions_and_questions_are_told_apart() -> None:
    rows = [Tally("prijs", version, node, "reached", 7) for version in "12" for node in ("soort", "waarde")]
    assert [(one.version, one.node) for one in questions(rows)] == [
        ("1", "soort"),
        ("1", "waarde"),
        ("2", "soort"),
        ("2", "waarde"),
    ]
