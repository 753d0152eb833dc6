"""What many pictures at once do to everybody else: the time to an ordinary reply, without them and with them.

    python benchmarks/showing.py                    one minute or two
    python benchmarks/showing.py --asks /werkboek   workbooks

People answer at a fixed rate (``turns.py`` tells how that is measured); then others ask for something all in one
moment. The time to the replies that follow is measured for so many seconds; each picture is new. One person asked
for hers before: the process that draws is there, as in a coach that has run for a while. Asking for ``/privacy``
is the measure of what as many words cost. Rounds are interleaved, and medians printed. **CPU** is the processor
time of the coach's own process in those seconds, without the process beside it that draws: what replies share with
everything else, whatever others do on the machine.
"""

import argparse
import asyncio
import signal
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import acquaintance
import psutil
from msgspec import Struct
from server import Crowd
from turns import COACH, Known, _p50_p99, _started

_WARM = 4.0
_NOBODY, _WORDS = "", "/privacy"


class Result(Struct, frozen=True):
    """The time to an ordinary reply and the coach's processor time in milliseconds; seconds to pictures."""

    p50: float
    p99: float
    cpu: float
    pictures: int
    first: float
    middle: float
    last: float


async def measure(asks: str, options: argparse.Namespace, known: Known) -> Result:
    """One round, in which those beside ask for this."""
    crowd = Crowd(options.people, buttons=True, beside=1 + options.beside, asks=asks)
    url = await crowd.start()
    with tempfile.TemporaryDirectory(prefix="showing-") as place:
        known.copy_to(Path(place))
        process = await _started(COACH, url, Path(place))
        try:
            async with asyncio.timeout(60):
                await crowd.polled.wait()
            return await _measured(crowd, asks, options, psutil.Process(process.pid))
        finally:
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(30):
                await process.wait()
            await crowd.stop()


async def _measured(crowd: Crowd, asks: str, options: argparse.Namespace, coach: psutil.Process) -> Result:
    first, *others = crowd.beside if asks else (0,)
    if first:
        crowd.offer(first)
    await crowd.pace(options.rate, _WARM)
    crowd.shown.clear()
    crowd.begin()
    began, spent = perf_counter(), _spent(coach)
    for chat in others:
        crowd.offer(chat)
    await crowd.pace(options.rate, options.seconds)
    waited = sorted(at - began for at in crowd.shown.values()) or [0.0]
    p50, p99 = _p50_p99(crowd.measured.latencies)
    cpu = 1000 * (_spent(coach) - spent)
    return Result(p50, p99, cpu, len(crowd.shown), waited[0], median(waited), waited[-1])


def _spent(coach: psutil.Process) -> float:
    """Seconds of the processor that this process took, without its children."""
    times = coach.cpu_times()
    return float(times.user + times.system)


def _shown(name: str, results: list[Result]) -> str:
    middle = [median(getattr(one, part) for one in results) for part in Result.__struct_fields__]
    words = "{:<14}{:10.1f}{:10.1f}{:10.0f}{:10.0f}{:10.2f}{:10.2f}{:10.2f}"
    return (
        words.format(name or "nothing", *middle) + f"   p99 of each round: {[round(one.p99) for one in results]}"
    )


async def _run(options: argparse.Namespace, known: Known) -> None:
    found: dict[str, list[Result]] = {_NOBODY: [], _WORDS: [], options.asks: []}
    for _ in range(options.rounds):
        for asks, results in found.items():
            results.append(await measure(asks, options, known))
    print(f"{options.people} people at {options.rate:g} updates/s; {options.beside} others ask in one moment for")
    heads = ("p50 ms", "p99 ms", "CPU ms", "pictures", "first s", "middle s", "last s")
    print(f"{'':<14}" + "".join(f"{head:>10}" for head in heads))
    for asks, results in found.items():
        print(_shown(asks, results), flush=True)


def main() -> None:
    """Reads the options and runs it."""
    parser = argparse.ArgumentParser(description="What many pictures at once do to everybody else.")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rate", type=float, default=50, help="updates a second of those people")
    parser.add_argument("--beside", type=int, default=50, help="how many ask at once")
    parser.add_argument("--asks", default="/voortgang", help="for what")
    parser.add_argument("--seconds", type=float, default=12, help="how long replies are measured")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="showing-known-") as place:
        people = options.people + 1 + options.beside
        acquaintance.make(Path(place) / "coach.sqlite", Path(place) / "coach.key", people)
        asyncio.run(_run(options, Known(Path(place), people)))


if __name__ == "__main__":
    main()
