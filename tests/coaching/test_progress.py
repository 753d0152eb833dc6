"""The summary: every number with a worked case, and nothing in it that she did not fill in."""

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from bot.coaching.history import Answered, History
from bot.coaching.progress import POINTS, Did, Score, Summary, summary
from bot.coaching.snapshot import moved
from bot.engine.distress import Distress
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.engine.values import Phrase, Value
from tests.coaching.people import TODAY, ago, someone
from tests.render import lives

NOBODY = History({}, (), (), TODAY, ())


def _on(days: int) -> date:
    return TODAY - timedelta(days=days)


def _said(value: Value, days: int, name: str = "zin", kind: str = "text") -> Answered:
    return Answered(name, "prijs", value, _on(days), kind)  # type: ignore[arg-type]


def _history(*answers: Answered, talks: tuple[Talk, ...] = (), first: int = 100, **contacts: Contact) -> History:
    people = {f"@{name[1:]}": one for name, one in contacts.items()}
    return History(people, answers, talks, _on(first), (("prijs", True), ("product", False)))


def test_what_she_did_is_counted_within_the_period() -> None:
    history = _history(
        *(_said("Ik zweeg.", days) for days in (40, 30, 30, 2)),
        _said(7, 2, "prijs_waarde", "number"),
        talks=(Talk("@1", ago(31)), Talk("@1", ago(30)), Talk("@1", ago(4)), Talk("@2", ago(4))),
        a1=someone(added=ago(90)),
        a2=someone(added=ago(30)),
    )
    assert summary(history, TODAY, _on(30)).did == Did(days=3, talks=3, people=2, came=1, answers=4, texts=3)
    assert summary(history, TODAY, None).did == Did(days=5, talks=4, people=2, came=2, answers=5, texts=4)


def test_what_lies_ahead_did_not_happen_yet() -> None:
    history = _history(_said("Morgen.", -1), talks=(Talk("@1", ago(-1)),), a1=someone(added=ago(9)))
    told = summary(history, TODAY, None)
    assert told.did == Did(0, 0, 0, 1, 0, 0)
    assert told.rhythm is None
    assert told.now.people[0].since is None


def test_her_words_are_the_newest_texts_and_no_photo_no_number_and_no_choice() -> None:
    said = (_said("Een.", 9), _said("Twee.", 8), _said("Drie.", 7), _said("Vier.", 6))
    other = (_said("~media.photo.x", 1), _said(3, 1, kind="number"), _said("avond", 1, kind="choice"))
    assert [one.value for one in summary(_history(*said, *other), TODAY, None).words] == [
        "Twee.",
        "Drie.",
        "Vier.",
    ]


@pytest.mark.parametrize(
    ("days", "freshness"),
    [(None, "unknown"), (0, "recent"), (30, "recent"), (31, "earlier"), (90, "earlier"), (91, "long_ago")],
)
def test_how_fresh_a_contact_is_goes_by_the_last_talk(days: int | None, freshness: str) -> None:
    spoken = "" if days is None else ago(days)
    assert summary(_history(a1=someone(spoken=spoken)), TODAY, None).now.people[0].freshness == freshness


def test_then_everybody_stands_where_they_stood_then() -> None:
    moved_ = replace(someone(added=ago(80)), circle="klanten", ring="kern", stood=(f"{ago(20)} buurt rand",))
    told = summary(_history(a1=moved_, a2=someone(added=ago(70))), TODAY, _on(40))
    assert told.before
    assert [(one.circle, one.ring) for one in (told.before.people[0], told.now.people[0])] == [
        ("buurt", "rand"),
        ("klanten", "kern"),
    ]
    assert [one.id for one in moved(told.before, told.now)] == ["@1"]


def test_what_she_wrote_twice_is_given_back_once() -> None:
    said = (_said("Een.", 9), _said("Twee.", 8), _said("Een.", 7))
    assert [(one.value, one.on) for one in summary(_history(*said), TODAY, None).words] == [
        ("Twee.", _on(8)),
        ("Een.", _on(7)),
    ]


def test_a_time_from_before_she_came_is_all_of_her_time() -> None:
    history = _history(_said("Een.", 9), a1=someone(added=ago(90)))
    assert summary(history, TODAY, _on(36500)) == summary(history, TODAY, None)
    assert not summary(history, TODAY, _on(36500)).now.people[0].new


def test_words_that_sound_like_distress_and_her_name_are_not_given_back() -> None:
    heard = Distress((), Phrase("", ""), {}, {"zwar": (("zwar",),)}, {})
    said = (_said("Een.", 9), _said("Het is zwaar.", 8), _said("Ans", 7, "naam"))
    assert [one.value for one in summary(_history(*said), TODAY, None, heard).words] == ["Een."]


def test_then_holds_who_was_there_then_and_as_long_ago_as_it_was_then() -> None:
    history = _history(
        talks=(Talk("@1", ago(50)), Talk("@1", ago(5))),
        a1=someone(added=ago(80), spoken=ago(5)),
        a2=someone(added=ago(10)),
        a3=someone(archived=True),
        a4=someone(admitted=False),
    )
    told = summary(history, TODAY, _on(40))
    assert told.before is not None
    assert [(one.id, one.since, one.new) for one in told.before.people] == [("@1", 10, False)]
    assert [(one.id, one.since, one.new) for one in told.now.people] == [("@1", 5, False), ("@2", None, True)]


def test_there_is_no_then_before_anybody_came() -> None:
    assert summary(NOBODY, TODAY, None).before is None
    assert summary(_history(first=0, a1=someone(added=ago(0))), TODAY, None).before is None
    told = summary(_history(a1=someone(added=ago(12))), TODAY, None)
    assert told.before is not None
    assert told.before.on == _on(12)


def test_the_table_counts_people_and_names_the_first_three() -> None:
    people = {f"a{at}": replace(someone(brings=("product",)), nickname=f"Nr {at}") for at in range(1, 6)}
    history = replace(NOBODY, contacts=people)
    cells = {(one.way, one.line): one for one in summary(history, TODAY, None).lines}
    assert len(cells) == 6
    assert cells["brings", "product"].people == 5
    assert cells["brings", "product"].names == ("Nr 1", "Nr 2", "Nr 3")
    assert cells["takes", "product"].people == 0


def test_scores_keep_the_first_whatever_the_period_and_the_last_of_a_day() -> None:
    given = [_said(value, days, "prijs_waarde", "number") for value, days in ((4, 90), (5, 20), (6, 20), (7.5, 1))]
    told = summary(_history(*given, _said(value=True, days=3, name="prijs_waarde")), TODAY, _on(7))
    series = {one.name: one.scores for one in told.scores}
    assert series["prijs_waarde"] == (Score(_on(90), 4.0), Score(_on(20), 6.0), Score(_on(1), 7.5))
    assert series["product_zien"] == ()


@pytest.mark.parametrize(("days", "step"), [(30, 1), (366, 1), (800, 3), (3650, 10)])
def test_a_long_line_keeps_its_end_and_loses_points_between(days: int, step: int) -> None:
    told = summary(_history(_said("Begin.", days), _said("Nu.", 0), first=days), TODAY, None).rhythm
    assert told is not None
    assert told.step == step
    assert len(told.points) <= POINTS
    assert told.first + timedelta(days=told.step * (len(told.points) - 1)) == TODAY


def test_a_week_has_seven_days_and_today_is_the_last() -> None:
    week = summary(_history(_said("Ja.", 0), _said("Nee.", 6), talks=(Talk("@1", ago(6)),)), TODAY, None).week
    assert [one.on for one in week] == [_on(days) for days in range(6, -1, -1)]
    assert [(one.talks, one.answers) for one in week] == [(1, 1), *[(0, 0)] * 5, (0, 1)]


@pytest.mark.parametrize("history", [lives.new(), lives.busy(), lives.a_year_on()])
@pytest.mark.parametrize("days", [0, 7, 30, 400])
def test_a_summary_goes_through_json_unchanged(history: History, days: int) -> None:
    told = summary(history, lives.TODAY, lives.TODAY - timedelta(days=days))
    assert msgspec.json.decode(msgspec.json.encode(told), type=Summary) == told


def test_ten_years_of_answers_are_summed_up() -> None:
    answers = tuple(_said("Ja.", days) for days in range(3650, -1, -1))
    told = summary(_history(*answers, first=3650), TODAY, None)
    assert told.did.answers == 3651
    assert told.rhythm is not None
    assert told.rhythm.weeks is not None
    assert told.rhythm.weeks.active == told.rhythm.weeks.of == 522
