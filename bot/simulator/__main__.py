"""Run the simulator by itself: `python -m bot.simulator --port 8081 --state state.json`."""

import argparse
import asyncio
import signal
import sys
import time
from pathlib import Path

from bot.simulator.server import Simulator


async def _run(options: argparse.Namespace) -> None:
    simulator = Simulator(time.time, state=options.state, hosts=options.allow_host)
    url = await simulator.start(options.host, options.port)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await simulator.stop()


def main() -> None:
    """Read the options and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--allow-host", action="append", default=[], metavar="NAME")
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
