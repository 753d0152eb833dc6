"""Private and business, kept apart: who may be proposed when."""

from datetime import datetime, time

import pytest

from bot.coaching import limits
from bot.coaching.limits import Limits
from tests.coaching.people import ZONE, someone

_NO_FAMILY = Limits(family_at_work=False)
_SUNDAY_OFF = Limits(free_days=frozenset({6}))
_SUNDAY_PRIVATE = Limits(private_days=frozenset({6}))
_NIGHTS = Limits(work_from=time(22), work_until=time(6), family_at_work=False)
_WEDNESDAY, _FRIDAY, _SATURDAY, _SUNDAY, _MONDAY = 18, 20, 21, 22, 23


@pytest.mark.parametrize(
    ("who", "day", "hour", "within", "may"),
    [
        ({"circle": "familie"}, _WEDNESDAY, 9, Limits(), True),
        ({"circle": "familie"}, _WEDNESDAY, 8, _NO_FAMILY, True),
        ({"circle": "familie"}, _WEDNESDAY, 9, _NO_FAMILY, False),
        ({"circle": "familie"}, _WEDNESDAY, 16, _NO_FAMILY, False),
        ({"circle": "familie"}, _WEDNESDAY, 17, _NO_FAMILY, True),
        ({"circle": "familie"}, _SATURDAY, 12, _NO_FAMILY, True),
        ({"circle": "familie", "mixes": "beide"}, _WEDNESDAY, 12, _NO_FAMILY, True),
        ({"circle": "familie", "mixes": "prive"}, _WEDNESDAY, 12, _NO_FAMILY, False),
        ({"circle": "klanten"}, _WEDNESDAY, 12, _NO_FAMILY, True),
        ({}, _WEDNESDAY, 12, _NO_FAMILY, True),
        ({"circle": "klanten"}, _SUNDAY, 12, _SUNDAY_OFF, False),
        ({"circle": "familie"}, _SUNDAY, 23, _SUNDAY_OFF, False),
        ({"circle": "klanten"}, _MONDAY, 0, _SUNDAY_OFF, True),
        ({"circle": "klanten"}, _SUNDAY, 12, _SUNDAY_PRIVATE, False),
        ({"circle": "klanten", "mixes": "beide"}, _SUNDAY, 12, _SUNDAY_PRIVATE, True),
        ({"circle": "familie"}, _SUNDAY, 12, _SUNDAY_PRIVATE, True),
        ({"circle": "familie", "mixes": "zakelijk"}, _SUNDAY, 12, _SUNDAY_PRIVATE, False),
        ({}, _SUNDAY, 12, _SUNDAY_PRIVATE, False),
        ({"circle": "familie"}, _WEDNESDAY, 23, _NIGHTS, False),
        ({"circle": "familie"}, _WEDNESDAY, 12, _NIGHTS, True),
        ({"circle": "familie"}, _SATURDAY, 5, _NIGHTS, False),
        ({"circle": "familie"}, _SUNDAY, 5, _NIGHTS, True),
        ({"circle": "familie"}, _MONDAY, 5, _NIGHTS, True),
    ],
)
def test_nobody_is_proposed_against_her_limits(
    who: dict[str, str], day: int, hour: int, within: Limits, *, may: bool
) -> None:
    now = datetime(2026, 11, day, hour, tzinfo=ZONE)
    assert limits.may_propose(someone(**who), now, within) is may


@pytest.mark.parametrize(
    ("circle", "mixes", "private", "business"),
    [
        ("familie", "", True, False),
        ("buurt", "", True, False),
        ("klanten", "", False, True),
        ("", "", None, None),
        ("familie", "zakelijk", False, True),
        ("klanten", "prive", True, False),
        ("", "beide", True, True),
    ],
)
def test_what_she_marked_goes_before_the_circle(
    circle: str, mixes: str, *, private: bool | None, business: bool | None
) -> None:
    contact = someone(circle=circle, mixes=mixes)
    assert limits.is_private(contact) is private
    assert limits.is_business(contact) is business
