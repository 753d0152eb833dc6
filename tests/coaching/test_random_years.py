"""Years of talks, postponements, rests, rhythms and holidays, in any order: what always holds."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.coaching import rhythm, spreading
from bot.engine.values import Value
from bot.engine.world import World
from tests.coaching.people import after, of, someone

_BEGIN = date(2027, 12, 1)
_IDS = [f"@{number}" for number in range(1, 8)]
_ids = st.sampled_from(_IDS)
_days = st.integers(-10, 1200)
_Step = tuple[int, str, dict[str, Value]]


def _day(offset: int, today: date) -> str:
    return (today + timedelta(days=offset)).isoformat()


_steps = st.one_of(
    st.tuples(
        st.just("talked"),
        st.fixed_dictionaries(
            {"contact": _ids}, optional={"on": st.integers(-400, 3), "next": st.integers(-3, 90)}
        ),
    ),
    st.tuples(st.just("postpone"), st.fixed_dictionaries({"contact": _ids, "days": _days})),
    st.tuples(st.just("give_rhythm"), st.fixed_dictionaries({"contact": _ids, "days": _days})),
    st.tuples(st.just("rhythm_for"), st.fixed_dictionaries({"ring": st.just("nabij"), "days": _days})),
    st.tuples(st.just("rest"), st.fixed_dictionaries({"contact": _ids}, optional={"until": st.integers(-3, 90)})),
    st.tuples(st.just("wake"), st.fixed_dictionaries({"contact": _ids})),
    st.tuples(st.just("plan"), st.fixed_dictionaries({"contact": _ids, "on": st.integers(-3, 90)})),
    st.tuples(
        st.just("pause"),
        st.fixed_dictionaries({}, optional={"since": st.integers(-60, 3), "until": st.integers(-3, 60)}),
    ),
    st.tuples(st.just("admit_all"), st.just({})),
)
_years = st.lists(st.tuples(st.integers(0, 120), _steps), max_size=25)
_BATCHES = {"give_rhythm", "rhythm_for", "wake", "pause", "admit_all"}


def _network() -> World:
    people = {id_: someone(nickname=id_, added=_BEGIN.isoformat(), rhythm=30, ring="nabij") for id_ in _IDS}
    people["@6"] = replace(people["@6"], standing="loket")
    people["@7"] = replace(people["@7"], admitted=False)
    return of(people, _BEGIN)


def _given(given: dict[str, int | str], today: date) -> dict[str, Value]:
    """The arguments, with days that are counted from today as dates."""
    dates = {"on", "next", "until", "since"}
    return {
        name: _day(value, today) if name in dates and isinstance(value, int) else value
        for name, value in given.items()
    }


@settings(max_examples=100, deadline=None)
@given(_years)
def test_over_years_of_anything_nobody_vanishes_and_no_batch_is_a_flood(
    years: list[tuple[int, tuple[str, dict[str, int | str]]]],
) -> None:
    world, today = _network(), _BEGIN
    for passed, (action, arguments) in years:
        today += timedelta(days=passed)
        before = of(world.contacts, today)
        known = _given(arguments, today)
        world = after(action, before, **known)
        assert world == after(action, before, **known), "there is no chance in it"
        changed = {one for one in world.contacts if world.contacts[one] != before.contacts[one]}
        last = date.fromisoformat(str(known["until"])) if action == "pause" and "until" in known else today
        if action in _BATCHES and changed:
            days = Counter(rhythm.next_due(one, last) for one in world.contacts.values())
            first = {day for one in changed if (day := rhythm.next_due(world.contacts[one], last))}
            assert all(days[day] == 1 for day in first)
        for contact in world.contacts.values():
            due, talk = rhythm.next_due(contact, today), rhythm.last_talk(contact, today)
            away = contact.archived or not contact.admitted or contact.standing == "loket"
            assert (due is None) is (away or contact.rhythm == 0)
            assert due is None or talk is None or due > talk
            assert due is None or due <= today + timedelta(days=1095)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400), st.booleans()), max_size=60),
    st.dates(date(2020, 1, 1), date(2032, 12, 31)),
)
def test_after_any_batch_at_most_one_is_newly_due_a_day(people: list[tuple[int, int, bool]], today: date) -> None:
    contacts = {
        f"@{number}": someone(added=_day(-since, today), spoken=_day(-since, today) if known else "", rhythm=days)
        for number, (since, days, known) in enumerate(people)
    }
    settled = spreading.settled(contacts, contacts, today)
    due = [rhythm.next_due(one, today) for one in settled.values()]
    assert len(set(due)) == len(due) == len(contacts)
    assert all(day and day > today for day in due)
    assert settled == spreading.settled(dict(reversed(contacts.items())), contacts, today)
