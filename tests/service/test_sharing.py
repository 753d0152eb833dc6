"""Processes share the moments that have come; each is taken once, whoever is killed, however the clock jumps."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import event

from bot.engine.effects import Message
from bot.engine.inputs import Start
from bot.engine.values import Line
from bot.service import due
from bot.service.claim import Budget
from bot.service.turn import Coach, Received, take
from bot.service.writing import Writing
from bot.store import moments, outbox
from bot.store.database import Database
from bot.store.keys import Keys
from bot.store.moments import DEADLINE, LEASE, Due
from tests.conftest import Clock
from tests.service import talk
from tests.service.ledger import query, takes
from tests.service.talk import Updates

CHATS = range(1, 7)
PROCESSES = st.sampled_from([0, 1, 2])
PLENTY = Budget(1000)
KINDS = ("daily", "yearly", DEADLINE)


def set_moment(database: Database, person: int, kind: str, subject: str, due_at: datetime) -> None:
    with database.transaction() as connection:
        moments.put(connection, [{"person": person, "kind": kind, "subject": subject, "due_at": due_at}])


def claimed(database: Database, budget: Budget = PLENTY) -> tuple[list[Due], list[Received]]:
    with database.transaction() as connection:
        free = due.room(connection, budget)
        return due.claim(connection, free) if free else ([], [])


def waiting(database: Database) -> int:
    return int(query(database, "SELECT count(*) FROM moments")[0][0])


class Sharing(RuleBasedStateMachine):
    """Three processes, each with its batch and since when that is leased; any may die at any point."""

    def __init__(self, database: Database, clock: Clock, keys: Keys) -> None:
        super().__init__()
        self.database, self.clock, self.coach = database, clock, talk.coach(keys)
        with database.transaction() as connection:
            for table in ("people", "causes", "outbox"):
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 -- ours
        update = Updates(clock)
        takes(database, self.coach, *(update(chat, Start()) for chat in CHATS))
        self.people: list[int] = [row.id for row in query(database, "SELECT id FROM people ORDER BY id")]
        self.subjects = 0
        self.set: dict[tuple[int, str], str] = {}
        self.held: dict[int, tuple[list[Due], list[Received]]] = {}
        self.leased: dict[int, datetime] = {}
        self.taken: Counter[Due] = Counter()

    @rule(who=st.integers(0, 5), kind=st.sampled_from(KINDS), seconds=st.integers(-20, 20))
    def a_moment_is_set(self, who: int, kind: str, seconds: int) -> None:
        self.subjects += 1
        self.set[self.people[who], kind] = str(self.subjects)
        due_at = self.clock() + timedelta(seconds=seconds)
        set_moment(self.database, self.people[who], kind, str(self.subjects), due_at)

    @rule(process=PROCESSES)
    def a_process_claims(self, process: int) -> None:
        if process in self.held:
            return
        found, received = claimed(self.database)
        others = [one for other in self.leased for one in self.held[other][0]]
        assert not set(found) & set(others), "somebody has it"
        self.leased[process] = self.clock()
        self.held[process] = (found, received)

    @precondition(lambda self: self.held)
    @rule(process=PROCESSES, until=st.sampled_from(["the turn", "the removal", "the end"]))
    def a_process_goes_on(self, process: int, until: str) -> None:
        """Takes its batch and lets it pass, or dies before the one or the other."""
        found, received = self.held.pop(process, ([], []))
        self.leased.pop(process, None)
        if until == "the turn" or not received:
            return
        with self.database.transaction() as connection:
            outcomes = take(connection, self.coach, received)
        self.taken.update(one for one, became in zip(found, outcomes, strict=True) if became.result == "taken")
        for one in found:
            if self.set.get((one.person, one.kind)) == one.subject:
                del self.set[one.person, one.kind]
        if until == "the end":
            with self.database.transaction() as connection:
                moments.let_pass(connection, found)
        assert set(self.taken.values()) <= {1}

    @rule(seconds=st.sampled_from([0.1, 5, LEASE.total_seconds(), 3600, -5, -3600]))
    def the_clock_jumps(self, seconds: float) -> None:
        self.clock.passes(seconds)
        now = self.clock()
        self.leased = {process: at for process, at in self.leased.items() if at <= now < at + LEASE}

    def teardown(self) -> None:
        """In the end each was taken, and nothing is left."""
        self.clock.passes(1_000_000)
        for _ in range(100):
            if not self.set and not waiting(self.database):
                break
            self.held, self.leased = {}, {}
            self.a_process_claims(0)
            self.a_process_goes_on(0, "the end")
            self.clock.passes(LEASE.total_seconds())
        assert not self.set
        assert not waiting(self.database)


def test_whatever_is_killed_and_however_the_clock_jumps_each_moment_is_taken_once(
    database: Database, clock: Clock, keys: Keys
) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        lambda: Sharing(database, clock, keys),  # type: ignore[arg-type] # any maker of machines will do
        settings=settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=slow),
    )


@pytest.fixture
def people(database: Database, coach: Coach, update: Updates) -> list[int]:
    """The ids of twelve people."""
    takes(database, coach, *(update(chat, Start()) for chat in range(1, 13)))
    with database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM outbox")
    return [row.id for row in query(database, "SELECT id FROM people ORDER BY id")]


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_what_another_process_is_about_to_take_is_passed_over_without_waiting(
    url: str, database: Database, clock: Clock, people: list[int]
) -> None:
    for person in people:
        set_moment(database, person, "daily", "today", clock())
    other = Database(url, clock)
    with database.transaction() as mine:
        first = moments.claim(mine, clock(), 5)
        with other.transaction() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
            second = moments.claim(connection, clock(), 100)
    other.close()
    assert [len(first), len(second)] == [5, 7]
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("passes", "free"),
    [(timedelta(0), 0), (LEASE - timedelta(seconds=1), 0), (LEASE, 12), (-timedelta(hours=1), 12)],
)
def test_what_a_killed_process_had_comes_free_when_the_lease_ends_or_the_clock_is_set_back(
    database: Database, clock: Clock, people: list[int], passes: timedelta, free: int
) -> None:
    for person in people:
        set_moment(database, person, "daily", "today", clock() - timedelta(hours=2))
    assert len(claimed(database)[0]) == 12
    clock.passes(passes.total_seconds())
    assert len(claimed(database)[0]) == free


def test_the_longest_due_come_first(database: Database, clock: Clock, people: list[int]) -> None:
    for age, person in enumerate(people):
        set_moment(database, person, "daily", "today", clock() - timedelta(seconds=age))
    with database.transaction() as connection:
        assert [one.person for one in moments.claim(connection, clock(), 3)] == people[:-4:-1]


def leave(database: Database, clock: Clock, cause: str, count: int) -> None:
    with database.transaction() as connection:
        writing = Writing(Keys(bytes(32)), clock())
        for chat in range(1, count + 1):
            writing.leave(f"{cause}:{chat}", chat, "nl", [Message((Line("Dag"),))])
        writing.write(connection)


@pytest.mark.parametrize(
    ("rate", "waits", "found"),
    [
        (2, {}, 10),  # one message a second: ten in the time ahead
        (2, {"due:0": 4}, 6),
        (2, {"due:0": 9}, 1),
        (2, {"due:0": 10}, 0),
        (2, {"due:0": 40}, 0),
        (2, {"update:0": 40}, 10),
        (30, {"due:0": 40}, 12),
    ],
)
def test_no_more_is_taken_than_can_leave_soon_and_replies_do_not_count(
    database: Database, clock: Clock, people: list[int], rate: int, waits: dict[str, int], found: int
) -> None:
    for person in people:
        set_moment(database, person, "daily", "today", clock())
    for cause, count in waits.items():
        leave(database, clock, cause, count)
    assert len(claimed(database, Budget(rate))[0]) == found


def test_what_is_held_for_whoever_blocked_the_bot_keeps_nobody_waiting(
    database: Database, clock: Clock, people: list[int]
) -> None:
    set_moment(database, people[0], "daily", "today", clock())
    leave(database, clock, "due:0", 40)
    assert claimed(database, Budget(2))[0] == []
    with database.transaction() as connection:
        for chat in range(1, 41):
            outbox.hold(connection, chat)
    assert len(claimed(database, Budget(2))[0]) == 1


def test_a_message_in_flight_still_counts(database: Database, clock: Clock, people: list[int]) -> None:
    set_moment(database, people[0], "daily", "today", clock())
    leave(database, clock, "due:0", 10)
    ids: list[Any] = [row.id for row in query(database, "SELECT id FROM outbox")]
    with database.transaction() as connection:
        outbox.lease(connection, "0/me", ids, clock(), clock() + timedelta(seconds=60))
    assert claimed(database, Budget(2))[0] == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_look_goes_by_an_index_however_many_people_there_are(
    database: Database, clock: Clock, people: list[int]
) -> None:
    for person in people:
        set_moment(database, person, "daily", "today", clock())
    done: list[tuple[str, Any]] = []
    with database.transaction() as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: done.append((given[2], given[3])))
        found, _ = due.claim(connection, due.room(connection, PLENTY))
        moments.let_pass(connection, found)
    with database.transaction() as connection:
        for statement, given in done:
            one = given[0] if isinstance(given, list) else given
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one).all()
            assert not [step for *_, step in plan if step.startswith("SCAN moments")], statement
    assert len(done) > 3


def test_what_people_planned_waits_behind_no_peak(database: Database, clock: Clock, people: list[int]) -> None:
    *others, planner = people
    for person in others:
        set_moment(database, person, "daily", "today", clock() - timedelta(hours=1))
    with database.transaction() as connection:
        row = {"person": planner, "kind": "plan", "subject": "now", "due_at": clock(), "planned": True}
        moments.put(connection, [row])
        assert [one.person for one in moments.claim(connection, clock(), 3, planned=True)] == [planner]
        assert planner not in {one.person for one in moments.claim(connection, clock(), 100)}
