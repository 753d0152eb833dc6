"""The script that comes with the program, compiled once for all tests of a process: nothing can change it."""

from functools import cache

from bot import resources
from bot.engine.script import Script


@cache
def script() -> Script:
    """It has no problems, or nothing that needs it goes on."""
    compiled = resources.compiled()
    assert compiled.script, compiled.problems
    return compiled.script
