"""Somebody brings people in, is reminded of one, writes to her and notes it, on the page as she sees it."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Arrive
from tests.browser.person import Person

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_three_people_come_in_and_one_of_them_is_spoken_to_again(arrive: Arrive) -> None:
    lies = await arrive("Lies")
    await get_acquainted(lies)
    await add_three(lies)
    await give_a_rhythm(lies)
    await be_reminded(lies)
    await write_and_note_it(lies)
    await see_it_on_the_card(lies)


async def get_acquainted(lies: Person) -> None:
    await lies.starts()
    for place, choice in (
        ("taal", "nl"), ("toestemming", "ja"), ("naam_goed", "yes"), ("aanspreekvorm", "neutraal"),
        ("zone", "amsterdam"), ("moment", "ochtend"), ("beginnen", "later"),
    ):  # fmt: skip
        await lies.taps(f"welkom.{place}", choice)


async def add_three(lies: Person) -> None:
    await lies.sends(lies.words.command("erbij"))
    await lies.taps("erbij.hoe", "typen")
    await lies.writes("erbij.namen", "Fatima van de drukkerij\nBep\nJo <b>kok</b>")
    for _ in range(3):
        await lies.taps("erbij_een.kring", "klanten")
        await lies.taps("erbij_een.dichtbij", "nabij")
    await lies.hears("Fatima, Bep en Jo <b>kok</b>")


async def give_a_rhythm(lies: Person) -> None:
    await lies.sends(lies.words.command("netwerk"))
    await lies.taps("netwerk.hier", "zonder_ritme")
    await lies.picks("netwerk.zonder_ritme", "Fatima")
    await lies.taps("kaart_ritme.hoe_vaak", "week")
    await lies.taps("kaart.kaart", "klaar")
    await lies.taps("netwerk.hier", "klaar")


async def be_reminded(lies: Person) -> None:
    reminder = await lies.waits_for(lies.words.question("herinnering.wie"))
    await expect(reminder).to_contain_text("Fatima")
    question_above = reminder.get_by_role("button", name=lies.words.common("skip"))
    await expect(question_above).to_be_visible()


async def write_and_note_it(lies: Person) -> None:
    await lies.taps("herinnering.wie", "bericht")
    await lies.taps("bericht.eerst_geven", "geven")
    await lies.taps("bericht.kies", "eerste")
    draft = await lies.hears("Hoi Fatima, ")
    await expect(draft.get_by_role("button", name=lies.words.common("copy"))).to_be_visible()
    await lies.taps("bericht.verstuurd", "verstuurd")
    await lies.hears(lies.words.says("bericht.gedaan"))


async def see_it_on_the_card(lies: Person) -> None:
    await lies.sends(lies.words.command("netwerk"))
    await lies.taps("netwerk.hier", "zoek")
    await lies.writes("netwerk.zoek", "drukk")
    await lies.hears("Vandaag nog gesproken")
