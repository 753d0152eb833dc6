"""The coach, as the process that an operator starts, in a folder where it can be killed and started again."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_SECONDS = 30


class Bot(Struct):
    """The coach in its folder: started, killed and started again there, and ended."""

    folder: Path
    settings: Mapping[str, str]
    process: Process | None = None

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder}/coach.sqlite"

    @property
    def key_file(self) -> Path:
        return self.folder / "coach.key"

    def __post_init__(self) -> None:
        self.folder.mkdir()

    async def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NETWERKCOACH_")}
        ours = {"DATABASE_URL": self.database_url, "KEY_FILE": str(self.key_file), **self.settings}
        environment |= {f"NETWERKCOACH_{name}": value for name, value in ours.items()}
        with (self.folder / "coach.log").open("a") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environment, cwd=self.folder, stderr=log
            )

    async def kill(self) -> None:
        """Ends it as a power cut does; fails if it had ended by itself."""
        assert self.process
        assert self.process.returncode is None, self.log()
        await _ended(self.process, signal.SIGKILL)

    async def end(self) -> None:
        """Ends it as an operator does."""
        if self.process:
            await _ended(self.process, signal.SIGTERM)

    def log(self) -> str:
        """The last lines that it wrote."""
        return "\n".join((self.folder / "coach.log").read_text("utf-8").splitlines()[-20:])


async def _ended(process: Process, how: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(how)
    async with asyncio.timeout(_SECONDS):
        await process.wait()
