"""Moments that come: many people in a database, of whom some are due in the same minute; beside PTB's JobQueue.

    python benchmarks/moments.py                           about five minutes, and 2 GiB of disk
    python benchmarks/moments.py --people 100000 --jobs 10000 --rounds 1

The database is a SQLite file that is synced at each commit and, where it is installed, a PostgreSQL of this run's
own. In each, those who are due are real people with a network; the others are there for their number: copies of a
row as large as theirs. **Finding** is the transaction that claims a batch, without turns; **turns** is the whole:
claim, turn with the shipped dialogs, what is said sealed into the outbox, the next moment set; but no sending.
The JobQueue is given fewer jobs, as many as it can bear, and jobs that do nothing. Each is a process of its own;
what is compared is their CPU, which others on the machine disturb least.
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from subprocess import run
from time import perf_counter, process_time
from typing import Any

import psutil
from sqlalchemy import create_engine, text

from bot import resources
from bot.service import due
from bot.service.claim import Budget
from bot.service.turn import Coach
from bot.service.turns import Turns
from bot.store import keys, schema
from bot.store.database import Database
from bot.store.keys import Keys
from tests import awaiting, postgres

APSCHEDULER = "APScheduler==3.11.0"
_IDLE_LOOKS = 200
_BUDGET = Budget(1000)
_OTHERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :others)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, :others))",
}
_PEOPLE = """INSERT INTO people (chat, key, language, state, met_at, seen_at)
SELECT :chat + i, key, language, state, met_at, seen_at FROM n, (SELECT * FROM people LIMIT 1) AS one"""
_MOMENTS = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', :after, '+' || (chat % 80000) || ' seconds')",
    "postgresql": "CAST(:after AS timestamptz) + (chat % 80000) * interval '1 second'",
}


def fill(url: str, key_file: Path, people: int, count: int) -> None:
    """Writes the database: so many people, of whom ``count`` are due now; the others tomorrow, hour after hour."""
    now = datetime.now(UTC)
    database = Database(url)
    schema.migrate(database)
    script, master = _coach(key_file).script, Keys(keys.kept(key_file))
    dialect = "sqlite" if database.is_sqlite else "postgresql"
    with database.transaction() as connection:
        awaiting.settle(connection, master, range(1, count + 1), awaiting.by_day(script, now))
        after = f"{now + timedelta(days=1):%Y-%m-%d %H:%M:%S}"
        after += "" if database.is_sqlite else "+00"
        given = {"others": people - count, "chat": count, "after": after}
        connection.execute(text(f"{_OTHERS[dialect]} {_PEOPLE}"), given)
        moment = f"SELECT id, 'daily', 'then', {_MOMENTS[dialect]} FROM people WHERE chat > :chat"  # noqa: S608 -- ours
        connection.execute(text(f"INSERT INTO moments (person, kind, subject, due_at) {moment}"), given)
    if not database.is_sqlite:
        with database.connect() as connection:
            connection.execute(text("ANALYZE"))
    database.close()


def _coach(key_file: Path) -> Coach:
    script = resources.compiled().script
    if script is None:
        raise SystemExit("the dialogs cannot be used; see: netwerkcoach check")
    master = Keys(keys.kept(key_file))
    return Coach(script, master, script.common["group"][0], script.common["stranger_button"][0])


async def measure(url: str, key_file: Path, count: int) -> dict[str, float]:
    """What it takes to find, to claim and to take those who are due."""
    coach, database = _coach(key_file), Database(url)
    found: list[float] = []
    began, spent = perf_counter(), process_time()
    for _ in range(-(-count // due.TOGETHER)):
        at = perf_counter()
        await database.run(due.claim, due.TOGETHER)
        found.append(perf_counter() - at)
    finding, finding_cpu = perf_counter() - began, process_time() - spent
    with database.transaction() as connection:
        connection.execute(text("UPDATE moments SET leased_until = NULL WHERE leased_until IS NOT NULL"))
    turns = Turns(database, coach, lambda: None)
    began, spent, taken = perf_counter(), process_time(), 0
    while seen_to := await due.see_to(database, turns, _BUDGET):
        taken += seen_to
    taking, taking_cpu = perf_counter() - began, process_time() - spent
    idle: list[float] = []
    for _ in range(_IDLE_LOOKS):
        at = perf_counter()
        await due.see_to(database, turns, _BUDGET)
        idle.append(perf_counter() - at)
    database.close()
    return {
        "finding": finding,
        "finding CPU": finding_cpu,
        "claim p50": 1000 * median(found),
        "claim p99": 1000 * quantiles(found, n=100)[98],
        "idle p50": 1000 * median(idle),
        "taken": taken,
        "taking": taking,
        "taking CPU": taking_cpu,
        "resident": psutil.Process().memory_info().rss / 2**20,
    }


@contextmanager
def _databases(folder: Path) -> Iterator[dict[str, str]]:
    """The address of an empty database of each kind that is there."""
    with ExitStack() as stack:
        found = {"SQLite": f"sqlite:///{folder}/coach.sqlite"}
        if server := stack.enter_context(postgres.server()):
            found["PostgreSQL"] = f"{server}/moments"
            with create_engine(
                f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
            ).connect() as connection:
                connection.execute(text("CREATE DATABASE moments"))
        yield found


def _alone(folder: Path, *words: object, path: str = "") -> dict[str, float]:
    """What another process of this benchmark prints."""
    command = [sys.executable, *map(str, words)]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": path}
    done = run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603 -- ours
    if done.returncode:
        raise SystemExit(done.stderr)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _job_queue(folder: Path, jobs: int, count: int) -> dict[str, float]:
    """PTB's JobQueue, with the library that it needs fetched for this run alone."""
    place = folder / "packages"
    if not place.exists():
        words = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            str(place),
            APSCHEDULER,
            "tzlocal",
        ]
        run(words, check=True)  # noqa: S603 -- ours
    return _alone(folder, Path(__file__).with_name("jobqueue.py"), jobs, count, path=str(place))


def _typical(results: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: median(one[name] for one in results) for name in results[0]}


def _tell(name: str, people: int, one: dict[str, Any], count: int) -> None:
    print(f"\n{name}, {people} people, {count} due, {due.TOGETHER} at once", flush=True)
    print(f"  finding and claiming  {_rate(count, one, 'finding')}")
    print(f"  one claim             {one['claim p50']:8.2f} ms (p99 {one['claim p99']:.2f})")
    print(f"  a look, nothing due   {one['idle p50']:8.2f} ms")
    print(f"  turns of moments      {_rate(one['taken'], one, 'taking')}, {one['taken']:.0f} in all")
    print(f"  resident              {one['resident']:8.0f} MiB", flush=True)


def _rate(count: float, one: dict[str, Any], what: str) -> str:
    return f"{count / one[what]:8.0f} a second, {1000 * one[f'{what} CPU'] / max(1, count):.3f} ms of CPU each"


def _beside(name: str, ours: dict[str, float], queue: dict[str, float], people: int, count: int) -> None:
    firing = queue["firing CPU"] / max(1, queue["fired"])
    claims, turns = ours["finding CPU"] / count / firing, ours["taking CPU"] / max(1, ours["taken"]) / firing
    print(f"  {name}: a claim costs {claims:.1f} times the CPU of firing a job that does nothing,")
    print(f"    a whole turn {turns:.0f} times; {ours['resident']:.0f} MiB for {people} people,")
    print(f"    where the jobs alone would take {queue['bytes'] * people / 2**20:.0f} MiB")


def _run(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="moments-") as place, _databases(Path(place)) as databases:
        folder, measured = Path(place), {}
        for name, url in databases.items():
            results = []
            for _ in range(options.rounds):
                began = perf_counter()
                _emptied(url)
                fill(url, folder / "key", options.people, options.due)
                print(f"{name}: filled in {perf_counter() - began:.0f} s", flush=True)
                results.append(
                    _alone(folder, __file__, "--measure", url, "--key", folder / "key", "--due", options.due)
                )
            measured[name] = _typical(results)
            _tell(name, options.people, measured[name], options.due)
        queue = _typical([_job_queue(folder, options.jobs, options.due) for _ in range(options.rounds)])
        _tell_queue(queue, options.jobs, options.due)
        for name, ours in measured.items():
            _beside(name, ours, queue, options.people, options.due)


def _tell_queue(queue: dict[str, float], jobs: int, count: int) -> None:
    print(f"\nPTB's JobQueue, {jobs} jobs in memory, {count} due in one second")
    print(f"  scheduling            {jobs / queue['scheduling']:8.0f} a second")
    print(f"  firing                {_rate(queue['fired'], queue, 'firing')}, {queue['fired']:.0f} in all")
    print(f"  resident              {queue['resident']:8.0f} MiB, {queue['bytes']:.0f} bytes a job\n")


def _emptied(url: str) -> None:
    if url.startswith("sqlite"):
        for file in Path(url.removeprefix("sqlite:///")).parent.glob("coach.sqlite*"):
            file.unlink()
        return
    database = Database(url)
    with database.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()


def main() -> None:
    """Reads the options and runs it."""
    parser = argparse.ArgumentParser(description="Moments that come, beside PTB's JobQueue.")
    parser.add_argument("--people", type=int, default=1_000_000, help="how many people are in the database")
    parser.add_argument("--due", type=int, default=5000, help="how many of them are due in the same minute")
    parser.add_argument("--jobs", type=int, default=100_000, help="how many jobs the JobQueue holds")
    parser.add_argument("--rounds", type=int, default=3, help="medians of so many rounds")
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
