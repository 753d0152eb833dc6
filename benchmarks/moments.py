"""A morning at which a thousand people are due, among ever more others; beside PTB's JobQueue.

    python benchmarks/moments.py                                        about ten minutes, and 4 GiB of disk
    python benchmarks/moments.py --people 10000,100000 --rounds 1 --jobs 1000
    python benchmarks/moments.py --keep /var/tmp/moments                a database that is there is used again

The database is a SQLite file and, where it is installed, a PostgreSQL of this run's own; both are synced at each
commit. Those who are due are people as ``population`` has them; the others are there for their number: copies of a
row as large as that of somebody new, and one in fifty has all the rows of somebody under way. **A claim** is the
transaction that takes a few moments, without turns; **a turn** is the whole: claim, load, turn with the shipped
dialogs, what is said sealed into the outbox, the next moment set, commit; but no sending. Then the bot itself
(``netwerkcoach run``) empties an outbox full of such messages, against a local server that answers at once.

Each is a process of its own. All sizes are measured before one is again, and medians printed. CPU is that of the
process; the server of PostgreSQL is another, and the clock tells of both.
"""

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from subprocess import run
from time import perf_counter, process_time

import leaving
import morning
import psutil
from morning import NOW

from bot.service import due
from bot.service.claim import Budget
from bot.service.turns import Turns
from bot.store.database import Database
from tests import postgres

APSCHEDULER = "APScheduler==3.11.0"
_IDLE_LOOKS = 200
_BUDGET = Budget(1000)
Measured = dict[str, float]


async def measure(url: str, key_file: Path, count: int) -> Measured:
    """What it takes to claim and to turn those who are due."""
    database, claims = Database(url, lambda: NOW), list[float]()
    turns = Turns(database, morning.coach(key_file), lambda: None)
    gc.freeze()  # as the bot does once it has read its dialogs
    for _ in range(-(-count // due.TOGETHER)):
        at = perf_counter()
        await database.run(due.claim, due.TOGETHER)
        claims.append(perf_counter() - at)
    morning.let_go(database)
    began, spent, turned = perf_counter(), process_time(), 0
    while seen_to := await due.see_to(database, turns, _BUDGET):
        turned += seen_to
    turning, turning_cpu = perf_counter() - began, process_time() - spent
    looks: list[float] = []
    for _ in range(_IDLE_LOOKS):
        at = perf_counter()
        await due.see_to(database, turns, _BUDGET)
        looks.append(perf_counter() - at)
    database.close()
    return {
        "turned": turned,
        "turning": 1000 * turning / turned,
        "turning CPU": 1000 * turning_cpu / turned,
        "claim": 1000 * median(claims),
        "claim p99": 1000 * quantiles(claims, n=100)[98],
        "look": 1000 * median(looks),
        "resident": psutil.Process().memory_info().rss / 2**20,
    }


@contextmanager
def _kinds(folder: Path) -> Iterator[dict[str, str]]:
    """For each kind of database that is there, the address of one of so many people."""
    with ExitStack() as stack:
        found = {"SQLite": f"sqlite:///{folder}/people-{{}}.sqlite"}
        if server := stack.enter_context(postgres.server(synced=True)):
            found["PostgreSQL"] = f"{server}/people_{{}}"
        yield found


def _alone(folder: Path, *words: object, path: str = "") -> Measured:
    """What another process of this benchmark prints."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": path}
    command = [sys.executable, *map(str, words)]
    done = run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603 -- ours
    if done.returncode:
        raise SystemExit(done.stderr)
    measured: Measured = json.loads(done.stdout)
    return measured


def _job_queue(folder: Path, jobs: int, count: int) -> Measured:
    """PTB's JobQueue, with the library that it needs fetched for this run alone."""
    place = folder / "packages"
    if not place.exists():
        words = ["-m", "pip", "install", "-q", "--no-deps", "--target", str(place), APSCHEDULER, "tzlocal"]
        run([sys.executable, *words], check=True)  # noqa: S603 -- ours
    return _alone(folder, Path(__file__).with_name("jobqueue.py"), jobs, count, path=str(place))


def _typical(results: Sequence[Measured]) -> Measured:
    return {name: median(one[name] for one in results) for name in results[0]}


def _grow(name: str, url: str, folder: Path, options: argparse.Namespace) -> Measured:
    """Prints what becomes of it with ever more people; what it was with the most."""
    found: dict[int, list[Measured]] = {people: [] for people in options.people}
    for people in options.people:
        began = perf_counter()
        made = morning.make(url.format(people), folder / "key", people, options.due)
        print(f"{name}, {people} people: {made} in {perf_counter() - began:.0f} s", flush=True)
    for _ in range(options.rounds):
        for people, results in found.items():
            morning.begin(url.format(people), folder / "key", options.due)
            measuring = ("--measure", url.format(people), "--key", folder / "key", "--due", options.due)
            results.append(_alone(folder, __file__, *measuring))
    print(f"\n{name}, {options.due} due, {due.TOGETHER} at once")
    names = ("turn ms", "CPU ms", "claim ms", "p99 ms", "look ms", "RSS MiB")
    print(f"  {'people':>9}{''.join(f'{one:>12}' for one in names)}")
    typical = {people: _typical(results) for people, results in found.items()}
    for people, one in typical.items():
        shown = (one["turning"], one["turning CPU"], one["claim"], one["claim p99"], one["look"])
        print(f"  {people:>9}{''.join(f'{each:12.2f}' for each in shown)}{one['resident']:12.0f}", flush=True)
    first, last = typical[min(typical)], typical[max(typical)]
    grown = ", ".join(f"{what} {last[what] / first[what]:.2f}" for what in ("turning", "turning CPU", "resident"))
    print(f"  from {min(typical)} to {max(typical)} people: times {grown}")
    print(f"  a day of {max(typical)} messages: {last['turning CPU'] * max(typical) / 3.6e6:.1f} hours of CPU\n")
    return last


async def _leave(name: str, url: str, folder: Path, options: argparse.Namespace) -> None:
    """Prints how many messages leave in a second, by budget."""
    for budget in options.budgets:
        people = round(budget * (options.seconds + leaving.LEAD))
        where = url.format(f"told_{people}")
        morning.make(where, folder / "key", people, people)
        await morning.say(where, folder / "key", people)
        one = await leaving.measure(where, folder / "key", budget, people, options.seconds)
        print(f"  {name}, budget {budget}: {one.rate:.1f} messages a second in {options.seconds:g} s,", end=" ")
        print(f"at most {one.most} in one; {one.cpu:.2f} ms of CPU each, {one.resident:.0f} MiB", flush=True)


def _beside(folder: Path, options: argparse.Namespace, ours: dict[str, Measured]) -> None:
    print("\nPTB's JobQueue, a job a day for each in memory; the jobs do nothing when they fire")
    names = ("jobs", "start-up s", "RSS MiB", "bytes a job", "due", "fired", "CPU ms each")
    print("  " + "".join(f"{one:>12}" for one in names))
    for jobs in options.jobs:
        queue = _typical([_job_queue(folder, jobs, min(options.due, jobs)) for _ in range(options.rounds)])
        fired = queue["fired"]
        shown = f"{queue['starting']:12.2f}{queue['resident']:12.0f}{queue['bytes']:12.0f}"
        firing = 1000 * queue["firing CPU"] / max(1, fired)
        print(f"  {jobs:>12}{shown}{min(options.due, jobs):>12}{fired:>12.0f}{firing:12.2f}", flush=True)
    for name, one in ours.items():
        print(f"  {name}: no start-up, {one['resident']:.0f} MiB for {max(options.people)} people", flush=True)


def _run(options: argparse.Namespace) -> None:
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="moments-")))
        folder.mkdir(parents=True, exist_ok=True)
        ours: dict[str, Measured] = {}
        for name, url in stack.enter_context(_kinds(folder)).items():
            ours[name] = _grow(name, url, folder, options)
            if options.seconds:
                asyncio.run(_leave(name, url, folder, options))
        if options.jobs:
            _beside(folder, options, ours)


def _numbers(written: str) -> list[int]:
    return [int(one) for one in written.split(",") if one]


def main() -> None:
    """Reads the options and runs it."""
    parser = argparse.ArgumentParser(description="A morning of moments, beside PTB's JobQueue.")
    parser.add_argument("--people", type=_numbers, default=[10_000, 100_000, 1_000_000], help="in the database")
    parser.add_argument("--due", type=int, default=1000, help="how many of them are due in the same minute")
    parser.add_argument("--rounds", type=int, default=3, help="medians of so many rounds")
    parser.add_argument("--jobs", type=_numbers, default=[1000, 10_000, 100_000], help="held by the JobQueue")
    parser.add_argument("--budgets", type=_numbers, default=[30, 1000], help="messages a second")
    parser.add_argument("--seconds", type=float, default=5, help="how long messages leave (0: none does)")
    parser.add_argument("--keep", type=Path, help="a folder in which the databases stay")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--key", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(asyncio.run(measure(options.measure, options.key, options.due))))
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))  # so that what was made is taken away
        _run(options)


if __name__ == "__main__":
    main()
