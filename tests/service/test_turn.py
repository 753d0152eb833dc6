import threading

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from bot.engine.effects import Acknowledge, Message, React, Redraw, Settle, Tidy
from bot.engine.inputs import Cards, Command, Edited, Input, Media, Start, Text
from bot.engine.people import Contact
from bot.engine.values import Line
from bot.service.turn import Coach, GroupGreeting, Outcome, Presence, spoken, take
from bot.store.database import Database
from bot.store.keys import Keys
from tests.conftest import Clock
from tests.service.ledger import answers, counted, known, leaving, query, results, stands, takes
from tests.service.talk import Updates, press, question

ANS, BEA, CEES = 11, 22, 33
NOTHING = {"people": 0, "answers": 0, "outbox": 0, "causes": 0, "laid_aside": 0}


def test_a_first_word_makes_a_person_and_leaves_the_answer(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    assert results(takes(database, coach, update(ANS, Start()))) == ["taken"]
    assert stands(database, keys, ANS).asked == 1
    assert leaving(database, keys, ANS) == [Message((Line("Dag"),)), question(1)]
    assert query(database, "SELECT key, kind, paced, priority FROM outbox ORDER BY id") == [
        ("update:1:0", "message", True, 0),
        ("update:1:1", "message", True, 0),
    ]


@pytest.mark.parametrize("given", [Start(), Text("hoi"), press(1), Presence(blocked=True), GroupGreeting()])
def test_an_update_delivered_twice_changes_nothing_the_second_time(
    database: Database, coach: Coach, keys: Keys, update: Updates, given: Input
) -> None:
    takes(database, coach, update(ANS, Start()))
    one = update(ANS, given)
    assert results(takes(database, coach, one)) == ["taken"]
    before = counted(database), stands(database, keys, ANS), leaving(database, keys, ANS)
    assert results(takes(database, coach, one)) == ["repeated"]
    assert (counted(database), stands(database, keys, ANS), leaving(database, keys, ANS)) == before


def test_an_update_twice_in_one_batch_counts_once(database: Database, coach: Coach, update: Updates) -> None:
    one = update(ANS, Start())
    assert results(takes(database, coach, one, one)) == ["taken", "repeated"]
    assert counted(database)["outbox"] == 2


def test_one_persons_updates_are_taken_in_their_order(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    batch = [update(ANS, Start()), update(BEA, Start()), update(ANS, press(1)), update(ANS, press(2))]
    assert results(takes(database, coach, *batch)) == ["taken"] * 4
    assert stands(database, keys, ANS).asked == 3
    assert stands(database, keys, BEA).asked == 1
    assert leaving(database, keys, ANS)[-1] == question(3)


@pytest.mark.parametrize("given", [Text("hoi"), Command("help"), Cards((Contact("Fatima", admitted=False),))])
def test_somebody_unknown_who_says_something_is_met(
    database: Database, coach: Coach, update: Updates, given: Input
) -> None:
    takes(database, coach, update(ANS, given))
    assert known(database, ANS)


@pytest.mark.parametrize("given", [Edited("hoi", 3), Media("sticker"), Presence(blocked=True)])
def test_somebody_unknown_who_says_nothing_stays_unknown(
    database: Database, coach: Coach, update: Updates, given: Input
) -> None:
    assert results(takes(database, coach, update(ANS, given))) == ["taken"]
    assert counted(database) == NOTHING | {"causes": 1}


def test_a_press_by_somebody_unknown_is_acknowledged_and_nothing_more(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, press(1, "q7"), language="de"))
    assert counted(database) == NOTHING | {"causes": 1, "outbox": 1}
    assert leaving(database, keys, ANS) == [Acknowledge("q7", Line("That question is over."))]


def test_a_group_is_greeted_and_nobody_in_it_remembered(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(-100, GroupGreeting()))
    assert counted(database) == NOTHING | {"causes": 1, "outbox": 1}
    assert leaving(database, keys, -100) == [Message((Line("In een groep zwijg ik."),))]


def test_what_is_kept_replaces_itself_and_can_be_taken_back(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), update(ANS, Text("een")), update(ANS, Text("twee")))
    assert answers(database, keys, ANS) == {(1, "woorden"): "een", (2, "woorden"): "twee"}
    takes(database, coach, update(ANS, Text("terug")))
    assert answers(database, keys, ANS) == {(1, "woorden"): "een"}
    takes(database, coach, update(ANS, Text("terug")), update(ANS, Text("anders")))
    assert answers(database, keys, ANS) == {(1, "woorden"): "anders"}
    takes(database, coach, update(ANS, Text("nog iets")), update(ANS, Text("terug")))
    assert answers(database, keys, ANS) == {(1, "woorden"): "anders"}


def test_a_turn_that_fails_leaves_the_others_alone_and_holds_back_what_she_sent_after_it(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), update(BEA, Start()))
    batch = [update(ANS, Text("een")), update(ANS, Text("boem")), update(BEA, press(1)), update(ANS, Text("twee"))]
    outcomes = takes(database, coach, *batch)
    assert results(outcomes) == ["taken", "failed", "taken", "held"]
    assert outcomes[1].error.startswith("ValueError in talk.py:")
    assert stands(database, keys, ANS).asked == 2
    assert stands(database, keys, BEA).asked == 2
    assert results(takes(database, coach, batch[3])) == ["taken"]
    assert results(takes(database, coach, batch[0], batch[2])) == ["repeated", "repeated"]


def test_an_unreadable_person_leaves_the_others_alone(database: Database, coach: Coach, update: Updates) -> None:
    takes(database, coach, update(ANS, Start()), update(BEA, Start()))
    with database.transaction() as connection:
        connection.execute(text(f"UPDATE people SET key = state WHERE chat = {ANS}"))  # noqa: S608 - a number
    outcomes = takes(database, coach, update(ANS, Text("een")), update(BEA, Text("een")))
    assert results(outcomes) == ["failed", "taken"]
    assert outcomes[0].error.startswith("Unreadable in keys.py:")


def test_eighty_presses_at_once_move_on_once(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()))
    presses = [update(ANS, press(1)) for _ in range(80)]
    outcomes: list[Outcome] = []
    gate = threading.Barrier(4)

    def work(part: int) -> None:
        gate.wait()
        for one in presses[part::4]:
            outcomes.extend(takes(database, coach, one))

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results(outcomes) == ["taken"] * 80
    assert stands(database, keys, ANS).asked == 2
    left = leaving(database, keys, ANS)
    assert sum(isinstance(effect, Settle) for effect in left) == 1
    assert sum(isinstance(effect, Acknowledge) for effect in left) == 80


def test_two_first_words_at_once_make_one_person(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    gate = threading.Barrier(4)
    updates = [[update(chat, Start()) for chat in (BEA, ANS, CEES)] for _ in range(4)]

    def work(mine: int) -> None:
        gate.wait()
        takes(database, coach, *updates[mine][:: (-1) ** mine])

    threads = [threading.Thread(target=work, args=(mine,)) for mine in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted(database)["people"] == 3
    assert counted(database)["causes"] == 12
    assert len(leaving(database, keys, ANS)) == 8


@pytest.mark.parametrize(
    ("code", "language"), [("nl", "nl"), ("nl-BE", "nl"), ("en", "en"), ("de", "en"), ("", "en")]
)
def test_she_is_spoken_to_in_dutch_or_in_english(code: str, language: str) -> None:
    assert spoken(code) == language


def test_the_language_she_chose_goes_before_her_messengers(
    database: Database, coach: Coach, update: Updates
) -> None:
    takes(database, coach, update(ANS, Text("engels"), language="nl"), update(BEA, Start(), language="fr"))
    takes(database, coach, update(CEES, Start(), language="nl"))
    takes(database, coach, update(CEES, press(1), language=""))
    found = query(database, "SELECT chat, language FROM people ORDER BY chat")
    assert found == [(ANS, "en"), (BEA, "en"), (CEES, "nl")]


def test_who_blocked_the_bot_loses_nothing_and_gets_one_question_on_her_return(
    database: Database, coach: Coach, keys: Keys, update: Updates, clock: Clock
) -> None:
    takes(database, coach, update(ANS, Start()), update(ANS, press(1)))
    takes(database, coach, update(ANS, Presence(blocked=True)))
    row = known(database, ANS)
    assert row
    assert row.blocked_at == clock.now
    assert query(database, "SELECT count(*) FROM outbox WHERE due_at > '9000-01-01'")[0][0] == 5
    takes(database, coach, update(ANS, Presence(blocked=False)))
    assert leaving(database, keys, ANS) == [Message((Line("Dag"),)), question(2)]
    assert query(database, "SELECT count(*) FROM outbox WHERE due_at > '9000-01-01'")[0][0] == 0
    assert stands(database, keys, ANS).asked == 2


def test_who_comes_back_with_a_word_is_not_asked_the_old_question_too(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), update(ANS, Presence(blocked=True)))
    takes(database, coach, update(ANS, Presence(blocked=False)), update(ANS, Text("hoi")))
    assert leaving(database, keys, ANS) == [Message((Line("Dag"),)), React(0, "👍"), Tidy(), question(2)]
    row = known(database, ANS)
    assert row
    assert row.blocked_at is None


def test_who_is_forgotten_leaves_no_row_and_no_key_but_gets_a_last_word(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), update(ANS, Text("een")), update(BEA, Start()))
    takes(database, coach, update(ANS, Text("twee")), update(ANS, Command("verwijder")))
    assert known(database, ANS) is None
    assert counted(database) == {"people": 1, "answers": 0, "outbox": 7, "causes": 5, "laid_aside": 0}
    assert leaving(database, keys, ANS)[-2:] == [Message((Line("Weg"),)), Tidy()]


def test_a_last_tidying_knows_its_message_though_her_row_is_gone(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()))
    with database.transaction() as connection:
        connection.execute(text("UPDATE live_questions SET message = 77"))
    takes(database, coach, update(ANS, Command("verwijder")))
    assert leaving(database, keys, ANS) == [Message((Line("Weg"),)), Redraw(77, 0, ())]


def test_who_is_forgotten_and_says_something_at_once_is_met_anew(
    database: Database, coach: Coach, keys: Keys, update: Updates
) -> None:
    takes(database, coach, update(ANS, Start()), update(ANS, press(1)))
    batch = [update(ANS, Command("verwijder")), update(ANS, Start())]
    assert results(takes(database, coach, *batch)) == ["taken", "held"]
    assert results(takes(database, coach, *batch)) == ["repeated", "taken"]
    assert stands(database, keys, ANS).asked == 1


def test_an_error_of_the_database_takes_the_whole_batch_back(
    database: Database, coach: Coach, update: Updates
) -> None:
    batch = [update(ANS, Start()), replace(update(BEA, Start()), chat=2**70)]
    with pytest.raises(Exception, match=r"out of range|too large"), database.transaction() as connection:
        take(connection, coach, batch)
    assert counted(database) == NOTHING
