"""What may be told of an error: never its text, which may hold what somebody wrote."""

from pathlib import Path
from traceback import extract_tb


def place(error: BaseException) -> str:
    """An error's class, and the file and line where it arose."""
    frames = extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
