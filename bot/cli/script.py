"""The script on which a command works: that of the settings, or ours."""

from bot import config, resources
from bot.config import CannotStart
from bot.engine.script import Script


def read() -> Script:
    """The script; raises ``CannotStart`` while there are problems in it."""
    settings = config.read()
    compiled = resources.compiled(settings.dialogs, settings.locale)
    if compiled.script is None:
        raise CannotStart(f"the dialogs have {len(compiled.problems)} problems; see: netwerkcoach check")
    return compiled.script


def check_dialogs(script: Script, *dialogs: str) -> None:
    """Raises ``CannotStart`` for a dialog that isn't there."""
    for dialog in dialogs:
        if dialog not in script.dialogs:
            known = ", ".join(sorted(script.dialogs))
            raise CannotStart(f"there is no dialog '{dialog}'; there are: {known}")
