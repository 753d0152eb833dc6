"""Turns a second: this coach beside what else there is, over the same local server, in one run.

    python benchmarks/turns.py                          everything: about 15 minutes
    python benchmarks/turns.py --people 100 --seconds 3 --rounds 1 --only coach,ptb

Each bot is a process of its own that polls; the server and the people live in this one. **At once**: each person
does the next thing when her answer is there, so that as many updates wait as there are people, and the time to an
answer is mostly waiting. **Paced**: updates come at a fixed rate, whatever becomes of them, and the time to an
answer counts from when an update was to come. Nothing is pinned to a processor. Rounds are interleaved, and
medians printed.

An update is answered when a message for that person arrives at the server, or, where she ticked a box, the changed
keyboard. The coach talks its own conversation with people it knows, presses and words mixed, on a SQLite file that
is synced at each commit; what else it calls (acknowledging a press, noting the choice) is counted. The other bots
say one constant sentence to a word.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from subprocess import DEVNULL
from time import perf_counter

import acquaintance
import psutil
from msgspec import Struct
from server import Crowd, end

COACH = "coach"
CONTESTANTS = (COACH, "ptb", "ptb-concurrent", "ptb-aiohttp", "ptb-conversation", "bare")
_WARM_SECONDS = 5.0
_PACED_PEOPLE = 2000
_TOKEN = "777000:benchmark"  # noqa: S105 -- no secret


class Result(Struct, frozen=True):
    """What one bot did in one round."""

    rate: float
    cpu: float
    p50: float
    p99: float
    resident: float
    calls: float
    late: float = 0


class Known(Struct, frozen=True):
    """The database of people whom the coach knows, to be copied for each round."""

    folder: Path
    people: int

    def copy_to(self, folder: Path) -> None:
        """Puts it where a bot will find it."""
        for name in ("coach.sqlite", "coach.key"):
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, folder / name)


class Load(Struct, frozen=True):
    """How people come: all at once, or (with a rate) so many updates a second."""

    people: int
    seconds: float
    rate: float = 0.0


async def measure(name: str, load: Load, known: Known | None) -> Result:
    """One bot, under this load."""
    crowd = Crowd(load.people, buttons=name == COACH)
    url = await crowd.start()
    with tempfile.TemporaryDirectory(prefix="turns-") as place:
        folder = Path(place)
        if known and name == COACH:
            known.copy_to(folder)
        process = await _started(name, url, folder)
        try:
            async with asyncio.timeout(60):
                await crowd.polled.wait()
            return await _measured(crowd, load, psutil.Process(process.pid))
        finally:
            await end(process)
            await crowd.stop()


async def _measured(crowd: Crowd, load: Load, bot: psutil.Process) -> Result:
    for chat in crowd.people if not load.rate else ():
        crowd.offer(chat)
    if load.rate:
        await crowd.pace(load.rate, _WARM_SECONDS)
    else:
        await _warm(crowd)
    crowd.begin()
    before, began = _cpu(bot), perf_counter()
    if load.rate:
        await crowd.pace(load.rate, load.seconds)
    else:
        await asyncio.sleep(load.seconds)
    spent, took, measured = _cpu(bot) - before, perf_counter() - began, crowd.measured
    crowd.closed = False
    answered = len(measured.latencies)
    p50, p99 = _p50_p99(measured.latencies)
    resident = bot.memory_info().rss / 2**20
    cpu = 1000 * spent / max(answered, 1)
    return Result(
        answered / took, cpu, p50, p99, resident, measured.calls.total() / max(answered, 1), measured.late
    )


async def _warm(crowd: Crowd) -> None:
    """Until everybody had an answer, or long enough."""
    until = perf_counter() + _WARM_SECONDS
    while len(crowd.met) < len(crowd.people) and perf_counter() < until:  # noqa: ASYNC110 -- telling costs time
        await asyncio.sleep(0.05)


async def _started(name: str, url: str, folder: Path) -> asyncio.subprocess.Process:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NETWERKCOACH_")}
    if name == COACH:
        command = ["-m", "bot", "run"]
        environment |= {
            "NETWERKCOACH_TOKEN": _TOKEN,
            "NETWERKCOACH_API_URL": url,
            "NETWERKCOACH_DATABASE_URL": f"sqlite:///{folder}/coach.sqlite",
            "NETWERKCOACH_KEY_FILE": f"{folder}/coach.key",
            "NETWERKCOACH_MESSAGES_PER_SECOND": "1000",
            "NETWERKCOACH_LOG": "warning",
        }
    else:
        command = [str(Path(__file__).with_name("contestants.py")), name, url, str(folder)]
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env=environment,
        cwd=folder,
        stdout=DEVNULL,
        stderr=None if name == COACH else DEVNULL,
    )


def _cpu(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return sum(one.cpu_times().user + one.cpu_times().system for one in family)


def _p50_p99(latencies: Sequence[float]) -> tuple[float, float]:
    if len(latencies) < 2:
        return float("nan"), float("nan")
    cuts = quantiles(latencies, n=100)
    return 1000 * cuts[49], 1000 * cuts[98]


def _typical(results: Sequence[Result]) -> Result:
    def middle(name: str) -> float:
        values: list[float] = [getattr(one, name) for one in results]
        return median(values)

    measured = {name: middle(name) for name in ("rate", "cpu", "p50", "p99", "resident", "calls")}
    return Result(**measured, late=max(one.late for one in results))


def _row(name: str, one: Result) -> str:
    shown = f"{one.rate:10.0f}{one.cpu:10.2f}{one.p50:10.0f}{one.p99:10.0f}{one.resident:10.0f}{one.calls:10.2f}"
    return f"  {name:<18}{shown}"


def _head(title: str) -> str:
    names = "".join(f"{name:>10}" for name in ("updates/s", "CPU ms", "p50 ms", "p99 ms", "RSS MiB", "calls"))
    return f"\n{title}\n  {'':<18}{names}"


async def _at_once(names: Sequence[str], load: Load, rounds: int, known: Known | None) -> dict[str, Result]:
    found: dict[str, list[Result]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(await measure(name, load, known))
    print(_head(f"{load.people} people at once, {rounds} x {load.seconds:g} s, medians"))
    typical = {name: _typical(results) for name, results in found.items()}
    for name, result in typical.items():
        print(_row(name, result), flush=True)
    return typical


def _ratios(typical: dict[str, Result]) -> None:
    coach = typical.get(COACH)
    if not coach:
        return
    for other in typical.keys() - {COACH}:
        rate, cpu = coach.rate / typical[other].rate, coach.cpu / typical[other].cpu
        print(f"  coach against {other:<18} {rate:5.2f} times the updates/s, {cpu:5.2f} times the CPU", flush=True)


async def _paced(rate: float, seconds: float, rounds: int, known: Known | None) -> None:
    load = Load(_PACED_PEOPLE, seconds, rate)
    found = [await measure(COACH, load, known) for _ in range(rounds)]
    print(_head(f"{_PACED_PEOPLE} people, paced at {rate:.0f} updates/s, {rounds} x {seconds:g} s, medians"))
    typical = _typical(found)
    print(_row(COACH, typical), f"  ({typical.late} updates late, as nobody was free)", flush=True)


async def _memory(known: Known, seconds: float) -> None:
    """The same load by the same hundred people: among nobody else, and among all that are known."""
    print(_head("100 people at once, among how many known"))
    for label, others in (("100", None), (str(known.people), known)):
        result = await measure(COACH, Load(100, seconds), others)
        print(_row(label, result), flush=True)
    everybody = await measure(COACH, Load(known.people, 2 * seconds, 700), known)
    print(_row("all, one by one", everybody), flush=True)


async def _run(options: argparse.Namespace, known: Known | None) -> None:
    names = [name for name in CONTESTANTS if name in options.only.split(",")]
    reference = 0.0
    for people in map(int, options.people.split(",")):
        typical = await _at_once(names, Load(people, options.seconds), options.rounds, known)
        _ratios(typical)
        if "ptb" in typical and people == _PACED_PEOPLE:
            reference = typical["ptb"].rate
    if COACH in names and (rate := options.rate or 2 * reference):
        await _paced(rate, options.seconds, options.rounds, known)
    if COACH in names and known and options.memory:
        await _memory(known, options.seconds)


def main() -> None:
    """Reads the options and runs it."""
    parser = argparse.ArgumentParser(description="Turns a second: this coach beside what else there is.")
    parser.add_argument("--people", default="100,2000,20000", help="how many at once (comma between)")
    parser.add_argument("--seconds", type=float, default=8, help="how long each is measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(CONTESTANTS), help="which bots (comma between)")
    parser.add_argument("--known", type=int, default=20_000, help="how many people the coach knows beforehand")
    parser.add_argument(
        "--rate", type=float, default=0, help="updates/s of the paced run (twice what ptb reached)"
    )
    parser.add_argument(
        "--memory", action="store_true", help="also measure memory with few and with all people known"
    )
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, nothing pinned; Python {sys.version.split()[0]}", flush=True)
    with tempfile.TemporaryDirectory(prefix="turns-known-") as place:
        known = None
        if COACH in options.only and options.known:
            began = perf_counter()
            known = Known(Path(place), options.known)
            acquaintance.make(Path(place) / "coach.sqlite", Path(place) / "coach.key", options.known)
            turns = options.known * acquaintance.TURNS
            print(f"{turns} turns in process, 100 a commit: {turns / (perf_counter() - began):.0f}/s", flush=True)
        asyncio.run(_run(options, known))


if __name__ == "__main__":
    main()
