"""Draws the sheets of docs/progress.md: every picture of three lives, and the map of four networks.

python -m tests.progress_sheet
"""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

from msgspec.structs import replace
from PIL import Image

from bot.coaching.history import History
from bot.coaching.progress import summary
from bot.render.colours import COLOURS, Look
from bot.render.pictures import KINDS, Kind, draw, words_of
from tests import shipped
from tests.pictures import FOLDER
from tests.render import lives

PHONE = 330
"""Dots across that a phone gives to a picture in a chat."""
SHARP = 2
GAP = 24
QUARTER = timedelta(days=91)


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
    script = shipped.script()
    told = summary(history, lives.TODAY, lives.TODAY - QUARTER if kind == "then_now" else None)
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
        keep(sheet(rows, look), f"progress-{look}.webp")
    maps = [picture("map", network(size), "nl", "light") for size in (1, 8, 40, 150)]
    keep(sheet([maps[:2], maps[2:]], "light"), "progress-maps.webp")


def keep(drawn: Image.Image, name: str) -> None:
    """Writes a sheet as small as a repository wants its images: under 300 kB."""
    smaller = drawn.resize((drawn.width * 2 // 3, drawn.height * 2 // 3), Image.Resampling.LANCZOS)
    smaller.save(FOLDER / name, quality=60, method=6)


if __name__ == "__main__":
    main()
