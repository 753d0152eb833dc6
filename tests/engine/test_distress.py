"""Which words sound like distress: the phrases that were reviewed, and sentences as people type them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot import resources
from bot.engine.distress import Distress
from tests import shipped

REVIEWED = yaml.safe_load((resources.folder("dialogs") / "nood.yaml").read_text("utf-8"))
SENTENCES = yaml.safe_load((Path(__file__).parent / "distress.yaml").read_text("utf-8"))


NONSENSE = st.text("qxyz é\U0001f622,'-\n")


def _of(table: dict[str, list[str]]) -> list[str]:
    return [text for texts in table.values() for text in texts]


@pytest.fixture(scope="module")
def distress() -> Distress:
    return shipped.script().distress


@pytest.mark.parametrize("phrase", _of(REVIEWED["phrases"]))
def test_a_reviewed_phrase_counts(distress: Distress, phrase: str) -> None:
    assert distress.heard_in(phrase)
    assert distress.heard_in(f"Eerlijk? {phrase.upper()}")
    assert distress.heard_in(f"nou ja,\n{phrase.replace(' ', '  ')}!! Sorry")


@pytest.mark.parametrize("exception", _of(REVIEWED["exceptions"]))
def test_an_exception_does_not_count_and_covers_nothing_beside_it(distress: Distress, exception: str) -> None:
    assert not distress.heard_in(exception)
    assert not distress.heard_in(f"Nou, {exception} bijvoorbeeld.")
    assert distress.heard_in(f"{exception}. I want to die")


@pytest.mark.parametrize("sentence", _of(SENTENCES["fires"]))
def test_a_sentence_sounds_like_distress(distress: Distress, sentence: str) -> None:
    assert distress.heard_in(sentence)


@pytest.mark.parametrize("sentence", _of(SENTENCES["silent"]))
def test_a_sentence_only_looks_like_distress(distress: Distress, sentence: str) -> None:
    assert not distress.heard_in(sentence)


def test_enough_was_reviewed_in_both_languages() -> None:
    for table in (REVIEWED["phrases"], SENTENCES["fires"], SENTENCES["silent"]):
        assert set(table) == {"nl", "en"}
        assert len(_of(table)) >= 60
        assert all(len(texts) == len(set(texts)) for texts in table.values())


@given(st.text())
def test_any_text_can_be_looked_through(distress: Distress, text: str) -> None:
    assert distress.heard_in(text) in {True, False}


@given(NONSENSE, st.sampled_from(_of(REVIEWED["phrases"])), NONSENSE)
def test_a_phrase_counts_whatever_stands_around_it(
    distress: Distress, before: str, phrase: str, after: str
) -> None:
    assert distress.heard_in(f"{before}\n{phrase}\n{after}")
