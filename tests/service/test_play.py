import pytest

from bot.engine.people import Contact
from bot.engine.script import Script, Vocabulary
from bot.service.performance import Performance
from bot.service.play import BEGINS, Kind, PlayError, kind
from bot.service.rehearsal import Rehearsal

SCRIPT = Script({}, {}, {}, {}, (), {}, Vocabulary({}, {}), "", "", {})


@pytest.mark.parametrize(
    ("told", "person"),
    [
        ("# kent: Bo", Contact("Bo")),
        ("# knows: Bo de Wit, organisation de markt", Contact("Bo de Wit", organisation="de markt")),
        (
            "# kent: Bo, rhythm 30, spoken -2, waits 5, birthday --05-17, brings product informatie",
            Contact(
                "Bo",
                rhythm=30,
                spoken="2026-02-28",
                waits="2026-03-07",
                birthday="--05-17",
                brings=("product", "informatie"),
            ),
        ),
    ],
)
def test_a_play_says_whom_she_knows(told: str, person: Contact) -> None:
    rehearsal = Rehearsal(SCRIPT, BEGINS)
    assert list(Performance(rehearsal).perform([told])) == [told]
    assert rehearsal.contacts == {"@1": person}


@pytest.mark.parametrize("told", ["# kent: Bo, rijm 30", "# kent: Bo, rhythm vaak", "# kent: Bo, spoken gisteren"])
def test_a_play_that_tells_what_nobody_can_know_says_so(told: str) -> None:
    with pytest.raises(PlayError, match="is not something that is known of people"):
        list(Performance(Rehearsal(SCRIPT)).perform([told]))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("# soort: laag", "low"),
        ("# kind: low", "low"),
        ("# soort: hoog", "high"),
        ("# kind: high", "high"),
        ("# soort: slaat over", "skips"),
        ("# kind: skips", "skips"),
        ("# Een soort: laag water.", None),
    ],
)
def test_a_play_says_what_kind_of_person_it_is_about(head: str, expected: Kind | None) -> None:
    assert kind(["# wie: Ans, nl", head, "> hoi"]) == expected


def test_a_kind_that_nobody_is_gets_those_there_are() -> None:
    with pytest.raises(PlayError, match="'moe' is not a kind of person; there are: laag, hoog, slaat over, low"):
        kind(["# soort: moe"])
