"""A year of two thousand people on a clock of our own: both changes of the clocks, stops, pauses, travel, silence.

Each moment goes through the engine's own turn; only the database and the messenger are left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

import pytest
from msgspec import Struct, field
from msgspec.structs import replace

from bot.coaching.calendar import WEEK
from bot.coaching.moments import DAILY, PLAN, SILENCE, chosen_time, days_of_messages, is_quiet
from bot.coaching.plans import Plan, moment_of, plans_of, with_plan
from bot.coaching.repertoire import REPERTOIRE
from bot.engine.advance import advance
from bot.engine.compile import compile_script
from bot.engine.conversation import Conversation
from bot.engine.effects import Count, Message
from bot.engine.inputs import Command, Input, Moment
from bot.engine.saying import done_key
from bot.engine.script import Script
from bot.engine.values import Value
from bot.engine.world import World
from bot.engine.zones import zone_of
from bot.service.writing import SPREAD
from tests.engine.conftest import sources

PEOPLE = 2000
FROM, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ZONES = (
    "Europe/Amsterdam", "Europe/Amsterdam", "Europe/London", "America/New_York", "America/Paramaribo",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Kiritimati", "Africa/Casablanca",
)  # fmt: skip
STOPS = (
    (datetime(2027, 2, 8, 7, 55, tzinfo=UTC), timedelta(minutes=40)),
    (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), timedelta(hours=9)),
    (datetime(2027, 5, 3, 6, 0, tzinfo=UTC), timedelta(days=4)),
    (datetime(2027, 9, 14, 17, 0, tzinfo=UTC), timedelta(hours=11)),
    (datetime(2027, 10, 31, 0, 10, tzinfo=UTC), timedelta(hours=2)),
)
"""When the bot stands still, and for how long."""
DIALOGS = {
    "vandaag.yaml": "dialog: vandaag\ntitle: Vandaag\naside: true\nnodes:\n  iets:\n    end: Iets.\n",
    "stilte.yaml": "dialog: stilte\ntitle: Stilte\naside: true\nnodes:\n  vraag:\n    end: Stil.\n",
    "plan.yaml": (
        "dialog: plan\ntitle: Plan\naside: true\npassing: [plan_tekst]\nnodes:\n"
        "  wat:\n    set: {plan_tekst: {text: '{plan_nu}'}}\n"
        "  gezegd:\n    do: {say_plan: {words: plan_tekst}}\n  zeg:\n    end: '{plan_tekst}'\n"
    ),
}


@pytest.fixture(scope="module")
def script() -> Script:
    files = {**sources(), **DIALOGS}
    files["commands.yaml"] = "moments: {daily: vandaag, silence: stilte, plan: plan}\n" + files["commands.yaml"]
    compiled = compile_script(files, {}, REPERTOIRE)
    assert compiled.script, compiled.problems
    return compiled.script


class Came(NamedTuple):
    """A message that came: of which kind, when by her own clock, and the time of day that she wanted then."""

    kind: str
    at: datetime
    clock: time | None


class Somebody(Struct):
    """One person's year: what came and when, what was let go, and what she did herself."""

    script: Script
    chance: Random
    conversation: Conversation
    jitter: timedelta
    answers_in: int
    now: datetime = FROM
    came: list[Came] = field(default_factory=list)
    stirred: set[date] = field(default_factory=set)
    replies: list[datetime] = field(default_factory=list)
    dropped: int = 0

    def take(self, given: Input) -> None:
        """One turn, at this moment."""
        turn = advance(self.script, self.conversation, given, World(self.local()))
        self.conversation = turn.conversation
        if isinstance(given, Moment) and any(isinstance(effect, Message) for effect in turn.effects):
            self.came.append(Came(given.kind, self.local(), chosen_time(self.conversation.answers)))
        self.dropped += sum(isinstance(effect, Count) and effect.event == "dropped" for effect in turn.effects)

    def local(self) -> datetime:
        """Now, on her own clock."""
        return self.now.astimezone(zone_of(self.conversation.answers))

    def change(self, answers: Mapping[str, Value | None]) -> None:
        """She changes what she told, and a turn follows that settles her moments."""
        held = {**self.conversation.answers, **answers}
        kept = {name: value for name, value in held.items() if value is not None}
        self.conversation = replace(self.conversation, answers=kept)
        self.stirred |= {self.local().date() + timedelta(days=days) for days in (-1, 0, 1)}
        self.take(Command("nergens"))

    def due(self) -> Iterator[tuple[datetime, str]]:
        """What is set for her, as the database has it: people who chose the same time come a little apart."""
        for kind, at in self.conversation.moments.items():
            yield at + (self.jitter if kind != PLAN else timedelta()), kind
        yield from ((at, "") for at in self.replies)

    def live(self, until: datetime) -> None:
        """Lets time pass; what falls in a stop comes when the bot is back."""
        while (found := min(self.due(), default=None)) and _runs(found[0]) < until:
            self.now = max(self.now, _runs(found[0]))
            self.take(Moment(found[1]) if found[1] else Command("nergens"))
            if not found[1]:
                self.replies.remove(found[0])
            elif self.came and self.came[-1].at == self.local() and self.chance.randrange(self.answers_in) == 0:
                self.replies.append(self.now + timedelta(seconds=self.chance.randrange(1, 20_000)))
        self.now = max(self.now, until)


def _runs(at: datetime) -> datetime:
    """The first moment from this one on at which the bot runs."""
    return next((begin + length for begin, length in STOPS if begin <= at < begin + length), at)


def _somebody(script: Script, number: int) -> Somebody:
    chance = Random(number)  # noqa: S311 -- made-up people, the same in every run
    clock = f"{chance.randrange(24):02}:{chance.choice(('00', '15', '30'))}"
    answers: dict[str, Value] = {
        done_key(script.first): 1,
        "zone": chance.choice(ZONES),
        "dagvraag_moment": chance.choice(("ochtend", "ochtend", "middag", "avond", "tijd")),
        "dagvraag_tijd": clock,
        "weekblik_dag": chance.choice((*WEEK, "geen")),
    }
    if chance.random() < 0.4:
        answers["dagvraag_dagen"] = tuple(sorted(chance.sample(WEEK, chance.randrange(1, 8))))
    conversation = Conversation(asked=1, answers=answers)
    return Somebody(
        script,
        chance,
        conversation,
        timedelta(seconds=chance.randrange(SPREAD)),
        chance.choice((1, 4, *[30] * 30)),
    )


def _year(somebody: Somebody) -> None:
    """Her year, with what she does herself on some days of it."""
    chance = somebody.chance
    somebody.take(Command("nergens"))
    days = sorted(chance.sample(range(1, 364), 6))
    for number, day in enumerate(days):
        somebody.live(FROM + timedelta(days=day, minutes=chance.randrange(1440)))
        today = somebody.local().date()
        match number:
            case 0 | 3:
                somebody.change({"zone": chance.choice(ZONES)})
            case 1:
                somebody.change({"pauze_tot": (today + timedelta(days=chance.randrange(3, 20))).isoformat()})
            case 2:
                somebody.change({"dagvraag_moment": chance.choice(("ochtend", "middag", "avond"))})
            case _:
                plan = Plan(f"plan {number}", (today + timedelta(days=2)).isoformat(), "10:30")
                somebody.change(with_plan(somebody.conversation.answers, plan))
    somebody.live(UNTIL)


def test_a_year_of_two_thousand_people(script: Script) -> None:
    kinds: Counter[str] = Counter()
    for number in range(PEOPLE):
        somebody = _somebody(script, number)
        _year(somebody)
        kinds.update(one.kind for one in somebody.came)
        _at_most_one_a_day(somebody)
        _none_in_quiet_hours(somebody)
        _every_plan_was_said(somebody)
        _none_missed(somebody)
    assert kinds[DAILY] > 20 * PEOPLE
    assert kinds[SILENCE] > PEOPLE / 2


def _at_most_one_a_day(somebody: Somebody) -> None:
    unasked = [one.at.date() for one in somebody.came if one.kind != PLAN]
    assert len(set(unasked)) == len(unasked), "two unplanned messages on one of her days"
    assert unasked == sorted(unasked)


def _none_in_quiet_hours(somebody: Somebody) -> None:
    for one in somebody.came:
        if one.kind != PLAN and one.clock and not is_quiet(one.clock):
            assert not is_quiet(one.at.time()), f"{one.kind} at {one.at}"


def _every_plan_was_said(somebody: Somebody) -> None:
    answers = somebody.conversation.answers
    told = [plan for plan in plans_of(answers) if plan.said]
    assert len(told) == sum(one.kind == PLAN for one in somebody.came), "a plan was said twice"
    assert all(_runs(moment_of(plan, answers)) >= UNTIL for plan in plans_of(answers) if not plan.said)


def _none_missed(somebody: Somebody) -> None:
    """Whoever answers everything misses no day that she chose, but for stops, pauses and changes of her own."""
    if somebody.answers_in > 1:
        return
    answers = somebody.conversation.answers
    hers = days_of_messages(answers)
    came = {one.at.date() for one in somebody.came if one.kind != PLAN}
    last = somebody.came[-1].at.date()
    day = last - timedelta(days=28)
    changed = str(answers.get("pauze_tot", ""))
    while day < last:
        if WEEK[day.weekday()] in hers and day.isoformat() > changed:
            assert day in came or day in somebody.stirred, f"nothing on {day}"
        day += timedelta(days=1)
