import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

import pytest
from msgspec import Struct, field
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from bot.engine.effects import Message
from bot.engine.inputs import Start, Text
from bot.engine.values import Line
from bot.render.calls import Call, Notice, Reaction, Send
from bot.service.claim import claim
from bot.service.deliver import Post
from bot.service.messenger import Delivered
from bot.service.retry import Failure
from bot.service.studio import Studio
from bot.service.turn import Coach, GroupGreeting, Presence
from bot.service.writing import Writing
from bot.store.database import now
from bot.store.keys import Keys
from tests.service.ledger import counted, known, query, takes
from tests.service.talk import Updates, press
from tests.service.telegram import Chats, busiest_second
from tests.service.virtual import AtOnce, InlineDatabase, VirtualLoop, passes

ANS, BEA, CEES, DIRK = 11, 22, 33, 44
R = TypeVar("R")


class House(Struct, dict=True):
    """One database, one set of chats, and as many posts as a test opens."""

    url: str
    coach: Coach
    loop: VirtualLoop = field(default_factory=VirtualLoop)
    chats: Chats = field(default_factory=Chats)
    databases: list[InlineDatabase] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.database = self.opened()
        self.update = Updates(self.database_now)

    def opened(self) -> InlineDatabase:
        database = InlineDatabase(self.url, self.loop)
        self.databases.append(database)
        return database

    def database_now(self) -> Any:
        with self.database.transaction() as connection:
            return now(connection)

    def post(self, rate: float = 30, database: InlineDatabase | None = None) -> Post:
        database = database or self.database
        chance = random.Random(1).random  # noqa: S311 - repeats itself
        studio = Studio(database, self.coach.keys, lambda: self.coach.script, AtOnce)
        post = Post(database, self.coach.keys, self.chats, rate, chance, studio, self.coach.fresh)
        self.posts.append(post)
        return post

    def takes(self, *given: tuple[int, Any]) -> None:
        takes(self.database, self.coach, *(self.update(chat, one) for chat, one in given))

    def says(self, chat: int, words: str, count: int = 1, priority: int = 0) -> None:
        """Has plain messages leave, as many as there are."""
        with self.database.transaction() as connection:
            writing = Writing(self.coach.keys, now(connection))
            lines = [Message((Line(f"{words} {index}" if count > 1 else words),)) for index in range(count)]
            writing.leave(f"say:{chat}:{words}:{priority}", chat, "nl", lines)
            writing.write(connection)
        if priority:
            with self.database.transaction() as connection:
                connection.execute(
                    text("UPDATE outbox SET priority = :p WHERE chat = :c"), {"p": priority, "c": chat}
                )

    def lives(self, story: Coroutine[Any, Any, R]) -> R:
        return passes(self.loop, story)

    def live(self, chat: int) -> int:
        row = known(self.database, chat)
        assert row
        ((message,),) = query(self.database, f"SELECT message FROM live_questions WHERE person = {row.id}")  # noqa: S608 - ours
        return int(message)


@pytest.fixture
def house(url: str, coach: Coach) -> Iterator[House]:
    house = House(url, coach)
    yield house
    for post in house.posts:
        post._owner.close()
    for database in house.databases:
        database.close()
    house.loop.close()


async def sends(post: Post, seconds: float = 5, *, meanwhile: Callable[[], None] | None = None) -> None:
    """Has a post at work for some time, then ends it in order."""
    running = asyncio.create_task(post.run())
    if meanwhile:
        await asyncio.sleep(seconds)
        meanwhile()
        post.wake()
    await asyncio.sleep(seconds)
    await post.drain(3)
    await running


async def breaks(post: Post, seconds: float) -> None:
    """Has a post at work for some time, and then killed."""
    running = asyncio.create_task(post.run())
    await asyncio.sleep(seconds)
    running.cancel()
    for task in [*post._open, post._marking]:
        if task:
            task.cancel()
    post._owner.close()


def test_what_a_turn_of_this_process_wrote_is_sent_without_being_opened(house: House) -> None:
    house.takes((ANS, Start()))
    house.post()._sender.keys = Keys(b"k" * 32)
    house.lives(sends(house.posts[0]))
    assert house.chats.seen(ANS) == ["Dag", "Vraag 1"]


def test_what_was_changed_in_the_outbox_is_opened_and_never_sent_as_it_was(house: House) -> None:
    house.takes((ANS, Start()))
    with house.database.transaction() as connection:
        connection.execute(text("UPDATE outbox SET sealed = :other"), {"other": b"other"})
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == []
    assert query(house.database, "SELECT count(*) FROM laid_aside") == [(2,)]


def test_a_turn_is_sent_in_order_and_leaves_nothing_behind(house: House) -> None:
    house.takes((ANS, Start()), (BEA, Start()), (ANS, press(1, "q1")))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["Dag", "Vraag 1", "!", "50 += verder", "103 has 0 rows", "Vraag 2"]
    assert house.chats.seen(BEA) == ["Dag", "Vraag 1"]
    assert counted(house.database)["outbox"] == 0


def test_the_last_question_is_known_by_its_message_until_it_is_answered(house: House) -> None:
    house.takes((ANS, Start()))
    house.lives(sends(house.post()))
    assert house.live(ANS) == 102
    house.takes((ANS, Text("hoi")))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS)[2:] == ["👍", "102 has 0 rows", "Vraag 2"]
    assert house.live(ANS) == 103


def test_a_question_answered_by_its_button_bears_no_buttons_any_more(house: House) -> None:
    house.takes((ANS, Start()))
    house.lives(sends(house.post()))
    with house.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE live_questions SET message = 50")
    house.takes((ANS, press(1)))
    house.chats.answer = refusing(Send, Failure("unreachable"))
    house.lives(sends(house.post()))
    assert house.live(ANS) == 0


def test_a_tidying_right_behind_its_question_knows_its_message(house: House) -> None:
    house.takes((ANS, Start()), (ANS, Text("hoi")))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["Dag", "Vraag 1", "👍", "102 has 0 rows", "Vraag 2"]


def test_a_group_and_somebody_unknown_are_answered_too(house: House) -> None:
    house.takes((-100, GroupGreeting()), (DIRK, press(1)))
    house.lives(sends(house.post()))
    assert house.chats.seen(-100) == ["In een groep zwijg ik."]
    assert house.chats.seen(DIRK) == ["! Die vraag is voorbij."]


def refusing(kind: type[Call], failure: Failure, times: int = 10**9, chat: int | None = None) -> Any:
    """Refuses calls of this kind, so many times."""
    left = times

    async def answer(where: int, call: Call) -> Failure | None:
        nonlocal left
        if not isinstance(call, kind) or left <= 0 or (chat and where != chat):
            return None
        left -= 1
        return failure

    return answer


@pytest.mark.parametrize("kind", ["unreachable", "unsure"])
def test_a_message_that_did_not_surely_arrive_is_sent_again_before_anything_later(house: House, kind: Any) -> None:
    house.takes((ANS, Start()), (BEA, Start()))
    house.chats.answer = refusing(Send, Failure(kind), times=3, chat=ANS)
    house.lives(sends(house.post(), 20))
    assert house.chats.seen(ANS) == ["Dag"] * 4 + ["Vraag 1"]
    assert house.chats.seen(BEA) == ["Dag", "Vraag 1"]
    waits = [one.at for one in house.chats.asked if one.chat == ANS]
    assert 0.25 <= waits[1] - waits[0] <= waits[2] - waits[1] <= waits[3] - waits[2] <= 3


def test_a_message_waits_out_an_hour_without_a_network(house: House) -> None:
    house.takes((ANS, Start()))
    house.chats.answer = refusing(Send, Failure("unreachable"))
    post = house.post()

    async def story() -> None:
        running = asyncio.create_task(post.run())
        await asyncio.sleep(3600)
        house.chats.answer = None
        await asyncio.sleep(65)
        await post.drain(3)
        await running

    house.lives(story())
    assert house.chats.seen(ANS)[-2:] == ["Dag", "Vraag 1"]
    assert 60 <= len(house.chats.asked) <= 140
    assert counted(house.database)["laid_aside"] == 0


def test_a_notice_that_may_have_arrived_is_not_sent_again(house: House) -> None:
    house.takes((ANS, press(1)))
    house.chats.answer = refusing(Notice, Failure("unsure"))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["! Die vraag is voorbij."]
    assert counted(house.database)["outbox"] == 0


def test_what_can_be_ignored_counts_as_done(house: House) -> None:
    house.takes((ANS, Start()), (ANS, Text("hoi")))
    house.chats.answer = refusing(Reaction, Failure("ignorable", description="message to react not found"))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS)[2:] == ["👍", "102 has 0 rows", "Vraag 2"]
    assert counted(house.database)["laid_aside"] == 0


def test_what_is_refused_is_laid_aside_without_its_words_and_the_rest_goes_on(house: House, keys: Keys) -> None:
    house.takes((ANS, Start()))
    refusal = Failure("refused", description='Bad Request: can\'t parse entities: Unsupported start tag "geheim"')
    house.chats.answer = refusing(Send, refusal, times=1)
    with capture_logs() as logs:
        house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["Dag", "Vraag 1"]
    ((what, error, sealed),) = query(house.database, "SELECT what, error, sealed FROM laid_aside")
    assert (what, error) == ("delivery", "Bad Request: can't parse entities: Unsupported start tag")
    row = known(house.database, ANS)
    assert row
    assert b"Dag" in keys.person(row.key, ANS).open(bytes(sealed), "effect:update:1:0")
    assert "geheim" not in str(logs)
    assert "Dag" not in str(logs)


def test_what_cannot_be_opened_is_laid_aside_and_the_rest_goes_on(house: House) -> None:
    house.takes((ANS, Start()))
    with house.database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE outbox SET sealed = CAST(key AS BLOB) WHERE id = 1"
            if house.database.is_sqlite
            else "UPDATE outbox SET sealed = convert_to(key, 'UTF8') WHERE id = 1"
        )
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["Vraag 1"]
    assert query(house.database, "SELECT what, error FROM laid_aside")[0][1].startswith("Unreadable in keys.py:")


def test_a_messenger_that_breaks_is_tried_again(house: House) -> None:
    async def answer(_chat: int, _call: Call) -> None:
        if len(house.chats.asked) < 3:
            raise ZeroDivisionError

    house.takes((ANS, Start()))
    house.chats.answer = answer
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS) == ["Dag", "Dag", "Dag", "Vraag 1"]


def test_a_flood_makes_its_chat_wait_and_nobody_else(house: House) -> None:
    house.takes((ANS, Start()), (BEA, Start()))
    house.chats.answer = refusing(Send, Failure("flood", retry_after=7), times=1, chat=ANS)
    house.lives(sends(house.post(), 12))
    assert house.chats.seen(ANS) == ["Dag", "Dag", "Vraag 1"]
    first, second, _ = [one.at for one in house.chats.asked if one.chat == ANS]
    assert 7 <= second - first <= 8.2
    assert all(one.at < 1 for one in house.chats.asked if one.chat == BEA)


def test_floods_in_three_chats_make_everybody_wait(house: House) -> None:
    for chat in (ANS, BEA, CEES):
        house.says(chat, "hallo")
    house.chats.answer = refusing(Send, Failure("flood", retry_after=7), times=3)

    async def story() -> None:
        post = house.post()
        running = asyncio.create_task(post.run())
        await asyncio.sleep(1)
        house.says(DIRK, "hallo")
        post.wake()
        await asyncio.sleep(12)
        await post.drain(3)
        await running

    house.lives(story())
    assert next(one.at for one in house.chats.asked if one.chat == DIRK) >= 7
    assert counted(house.database)["outbox"] == 0


def test_who_blocks_the_bot_is_paused_and_gets_the_rest_on_her_return(house: House) -> None:
    house.takes((ANS, Start()), (BEA, Start()))
    house.chats.answer = refusing(Send, Failure("blocked", description="Forbidden"), times=1, chat=ANS)
    house.lives(sends(house.post(), 60))
    assert house.chats.seen(ANS) == ["Dag"]
    assert house.chats.seen(BEA) == ["Dag", "Vraag 1"]
    row = known(house.database, ANS)
    assert row
    assert row.blocked_at
    house.takes((ANS, Presence(blocked=False)))
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS)[1:] == ["Dag", "Vraag 1"]


def test_who_was_heard_from_since_is_not_taken_for_gone(house: House) -> None:
    async def answer(chat: int, _call: Call) -> Failure | None:
        if len(house.chats.asked) > 1:
            return None
        house.takes((chat, Text("ik ben er weer")))
        return Failure("blocked")

    house.takes((ANS, Start()))
    house.chats.answer = answer
    house.lives(sends(house.post()))
    row = known(house.database, ANS)
    assert row
    assert row.blocked_at is None
    assert house.chats.seen(ANS) == ["Dag", "Dag", "Vraag 1", "👍", "102 has 0 rows", "Vraag 2"]


def test_a_stranger_who_blocks_the_bot_is_let_go(house: House) -> None:
    house.takes((-100, GroupGreeting()))
    house.chats.answer = refusing(Send, Failure("blocked"))
    house.lives(sends(house.post()))
    assert counted(house.database)["outbox"] == 0


@pytest.mark.parametrize("rate", [30, 250])
@pytest.mark.parametrize("posts", [1, 2])
def test_the_budget_holds_in_any_second_over_all_processes(house: House, rate: float, posts: int) -> None:
    chance = random.Random(7)  # noqa: S311 - repeats itself

    async def slowly(_chat: int, _call: Call) -> None:
        await asyncio.sleep(chance.uniform(0, 0.4))

    house.chats.answer = slowly
    for chat in range(1, 1 + int(rate * 4)):
        house.says(chat, "hallo")
    databases = [house.database, *(house.opened() for _ in range(posts - 1) if not house.database.is_sqlite)]
    working = [house.post(rate, database) for database in databases]

    async def story() -> None:
        await asyncio.gather(*(sends(post, 6) for post in working))

    house.lives(story())
    times = house.chats.times()
    assert len(times) == int(rate * 4)
    assert busiest_second(times) <= rate + 2
    assert max(times) - min(times) <= 4.5


def test_messages_that_missed_their_slots_do_not_go_all_at_once(house: House) -> None:
    """A hundred people press one after the other, and all acknowledgements hang until the fifth second."""
    chats = range(1, 101)
    house.takes(*((chat, Start()) for chat in chats))
    house.lives(sends(house.post(1000), 5))
    start = house.loop.time()
    house.chats.asked.clear()

    async def stalled(_chat: int, call: Call) -> None:
        if isinstance(call, Notice):
            await asyncio.sleep(max(0.0, start + 5 - house.loop.time()))

    async def story() -> None:
        post = house.post(30)
        working = asyncio.create_task(sends(post, 15))
        for chat in chats:
            house.takes((chat, press(1)))
            post.wake()
            await asyncio.sleep(0.04)
        await working

    house.chats.answer = stalled
    house.lives(story())
    times = [at - start for at in house.chats.times()]
    assert len(times) == 100
    assert min(times) > 5
    assert busiest_second(times) <= 30 + 31


def test_buttons_are_acknowledged_at_once_though_many_messages_wait(house: House) -> None:
    house.takes((ANS, Start()))
    house.lives(sends(house.post()))
    for chat in range(1000, 1300):
        house.says(chat, "hallo")
    start = house.loop.time()
    house.takes((ANS, press(1)))
    house.lives(sends(house.post(), 1))
    (acknowledged,) = [one.at for one in house.chats.asked if isinstance(one.call, Notice)]
    assert acknowledged - start < 0.1


def test_replies_go_before_what_was_not_asked_for(house: House) -> None:
    for chat in range(1000, 1200):
        house.says(chat, "nieuws", priority=1)
    house.lives(sends(house.post(100), 1, meanwhile=lambda: house.says(ANS, "antwoord")))
    (replied,) = [one.at for one in house.chats.asked if one.chat == ANS]
    assert 1 < replied <= 1.1
    assert busiest_second([one.at for one in house.chats.asked if one.chat != ANS]) <= 96


def test_nothing_to_do_is_done_once_a_second(house: House) -> None:
    house.lives(sends(house.post(), 60))
    assert house.database.transactions <= 65


def test_a_wake_is_answered_at_once(house: House) -> None:
    house.lives(sends(house.post(), 10.5, meanwhile=lambda: house.says(ANS, "hallo")))
    (sent,) = house.chats.times()
    assert 10.5 <= sent < 10.52


def test_a_database_that_is_away_for_a_while_loses_no_mark(house: House) -> None:
    gone = [OperationalError("", None, Exception("gone")) for _ in range(5)]

    async def answer(_chat: int, _call: Call) -> None:
        house.database.away, gone[:] = [*gone], []

    house.takes((ANS, Start()))
    house.chats.answer = answer
    house.lives(sends(house.post(), 30))
    assert house.chats.seen(ANS) == ["Dag", "Vraag 1"]
    assert counted(house.database)["outbox"] == 0


def test_what_was_taken_though_the_answer_was_lost_goes_once_the_rest_has_arrived(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, lost = house.database.run, iter([False, True])

    async def loses(function: Any, *args: Any, **named: Any) -> Any:
        found = await run(function, *args, **named)
        if function is claim and found.runs and next(lost, False):
            raise OperationalError("", None, Exception("cut off"))
        return found

    monkeypatch.setattr(house.database, "run", loses)
    house.chats.latency = 1.5
    house.says(ANS, "hallo")
    house.lives(sends(house.post(), 1, meanwhile=lambda: house.says(BEA, "dag")))
    assert house.chats.seen(ANS) == ["hallo"]
    assert house.chats.seen(BEA) == ["dag"]
    assert counted(house.database)["outbox"] == 0


def test_a_killed_process_repeats_at_most_the_message_in_flight_of_each_chat(house: House) -> None:
    for chat in (ANS, BEA):
        house.says(chat, "deel", count=6)
    for seconds in (0.03, 0.06, 0.11, 0.17, 0.3):
        before = {chat: len(house.chats.seen(chat)) for chat in (ANS, BEA)}
        waited = counted(house.database)["outbox"]
        house.lives(breaks(house.post(), seconds))
        sent = sum(len(house.chats.seen(chat)) - before[chat] for chat in (ANS, BEA))
        assert sent - (waited - counted(house.database)["outbox"]) <= 2
    house.lives(sends(house.post()))
    for chat in (ANS, BEA):
        seen = house.chats.seen(chat)
        assert sorted(set(seen)) == [f"deel {index}" for index in range(6)]
        assert seen == sorted(seen)
        assert len(seen) <= 6 + 5


def test_what_a_killed_process_had_in_flight_is_taken_back_at_once(house: House) -> None:
    house.says(ANS, "hallo")
    house.lives(breaks(house.post(), 0.02))
    killed = house.loop.time()
    house.lives(sends(house.post(), 1))
    first, second = house.chats.times()
    assert first < killed < second < killed + 0.1


def test_a_process_that_wakes_up_after_its_lease_changes_nothing(house: House) -> None:
    stuck = asyncio.Event()

    async def answer(_chat: int, _call: Call) -> Delivered | None:
        if len(house.chats.asked) == 1:
            await stuck.wait()
            return Delivered(999)
        return None

    house.takes((ANS, Start()))
    house.chats.answer = answer
    asleep = house.post()
    other = house.post(database=house.database if house.database.is_sqlite else house.opened())

    async def story() -> None:
        running = asyncio.create_task(asleep.run())
        await asyncio.sleep(0.1)
        asleep._sender.stopping = True  # it claims nothing any more, but its send is still under way
        asleep.wake()
        await running
        await sends(other, 95)
        house.takes((ANS, Text("hoi")))
        stuck.set()
        await asyncio.sleep(0.2)

    house.lives(story())
    assert house.chats.seen(ANS) == ["Dag", "Dag", "Vraag 1"]
    assert house.live(ANS) == 102
    assert counted(house.database)["outbox"] == 3


def test_draining_finishes_what_is_in_flight_and_gives_back_the_rest(house: House) -> None:
    house.chats.latency = 1.0
    house.takes((ANS, Start()), (ANS, press(1)))

    async def story() -> float:
        post = house.post()
        running = asyncio.create_task(post.run())
        await asyncio.sleep(0.5)
        began = house.loop.time()
        await post.drain(4)
        await running
        return house.loop.time() - began

    assert house.lives(story()) < 0.6
    assert house.chats.seen(ANS) == ["Dag"]
    found = query(house.database, "SELECT key, owner FROM outbox ORDER BY id")
    assert found == [(f"update:{cause}", None) for cause in ("1:1", "2:0", "2:1", "2:2")]


def test_draining_waits_no_longer_than_it_is_told_to(house: House) -> None:
    house.chats.latency = 60.0
    house.says(ANS, "hallo")

    async def story() -> float:
        post = house.post()
        running = asyncio.create_task(post.run())
        await asyncio.sleep(0.5)
        began = house.loop.time()
        await post.drain(4)
        await running
        return house.loop.time() - began

    assert 4 <= house.lives(story()) < 4.1
    assert query(house.database, "SELECT owner FROM outbox") == [(None,)]


def test_a_long_text_goes_on_with_the_part_that_was_not_sent_yet(house: House) -> None:
    words = " ".join(["woord"] * 1500)
    house.says(ANS, words)
    house.chats.latency = 0.5
    house.lives(breaks(house.post(), 0.8))
    house.chats.latency = 0.05
    house.lives(sends(house.post()))
    first, second, again, third = house.chats.seen(ANS)
    assert second == again
    assert f"{first} {second} {third}" == words


def test_at_most_two_hundred_sends_are_open_at_once(house: House) -> None:
    house.chats.latency = 2.0
    for chat in range(1, 301):
        house.says(chat, "hallo")
    post = house.post(10_000)

    async def story() -> int:
        running = asyncio.create_task(post.run())
        await asyncio.sleep(1.5)
        most = len(house.chats.asked)
        await asyncio.sleep(8)
        await post.drain(3)
        await running
        return most

    assert house.lives(story()) == 200
    assert len(house.chats.asked) == 300


def test_a_post_that_can_mark_nothing_any_more_ends_loudly(house: House) -> None:
    async def answer(_chat: int, _call: Call) -> None:
        house.database.away.append(ZeroDivisionError("a fault of the programmer's"))

    house.says(ANS, "hallo", count=2)
    house.chats.answer = answer
    with pytest.raises(ZeroDivisionError):
        house.lives(house.post().run())
    assert house.chats.seen(ANS) == ["hallo 0"]


def test_what_was_behind_a_failure_waits_no_longer_than_that(house: House) -> None:
    house.takes((ANS, Start()))
    house.lives(sends(house.post()))
    start = house.loop.time()
    house.takes((ANS, Text("hoi")))
    house.chats.answer = refusing(Reaction, Failure("unreachable"), times=1)
    house.lives(sends(house.post()))
    assert house.chats.seen(ANS)[2:] == ["👍", "👍", "102 has 0 rows", "Vraag 2"]
    assert house.chats.asked[-1].at - start < 1
