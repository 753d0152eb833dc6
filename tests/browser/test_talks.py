"""Whole talks on the page of the real coach, as somebody with a telephone in her hand has them."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Arrive
from tests.browser.person import Person
from tests.simulator.page.scripted_bot import picture

pytestmark = pytest.mark.asyncio(loop_scope="session")

CORE = "Mijn werk is netjes, zegt <b>iedereen</b> & ik ook"
EXTRA = "Dat ze er geen omkijken\nnaar hebben"
RATHER = "“Dit is twee uur extra”"
PLAN = "Als ik de offerte schrijf, dan zet ik er twee rondjes in & niet meer"


async def test_a_whole_talk_from_the_first_word_to_the_last(arrive: Arrive) -> None:
    ans = await arrive("Ans")
    await get_acquainted(ans)
    await talk_about_worth(ans)
    await talk_about_giving_away(ans)
    await choose_a_step(ans)
    await read_back(ans)


async def get_acquainted(ans: Person) -> None:
    await ans.starts()
    await ans.taps("welkom.taal", "nl")
    await ans.taps("welkom.toestemming", "meer")
    await ans.hears(ans.words.says("privacy.uitleg"))
    await ans.taps("welkom.toestemming_nu", "ja")
    await ans.taps("welkom.naam_goed", "no")
    await ans.writes("welkom.naam", "Anneke 't Hart")
    await ans.taps("welkom.aanspreekvorm", "vrouw")
    await ans.turns("welkom.zone", "skip")
    await ans.turns("welkom.moment", "back")
    await ans.hears(ans.words.common("went_back"))
    await ans.taps("welkom.zone", "amsterdam")
    await ans.taps("welkom.moment", "avond")
    await ans.taps("welkom.beginnen", "ja")


async def talk_about_worth(ans: Person) -> None:
    await ans.taps("prijs.soort", "klus")
    await ans.writes("prijs.waarde", "een zeven")
    await ans.turns("prijs.midden", "back")
    await ans.taps("prijs.waarde", 6)
    await ans.writes("prijs.midden", "Mijn werk is nejtes")
    await ans.is_asked("prijs.extra")
    await ans.corrects(CORE)
    await expect(ans.page.get_by_role("img", name="Reactie van de bot")).to_be_visible()
    await ans.sends_sticker(picture())
    await ans.hears(ans.words.common("media_sticker"))
    await ans.sends(ans.words.command("help"))
    await ans.hears(ans.words.says("help.uitleg"))
    await ans.writes("prijs.extra", EXTRA)


async def talk_about_giving_away(ans: Person) -> None:
    await ans.ticks("prijs.weg", "rondje", "korting")
    await ans.taps("prijs.cadeau", "lek")
    await ans.writes("prijs.liever", RATHER)
    await ans.taps("prijs.reeel", "te_laag")
    await ans.turns("prijs.verhoogd", "skip")


async def choose_a_step(ans: Person) -> None:
    await ans.taps("prijs.stap", "ja")
    await ans.writes("prijs.wanneer", "De offerte van morgen")
    await ans.writes("prijs.plan", PLAN)


async def read_back(ans: Person) -> None:
    await ans.hears(ans.words.says("prijs.slot"))
    summary = await ans.hears(ans.words.says("prijs.overzicht"))
    said = await summary.locator(".words").inner_text()
    for name, value in {"extra": EXTRA, "liever": RATHER, "moment": "De offerte van morgen", "plan": PLAN}.items():
        assert ans.words.about("prijs.overzicht", f"prijs_{name}", value) in said
    assert f"\n{CORE}\n" in said
    await ans.sends(ans.words.command("voortgang"))
    await ans.hears(f"“{PLAN}”")
    await sees_a_picture(ans)
    await ans.taps("voortgang.wat_nu", "klaar")


async def sees_a_picture(ans: Person) -> None:
    """A picture comes, and it is drawn on her page; what it shows stands there in words too."""
    picture = ans.page.locator("article .photo img").last
    await expect(picture).to_be_visible()
    assert await picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") >= 700
    assert ans.words.script.pictures["course_title"].source in (await picture.get_attribute("alt") or "")


async def test_two_people_talk_side_by_side_each_in_her_own_language(arrive: Arrive) -> None:
    riet = await arrive("Riet")
    await riet.starts()
    await riet.taps("welkom.taal", "nl")
    jane = await riet.brings("Jane", "en")
    await jane.starts()
    await jane.taps("welkom.taal", "en")
    await jane.hands_over_to(riet, "Riet")
    await riet.taps("welkom.toestemming", "nee")
    await riet.hears(riet.words.says("welkom.dag"))
    await riet.hands_over_to(jane, "Jane")
    await jane.taps("welkom.toestemming", "ja")
    await jane.taps("welkom.naam_goed", "yes")
    await jane.is_asked("welkom.aanspreekvorm")
    await expect(jane.page.get_by_role("article").filter(has_text=riet.words.says("welkom.dag"))).to_have_count(0)


async def test_two_fingers_at_once_give_one_answer_and_a_word_about_the_other(arrive: Arrive) -> None:
    bo = await arrive("Bo")
    await bo.starts()
    asked = await bo.is_asked("welkom.taal")
    await asked.locator(".inline-keyboard").evaluate(
        "(keys) => [...keys.querySelectorAll('button')].forEach((key) => key.click())"
    )
    await expect(bo.page.get_by_role("status").get_by_text(bo.words.common("old_button"))).to_be_visible()
    await expect(asked).to_contain_text(bo.words.common("chosen", answer=bo.words.label("welkom.taal", "nl")))
    await bo.is_asked("welkom.toestemming")
    await expect(bo.page.get_by_role("article")).to_have_count(3)


async def test_the_keyboard_alone_is_enough(arrive: Arrive) -> None:
    jo = await arrive("Jo", phone=False)
    await expect(jo.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await jo.tabs_to("Start")
    await jo.page.keyboard.press("Enter")
    for place, choice in (("welkom.taal", "nl"), ("welkom.toestemming", "ja"), ("welkom.naam_goed", "no")):
        await jo.is_asked(place)
        await jo.tabs_to(jo.words.label(place, choice))
        await jo.page.keyboard.press("Enter")
    await jo.is_asked("welkom.naam")
    await jo.tabs_to("Bericht")
    await jo.page.keyboard.type("Jo zelf\n")
    await jo.is_asked("welkom.aanspreekvorm")
    await jo.page.keyboard.type(jo.words.command("help") + "\n")
    await jo.hears(jo.words.says("help.uitleg"))
    await jo.is_asked("welkom.aanspreekvorm")
