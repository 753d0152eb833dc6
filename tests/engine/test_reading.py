"""What people type, and the answer that it is."""

import pytest

from bot.engine import reading
from bot.engine.conversation import Conversation
from bot.engine.numerals import NOTHING_AROUND, around_of, read_number
from bot.engine.questions import Choice, ChooseOne, ChooseSeveral, Number, OpenText, Question, Scale, YesNo
from bot.engine.saying import Voice
from bot.engine.script import Ask, Script
from bot.engine.values import Phrase, Value
from bot.engine.world import World
from tests import shipped
from tests.engine.answer_cases import NUMBERS, YES_OR_NO
from tests.engine.chat import NOON

SCORES = [
    ("7", 7),
    ("7/10", 7),
    ("7 / 10", 7),
    ("7 van de 10", 7),
    ("7 op 10", 7),
    ("7 out of 10", 7),
    ("een 7", 7),
    ("zeven", 7),
    ("nul", 0),
    ("een", 1),
    ("7,0", 7),
    ("10", 10),
    ("11", None),
    ("-1", None),
    ("7,5", None),
    ("3/5", None),
    ("twaalf", None),
    ("best veel", None),
]
CHOICES = [
    ("Mijn tijd", "uren"),
    ("mijn tijd.", "uren"),
    ("My time", "uren"),
    ("uren", "uren"),
    ("mijn", "uren"),
    ("een klus", "klus"),
    ("het is een klus voor een vaste prijs denk ik", "klus"),
    ("1", "uren"),
    ("de tweede", None),
    ("2", "klus"),
    ("twee", "klus"),
    ("4", "idee"),
    ("5", None),
    ("0", None),
    ("nog niets ik begin net", "nog_niets"),
    ("nog niets", "nog_niets"),
    ("geef eerst een idee", "idee"),
    ("Ik begin net!", "nog_niets"),
    ("nothing yet", "nog_niets"),
    ("geen idee", None),
    ("spullen", None),
    ("mi", None),
    ("", None),
]
SEVERAL = [
    ("uren", ("uren",)),
    ("klus, uren", ("uren", "klus")),
    ("Mijn tijd en een klus", ("uren", "klus")),
    ("my time and a job", ("uren", "klus")),
    ("1, 3", ("uren", "nog_niets")),
    ("1;2\n3", ("uren", "klus", "nog_niets")),
    ("uren, uren", ("uren",)),
    ("uren, iets anders", None),
    (",", None),
    ("", None),
]


def _choice(id_: str, label: str, english: str) -> Choice:
    return Choice(id_, Phrase(id_, label, {"en": english}))


OFFERED = (
    _choice("uren", "Mijn tijd", "My time"),
    _choice("klus", "Een klus voor een vaste prijs", "A job at a fixed price"),
    _choice("nog_niets", "Nog niets, ik begin net", "Nothing yet, I'm just starting"),
    _choice("idee", "Ja, geef eerst een idee", "Yes, an idea first"),
)


@pytest.fixture(name="shipped", scope="module")
def _shipped() -> Script:
    return shipped.script()


def _read(script: Script, question: Question, text: str, language: str = "nl") -> Value | None:
    voice = Voice.of(script, Conversation(), World(NOON, language))
    return reading.read(Ask("vraag", (), question, ()), text, voice)


def _same(found: Value | None, meant: Value | None) -> bool:
    return found == meant and type(found) is type(meant)


@pytest.mark.parametrize(("language", "text", "meant"), NUMBERS)
def test_a_number_is_read_as_people_write_it(
    shipped: Script, language: str, text: str, meant: Value | None
) -> None:
    assert _same(_read(shipped, Number(), text, language), meant)


@pytest.mark.parametrize(("language", "meant"), [("nl", 1250), ("en", 1.25)])
def test_a_full_stop_before_three_digits_means_what_it_means_in_her_language(
    shipped: Script, language: str, meant: Value
) -> None:
    assert _same(_read(shipped, Number(), "1.250", language), meant)
    assert _same(_read(shipped, Number(), "1,250", language), 1250 if language == "en" else 1.25)


def test_a_number_outside_its_bounds_is_no_answer(shipped: Script) -> None:
    assert _read(shipped, Number(1, 24), "24") == 24
    assert _read(shipped, Number(1, 24), "25") is None
    assert _read(shipped, Number(1, None), "0,5") is None


@pytest.mark.parametrize(("text", "meant"), SCORES)
def test_a_score_is_a_whole_number_on_the_scale(shipped: Script, text: str, meant: Value | None) -> None:
    assert _same(_read(shipped, Scale(0, 10), text), meant)


@pytest.mark.parametrize(("_language", "text", "meant"), YES_OR_NO)
def test_yes_and_no_are_heard_in_both_languages(
    shipped: Script, _language: str, text: str, meant: Value | None
) -> None:
    assert _same(_read(shipped, YesNo(), text, "nl"), meant)
    assert _same(_read(shipped, YesNo(), text, "en"), meant)


@pytest.mark.parametrize("cases", [NUMBERS, YES_OR_NO])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_tables_have_sixty_cases_in_each_language(
    language: str, cases: list[tuple[str, str, Value | None]]
) -> None:
    assert len({text for spelled, text, meant in cases if spelled == language and meant is not None}) >= 60


@pytest.mark.parametrize(("text", "meant"), CHOICES)
def test_a_choice_is_known_by_its_label_a_part_its_number_or_its_id(
    shipped: Script, text: str, meant: Value | None
) -> None:
    assert _same(_read(shipped, ChooseOne(OFFERED), text), meant)


@pytest.mark.parametrize(("text", "meant"), SEVERAL)
def test_several_choices_are_told_apart_by_commas_and_words(
    shipped: Script, text: str, meant: Value | None
) -> None:
    assert _same(_read(shipped, ChooseSeveral(OFFERED), text), meant)


@pytest.mark.parametrize(
    ("text", "meant"), [("ja hoor", "ja"), ("sure", "ja"), ("liever niet", "nee"), ("no", "nee")]
)
def test_yes_and_no_choose_between_labels_that_begin_with_them(shipped: Script, text: str, meant: str) -> None:
    offered = (_choice("ja", "Ja, dat mag", "Yes, you may"), _choice("nee", "Nee, laat maar", "No, leave it"))
    assert _read(shipped, ChooseOne(offered), text) == meant


@pytest.mark.parametrize("text", ["ja", " Met spaties ", "7", "🦜", "x" * 5000, "\n.\n"])
def test_words_are_kept_exactly(shipped: Script, text: str) -> None:
    assert _read(shipped, OpenText(), text) == text


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_nothing_is_no_words(shipped: Script, text: str) -> None:
    assert _read(shipped, OpenText(), text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Terug!", "back"),
        ("sla over", "skip"),
        ("Hoe werkt dit?", "help"),
        ("STOP", "stop"),
        ("terug naar zee", ""),
    ],
)
def test_only_a_whole_message_is_a_word_of_the_coachs(shipped: Script, text: str, meant: str) -> None:
    assert reading.word(text, shipped.vocabulary) == meant


def test_what_can_stand_around_a_number_is_what_the_author_says() -> None:
    around = around_of({"before": ["circa"], "after": ["offertes"], "out_of": ["van de"]})
    assert read_number("Circa 5 offertes", {}, around, "nl") == 5
    assert read_number("5 van de 7", {}, around, "nl", 7) == 5
    assert read_number("circa 5 offertes", {}, NOTHING_AROUND, "nl") is None
    assert read_number("€ 1.000,-", {}, NOTHING_AROUND, "nl") == 1000
