"""Pictures and documents as they leave: made once, beside the sender, and in nobody's way."""

import asyncio
import multiprocessing
import os
import pickle
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from msgspec import Struct, field
from msgspec.structs import replace
from structlog.testing import capture_logs

from bot.engine.conversation import Conversation, Turn
from bot.engine.effects import Effect, Forget, Meet, Message, Save, Show
from bot.engine.inputs import Input, Text
from bot.engine.people import Contact
from bot.engine.script import Script
from bot.engine.values import Line
from bot.engine.world import World
from bot.render.calls import Call, Present
from bot.render.showing import Made
from bot.service import studio
from bot.service.claim import Budget, claim
from bot.service.deliver import Post
from bot.service.messenger import Delivered
from bot.service.retry import Failure
from bot.service.studio import Beside, Studio
from bot.service.turn import Coach, Received
from tests import shipped
from tests.service.ledger import query, takes
from tests.service.telegram import Chats
from tests.service.virtual import AtOnce, InlineDatabase, VirtualLoop, passes
from tests.stage import coach_of

ANS, BEA = 11, 22
SORRY = "Dat lukt nu niet."
DAY = "2026-03-02"


def showing(what: str, since: str = "") -> Show:
    return Show(what, DAY, since, (Line("Zie hier."),), Line(SORRY))


def advance(_script: Script, conversation: Conversation, given: Input, _world: World) -> Turn:
    """She is shown what she names; a few words do something else."""
    assert isinstance(given, Text)
    effects: tuple[Effect, ...]
    match given.text.split():
        case ["hoi"]:
            effects = (Message((Line("Dag"),)),)
        case ["ken", name]:
            effects = (Meet(f"@{len(_world.contacts) + 1}", Contact(name, circle="klanten", ring="kern")),)
        case ["zeg", *words]:
            kept = Save(conversation.asked + 1, "prijs", "plan", "prijs_plan", " ".join(words))
            return Turn(replace(conversation, asked=conversation.asked + 1), (kept,))
        case ["donker"]:
            return Turn(replace(conversation, answers={**conversation.answers, "plaatjes": "donker"}), ())
        case ["vergeet"]:
            effects = (Forget(),)
        case _:
            effects = (showing(given.text), Message((Line("En verder?"),)))
    return Turn(conversation, effects)


class Crew(Executor):
    """Does nothing by itself: what is asked of it waits for the test."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...], Future[Any]]] = []
        self.ended = False

    def submit(self, function: Any, /, *args: Any, **_named: Any) -> Any:
        self.asked.append((function, args, Future()))
        return self.asked[-1][2]

    def works(self) -> None:
        asked, self.asked = self.asked, []
        for function, args, future in asked:
            if future.set_running_or_notify_cancel():
                future.set_result(function(*args))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is
        assert not wait
        assert cancel_futures
        self.ended = True


class House(Struct, dict=True):
    url: str
    coach: Coach
    loop: VirtualLoop = field(default_factory=VirtualLoop)
    chats: Chats = field(default_factory=Chats)
    updates: int = 0

    def __post_init__(self) -> None:
        self.database = InlineDatabase(self.url, self.loop)

    def says(self, chat: int, words: str) -> None:
        self.updates += 1
        at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        (outcome,) = takes(
            self.database, self.coach, Received(f"update:{self.updates}", chat, Text(words, 1), at, "nl")
        )
        assert outcome.result == "taken", outcome

    def sends(self, hire: Callable[[], Executor] = AtOnce, seconds: float = 5, *then: Callable[[], None]) -> None:
        """Sends what waits for some seconds; and after each of these things again."""
        chance = random.Random(1).random  # noqa: S311 - repeats itself
        makes = Studio(self.database, self.coach.keys, lambda: self.coach.script, hire)
        post = Post(self.database, self.coach.keys, self.chats, 30, chance, makes)
        passes(self.loop, self._sends(post, seconds, *then))

    async def _sends(self, post: Post, seconds: float, *then: Callable[[], None]) -> None:
        running = asyncio.create_task(post.run())
        await asyncio.sleep(seconds)
        for one in then:
            one()
            post.wake()
            await asyncio.sleep(seconds)
        await post.drain(3)
        await running

    def shown(self, chat: int = ANS) -> list[Present]:
        calls = (one.call for one in self.chats.asked if one.chat == chat)
        return [call for call in calls if isinstance(call, Present)]


@pytest.fixture(scope="module")
def real() -> Coach:
    script = shipped.script()
    return replace(coach_of(script), advance=advance)


@pytest.fixture
def house(url: str, real: Coach) -> Iterator[House]:
    house = House(url, real)
    yield house
    house.database.close()
    house.loop.close()


def test_a_picture_comes_with_words_for_who_cannot_see_it_and_before_what_is_said_after_it(house: House) -> None:
    house.says(ANS, "map")
    house.sends()
    (picture,) = house.shown()
    assert picture.content.startswith(b"\x89PNG")
    assert len(picture.content) < 200_000
    words, twin = picture.html.split("\n\n", 1)
    assert words == "Zie hier."
    assert twin
    assert house.chats.seen(ANS) == [f"(map.png) {picture.html}", "En verder?"]


@pytest.mark.parametrize("what", ["then_now", "lines", "scores", "rhythm", "course", "week"])
def test_every_picture_can_be_shown(house: House, what: str) -> None:
    house.says(ANS, what)
    house.sends()
    assert [one.name for one in house.shown()] == [f"{what}.png"]


def test_a_time_can_be_told_in_words_where_a_picture_would_stand(house: House) -> None:
    house.says(ANS, "zeg Als het vrijdag is.")
    for _ in range(2):
        house.says(ANS, "review")
        house.sends()
    assert not house.shown()
    told, after, *again = house.chats.seen(ANS)
    assert told.startswith("Zie hier.\n\n2 maart 2026\n\n<b>Wat je deed</b>\nOp 1 dag")
    assert "“Als het vrijdag is.”" in told
    assert (after, again) == ("En verder?", [told, after])


def test_the_same_picture_is_not_sent_twice_but_by_the_messengers_own_id(house: House) -> None:
    house.says(ANS, "map")
    house.sends()
    house.says(ANS, "map")
    house.sends()
    first, second = house.shown()
    assert (second.file, second.content) == ("file 101", b"")
    assert second.html == first.html


def test_once_something_changed_it_is_made_anew(house: House) -> None:
    house.says(ANS, "map")
    house.sends()
    house.says(ANS, "ken Fatima")
    house.says(ANS, "map")
    house.sends()
    first, second = house.shown()
    assert second.content
    assert second.shows != first.shows


def test_another_persons_picture_is_her_own(house: House) -> None:
    house.says(ANS, "ken Fatima")
    for chat in (ANS, BEA):
        house.says(chat, "map")
    house.sends()
    assert house.shown(ANS)[0].shows != house.shown(BEA)[0].shows
    assert house.shown(BEA)[0].content


def test_a_file_that_the_messenger_lost_is_made_and_sent_again(house: House) -> None:
    house.says(ANS, "map")
    house.sends()

    async def knows_none(_chat: int, call: Call) -> Delivered | Failure | None:
        return Failure("refused") if isinstance(call, Present) and call.file else None

    house.chats.answer = knows_none
    house.says(ANS, "map")
    house.sends()
    assert [bool(one.content) for one in house.shown()] == [True, False, True]
    assert house.chats.seen(ANS)[-1] == "En verder?"


def test_what_the_messenger_refuses_becomes_a_sentence_too_and_is_laid_aside(house: House) -> None:
    async def refuses(_chat: int, call: Call) -> Delivered | Failure | None:
        return Failure("refused", description="Bad Request") if isinstance(call, Present) else None

    house.chats.answer = refuses
    house.says(ANS, "map")
    house.sends()
    assert house.chats.seen(ANS)[1:] == [SORRY, "En verder?"]
    assert query(house.database, "SELECT what FROM laid_aside") == [("delivery",)]


def test_what_cannot_be_made_becomes_a_sentence_and_the_talk_goes_on(house: House) -> None:
    class Breaking(AtOnce):
        def submit(self, *_args: Any, **_named: Any) -> Any:
            return super().submit(int, "geen getal van Fatima")

    house.says(ANS, "map")
    with capture_logs() as logs:
        house.sends(Breaking)
    assert house.chats.seen(ANS) == [SORRY, "En verder?"]
    assert "Fatima" not in str(logs)


def test_what_is_the_same_for_many_is_packed_once_and_small_is_what_is_her_own(house: House) -> None:
    orders: list[studio.Order] = []

    class Watching(AtOnce):
        def submit(self, function: Any, /, *args: Any, **named: Any) -> Any:
            orders.append(args[0])
            return super().submit(function, *args, **named)

    for chat in (ANS, BEA):
        house.says(chat, "week")
    house.sends(Watching)
    ans, bea = orders
    assert ans.shared is bea.shared
    assert len(pickle.dumps(replace(ans, shared=b""))) < 5000


def test_after_a_heavy_document_another_worker_is_hired(house: House) -> None:
    hired: list[Crew] = []

    def hire() -> Executor:
        hired.append(Crew())
        return hired[-1]

    def makes() -> None:
        hired[0].asked.pop()[2].set_result((Made("netwerkcoach.pdf", "1", "", bytes(studio.HEAVY + 1)), ""))

    house.says(ANS, "workbook")
    house.sends(hire, 1, makes, lambda: house.says(ANS, "week"), lambda: hired[1].works())  # noqa: PLW0108 - as below
    assert hired[0].ended
    assert not hired[1].ended
    assert [one.name for one in house.shown()] == ["netwerkcoach.pdf", "week.png"]


def test_after_a_worker_that_died_another_one_is_hired(house: House) -> None:
    hired: list[Crew] = []

    def hire() -> Executor:
        hired.append(Crew())
        return hired[-1]

    def dies() -> None:
        hired[0].asked[0][2].set_exception(BrokenProcessPool())

    house.says(ANS, "map")
    house.sends(hire, 1, dies, lambda: house.says(ANS, "week"), lambda: hired[1].works())  # noqa: PLW0108 - it is hired by then
    assert hired[0].ended
    assert SORRY in house.chats.seen(ANS)
    assert [one.name for one in house.shown()] == ["week.png"]


def test_who_waits_sees_that_something_is_coming(house: House) -> None:
    crew = Crew()
    house.says(ANS, "workbook")
    house.sends(lambda: crew, 9, crew.works)
    assert house.chats.seen(ANS)[:3] == ["...", "...", "..."]
    assert [one.name for one in house.shown()] == ["netwerkcoach.pdf"]
    assert house.chats.seen(ANS)[-1] == "En verder?"


def test_nobody_waits_for_somebody_elses_picture(house: House) -> None:
    crew = Crew()
    for chat in range(100, 150):
        house.says(chat, "map")
    house.says(BEA, "hoi")
    house.sends(lambda: crew, 2)
    assert house.chats.seen(BEA) == ["Dag"]
    assert house.chats.times()[0] < 0.2


def test_who_waits_for_many_others_gets_hers_in_the_end(house: House) -> None:
    crew = Crew()
    for chat in (ANS, BEA):
        house.says(chat, "map")
    house.sends(lambda: crew, 8, crew.works, crew.works, crew.works)
    assert [len(house.shown(chat)) for chat in (ANS, BEA)] == [1, 1]


def test_what_was_made_for_somebody_who_is_forgotten_by_then_is_not_sent(house: House) -> None:
    crew = Crew()
    house.says(ANS, "ken Fatima")
    house.says(ANS, "map")
    house.sends(lambda: crew, 1, lambda: house.says(ANS, "vergeet"), crew.works)
    assert not house.shown()
    assert query(house.database, "SELECT count(*) FROM shown_files") == [(0,)]


def test_nothing_of_what_was_shown_can_be_read_in_the_database(house: House) -> None:
    house.says(ANS, "map")
    house.sends()
    ((sealed,),) = query(house.database, "SELECT sealed FROM shown_files")
    assert b"file" not in bytes(sealed)


def test_the_process_beside_lets_others_go_first_and_ends_at_once_with_us(tmp_path: Path) -> None:
    crew = Beside()
    nice = crew.submit(os.nice, 0).result(timeout=30)
    assert nice == min(os.nice(0) + 10, 19)
    if sys.platform == "linux":
        assert crew.submit(os.sched_getscheduler, 0).result(timeout=30) == os.SCHED_IDLE
    (process,) = (psutil.Process(child.pid) for child in multiprocessing.active_children())
    os.mkfifo(work := tmp_path / "work")
    crew.submit(work.read_bytes)
    with work.open("wb"):  # opens once it is read from, in the middle of work that does not end by itself
        crew.shutdown(wait=False, cancel_futures=True)
        _, living = psutil.wait_procs([process], timeout=30)  # the pool waits for it as well
    assert not living


def test_making_something_is_given_a_time_after_which_the_process_ends(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarms: list[int] = []
    monkeypatch.setattr("bot.service.studio.signal.alarm", alarms.append)
    house.says(ANS, "map")
    house.sends()
    assert alarms == [studio.LONGEST, 0]


def test_whoever_likes_it_dark_gets_it_dark(house: House) -> None:
    house.says(ANS, "map")
    house.sends()
    house.says(ANS, "donker")
    house.says(ANS, "map")
    house.sends()
    light, dark = house.shown()
    assert light.shows != dark.shows
    assert light.html == dark.html


def test_a_kill_repeats_a_picture_or_what_comes_after_it_and_never_both(house: House) -> None:
    house.says(ANS, "map")
    with house.database.transaction() as connection:
        (run,) = claim(connection, "me", Budget(30), 100, lambda: 0.0).runs
    assert [slotted.row.kind for slotted in run] == ["show"]


def test_a_picture_takes_no_slot_of_the_budget_while_it_waits_to_be_made(house: House) -> None:
    for chat in range(100, 150):
        house.says(chat, "map")
    with house.database.transaction() as connection:
        claimed = claim(connection, "me", Budget(1), 100, lambda: 0.0)
    assert len(claimed.runs) == 50
