from datetime import time

import pytest
from babel.dates import format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.times import read_time
from tests.engine.almanacs import shipped
from tests.engine.time_cases import CASES

WORDS = shipped().times
LANGUAGES = st.sampled_from(["nl", "en", "xx"])
MINUTES = st.times().map(lambda at: at.replace(microsecond=0))
PIECES = [
    *WORDS.book("nl"),
    *WORDS.book("en"),
    "0",
    "8",
    "12",
    "24",
    "59",
    "20:15",
    "0815",
    "8.30",
    "8u30",
    ":",
    "25:00",
]
SPOKEN = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)


@pytest.mark.parametrize(("language", "text", "meant"), CASES)
def test_it_is_the_time_that_is_meant(language: str, text: str, meant: time | None) -> None:
    assert read_time(text, WORDS, language) == meant


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_sixty_cases_in_each_language(language: str) -> None:
    assert len({text for spelled, text, meant in CASES if spelled == language and meant}) >= 60


@given(st.one_of(st.text(max_size=200), SPOKEN), LANGUAGES, st.times())
def test_whatever_is_typed_is_a_time_to_the_minute_or_nothing_and_always_the_same(
    text: str, language: str, earliest: time
) -> None:
    found = read_time(text, WORDS, language, earliest)

    assert found == read_time(text, WORDS, language, earliest)
    assert found is None or found == found.replace(second=0, microsecond=0, tzinfo=None)


@given(MINUTES, st.sampled_from(["short", "medium"]), st.sampled_from(["nl", "en_GB", "en_US"]), st.times())
def test_every_time_that_is_written_is_read_back_as_it_stands(
    written: time, width: str, locale: str, earliest: time
) -> None:
    text = format_time(written, width, locale=locale)

    assert read_time(text, WORDS, locale[:2], earliest) == written.replace(second=0)


@given(
    st.sampled_from(["acht uur", "half acht", "kwart voor 9", "tien over twaalf", "half een", "12 uur"]),
    st.times(),
)
def test_what_is_said_on_twelve_hours_is_the_first_such_time_of_the_waking_day(text: str, earliest: time) -> None:
    start = earliest.replace(second=0, microsecond=0)
    morning = read_time(text, WORDS, "nl", time(0))
    assert morning is not None
    evening = morning.replace(hour=morning.hour + 12)

    expected = next((one for one in (morning, evening) if one >= start), morning)

    assert read_time(text, WORDS, "nl", start) == expected


@pytest.mark.parametrize(("language", "text", "meant"), [
    ("nl", "half 8", time(7, 30)),
    ("en", "half 8", time(8, 30)),
    ("nl", "half acht", time(7, 30)),
    ("en", "half acht", time(7, 30)),
    ("nl", "half eight", time(8, 30)),
    ("en", "half eight", time(8, 30)),
])  # fmt: skip
def test_half_is_before_a_dutch_hour_and_past_an_english_one(language: str, text: str, meant: time) -> None:
    assert read_time(text, WORDS, language) == meant
