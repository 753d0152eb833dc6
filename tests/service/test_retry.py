import pytest

from bot.service.retry import Decision, Drop, Failure, GiveUp, PausePerson, Retry, decide, is_general, pause

MESSAGE, NOTICE, SETTLE, TIDY, REDRAW, EMOJI = "message", "acknowledge", "settle", "tidy", "redraw", "react"
LOST, LATE = Failure("unreachable"), Failure("unsure")
TOO_LONG, PERHAPS = Drop("unreachable for too long"), Drop("may have arrived")


@pytest.mark.parametrize(
    ("failure", "kind", "attempts", "decision"),
    [
        (Failure("flood", retry_after=7), MESSAGE, 1, Retry(7)),
        (Failure("flood", retry_after=7), NOTICE, 9, Retry(7)),
        (Failure("flood"), MESSAGE, 1, Retry(1)),
        (Failure("blocked"), MESSAGE, 1, PausePerson()),
        (Failure("blocked"), NOTICE, 1, PausePerson()),
        (Failure("refused", description="Bad Request: no"), MESSAGE, 1, GiveUp("Bad Request: no")),
        (Failure("refused", description='Bad: tag "x" at 5'), MESSAGE, 1, GiveUp("Bad: tag")),
        (Failure("ignorable", description="not modified"), TIDY, 1, Drop("not modified")),
        (LOST, MESSAGE, 1, Retry(0.5)),
        (LOST, MESSAGE, 4, Retry(4)),
        (LOST, MESSAGE, 30000, Retry(60)),
        (LOST, NOTICE, 2, Retry(1)),
        (LOST, NOTICE, 3, TOO_LONG),
        (LOST, EMOJI, 3, TOO_LONG),
        (LOST, REDRAW, 5, TOO_LONG),
        (LOST, SETTLE, 7, Retry(32)),
        (LOST, SETTLE, 8, TOO_LONG),
        (LOST, TIDY, 8, TOO_LONG),
        (LATE, MESSAGE, 1, Retry(0.5)),
        (LATE, MESSAGE, 7, Retry(32)),
        (LATE, MESSAGE, 8, GiveUp("never answered in time")),
        (LATE, SETTLE, 2, Retry(1)),
        (LATE, SETTLE, 3, PERHAPS),
        (LATE, NOTICE, 1, PERHAPS),
        (LATE, EMOJI, 1, PERHAPS),
        (LATE, TIDY, 1, PERHAPS),
        (LATE, REDRAW, 1, PERHAPS),
    ],
)
def test_each_failure_has_its_decision(failure: Failure, kind: str, attempts: int, decision: Decision) -> None:
    assert decide(failure, kind, attempts, 1.0) == decision


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"), [(1, 0, 0.25), (1, 1, 0.5), (3, 0.5, 1.5), (99, 0, 30)]
)
def test_a_pause_grows_and_varies(attempts: int, chance: float, seconds: float) -> None:
    assert pause(attempts, chance) == seconds


@pytest.mark.parametrize(
    ("floods", "general"),
    [
        ({1: 9.0, 2: 9.5, 3: 10.0}, True),
        ({1: 7.9, 2: 9.5, 3: 10.0}, False),
        ({1: 9.9, 2: 10.0}, False),
        ({}, False),
    ],
)
def test_floods_in_three_chats_within_two_seconds_are_about_everybody(
    floods: dict[int, float],
    general: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert is_general(floods, 10.0) is general
