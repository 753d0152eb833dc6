"""What scripts can have the coach do with people."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.coaching import ladder
from bot.coaching.actions import PARTS
from bot.engine.effects import Talk
from bot.engine.people import KINDS
from bot.engine.repertoire import Done, Link
from tests.coaching.people import TODAY, after, ago, do, of, someone, tell, world

_ME = someone(spoken=ago(40), rhythm=30, later=2, waits=ago(3))


def test_a_talk_starts_the_clock_anew() -> None:
    done = do("talked", world(a1=_ME), contact="@1")
    assert done.people == {"@1": replace(_ME, spoken=ago(0), waits="", later=0)}
    assert done.talks == (Talk("@1", ago(0)),)


def test_a_talk_of_some_days_ago_is_noted_with_all_that_is_told() -> None:
    lines = {"brought": ("product",), "took": ("promotie",)}
    done = do("talked", world(a1=_ME), contact="@1", on=ago(7), next=ago(-7), how="gebeld", began="zij", **lines)
    assert done.people == {"@1": replace(_ME, spoken=ago(7), waits=ago(-7), later=0)}
    assert done.talks == (Talk("@1", ago(7), "gebeld", "zij", ("product",), ("promotie",)),)


def test_a_talk_before_the_last_one_is_noted_and_moves_nothing() -> None:
    done = do("talked", world(a1=_ME), contact="@1", on=ago(60))
    assert (done.people, done.talks) == ({"@1": _ME}, (Talk("@1", ago(60)),))


@pytest.mark.parametrize("next_", [ago(0), ago(5), ago(-2000), "", "morgen"])
def test_a_next_day_that_cannot_be_meant_does_not_lose_the_talk(next_: str) -> None:
    done = do("talked", world(a1=_ME), contact="@1", next=next_)
    assert done.people == {"@1": replace(_ME, spoken=ago(0), waits="", later=0)}


def test_a_next_day_comes_once_instead_of_the_rhythm() -> None:
    here = after("talked", world(a1=someone(rhythm=30)), contact="@1", next=ago(-7))
    assert tell("next_due", here) == ago(-7)
    assert tell("next_due", after("talked", here, contact="@1")) == ago(-30)
    assert tell("next_due", after("plan", here, contact="@1", on=ago(-90))) == ago(-90)


def test_not_now_pushes_on_and_is_counted() -> None:
    here = after("postpone", world(a1=someone(spoken=ago(40), rhythm=30)), contact="@1", days=7)
    assert (tell("next_due", here), here.contacts["@1"].later) == (ago(-7), 1)
    again = after("postpone", here, contact="@1", days=3)
    assert (tell("next_due", again), again.contacts["@1"].later) == (ago(-7), 2)
    named = after("plan", world(a1=someone(spoken=ago(1), rhythm=30)), contact="@1", on=ago(-7))
    later = after("postpone", of(named.contacts, TODAY + timedelta(days=7)), contact="@1", days=3)
    assert tell("next_due", later) == ago(-10)


@pytest.mark.parametrize(
    ("parts", "days", "waits"),
    [
        ({"spoken": ago(10), "rhythm": 30}, 7, ago(-20)),
        ({"spoken": ago(10), "rhythm": 30}, 21, ago(-21)),
        ({"standing": "loket", "waits": ago(-30)}, 7, ago(-30)),
        ({"standing": "loket", "waits": ago(0)}, 7, ago(-7)),
        ({}, 7, ago(-7)),
    ],
)
def test_not_now_never_brings_anybody_forward(parts: dict[str, str], days: int, waits: str) -> None:
    assert after("postpone", world(a1=someone(**parts)), contact="@1", days=days).contacts["@1"].waits == waits


def test_a_rhythm_is_given_and_the_days_are_spread() -> None:
    here = world(a1=_ME, a2=someone(spoken=ago(20), rhythm=21), a3=someone(added=ago(0)))
    given_ = after("give_rhythm", here, contact="@1", days=7, longest=10)
    assert given_.contacts["@1"] == replace(_ME, rhythm=7, longest=10, waits=ago(-2), later=0)
    assert after("give_rhythm", here, contact="@1", days=7, longest=6).contacts["@1"].longest == 0
    assert tell("next_due", after("give_rhythm", here, contact="@3", days=90), "@3") in {
        ago(-n) for n in range(2, 11)
    }
    assert tell("next_due", after("give_rhythm", here, contact="@1", days=50)) == ago(-10)


def test_a_whole_group_gets_a_rhythm_in_one_go() -> None:
    here = world(
        a1=someone(circle="klanten", ring="nabij"),
        a2=someone(circle="klanten", ring="rand"),
        a3=someone(circle="buurt", ring="nabij"),
        a4=someone(circle="klanten", standing="loket"),
        a5=someone(circle="klanten", archived=True),
        a6=someone(circle="klanten", admitted=False),
    )
    assert do("rhythm_for", here, circle="klanten", days=30).people.keys() == {"@1", "@2"}
    assert do("rhythm_for", here, ring="nabij", days=30).people.keys() == {"@1", "@3"}
    both = after("rhythm_for", here, circle="klanten", ring="nabij", days=30, longest=50)
    assert {one for one, contact in both.contacts.items() if contact.rhythm} == {"@1"}
    assert both.contacts["@1"].longest == 50


def test_a_rest_ends_by_itself_or_by_waking() -> None:
    here = world(a1=_ME)
    week = after("rest", here, contact="@1", until=ago(-7))
    assert (tell("due", week), tell("next_due", week), tell("resting", week)) == (False, ago(-8), True)
    away = after("rest", here, contact="@1")
    assert (tell("due", away), tell("next_due", away), tell("resting", away)) == (False, None, True)
    for one in (week, away):
        awake = after("wake", one, contact="@1")
        assert (tell("resting", awake), tell("next_due", awake)) == (False, ago(-1))


def test_a_holiday_pushes_on_who_falls_due_in_it() -> None:
    here = world(a1=someone(spoken=ago(20), rhythm=25), a2=someone(spoken=ago(20), rhythm=26))
    ahead = after("pause", here, until=ago(-14))
    assert [tell("next_due", ahead, one) for one in ("@1", "@2")] == [ago(-15), ago(-16)]
    late = world(a1=someone(spoken=ago(20), rhythm=15), a2=someone(spoken=ago(20), rhythm=16))
    back = after("pause", late, since=ago(10))
    assert [tell("next_due", back, one) for one in ("@1", "@2")] == [ago(0), ago(-1)]


def test_who_was_proposed_comes_in_or_goes() -> None:
    new = replace(someone(rhythm=30), admitted=False, added="")
    here = world(a1=_ME, a2=new, a3=new)
    assert do("admit", here, contact="@2").people.keys() == {"@2"}
    all_ = after("admit_all", here)
    assert [all_.contacts[one].admitted for one in ("@1", "@2", "@3")] == [True] * 3
    assert all_.contacts["@2"].added == ago(0)
    assert len({tell("next_due", all_, one) for one in ("@2", "@3")}) == 2
    assert after("discard", here, contact="@2").contacts.keys() == {"@1", "@3"}
    assert after("discard_proposed", here).contacts.keys() == {"@1"}
    assert after("remove", here, contact="@1").contacts.keys() == {"@2", "@3"}


def test_two_become_one_under_the_id_of_the_second() -> None:
    here = world(a1=someone(mail="a@b.nl"), a2=someone(phone="0612345678", spoken=ago(3)))
    assert after("merge", here, contact="@1", into="@2").contacts == {
        "@2": someone(mail="a@b.nl", phone="0612345678", spoken=ago(3))
    }


def test_a_step_is_taken_up_the_ladder() -> None:
    here = world(a1=someone(standing="loket"))
    assert after("climb", here, contact="@1").contacts["@1"].standing == "tussen"
    assert after("climb", here, contact="@1", to="terug").contacts["@1"].standing == "echt"
    assert set(ladder.STEPS) == {"naam", "bij_naam", "raad", "terug"}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_is_emptied_and_no_other(part: str) -> None:
    full = someone(
        name="a",
        organisation="b",
        circle="buurt",
        ring="kern",
        standing="tussen",
        step=2,
        brings=("product",),
        takes=("product",),
        mixes="beide",
        met="c",
        question="d",
        birthday="--05-17",
        rhythm=7,
        longest=9,
        spoken=ago(3),
        waits=ago(-1),
        later=1,
        phone="1",
        mail="e",
        telegram="f",
    )
    emptied = after("wipe", world(a1=full), contact="@1", part=part).contacts["@1"]
    changed = {name for name in KINDS if getattr(emptied, name) != getattr(full, name)}
    assert changed == set(PARTS[part])
    assert all(not getattr(emptied, name) for name in changed)


def test_a_message_is_handed_over_by_every_way_to_reach_somebody_and_by_copying() -> None:
    here = world(a1=someone(telegram="@ans_maakt", phone="06 12345678"))
    words = "Hoi Ans, koffie?"
    encoded = "Hoi%20Ans%2C%20koffie%3F"
    assert do("hand_over", here, contact="@1", words=words).links == (
        Link("on_telegram", opens=f"https://t.me/ans_maakt?text={encoded}"),
        Link("on_whatsapp", opens=f"https://wa.me/31612345678?text={encoded}"),
        Link("copy", copies=words),
    )


def test_who_cannot_be_reached_gets_what_can_be_copied_and_a_long_message_is_only_shown() -> None:
    assert do("hand_over", world(a1=someone()), contact="@1", words="Hoi").links == (Link("copy", copies="Hoi"),)
    assert do("hand_over", world(a1=someone()), contact="@1", words="x" * 257) == Done()
