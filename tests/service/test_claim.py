"""Claims, marks and crashes of two processes, against a model that knows only what was written and what sent."""

from collections import defaultdict
from datetime import timedelta
from itertools import count, pairwise
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text

from bot.engine.effects import Acknowledge, Message, Outgoing
from bot.engine.values import Line
from bot.service.claim import LEASE, Budget, Claim, Slotted, claim
from bot.service.mark import Mark, mark
from bot.service.retry import GiveUp, Retry
from bot.service.writing import Writing
from bot.store import outbox
from bot.store.database import Database
from bot.store.keys import Keys
from tests.conftest import Clock

OWNERS = ("0/old", "1/other")
SAID = Message((Line("hallo"),))
SHORT = Acknowledge("q")


class Delivering(RuleBasedStateMachine):
    """What two processes may do, in any order, with time passing and processes dying in between."""

    def __init__(self, database: Database, clock: Clock, keys: Keys) -> None:
        super().__init__()
        self.database = database
        self.clock = clock
        self.keys = keys
        self.numbers = count()
        self.written: dict[int, list[str]] = defaultdict(list)
        self.sent: dict[int, list[str]] = defaultdict(list)
        self.owners = list(OWNERS)
        self.claims: dict[str, list[tuple[Claim, tuple[Slotted, ...]]]] = {owner: [] for owner in OWNERS}
        self.late: list[tuple[str, list[Mark]]] = []
        with database.transaction() as connection:
            connection.execute(text("DELETE FROM outbox"))
            connection.execute(text("DELETE FROM laid_aside"))

    @rule(chat=st.integers(1, 3), effects=st.lists(st.sampled_from([SAID, SHORT]), min_size=1, max_size=4))
    def write(self, chat: int, effects: list[Outgoing]) -> None:
        cause = f"update:{next(self.numbers)}"
        with self.database.transaction() as connection:
            writing = Writing(self.keys, self.clock())
            writing.leave(cause, chat, "nl", effects)
            writing.write(connection)
        self.written[chat] += [f"{cause}:{index}" for index in range(len(effects))]

    @rule(slot=st.sampled_from([0, 1]), room=st.integers(1, 3))
    def claim(self, slot: int, room: int) -> None:
        owner = self.owners[slot]
        with self.database.transaction() as connection:
            claimed = claim(connection, owner, Budget(1000), room, lambda: 0.0)
        self.claims[owner] += [(claimed, run) for run in claimed.runs]

    @precondition(lambda self: any(self.claims.values()))
    @rule(
        data=st.data(),
        became=st.sampled_from(["sent", "dies", Retry(2.0), GiveUp("no"), "sent, dies", "sent, marked late"]),
    )
    def deliver(self, data: Any, became: Any) -> None:
        """One process works on one of its runs: sends its first, and sees to the rest; or hangs, or dies."""
        slot = data.draw(st.sampled_from([slot for slot in (0, 1) if self.claims[self.owners[slot]]]))
        owner = self.owners[slot]
        claimed, run = self.claims[owner].pop(data.draw(st.integers(0, len(self.claims[owner]) - 1)))
        if self.clock() >= claimed.now + LEASE:
            self.marks(owner, [Mark(one.row, "back", None, self.clock()) for one in run])
            return
        row = run[0].row
        backs = [Mark(one.row, "back", None, self.clock()) for one in run[1:]]
        if became != "dies" and not isinstance(became, Retry):
            self.sent[row.chat].append(row.key)
        if became in {"dies", "sent, dies"}:
            self.die_and_come_back(slot)
            return
        if became == "sent, marked late":
            self.late.append((owner, [Mark(row, "sent", None, self.clock()), *backs]))
            return
        stays = isinstance(became, Retry)
        self.marks(owner, [Mark(row, became, None, self.clock()), *(backs if stays else [])])
        if not stays and run[1:]:
            self.claims[owner].append((claimed, run[1:]))

    def marks(self, owner: str, marks: list[Mark]) -> None:
        with self.database.transaction() as connection:
            mark(connection, owner, marks)

    @rule(slot=st.sampled_from([0, 1]))
    def die_and_come_back(self, slot: int) -> None:
        del self.claims[self.owners[slot]]
        self.owners[slot] = f"{slot}/{next(self.numbers)}"
        self.claims[self.owners[slot]] = []
        with self.database.transaction() as connection:
            outbox.give_back(connection, f"{slot}/", self.clock())

    @rule(seconds=st.sampled_from([0.01, 0.1, 1.0, 5.0, LEASE.total_seconds()]))
    def wait(self, seconds: float) -> None:
        self.clock.passes(seconds)

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def mark_late(self, data: Any) -> None:
        """A process wakes up and marks what it sent long ago."""
        owner, marked = self.late.pop(data.draw(st.integers(0, len(self.late) - 1)))
        self.marks(owner, marked)

    @invariant()
    def each_chat_hears_all_in_order(self) -> None:
        """A repetition is one of what was under way last; nothing is skipped, nothing comes before its time."""
        for chat, keys in self.sent.items():
            firsts = list(dict.fromkeys(keys))
            assert firsts == self.written[chat][: len(firsts)]
            reached = -1
            for key in keys:
                place = self.written[chat].index(key)
                assert place in {reached, reached + 1}
                reached = place

    @invariant()
    def one_process_at_a_time_works_on_a_chat(self) -> None:
        working = [
            (run[0].row.chat, owner)
            for owner in self.owners
            for claimed, run in self.claims[owner]
            if self.clock() < claimed.now + LEASE
        ]
        assert len({chat for chat, _ in working}) == len(set(working))

    @invariant()
    def a_run_holds_one_new_message_at_most(self) -> None:
        for runs in self.claims.values():
            for _, run in runs:
                assert sum(one.row.paced for one in run) <= 1

    def teardown(self) -> None:
        """In the end nothing was lost."""
        for slot in (0, 1):
            self.die_and_come_back(slot)
        self.clock.passes(2.0)
        for _ in range(1000):
            if all(len(set(self.sent[chat])) == len(keys) for chat, keys in self.written.items()):
                return
            self.claims[self.owners[0]] = []
            self.claim(0, 3)
            marks = [
                Mark(one.row, "sent", None, self.clock()) for _, run in self.claims[self.owners[0]] for one in run
            ]
            for one in marks:
                self.sent[one.row.chat].append(one.row.key)
            self.marks(self.owners[0], marks)
            self.each_chat_hears_all_in_order()
            self.clock.passes(1.0)
        raise AssertionError("something never leaves")


def test_no_order_of_claims_marks_and_crashes_loses_or_reorders_anything(
    database: Database, clock: Clock, keys: Keys
) -> None:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        lambda: Delivering(database, clock, keys),  # type: ignore[arg-type] # any maker of machines will do
        settings=settings(max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=slow),
    )


def test_slots_are_one_interval_apart_and_never_saved_up(database: Database, clock: Clock, keys: Keys) -> None:
    """An exact limiter: forty messages at ten a second, claimed at odd moments by two processes."""
    with database.transaction() as connection:
        writing = Writing(keys, clock())
        for chat in range(1, 41):
            writing.leave(f"update:{chat}", chat, "nl", [SAID])
        writing.write(connection)
    slots = []
    for turn in range(400):
        with database.transaction() as connection:
            claimed = claim(connection, OWNERS[turn % 2], Budget(10), 200, lambda: 0.0)
        slots += [one.at for run in claimed.runs for one in run]
        clock.passes(0.013)
    assert len(slots) == 40
    assert all(timedelta(seconds=0.1) <= later - sooner for sooner, later in pairwise(slots))
    assert slots[-1] - slots[0] < timedelta(seconds=4.5)


def leave(database: Database, keys: Keys, clock: Clock, cause: str, *effects: Outgoing) -> None:
    with database.transaction() as connection:
        writing = Writing(keys, clock())
        writing.leave(cause, 1, "nl", effects)
        writing.write(connection)


def claims(database: Database, owner: str) -> list[list[str]]:
    with database.transaction() as connection:
        claimed = claim(connection, owner, Budget(1000), 10, lambda: 0.0)
    return [[one.row.key for one in run] for run in claimed.runs]


def test_a_reply_goes_before_what_waits_unasked_but_not_while_that_is_in_flight(
    database: Database, clock: Clock, keys: Keys
) -> None:
    leave(database, keys, clock, "due:1", SAID, SAID)
    with database.transaction() as connection:
        connection.execute(text("UPDATE outbox SET priority = 1"))
    assert claims(database, OWNERS[0]) == [["due:1:0"]]
    leave(database, keys, clock, "update:1", SHORT, SAID)
    assert claims(database, OWNERS[0]) == []
    with database.transaction() as connection:
        outbox.give_back(connection, "0/", clock())
    assert claims(database, OWNERS[0]) == [["update:1:0", "update:1:1"]]


def test_nothing_goes_past_a_row_that_waits(database: Database, clock: Clock, keys: Keys) -> None:
    leave(database, keys, clock, "update:1", SHORT, SHORT, SHORT)
    with database.transaction() as connection:
        second = {"key": "update:1:1", "never": outbox.NEVER if not database.is_sqlite else "9999-01-01 00:00:00"}
        connection.execute(text("UPDATE outbox SET due_at = :never WHERE key = :key"), second)
    assert claims(database, OWNERS[0]) == [["update:1:0"]]


def test_what_is_another_processs_can_be_neither_removed_nor_let_go_nor_counted(
    database: Database, clock: Clock, keys: Keys
) -> None:
    leave(database, keys, clock, "update:1", SHORT)
    assert claims(database, OWNERS[0])
    with database.transaction() as connection:
        (number,) = connection.execute(text("SELECT id FROM outbox")).scalars()
        assert outbox.done(connection, OWNERS[1], [number]) == set()
        assert not outbox.progress(connection, OWNERS[1], number, 1)
        outbox.again(connection, OWNERS[1], {number: clock()})
    assert claims(database, OWNERS[1]) == []
    with database.transaction() as connection:
        assert outbox.progress(connection, OWNERS[0], number, 1)
        assert outbox.done(connection, OWNERS[0], [number]) == {number}


def test_no_more_rows_of_one_chat_are_taken_than_can_be_sent_soon(
    database: Database, clock: Clock, keys: Keys
) -> None:
    leave(database, keys, clock, "update:1", *[SHORT] * 20)
    assert [len(run) for run in claims(database, OWNERS[0])] == [8]
