"""Takes the pictures that the documents show: real talks on the real page, at a moment that is always the same.

python -m tests.pictures
"""

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from msgspec import Struct, field
from playwright.async_api import Browser, expect
from pydantic import SecretStr

from bot import app, logs
from bot.config import read
from bot.simulator import Simulator
from tests import shipped
from tests.browser.person import Person
from tests.browser.wording import Wording
from tests.chromium import chromium, opened

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
EVENING = datetime(2026, 3, 3, 18, 42, tzinfo=UTC)

_FONTS = """<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>
<match><edit name="family" mode="prepend" binding="strong"><string>Liberation Sans</string></edit></match>
</fontconfig>"""
"""Whatever the machine, the same letters."""

_SIDE_BY_SIDE = """<body style="margin: 0; width: 812px; display: flex; gap: 32px">
<style>img { width: 390px; border-radius: 28px; box-sizing: border-box; border: 4px solid #7c8a90 }</style>
<img src="data:image/png;base64,%s"><img src="data:image/png;base64,%s">"""

_AS_WEBP = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.8).split(",")[1];
}"""


class Evening(Struct):
    """The same evening each time; on the page it goes by as it does for people, for the coach it does not jump."""

    began: float = field(default_factory=time.monotonic)
    later: float = 0.0

    def for_coach(self) -> datetime:
        """The moment as the coach knows it."""
        return EVENING + timedelta(seconds=time.monotonic() - self.began)

    def for_page(self) -> float:
        """The moment as Telegram writes it beside messages."""
        return self.for_coach().timestamp() + self.later

    def passes(self, minutes: int) -> None:
        """Lets time go by between two answers."""
        self.later += 60 * minutes


class Studio(Struct):
    """The coach, the page and the browser before which people sit."""

    url: str
    browser: Browser
    simulator: Simulator
    words: Wording
    clock: Evening

    @asynccontextmanager
    async def person(
        self, name: str, language: str = "nl", scheme: Literal["light", "dark"] = "light", *, phone: bool = True
    ) -> AsyncIterator[Person]:
        """Somebody with a telephone in her hand, or before a large screen."""
        people = self.simulator.world.people.values()
        found = next((one for one in people if one.first_name == name), None)
        number = (found or self.simulator.world.add_person(name, language)).id
        width, height = (390, 780) if phone else (1200, 750)
        async with opened(self.browser, f"{self.url}/#{number}", width, height, scheme, phone=phone) as page:
            yield Person(page, self.words.speaking(language))

    async def shoot(self, person: Person, name: str) -> bytes:
        """Keeps what is to be seen, and answers it."""
        await person.page.reload()
        await expect(person.last).to_be_in_viewport()
        png = await person.page.screenshot(animations="disabled")
        await self.keep(name, png)
        return png

    async def keep(self, name: str, png: bytes) -> None:
        """Writes a picture into the documents' folder, made small."""
        page = await self.browser.new_page()
        small = await page.evaluate(_AS_WEBP, base64.b64encode(png).decode())
        await page.close()
        (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(small))

    async def put_side_by_side(self, name: str, left: bytes, right: bytes) -> None:
        """Makes one picture of two."""
        page = await self.browser.new_page(viewport={"width": 812, "height": 780}, device_scale_factor=2)
        await page.set_content(_SIDE_BY_SIDE % (base64.b64encode(left).decode(), base64.b64encode(right).decode()))
        await self.keep(name, await page.locator("body").screenshot(omit_background=True))
        await page.close()


@asynccontextmanager
async def studio() -> AsyncIterator[Studio]:
    """Everything that a picture needs, and nothing of it left afterwards."""
    clock, stop = Evening(), asyncio.Event()
    simulator = Simulator(clock.for_page)
    script = shipped.script()
    url = await simulator.start()
    with TemporaryDirectory() as folder:
        settings = read().model_copy(update=_apart(url, folder))
        logs.set_up("warning", secrets=settings.secrets)
        coach = asyncio.create_task(app.serve(settings, stop, clock=clock.for_coach))
        async with chromium(_FONTS) as browser:
            yield Studio(url, browser, simulator, Wording(script, "nl"), clock)
        stop.set()
        await coach
        await simulator.stop()


def _apart(url: str, folder: str) -> dict[str, Any]:
    return {
        "token": SecretStr("1:only-for-pictures"),
        "api_url": url,
        "database_url": f"sqlite:///{folder}/coach.db",
        "key": None,
        "key_file": Path(folder) / "coach.key",
        "webhook_url": None,
    }


async def arrive(studio: Studio, person: Person) -> None:
    """Says who she is, and what she sells."""
    await person.starts()
    await person.taps("welkom.taal", person.words.language)
    await person.taps("welkom.toestemming", "ja")
    studio.clock.passes(1)
    await person.taps("welkom.naam_goed", "yes")
    await person.taps("welkom.aanspreekvorm", "vrouw")
    await person.taps("welkom.zone", "amsterdam")
    studio.clock.passes(1)
    await person.taps("welkom.moment", "avond")
    await person.taps("welkom.beginnen", "ja")
    studio.clock.passes(1)
    await person.taps("prijs.soort", "klus")


async def show_the_question(studio: Studio) -> bytes:
    """The question from 0 to 10, with the answers before it."""
    async with studio.person("Ans") as ans:
        await arrive(studio, ans)
        await ans.is_asked("prijs.waarde")
        return await studio.shoot(ans, "phone-light")


async def show_the_end(studio: Studio) -> bytes:
    """Her own words, read back."""
    async with studio.person("Jane", "en", "dark") as jane:
        await arrive(studio, jane)
        await jane.taps("prijs.waarde", 7)
        await jane.writes("prijs.midden", "I finish what I start")
        studio.clock.passes(2)
        await jane.writes("prijs.extra", "They can stop worrying about it")
        await jane.ticks("prijs.weg", "rondje", "advies")
        await jane.taps("prijs.cadeau", "lek")
        await jane.writes("prijs.liever", "Happy to. That's an extra hour.")
        studio.clock.passes(2)
        await jane.taps("prijs.reeel", "klopt")
        await jane.writes("prijs.wie_zegt_het", "My sister, over coffee")
        await jane.taps("prijs.stap", "ja")
        await jane.writes("prijs.wanneer", "Tomorrow's quote")
        studio.clock.passes(1)
        await jane.writes("prijs.plan", "If they ask for one more round, then I name the price first")
        await jane.hears(jane.words.says("prijs.slot"))
        return await studio.shoot(jane, "phone-dark")


async def show_the_desktop(studio: Studio) -> None:
    """Several people beside each other, on a large screen."""
    async with studio.person("Fatima", phone=False) as fatima:
        await arrive(studio, fatima)
        await fatima.taps("prijs.waarde", 8)
        await fatima.writes("prijs.midden", "Mensen bellen mij als het ergens anders niet lukt")
        studio.clock.passes(2)
        await fatima.writes("prijs.extra", "Ik denk mee, ook over wat niet hoeft")
        await fatima.ticks("prijs.weg", "advies")
        await fatima.is_asked("prijs.cadeau")
        await studio.shoot(fatima, "desktop")


async def take_all() -> None:
    """Takes every picture."""
    FOLDER.mkdir(exist_ok=True)
    async with studio() as place:
        question = await show_the_question(place)
        end = await show_the_end(place)
        await show_the_desktop(place)
        await place.put_side_by_side("readme", question, end)


if __name__ == "__main__":
    asyncio.run(take_all())
