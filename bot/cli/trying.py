"""``netwerkcoach try``: the coach and a simulator of Telegram in one process, with a page to chat on."""

import argparse
import asyncio
import fcntl
import os
import shutil
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct
from pydantic import SecretStr

from bot import config, logs
from bot.cli.ending import told_to_end
from bot.config import CannotStart
from bot.simulator import Simulator

if TYPE_CHECKING:
    from bot.app import Running
    from bot.cli.watching import Stamps

FOLDER = Path("var/try")
_HOST = "127.0.0.1"
PORT = 8321
"""Where the page is unless another port is asked for, or this one is taken."""
_PORTS_TRIED = 20
_LAST_PORT = 65_535
_TAKEN = "The coach goes on with what you saved.\n"
_NOT_TAKEN = "The coach goes on as it was before.\n"
_TOKEN = "1:only-on-this-machine"  # noqa: S105 -- the simulator takes any token


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can follow."""
    parser.add_argument("--port", type=_port, help=f"the page's port (else {PORT}, or the next free one)")
    parser.add_argument("--no-browser", action="store_true", help="only print the page's address")
    parser.add_argument("--fresh", action="store_true", help=f"forget what was tried before (kept in {FOLDER})")


def _port(given: str) -> int:
    if given.isdecimal() and 0 < int(given) <= _LAST_PORT:
        return int(given)
    raise argparse.ArgumentTypeError(f"a port is a number from 1 to {_LAST_PORT}")


def run(options: argparse.Namespace) -> int:
    """Serves the page until told to end."""
    with _alone() as lock:
        if options.fresh:
            shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(exist_ok=True)
        asyncio.run(_run(options, lock))
    return 0


@contextmanager
def _alone() -> Iterator[TextIO]:
    """Holds the folder for this process. Whoever comes second is told where the page of the first one is."""
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with FOLDER.with_suffix(".lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(f"the coach is being tried already, here: {lock.read()}") from None
        yield lock


async def _run(options: argparse.Namespace, lock: TextIO) -> None:
    told = told_to_end()
    tried = Tried()
    simulator = Simulator(time.time, next_moment=tried.next_moment, state=FOLDER / "simulator.json")
    url = await _started(simulator, options.port)
    lock.truncate(0)
    lock.write(url)
    lock.flush()
    try:
        show(url, browser=not options.no_browser)
        await _coach(simulator, url, told, tried)
    finally:
        await simulator.stop()
    sys.stdout.write(f"\nStopped. What you tried is kept in {FOLDER}; with --fresh you begin anew.\n")


async def _started(simulator: Simulator, port: int | None) -> str:
    """Starts the page at this port, or at the first free one of ours."""
    try:
        for candidate in [port] if port else range(PORT, PORT + _PORTS_TRIED):
            with suppress(OSError):
                return await simulator.start(_HOST, candidate)
    except (ValueError, LookupError, TypeError):
        raise CannotStart(f"{FOLDER} cannot be read; begin anew with --fresh") from None
    taken = f"port {port}" if port else f"every port from {PORT} to {PORT + _PORTS_TRIED - 1}"
    raise CannotStart(f"{taken} is in use; choose another with --port")


def show(url: str, *, browser: bool) -> None:
    """Says where the page is, and opens it where there is a desktop."""
    sys.stdout.write(f"The coach is here: {url}\nEnd with Ctrl-C.\n")
    sys.stdout.flush()
    if browser and _has_desktop():
        webbrowser.open(url)


def _has_desktop() -> bool:
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in {"darwin", "win32"} or bool(named)


class Tried(Struct):
    """The coach that is being tried, once it runs."""

    running: "Running | None" = None

    async def next_moment(self) -> float | None:
        """When the next thing is to happen by itself, in unix seconds."""
        found = await self.running.next_moment() if self.running else None
        return found.timestamp() if found else None


async def _coach(simulator: Simulator, url: str, told: asyncio.Event, tried: Tried) -> None:
    """Runs the coach beside the page, on the page's clock, and has it take what its authors save."""
    from bot import app  # noqa: PLC0415 -- the page is there while the rest is still being read
    from bot.cli.watching import stamps  # noqa: PLC0415 -- it reads the rest, for which the page need not wait

    settings = config.read().model_copy(update=_ours(url))
    logs.set_up("warning", secrets=settings.secrets)
    seen = stamps(settings)

    async def beside(running: "Running") -> None:
        tried.running = running
        try:
            await _follow(settings, running, seen)
        finally:
            tried.running = None

    await app.serve(settings, told, clock=lambda: datetime.fromtimestamp(simulator.now(), UTC), beside=beside)


async def _follow(settings: config.Settings, running: "Running", seen: "Stamps") -> None:
    """Lets the coach take each change, and tells of it."""
    from bot.cli import checking, watching  # noqa: PLC0415 -- they read the rest, for which the page need not wait

    while True:
        seen = await watching.change(settings, seen)
        try:
            compiled = await running.reload()
            found = checking.report(settings, compiled)
        except OSError as error:  # a file that is just being replaced: another look follows
            sys.stdout.write(f"\n{error.filename} can't be read: {error.strerror}\n")
            continue
        sys.stdout.write(f"\n{found}{_TAKEN if compiled.script else _NOT_TAKEN}")
        sys.stdout.flush()


def _ours(url: str) -> dict[str, object]:
    """The settings that make it a try, whatever the environment says: nothing of a real bot is touched."""
    return {
        "token": SecretStr(_TOKEN),
        "api_url": url,
        "database_url": f"sqlite:///{FOLDER}/coach.db",
        "key": None,
        "key_file": FOLDER / "coach.key",
        "webhook_url": None,
    }
