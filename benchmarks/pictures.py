"""Milliseconds that pictures and the workbook take, beside matplotlib drawing the same map, in one run.

    python benchmarks/pictures.py                    two minutes; needs matplotlib for the comparison
    python benchmarks/pictures.py --rounds 3 --many 100

Each picture is drawn from a summary, as it is for a person: laid out, painted, made small; each time another one,
for Typst remembers what it set before. **CPU** is processor time of all threads, **ms** what a clock on the wall
shows; both are medians, warm, and differ by what others do on the machine. Matplotlib (Agg) draws the map of 150
people: the same rings, dots in the same places, a name at 32 of them, saved as PNG; its first picture, which
loads its fonts, is not counted. It is none of the project's requirements: ``pip install matplotlib``. Memory is
the resident size of the process, measured first.

The map of 150 people may take 80 ms of processor; the last line tells whether it does.
"""

import argparse
import os
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from msgspec.structs import replace

from bot import resources
from bot.coaching.history import Answered, History
from bot.coaching.progress import Summary, summary
from bot.render.pictures import KINDS, Kind, Words, draw, words_of
from bot.render.pictures.places import RINGS, places
from bot.render.workbook import workbook
from tests.render import lives

DOTS = (815, 1280)
"""How large the map of 150 people is painted."""
AIM = 80
"""Milliseconds of processor that the map of 150 people may take."""
WARM = 50
"""Pictures after which all is loaded."""
BOOKS = 20
"""Workbooks that are printed one after the other."""


def network(size: int, seed: int = 7) -> Summary:
    """Somebody who knows so many people."""
    first = lives.TODAY - timedelta(days=365)
    history = replace(lives.new(), contacts=lives.network(size, seed=seed), first=first)
    return summary(history, lives.TODAY, None)


def timed(rounds: int, made: Callable[[int], bytes]) -> tuple[float, float, int]:
    """Milliseconds of processor and of wall, medians, and how many bytes came of it; each round makes another."""
    size, spent, passed = len(made(rounds)), [], []
    for turn in range(rounds):
        began, clock = process_time(), perf_counter()
        made(turn)
        spent.append(1000 * (process_time() - began))
        passed.append(1000 * (perf_counter() - clock))
    return median(spent), median(passed), size


def matplotlib_map(told: Summary) -> bytes:
    """The same map as matplotlib draws it."""
    import_module("matplotlib").use("Agg")
    plt = import_module("matplotlib.pyplot")  # only the comparison needs it
    circle = import_module("matplotlib.patches").Circle

    figure = plt.figure(figsize=(DOTS[0] / 150, DOTS[1] / 150), dpi=150)
    axes = figure.add_axes((0, 0.2, 1, 0.7))
    for ring in reversed(RINGS):
        axes.add_patch(circle((0, 0), ring, facecolor="#e9f2f5", edgecolor="#c9d3d8"))
    spots = places(told.now.people, lives.RINGS, lives.CIRCLES)
    for one in told.now.people:
        marker = {"loket": "s", "echt": "o"}.get(one.standing, "D")
        axes.plot(*spots[one.id], marker, color="#00845f", markersize=5)
    for one in told.now.people[:32]:
        axes.annotate(one.name, spots[one.id], fontsize=7)
    axes.set_xlim(-270, 270)
    axes.set_ylim(-270, 270)
    axes.set_axis_off()
    written = BytesIO()
    figure.savefig(written, format="png")
    plt.close(figure)
    return written.getvalue()


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def drawn(kind: Kind, told: Summary, words: Words) -> Callable[[int], bytes]:
    """How this picture is drawn, each time under another title."""
    return lambda turn: draw(kind, told, "nl", {**words, f"{kind}_title": f"Nummer {turn}"})


def printed(answers: int, words: Words) -> Callable[[int], bytes]:
    """How a workbook with so many answers is printed, each time with other words."""

    def made(turn: int) -> bytes:
        history = book(answers, turn)
        return workbook(summary(history, lives.TODAY, None), history, "nl", words)

    return made


def book(answers: int, turn: int) -> History:
    """Somebody with so many answers of three lines each, none the same: what was set once is remembered."""
    said = (
        Answered(
            "zin",
            "prijs",
            f"Keer {turn}.{at}. Ik noemde mijn prijs van {at % 89} euro, en wachtte. Dat ging vanzelf. " * 3,
            lives.TODAY - timedelta(days=at % 365),
        )
        for at in range(answers, 0, -1)
    )
    return replace(lives.a_year_on(), answers=tuple(said))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--many", type=int, default=1000)
    asked = parser.parse_args()
    script = resources.compiled().script
    if script is None:
        raise SystemExit("The dialogs have problems: run 'netwerkcoach check'.")
    words = words_of(script, "nl")
    _hold(asked.many, words)
    print(f"{'':34}{'CPU':>8}{'ms':>8}{'kB':>8}")
    told = summary(lives.a_year_on(), lives.TODAY, None)
    for kind in KINDS[1:]:
        _print(kind, timed(asked.rounds, drawn(kind, told, words)))
    maps = {size: timed(asked.rounds, drawn("map", network(size), words)) for size in (1, 8, 40, 150)}
    for size, measured in maps.items():
        _print(f"map of {size}", measured)
    _compare(asked.rounds)
    for answers in (60, 1000):
        made = printed(answers, words)
        pages = made(-1).count(b"/Type/Page/")
        _print(f"workbook of {pages} pages", timed(5, made))
    spent = maps[150][0]
    print(
        f"aim: the map of 150 in {AIM} ms of processor at most; {'met' if spent <= AIM else 'missed'}: {spent:.0f}"
    )


def _hold(many: int, words: Words) -> None:
    """Memory after the first maps, which load and remember what all share, after so many, and after workbooks."""
    for at in range(many):
        if at == WARM:
            warm = resident()
        draw("map", network(20 + at % 130, seed=at), "nl", words)
    if many > WARM:
        print(f"memory after {WARM} maps {warm:.0f} MB, after {many} {resident():.0f} MB")
    made = printed(1000, words)
    made(0)
    first = resident()
    for turn in range(1, BOOKS):
        made(turn)
    print(f"memory after a workbook of 1000 answers {first:.0f} MB, after {BOOKS} {resident():.0f} MB")


def _compare(rounds: int) -> None:
    known = network(150)
    try:
        _print("map of 150, matplotlib", timed(rounds, lambda _: matplotlib_map(known)))
    except ModuleNotFoundError:
        print("map of 150, matplotlib: not installed")


def _print(what: str, measured: tuple[float, float, int]) -> None:
    spent, passed, size = measured
    print(f"{what:34}{spent:8.0f}{passed:8.0f}{size / 1000:8.0f}")


if __name__ == "__main__":
    main()
