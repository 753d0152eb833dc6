"""Questions of the day: the first that fits is asked, and remembered; when it comes again it begins afresh."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bot.engine.bank import DAILY
from bot.engine.people import Contact
from bot.engine.repertoire import DailyQuestion, Repertoire
from bot.engine.saying import ACTIVE_DAYS
from bot.engine.stack import ABOUT
from bot.engine.world import World
from tests.engine.chat import Chat
from tests.engine.daily import coached, comes, known


def _question(name: str, words: str, *, when: str = "", about: str = "") -> str:
    daily = f"{{kind: open{f', when: {when}' if when else ''}}}"
    about = f"about: {about}\n" if about else ""
    return f"""
dialog: {name}
ideas: [I1]
daily: {daily}
{about}nodes:
  vraag:
    ask:
      - "De vorige keer zei je “{{vorige_{name}}}”."
      - {words}
    type: text
    example: Ja
    save: {name}
    next: end
"""


FIRST, SECOND = _question("eerst", "Eerst?"), _question("later_pas", "Later?")


def _day(chat: Chat, answer: str = "Ja") -> str:
    """What she is asked today, and answers; then it is the next day."""
    said = comes(chat).split("\n")
    if chat.conversation.frames:
        chat.write(answer)
    chat.wait(days=1)
    return "\n".join(line for line in said if not line.startswith("Bijvoorbeeld"))


def _longest_ago(bank: Sequence[DailyQuestion], _met: Collection[str], world: World) -> list[str]:
    had = world.answers.get(DAILY, ())
    asked = had if isinstance(had, tuple) else ()
    return sorted((one.id for one in bank), key=lambda one: (one in asked, one))


def test_the_first_in_the_order_of_the_coach_is_asked() -> None:
    assert _day(known(coached(FIRST, SECOND))) == "Eerst?"
    backwards = Repertoire(ranking=lambda bank, _met, _world: [one.id for one in bank[::-1]])
    assert _day(known(coached(FIRST, SECOND, repertoire=backwards))) == "Later?"


def test_one_that_does_not_fit_is_passed_over_and_not_remembered() -> None:
    chat = known(coached(_question("eerst", "Eerst?", when="known(later_pas)"), SECOND))
    assert _day(chat) == "Later?"
    assert chat.conversation.answers[DAILY] == ("later_pas",)
    assert _day(chat) == "Eerst?", "its condition is true by now"
    assert chat.conversation.answers[DAILY] == ("later_pas", "eerst")


def test_what_was_asked_is_remembered_once_the_longest_ago_first() -> None:
    chat = known(coached(FIRST, SECOND, repertoire=Repertoire(ranking=_longest_ago)))
    assert [_day(chat) for _ in range(2)] == ["Eerst?", "Later?"]
    _day(chat)
    assert chat.conversation.answers[DAILY] == ("later_pas", "eerst")


def test_one_that_is_gone_from_the_bank_is_forgotten() -> None:
    chat = known(coached(FIRST))
    chat.conversation = replace(chat.conversation, answers={**chat.conversation.answers, DAILY: ("weg", "eerst")})
    _day(chat)
    assert chat.conversation.answers[DAILY] == ("eerst",)


def test_with_none_that_fits_nothing_is_said() -> None:
    chat = known(coached(_question("eerst", "Eerst?", when="known(eerst)")))
    assert _day(chat) == ""
    assert chat.conversation.unheard == 0


def test_a_second_time_it_begins_afresh_and_knows_what_she_said() -> None:
    chat = known(coached(FIRST))
    assert _day(chat, "Rood") == "Eerst?"
    assert comes(chat).startswith("De vorige keer zei je “Rood”.\nEerst?")
    assert "eerst" not in chat.answers
    chat.write("Blauw")
    assert (chat.answers["eerst"], chat.answers["vorige_eerst"], chat.answers["eerste_eerst"]) == (
        "Blauw",
        "Rood",
        "Rood",
    )


def test_leaving_it_lets_what_she_said_before_count_again() -> None:
    chat = known(coached(FIRST))
    _day(chat, "Rood")
    comes(chat)
    chat.command("annuleer")
    assert chat.answers["eerst"] == "Rood"


def test_an_answer_counts_and_makes_her_active_on_that_day_once() -> None:
    chat = known(coached(FIRST, SECOND, repertoire=Repertoire(ranking=_longest_ago)))
    for _ in range(2):
        _day(chat)
    comes(chat)
    chat.press("Sla over")
    assert chat.conversation.answers[ACTIVE_DAYS] == ("2026-03-02", "2026-03-03")
    assert (chat.answers["antwoorden"], chat.answers.get("gesprekken", 0)) == (2, 0)


ABOUT_SOMEBODY = _question("eerst", "Wat weet je van {wie}?", about="{name: wie, by: nickname}")


def _asked_about(chat: Chat, days: int) -> str:
    return "".join(_day(chat).split("\n")[-1].removeprefix("Wat weet je van ")[0] for _ in range(days))


def test_who_was_never_picked_comes_first_and_then_who_was_picked_longest_ago() -> None:
    chat = known(coached(ABOUT_SOMEBODY, _no_reminders()), "Cor", "Ans", "Bea")
    assert _asked_about(chat, 4) == "ABCA"
    chat.world = replace(chat.world, contacts={**chat.world.contacts, "@9": Contact("Zoe")})
    assert _asked_about(chat, 4) == "ZBCA"


def test_without_an_order_they_come_as_they_came_into_her_network() -> None:
    question = _question("eerst", "Wat weet je van {wie}?", about="{name: wie}")
    assert _asked_about(known(coached(question, _no_reminders()), "Cor", "Ans", "Bea"), 4) == "CABC"


def test_with_nobody_to_be_about_it_is_not_asked() -> None:
    question = _question("eerst", "Wat weet je van {wie}?", about="{name: wie, where: nickname(iemand) == 'Zoe'}")
    chat = known(coached(question, SECOND, _no_reminders()), "Ans")
    assert _day(chat) == "Later?"
    assert ABOUT not in chat.conversation.answers


def test_a_dialog_about_somebody_with_nobody_there_knows_nobody() -> None:
    chat = known(coached(ABOUT_SOMEBODY, _no_reminders()), "Ans")
    _day(chat)
    chat.world = replace(chat.world, contacts={})
    chat.script = coached(
        ABOUT_SOMEBODY.replace("daily: {kind: open}", "title: Eerst"), _no_reminders("call: eerst")
    )
    comes(chat)
    assert "wie" not in chat.answers
    assert "Wat weet je van …?" in chat.said


def _no_reminders(call: str = "call: {one_of: daily}") -> str:
    return f"""
dialog: vandaag
title: Vandaag
aside: true
nodes:
  vraag: {{{call}, next: end}}
"""
