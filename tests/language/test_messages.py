"""What stands in one message: not too much before its question, and no other question.

``netwerkcoach check`` holds each text to this by itself (N16, N17, N45, N46). Here they stand together as she gets
them: the plays come to every node, by every way, with names and answers in them.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

import pytest
from msgspec import field

from bot.engine.inputs import Input
from bot.engine.sentences import is_loud, longest
from bot.engine.wording import LONGEST_LEAD, LONGEST_SENTENCE
from bot.render.calls import Call, Send
from bot.service.performance import Performance
from bot.service.rehearsal import Rehearsal
from tests.language.texts import Text, exceptions, script, texts
from tests.stage import lines_of
from tests.test_plays import PLAYS

EXAMPLE = ("Bijvoorbeeld: ", "For example: ")


class Hearing(Rehearsal):
    """A rehearsal that remembers what she was sent: the node that stood open then, and the words."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def begin(self, dialog: str) -> Iterator[Call]:
        return self._heard(super().begin(dialog))

    def give(self, given: Input) -> Iterator[Call]:
        return self._heard(super().give(given))

    def wait(self, time: timedelta) -> Iterator[Call]:
        return self._heard(super().wait(time))

    def _heard(self, calls: Iterable[Call]) -> Iterator[Call]:
        for call in calls:
            if isinstance(call, Send) and self.conversation.frames:
                frame = self.conversation.frames[-1]
                self.sent.append((f"{frame.dialog}.{frame.node}", call.html))
            yield call


def lead(message: str) -> int:
    """The characters that are read in a message before its question; none where it asks nothing."""
    parts = html.unescape(re.sub(r"</?[bi]>", "", message)).split("\n\n")
    asking = [at for at, part in enumerate(parts) if "?" in part and not part.startswith(EXAMPLE)]
    return sum(map(len, parts[: asking[-1]])) if asking else 0


def asides(said: Iterable[Text]) -> dict[str, str]:
    """What is asked in passing, in words that wait for no answer."""
    return {one.key: one.dutch for one in said if one.part in {"say", "end", "caption"} and "?" in one.dutch}


def test_few_characters_stand_before_a_question() -> None:
    leads: dict[str, int] = {}
    for file in PLAYS:
        hearing = Hearing(script())
        list(Performance(hearing).perform(lines_of(file)))
        for node, message in hearing.sent:
            leads[node] = max(leads.get(node, 0), lead(message))
    long = {node: count for node, count in leads.items() if count > LONGEST_LEAD}
    excused = exceptions("messages")
    assert {node: count for node, count in long.items() if node not in excused} == {}
    assert excused.keys() - long.keys() == set(), "these exceptions are not needed any more"
    assert all(excused.values()), "an exception has a reason"


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("Zullen we?", 0),
        ("<b>Dag</b> Noor.\n\nFijn &amp; goed.\n\nZullen we?", len("Dag Noor.") + len("Fijn & goed.")),
        ("Dag.\n\nWat zeg je?\n\n<i>Bijvoorbeeld: Hoe gaat het?</i>", len("Dag.")),
        ("Zomaar?\n\nGoed.\n\nZullen we?", len("Zomaar?") + len("Goed.")),
        ("Er staat geen vraag open.", 0),
    ],
)
def test_what_stands_before_a_question_is_counted_as_it_is_read(message: str, count: int) -> None:
    assert lead(message) == count


def test_nothing_is_asked_where_no_answer_is_waited_for() -> None:
    asked = asides(texts())
    excused = exceptions("asides")
    assert {key: text for key, text in asked.items() if key not in excused} == {}
    assert excused.keys() - asked.keys() == set(), "these exceptions are not needed any more"
    assert all(excused.values()), "an exception has a reason"


def test_a_question_in_passing_is_found() -> None:
    said = (Text("a.b.say.1", "Mooi, toch?", ""), Text("a.c.ask", "Zullen we?", ""), Text("a.d.end", "Dag.", ""))
    assert asides(said) == {"a.b.say.1": "Mooi, toch?"}


def test_english_asks_as_often_as_dutch() -> None:
    differ = [one.key for one in texts() if one.part == "ask" and one.dutch.count("?") != one.english.count("?")]
    assert differ == []


def test_english_is_as_quiet_and_as_short() -> None:
    loud = [one.key for one in texts() if is_loud(one.english)]
    long = {one.key: longest(one.english) for one in texts() if longest(one.english) > LONGEST_SENTENCE}
    excused = exceptions("sentences")
    assert loud == []
    assert {key: count for key, count in long.items() if key not in excused} == {}
    assert excused.keys() - long.keys() == set(), "these exceptions are not needed any more"


@pytest.mark.parametrize(
    ("text", "loud", "words"),
    [
        ("Wat goed!", False, 2),
        ("Wat goed!!", True, 2),
        ("Fijn 🎉", False, 1),
        ("Fijn 🎉🎉", True, 1),
        ("Fijn ❤️ en 🎉.", True, 2),
        ("✓ Je prijs. ○ Je aanbod.", False, 2),
        ("Dag {naam}. Met /verder ga je door: ik wacht, op jou.", False, 4),
        ("<b>Eén zin</b> over foto's, van 10.30 tot 12 uur", False, 9),
    ],
)
def test_loud_texts_and_long_sentences_are_found(text: str, *, loud: bool, words: int) -> None:
    assert (is_loud(text), longest(text)) == (loud, words)
