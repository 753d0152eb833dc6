"""Draws the sheets of docs/progress.md: every picture of three lives, and the map of four networks.

python -m tests.progress_sheet
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from PIL import Image

from bot import resources
from bot.coaching.progress import History, summary
from bot.render.colours import COLOURS, Look
from bot.render.pictures import KINDS, Kind, draw, words_of
from tests.pictures import FOLDER
from tests.render import lives

PHONE = 330
"""Dots across that a phone gives to a picture in a chat."""
SHARP = 2
GAP = 24


def sheet(rows: Sequence[Sequence[Image.Image]], look: Look) -> Image.Image:
    """These pictures in rows, each as wide as on a phone."""
    across = max(sum(one.width + GAP for one in row) for row in rows) + GAP
    down = sum(max(one.height for one in row) + GAP for row in rows) + GAP
    whole = Image.new("RGB", (across, down), COLOURS[look].line)
    y = GAP
    for row in rows:
        for at, one in enumerate(row):
            whole.paste(one, (GAP + at * (one.width + GAP), y))
        y += max(one.height for one in row) + GAP
    return whole


def picture(kind: Kind, history: History, language: str, look: Look) -> Image.Image:
    """One picture, at a phone's size."""
    script = resources.compiled().script
    if script is None:
        raise SystemExit("The dialogs have problems: run 'netwerkcoach check'.")
    told = summary(history, lives.TODAY, None)
    drawn = Image.open(BytesIO(draw(kind, told, language, words_of(script, language), look))).convert("RGB")
    wide = PHONE * SHARP
    return drawn.resize((wide, round(drawn.height * wide / drawn.width)), Image.Resampling.LANCZOS)


def network(size: int) -> History:
    """Somebody who knows so many people."""
    first = lives.TODAY - timedelta(days=365)
    return replace(lives.new(), contacts=lives.network(size), first=first)


def main() -> None:
    """Writes the sheets."""
    looks: tuple[tuple[str, Look], ...] = (("nl", "light"), ("en", "dark"))
    for language, look in looks:
        histories = (lives.new(), lives.busy(), lives.a_year_on())
        rows = [[picture(kind, one, language, look) for one in histories] for kind in KINDS]
        sheet(rows, look).save(FOLDER / f"progress-{look}.webp", quality=70, method=6)
    maps = [picture("map", network(size), "nl", "light") for size in (1, 8, 40, 150)]
    sheet([maps[:2], maps[2:]], "light").save(FOLDER / "progress-maps.webp", quality=70, method=6)


if __name__ == "__main__":
    main()
