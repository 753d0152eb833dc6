"""Looks for changes in the files that a script is made of."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from bot import resources
from bot.config import Settings

Stamps: TypeAlias = Mapping[Path, int]
"""When each file was last written."""
PAUSE = 0.5
"""Seconds between two looks at the files."""


def stamps(settings: Settings) -> Stamps:
    """The files as they are now."""
    return resources.stamps(settings.dialogs, settings.locale)


async def change(settings: Settings, seen: Stamps) -> Stamps:
    """Waits until the files are no longer as they were seen; how they are then."""
    while True:
        found = stamps(settings)
        if found != seen:
            return found
        await asyncio.sleep(PAUSE)
