"""A PostgreSQL of the tests' own: started once in a temporary folder, gone when they end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

URL = "NETWERKCOACH_TEST_POSTGRES_URL"
"""Names a server to use instead; it must let the tests make databases."""


def binaries() -> Path | None:
    """Where the newest PostgreSQL of Debian lies, if there is one."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


@contextmanager
def server(*, synced: bool = False) -> Iterator[str]:
    """The address of a server, without a database; empty if there is none. Tests need nothing on the disk."""
    if given := os.environ.get(URL):
        yield given
    elif found := binaries():
        with _own(found, synced=synced) as url:
            yield url
    else:
        yield ""


@contextmanager
def _own(found: Path, *, synced: bool) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="netwerkcoach-postgres-"))
    port = free_port()
    owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if owner:
        shutil.chown(folder, owner)
    data, settings = (
        folder / "data",
        f"{'' if synced else '-F'} -k {folder} -p {port} -c listen_addresses=127.0.0.1 -c max_connections=60",
    )
    try:
        _run(owner, found / "initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(owner, found / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        yield f"postgresql://test@127.0.0.1:{port}"
    finally:
        if (data / "postmaster.pid").exists():
            _run(owner, found / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def _run(owner: str | None, *command: str | Path) -> None:
    arguments = [str(part) for part in command]
    subprocess.run(arguments, check=True, user=owner, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603 - ours
