"""The page as a place to be: small screens, dark rooms, keyboards, screen readers, a line that drops."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from bot.simulator import Simulator
from tests.chromium import opened
from tests.simulator.page.scripted_bot import ANS, ScriptedBot, inline, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What a reader cannot use: controls without a name, targets too small for a finger, words too pale to read.
FAULTS = """() => {
  const seen = (element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const named = (element) => (element.getAttribute("aria-label") || element.textContent.trim()
    || [...(element.labels ?? [])].map((label) => label.textContent).join("").trim());
  const numbers = (colour) => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    const full = [...found, 1].slice(0, 4);
    return colour.startsWith("color(srgb") ? full.map((n, i) => (i < 3 ? n * 255 : n)) : full;
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1];
    const own = numbers(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const light = ([r, g, b]) => [r, g, b].map((n) => n / 255)
    .map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4))
    .reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const grown = (element) => 2 * Math.max(0, -parseFloat(getComputedStyle(element, "::before").top) || 0);
  const faults = [];
  for (const element of document.querySelectorAll("button, a, input, textarea, select, [role=button]")) {
    if (!seen(element)) continue;
    const { height, width } = element.getBoundingClientRect();
    const shown = element.outerHTML.slice(0, 90);
    if (!named(element)) faults.push(`no name: ${shown}`);
    if (element.closest(".words, .skip") || element.type === "range") continue;
    if (Math.min(height, width) + grown(element) < 43.5) faults.push(`${width}x${height}: ${shown}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !seen(element)) continue;
    if (element.closest(".portrait, .picture-only, .spoiler")) continue;
    const back = ground(element);
    const ratio = contrast(over(numbers(getComputedStyle(element).color), back), back);
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)}: ${texts.currentNode.data.trim()}`);
  }
  return faults;
}"""


async def fill(bot: ScriptedBot) -> None:
    """Let the chat hold one of nearly everything."""
    await bot.session.post(f"{bot.url}/chat/{ANS}/text", json={"text": "Hallo, hier ben ik /start"})
    text = "<b>Welkom</b> bij <a href='https://example.org'>ons</a> <code>x</code>\n"
    text += "<blockquote>Een citaat</blockquote>"
    said = await bot.say(text + "een" + "heellang" * 20 + "woord", parse_mode="HTML")
    await bot.call("sendPhoto", chat_id=ANS, photo=picture(size=600), caption="Een foto")
    await bot.call("sendContact", chat_id=ANS, phone_number="+31600000000", first_name="Hanneke")
    await bot.say("Kies", reply_markup=inline(["Ja", "Nee", "Misschien wel, maar niet nu"], ["Iets anders"]))
    keys = {"keyboard": [[{"text": "Vandaag"}, {"text": "Deze week"}]], "resize_keyboard": True}
    answered = {"message_id": said["message_id"]}
    await bot.say("Zeg het maar", reply_markup=keys, reply_parameters=answered)
    await bot.call("setMyCommands", commands=[{"command": "help", "description": "Hulp"}])


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
async def test_nothing_is_nameless_too_small_too_pale_or_too_wide(
    browser: Browser, bot: ScriptedBot, width: int, scheme: Literal["light", "dark"]
) -> None:
    await fill(bot)
    async with opened(browser, f"{bot.url}/#{ANS}", width, scheme=scheme) as page:
        await expect(page.get_by_role("article")).to_have_count(6)
        assert await page.evaluate(FAULTS) == []
        await page.get_by_role("button", name="Klok").click()
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Over deze bot").or_(page.locator("#bot-button")).first.click()
        assert await page.evaluate(FAULTS) == []
        spill = (
            "[document.documentElement, document.getElementById('log')].map((e) => e.scrollWidth - e.clientWidth)"
        )
        assert await page.evaluate(spill) == [0, 0]


async def test_the_colours_follow_the_system_until_someone_chooses(page: Page) -> None:
    main = page.get_by_role("main")
    light = await main.evaluate("e => getComputedStyle(e).backgroundColor")
    await expect(main).to_have_css("background-color", light)
    await page.emulate_media(color_scheme="dark")
    await expect(main).not_to_have_css("background-color", light)
    await page.get_by_role("button", name="Mensen tonen").click()
    await page.get_by_role("button", name="Kleur: zoals het systeem").click()
    await expect(main).to_have_css("background-color", light)


async def test_tab_reaches_everything_between_the_header_and_the_field(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Kies", reply_markup=inline(["Ja", "Nee"]))
    await expect(page.get_by_role("article")).to_have_count(2)
    await page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(14):
        await page.keyboard.press("Tab")
        name = "e => e.getAttribute('aria-label') || e.textContent"
        reached.append(await page.evaluate(f"({name})(document.activeElement)"))
    wanted = ["Naar het schrijfveld", "Mensen tonen", "Berichten", "Ja", "Nee", "Bijvoegen", "Bericht"]
    assert [name for name in reached if name in wanted] == wanted


async def test_reading_back_stays_where_it_is_while_new_messages_come(page: Page, bot: ScriptedBot) -> None:
    for number in range(25):
        await bot.say(f"Regel {number}")
    log = page.get_by_role("log")
    await expect(page.get_by_role("article").filter(has_text="Regel 24")).to_be_in_viewport()
    await log.evaluate("e => e.scrollTo({ top: 100, behavior: 'instant' })")
    await expect(page.get_by_role("button", name="Naar het laatste bericht")).to_be_visible()
    await bot.say("Iets nieuws")
    await page.get_by_role("button", name="Naar het laatste bericht (1 nieuw bericht)").wait_for()
    assert await log.evaluate("e => e.scrollTop") == 100
    await page.get_by_role("button", name="Naar het laatste bericht").click()
    await expect(page.get_by_role("article").filter(has_text="Iets nieuws")).to_be_in_viewport()


async def test_a_blocked_bot_can_be_let_in_again(page: Page, bot: ScriptedBot) -> None:
    await page.locator("#bot-button").click()
    await page.get_by_role("dialog", name="Over deze bot").get_by_role("button", name="Bot blokkeren").click()
    assert (await bot.hear("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(page.get_by_role("textbox", name="Bericht")).to_be_hidden()
    await page.get_by_role("button", name="Deblokkeren", exact=True).click()
    assert (await bot.hear("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(page.get_by_role("textbox", name="Bericht")).to_be_visible()


async def test_writing_shows_until_the_message_comes(page: Page, bot: ScriptedBot) -> None:
    await bot.call("sendChatAction", chat_id=ANS, action="typing")
    await expect(page.locator("#bot-button")).to_contain_text("is aan het typen…")
    await bot.say("Klaar")
    await expect(page.locator("#bot-button")).not_to_contain_text("typen")


async def test_a_dropped_line_is_said_and_taken_up_again(
    page: Page, bot: ScriptedBot, simulator: Simulator
) -> None:
    port = int(bot.url.rsplit(":", 1)[1])
    await simulator.stop()
    notice = page.get_by_role("status").get_by_text("Verbinding maken…")
    await expect(notice).to_be_visible()
    await simulator.start(port=port)
    await bot.say("Daar ben ik weer")
    await expect(page.get_by_role("article").last).to_contain_text("Daar ben ik weer")
    await expect(notice).to_be_hidden()
