"""From counter to person, as a table."""

import pytest

from bot.coaching import ladder
from tests.coaching.people import someone


@pytest.mark.parametrize(
    ("standing", "step", "next_"),
    [
        ("loket", 0, "naam"),
        ("", 0, "naam"),
        ("tussen", 1, "bij_naam"),
        ("tussen", 2, "raad"),
        ("tussen", 3, "terug"),
        ("echt", 4, None),
        ("echt", 0, None),
        ("loket", 4, None),
        ("loket", 99, None),
        ("loket", -1, "naam"),
    ],
)
def test_one_step_comes_next(standing: str, step: int, next_: str | None) -> None:
    assert ladder.next_step(someone(standing=standing, step=step)) == next_


@pytest.mark.parametrize(
    ("standing", "step", "to", "becomes"),
    [
        ("loket", 0, "", ("tussen", 1)),
        ("", 0, "", ("tussen", 1)),
        ("tussen", 1, "", ("tussen", 2)),
        ("tussen", 2, "", ("tussen", 3)),
        ("tussen", 3, "", ("echt", 4)),
        ("echt", 4, "", ("echt", 4)),
        ("echt", 1, "", ("echt", 1)),
        ("loket", 4, "", ("echt", 4)),
        ("loket", -3, "", ("tussen", 1)),
        ("loket", 0, "raad", ("tussen", 3)),
        ("loket", 0, "terug", ("echt", 4)),
        ("tussen", 3, "naam", ("tussen", 3)),
        ("loket", 1, "naam", ("tussen", 1)),
        ("loket", 1, "vliegen", ("loket", 1)),
        ("loket", 99, "", ("loket", 99)),
    ],
)
def test_a_step_is_taken_and_the_last_one_makes_a_person(
    standing: str, step: int, to: str, becomes: tuple[str, int]
) -> None:
    climbed = ladder.climbed(someone(standing=standing, step=step), to)
    assert (climbed.standing, climbed.step) == becomes


def test_four_steps_lead_from_the_counter_to_a_person() -> None:
    contact, steps = someone(standing="loket"), []
    while step := ladder.next_step(contact):
        steps.append(step)
        contact = ladder.climbed(contact)
    assert (tuple(steps), contact.standing) == (ladder.STEPS, "echt")
