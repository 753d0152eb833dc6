from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.dates import read_date
from tests.engine.almanacs import shipped
from tests.engine.date_cases import CASES, TODAY

ALMANAC = shipped()
LANGUAGES = st.sampled_from(["nl", "en", "xx"])
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PIECES = [
    *ALMANAC.dates.book("nl"),
    *ALMANAC.times.book("en"),
    "1",
    "12",
    "31",
    "2027",
    "'27",
    "1-3",
    "15e",
    "-",
    "31-2",
]
SPOKEN = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)
AHEAD = [
    ("nl", "{weekday}"),
    ("nl", "volgende week {weekday}"),
    ("nl", "aanstaande {weekday}"),
    ("nl", "over {number} dagen"),
    ("nl", "over {number} weken"),
    ("nl", "over {number} maanden"),
    ("nl", "{weekday} over {number} weken"),
    ("nl", "volgende week"),
    ("nl", "volgende maand"),
    ("nl", "in het weekend"),
    ("nl", "volgend weekend"),
    ("nl", "morgen"),
    ("en", "next {weekday}"),
    ("en", "in {number} weeks"),
    ("en", "tomorrow"),
]


def day(text: str, language: str = "nl", today: date = TODAY, *, past: bool = False) -> date | None:
    return read_date(text, today, ALMANAC, language, past=past)


@pytest.mark.parametrize(("language", "text", "past", "meant"), CASES)
def test_it_is_the_day_that_is_meant(language: str, text: str, *, past: bool, meant: date | None) -> None:
    assert day(text, language, past=past) == meant


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_sixty_cases_in_each_language(language: str) -> None:
    assert len({text for spelled, text, _, meant in CASES if spelled == language and meant}) >= 60


@given(text=st.one_of(st.text(max_size=200), SPOKEN), today=DAYS, language=LANGUAGES, past=st.booleans())
def test_whatever_is_typed_is_a_day_on_the_right_side_or_nothing_and_always_the_same(
    text: str, today: date, language: str, *, past: bool
) -> None:
    found = day(text, language, today, past=past)

    assert found == day(text, language, today, past=past)
    assert found is None or (found <= today if past else found >= today)


@given(DAYS, DAYS, st.sampled_from(["short", "medium", "long", "full"]), st.sampled_from(["nl", "en_GB"]))
def test_every_date_as_the_netherlands_and_britain_write_it_is_read_back(
    written: date, today: date, width: str, locale: str
) -> None:
    text = format_date(written, width, locale)

    assert day(text, locale[:2], today, past=written < today) == written


@given(DAYS, DAYS, st.sampled_from(["medium", "long", "full"]))
def test_every_date_as_america_writes_it_in_words_is_read_back(written: date, today: date, width: str) -> None:
    assert day(format_date(written, width, "en_US"), "en", today, past=written < today) == written


@given(st.sampled_from(AHEAD), st.integers(1, 99), DAYS, st.data())
def test_what_is_to_come_is_never_today(
    pattern: tuple[str, str], number: int, today: date, data: st.DataObject
) -> None:
    language, text = pattern
    weekdays = {"nl": ["maandag", "zo", "vr."], "en": ["monday", "sun", "fri."]}
    weekday = data.draw(st.sampled_from(weekdays[language]))

    found = day(text.format(weekday=weekday, number=number), language, today)

    assert found is not None
    assert found > today


@given(st.integers(0, 6), DAYS)
def test_a_weekday_is_at_most_a_week_away_on_either_side(weekday: int, today: date) -> None:
    name = ["ma", "di", "wo", "do", "vr", "za", "zo"][weekday]

    after, before = day(name, today=today), day(name, today=today, past=True)

    assert after is not None
    assert before is not None
    assert after.weekday() == before.weekday() == weekday
    assert timedelta(0) < after - today <= timedelta(7)
    assert timedelta(0) < today - before <= timedelta(7)


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        (date(2026, 12, 31), "morgen", date(2027, 1, 1)),
        (date(2026, 12, 31), "overmorgen", date(2027, 1, 2)),
        (date(2026, 12, 31), "volgende maand", date(2027, 1, 1)),
        (date(2026, 12, 31), "volgende week", date(2027, 1, 4)),
        (date(2026, 12, 31), "eind van de maand", date(2026, 12, 31)),
        (date(2026, 12, 31), "begin januari", date(2027, 1, 1)),
        (date(2026, 12, 31), "1-1", date(2027, 1, 1)),
        (date(2026, 12, 30), "week 53", None),
        (date(2026, 12, 20), "week 53", date(2026, 12, 28)),
        (date(2026, 12, 20), "week 1", date(2027, 1, 4)),
        (date(2028, 2, 28), "morgen", date(2028, 2, 29)),
        (date(2028, 2, 28), "eind van de maand", date(2028, 2, 29)),
        (date(2028, 2, 29), "over een jaar", date(2029, 2, 28)),
        (date(2028, 2, 29), "29 februari", date(2028, 2, 29)),
        (date(2028, 3, 1), "29 februari", date(2032, 2, 29)),
        (date(2096, 3, 1), "29 februari", date(2104, 2, 29)),
        (date(2027, 2, 1), "29-2-2028", date(2028, 2, 29)),
        (date(2027, 1, 31), "over een maand", date(2027, 2, 28)),
        (date(2027, 1, 31), "de 31e", date(2027, 1, 31)),
        (date(2027, 2, 1), "de 31e", date(2027, 3, 31)),
        (date(2026, 11, 21), "in het weekend", date(2026, 11, 22)),
        (date(2026, 11, 22), "in het weekend", date(2026, 11, 28)),
        (date(2026, 11, 21), "volgend weekend", date(2026, 11, 28)),
        (date(2026, 11, 21), "eind van de week", date(2026, 11, 27)),
        (date(2026, 11, 16), "volgende dinsdag", date(2026, 11, 24)),
        (date(2026, 11, 22), "volgende week", date(2026, 11, 23)),
    ],
)
def test_years_end_and_leap_and_weeks_turn(today: date, text: str, meant: date | None) -> None:
    assert day(text, today=today) == meant


def test_a_message_of_more_than_a_hundred_characters_is_no_date() -> None:
    assert day("morgen " + "graag " * 16) is None
    assert day("morgen " + "graag " * 15) == date(2026, 11, 19)
