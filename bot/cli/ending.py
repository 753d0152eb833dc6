"""How a program is told to end: by Ctrl-C, or by whatever manages services."""

import asyncio
import signal


def told_to_end() -> asyncio.Event:
    """Set once the program is told to end; to be called in the loop."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told
