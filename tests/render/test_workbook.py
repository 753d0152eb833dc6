"""The workbook: what stands in it, and that it can be printed and read aloud whatever she wrote."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.coaching.history import Answered, History
from bot.coaching.planning import planned_names
from bot.coaching.plans import Plan
from bot.coaching.progress import summary
from bot.engine.people import Contact
from bot.engine.values import Kind, Value
from bot.render.pictures import names, words_of
from bot.render.pictures.page import Page
from bot.render.workbook import contents, workbook
from tests import shipped
from tests.render import lives

SHIPPED = shipped.script()
WORDS = {language: words_of(SHIPPED, language) for language in ("nl", "en")}
MARKUP = "#import \"x\": * $a$ *b* _c_ `d` @e <f> \\ // /* [g] = h\n- i\n+ j ~k '''"


def _said(value: Value, name: str = "prijs_weggegeven", dialog: str = "prijs", kind: Kind = "text") -> Answered:
    return Answered(name, dialog, value, lives.TODAY, kind)


def _told(history: History, language: str = "nl") -> dict[str, Any]:
    return contents(summary(history, lives.TODAY, None), history, Page(language, WORDS[language]))


def _printed(history: History, language: str = "nl") -> bytes:
    return workbook(summary(history, lives.TODAY, None), history, language, WORDS[language])


def _pages(printed: bytes) -> int:
    return max(int(one) for one in re.findall(rb"/Count (\d+)/Kids", printed))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("history", [lives.new(), lives.busy(), lives.a_year_on()])
def test_a_workbook_is_printed_and_tagged(history: History, language: str) -> None:
    printed = _printed(history, language)
    assert printed.startswith(b"%PDF")
    assert b"/StructTreeRoot" in printed
    assert f"/Lang({language})".encode() in printed


def test_an_empty_workbook_says_what_will_come() -> None:
    assert _pages(_printed(lives.new())) == 2
    assert _told(lives.new())["empty"] == "Dit boek is nog leeg. Wat je de coach vertelt, komt hier te staan."


def test_three_hundred_pages_can_be_printed() -> None:
    many = tuple(_said("Ik zweeg, en wachtte. " * 20) for _ in range(2600))
    assert _pages(_printed(replace(lives.new(), answers=many))) >= 300


def test_answers_stand_below_their_question_by_conversation() -> None:
    later = lives.TODAY + timedelta(days=1)
    history = replace(
        lives.new(),
        answers=(
            _said("Ja", "vandaag", "vraag_stroomt"),
            _said(4, "prijs_waarde", kind="number"),
            _said(6, "product_zien", "product", "number"),
            replace(_said(5, "prijs_waarde", kind="number"), on=later),
        ),
    )
    (chapter,) = _told(history)["chapters"]
    assert [one["title"] for one in chapter["sections"]] == [
        "Jij bent het product",
        "Je prijs is je zelfrespect",
        "De vraag van vandaag",
    ]
    (question,) = chapter["sections"][1]["questions"]
    assert "?" in question["ask"]
    assert question["answers"] == [
        {"on": "27 november 2026", "words": "4"},
        {"on": "28 november 2026", "words": "5"},
    ]


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("Ik zweeg.", "text", "Ik zweeg."),
        (7.5, "number", "7,5"),
        (True, "truth", "Ja"),
        ("@1", "contact", "Fatima"),
        ("@9", "contact", "@9"),
        (("@1", "@2"), "contacts", "Fatima, Ans"),
        ("2026-03-02", "date", "2 maart 2026"),
        ("19:30", "time", "19:30"),
        ("~media.photo.AgAC", "text", "(een foto)"),
        ("~media.voice.AgAC", "text", "(een gesproken bericht)"),
    ],
)
def test_an_answer_is_written_as_it_is_read(value: Value, kind: Kind, shown: str) -> None:
    people = {"@1": Contact("Fatima"), "@2": Contact("Ans")}
    history = replace(lives.new(), contacts=people, answers=(_said(value, kind=kind),))
    answers = _told(history)["chapters"][0]["sections"][0]["questions"][0]["answers"]
    assert answers == [{"on": "27 november 2026", "words": shown}]


def test_what_she_planned_has_a_chapter_of_its_own_wherever_she_said_it() -> None:
    plans = (
        Plan("Fatima bellen", "2026-12-01", "09:30", "@1"),
        Plan("Als het vrijdag is, dan bel ik.", "2026-12-04", said=True),
    )
    history = replace(
        lives.new(),
        contacts={"@1": Contact("Fatima")},
        answers=(
            _said("Als het vrijdag is, dan bel ik.", "prijs_plan"),
            _said("Als het vol is, dan zeg ik nee.", "na_vijf_afspraak", "na_vijf_uur"),
            _said("Niets staat in een plan.", "vraag_in_geen_plan", "vraag_in_geen_plan"),
        ),
        plans=plans,
        planned=planned_names(SHIPPED),
    )
    *_, chapter = _told(history)["chapters"]
    assert chapter["title"] == "Wat ik me voornam"
    assert [one["title"] for one in chapter["sections"]] == ["Wat er nog staat", "Na vijf uur"]
    waiting, earlier = (one["questions"][0]["answers"] for one in chapter["sections"])
    assert waiting == [
        {"on": "Voor 1 december 2026, 09:30 · Fatima", "words": "Fatima bellen"},
        {"on": "Zonder dag", "words": "Als het vrijdag is, dan bel ik."},
    ]
    assert [one["words"] for one in earlier] == ["Als het vol is, dan zeg ik nee."]


def test_her_network_stands_by_circle() -> None:
    people = {
        "@1": Contact("Mo", "klanten", ring="nabij", standing="loket", brings=("product",), spoken="2026-11-02"),
        "@2": Contact("Bea"),
        "@3": Contact("Weg", archived=True),
    }
    groups = _told(replace(lives.new(), contacts=people))["people"]
    assert [(one["title"], [person["name"] for person in one["people"]]) for one in groups] == [
        ("Klanten", ["Mo"]),
        ("Nog geen kring", ["Bea"]),
    ]
    assert groups[0]["people"][0] == {
        "name": "Mo",
        "about": "Dichtbij · Een loket · Voor het laatst gesproken op 2 november 2026",
        "notes": "Komt binnen: Werk of spullen",
    }


@pytest.mark.parametrize("words", [MARKUP, "李小龙 🌷 فاطمة", "\x00\x07\ud7ff nul", "a" * 5000, "e\u0301\r\n\tz"])
def test_whatever_she_wrote_is_printed(words: str) -> None:
    contacts = {"@1": Contact(words[:80], met=words, question=words)}
    assert _printed(replace(lives.new(), contacts=contacts, answers=(_said(words), _said(words, "naam"))))


def test_what_can_t_be_printed_is_said_to_be_left_out() -> None:
    assert _told(replace(lives.new(), answers=(_said("🌷"),)))["left_out"]
    assert not _told(replace(lives.new(), answers=(_said("Tulp"),)))["left_out"]


def test_every_letter_that_is_printed_has_a_shape() -> None:
    """A letter without one is refused by PDF/UA-1."""
    letters = "".join(chr(one) for one in range(0x20, 0x2FFF) if names.legible(chr(one)) != names.LEFT_OUT)
    assert len(letters) > 600
    assert _printed(replace(lives.new(), answers=(_said(" ".join(letters)),)))


def test_a_form_of_address_is_that_of_the_reader() -> None:
    ask = "ask.prijs.prijs_waarde"
    assert "onderneemster" in words_of(SHIPPED, "nl", "vrouw")[ask]
    assert "ondernemer" in words_of(SHIPPED, "nl", "man")[ask]


def test_dates_are_written_in_the_language_of_the_book() -> None:
    history = replace(lives.new(), first=date(2026, 3, 2))
    assert _told(history, "en")["period"] == "2 March 2026 to 27 November 2026"
