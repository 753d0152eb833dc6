"""The chat page in a real browser: what a person does, and what the bot on the other side hears and says."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from bot.simulator import Simulator
from tests.chromium import opened
from tests.simulator.page.scripted_bot import ANS, TOKEN, ScriptedBot, inline, picture

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Bericht").fill(text)
    await page.keyboard.press("Enter")


async def test_an_unopened_chat_shows_what_the_bot_can_do_and_a_start_button(page: Page, bot: ScriptedBot) -> None:
    await bot.call("setMyDescription", description="Wij kijken samen naar je netwerk.")
    await page.get_by_role("button", name="Mensen tonen").click()
    await page.get_by_role("button", name="Nieuwe persoon").click()
    await page.get_by_label("Voornaam").fill("Bo")
    await page.get_by_role("button", name="Toevoegen").click()
    await expect(page.get_by_text("Wij kijken samen naar je netwerk.")).to_be_visible()
    await page.get_by_role("button", name="Start", exact=True).click()
    heard = await bot.hear("message")
    assert (heard["text"], heard["from"]["first_name"]) == ("/start", "Bo")
    assert heard["entities"][0]["type"] == "bot_command"
    await expect(page.get_by_role("textbox", name="Bericht")).to_be_visible()


async def test_the_bot_describes_itself_in_the_language_of_whoever_is_there_first(
    browser: Browser, bot: ScriptedBot, simulator: Simulator
) -> None:
    await bot.call("setMyDescription", description="Wij kijken samen naar je netwerk.")
    await bot.call("setMyDescription", description="Let's look at your network.", language_code="en")
    bo = simulator.world.add_person("Bo", "en", None, None).id
    async with opened(browser, f"{bot.url}/#{bo}") as page:
        await expect(page.get_by_text("Let's look at your network.")).to_be_visible()


async def test_enter_sends_and_shift_enter_makes_a_new_line(page: Page, bot: ScriptedBot) -> None:
    field = page.get_by_role("textbox", name="Bericht")
    await field.fill("een")
    await field.press("Shift+Enter")
    await field.press_sequentially("twee")
    await field.press("Enter")
    assert (await bot.hear("message"))["text"] == "een\ntwee"
    await expect(page.get_by_role("article").last).to_contain_text("twee")
    await expect(field).to_have_value("")


async def test_entities_become_elements_and_markup_stays_text(page: Page, bot: ScriptedBot) -> None:
    await bot.say(
        "🙂 <b>dik <i>en</i> schuin</b>, <tg-spoiler>geheim</tg-spoiler> &lt;img src=x onerror=alert(1)&gt;",
        parse_mode="HTML",
    )
    message = page.get_by_role("article").last
    await expect(message.locator("strong")).to_have_text("dik en schuin")
    await expect(message.locator("strong em")).to_have_text("en")
    await expect(message).to_contain_text("<img src=x onerror=alert(1)>")
    cover = message.get_by_role("button", name="Verborgen tekst, tonen")
    await cover.press("Enter")
    await expect(cover).to_have_count(0)


async def test_a_command_in_a_message_can_be_pressed(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Kies /help.")
    await page.get_by_role("article").get_by_role("button", name="/help").click()
    assert (await bot.hear("message"))["text"] == "/help"


async def test_a_pressed_button_waits_for_the_answer_and_shows_it_in_passing(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Wat nu?", reply_markup=inline(["Bellen", "Later"]))
    button = page.get_by_role("button", name="Bellen")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await bot.hear("callback_query")
    assert query["data"] == "Bellen"
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Genoteerd")
    await expect(page.get_by_role("status").get_by_text("Genoteerd")).to_be_visible()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(page.get_by_role("textbox", name="Bericht")).to_be_focused()


async def test_an_alert_stays_until_it_is_closed_and_keys_stay_on_the_button(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Zeker?", reply_markup=inline(["Ja"]))
    button = page.get_by_role("button", name="Ja", exact=True)
    await button.press("Enter")
    query = await bot.hear("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Denk na", show_alert=True)
    await expect(page.get_by_role("alertdialog")).to_contain_text("Denk na")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    await expect(button).to_be_focused()


async def test_the_bot_changes_and_deletes_its_message_in_place(page: Page, bot: ScriptedBot) -> None:
    said = await bot.say("Vraag een", reply_markup=inline(["Verder"]))
    await bot.say("Daarna")
    middle = page.get_by_role("article").nth(1)
    await page.get_by_role("button", name="Verder").focus()
    place = {"chat_id": ANS, "message_id": said["message_id"]}
    await bot.call("editMessageText", text="Vraag twee", reply_markup=inline(["Nog verder"]), **place)
    await expect(middle).to_contain_text("Vraag twee")
    await expect(page.get_by_role("button", name="Nog verder")).to_be_focused()
    await bot.call("deleteMessage", **place)
    await expect(page.get_by_text("Vraag twee")).to_have_count(0)
    await expect(page.get_by_role("article")).to_have_count(2)


async def test_the_arrow_up_corrects_the_last_own_message(page: Page, bot: ScriptedBot) -> None:
    await write(page, "Hanne")
    await expect(page.get_by_role("article").last).to_contain_text("Hanne")
    await page.keyboard.press("ArrowUp")
    field = page.get_by_role("textbox", name="Bericht")
    await expect(field).to_have_value("Hanne")
    await write(page, "Hanneke")
    assert (await bot.hear("edited_message"))["text"] == "Hanneke"
    await expect(page.get_by_role("article").last).to_contain_text("bewerkt")


async def test_a_reply_keyboard_sends_its_words_and_folds_away(page: Page, bot: ScriptedBot) -> None:
    keys = {
        "keyboard": [[{"text": "Ja"}, {"text": "Nee"}]],
        "one_time_keyboard": True,
        "input_field_placeholder": "Ja of nee?",
    }
    await bot.say("Doen we dit?", reply_markup=keys)
    await expect(page.get_by_placeholder("Ja of nee?")).to_be_visible()
    await page.get_by_role("group", name="Antwoordknoppen").get_by_role("button", name="Nee").click()
    assert (await bot.hear("message"))["text"] == "Nee"
    await expect(page.get_by_role("group", name="Antwoordknoppen")).to_be_hidden()
    await bot.say("Goed", reply_markup={"remove_keyboard": True})
    await expect(page.get_by_role("button", name="Toetsenbord tonen")).to_be_hidden()


async def test_the_reply_a_bot_asks_for_stands_ready(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Waarom?", reply_markup={"force_reply": True, "input_field_placeholder": "Omdat"})
    await expect(page.get_by_placeholder("Omdat")).to_be_focused()
    await write(page, "daarom")
    assert (await bot.hear("message"))["reply_to_message"]["text"] == "Waarom?"
    await expect(page.get_by_role("article").last.get_by_role("button", name="Antwoord op")).to_be_visible()


async def test_the_own_number_is_shared_only_after_a_question(page: Page, bot: ScriptedBot) -> None:
    keys = {"keyboard": [[{"text": "Deel mijn nummer", "request_contact": True}]], "resize_keyboard": True}
    await bot.say("Mag ik je nummer?", reply_markup=keys)
    await page.get_by_role("button", name="Deel mijn nummer").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delen").click()
    assert (await bot.hear("message"))["contact"]["user_id"] == ANS
    await expect(page.get_by_role("group", name="Contact: Ans")).to_be_visible()


async def test_another_contact_is_shared_from_the_attach_menu(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Bijvoegen").press("Enter")
    await page.get_by_role("menuitem", name="Contact").click()
    await page.get_by_label("Voornaam").fill("Joris")
    await page.get_by_label("Telefoonnummer").fill("+31 6 5555 0101")
    await page.get_by_role("button", name="Delen").click()
    contact = (await bot.hear("message"))["contact"]
    assert contact["first_name"] == "Joris"
    assert "user_id" not in contact


async def test_a_file_of_people_is_sent_from_the_attach_menu(page: Page, bot: ScriptedBot) -> None:
    vcf = b"BEGIN:VCARD\r\nFN:Bea\r\nEND:VCARD\r\n"
    await page.get_by_role("button", name="Bijvoegen").press("Enter")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="Bestand", exact=True).press("Enter")
    await (await choosing.value).set_files({"name": "mensen.vcf", "mimeType": "text/vcard", "buffer": vcf})
    await page.get_by_role("dialog").get_by_role("button", name="Versturen").press("Enter")
    document = (await bot.hear("message"))["document"]
    assert (document["file_name"], document["mime_type"]) == ("mensen.vcf", "text/vcard")
    path = (await bot.call("getFile", file_id=document["file_id"]))["file_path"]
    async with bot.session.get(f"{bot.url}/file/bot{TOKEN}/{path}") as response:
        assert await response.read() == vcf
    await expect(page.get_by_role("link", name="Downloaden: mensen.vcf")).to_be_visible()


async def test_a_key_keeps_the_focus_when_another_message_comes(page: Page, bot: ScriptedBot) -> None:
    await bot.say("Wie?", reply_markup={"keyboard": [["Ja"]], "resize_keyboard": True})
    key = page.get_by_role("button", name="Ja", exact=True)
    await key.focus()
    await bot.say("Neem de tijd.")
    await expect(page.locator("#people-list .last")).to_have_text("Neem de tijd.")
    await expect(key).to_be_focused()


async def test_people_are_chosen_with_the_key_that_asks_for_them(page: Page, bot: ScriptedBot) -> None:
    asked = {"request_id": 1, "user_is_bot": False, "max_quantity": 10, "request_name": True}
    key = {"text": "Kies mensen", "request_users": asked | {"request_username": True}}
    await bot.say("Wie?", reply_markup={"keyboard": [[key]], "one_time_keyboard": True, "resize_keyboard": True})
    await page.get_by_role("button", name="Kies mensen").press("Enter")
    await page.get_by_label("Voornaam 1").fill("Noor")
    await page.get_by_label("Gebruikersnaam 1").fill("@noor_b")
    await page.get_by_role("button", name="Nog iemand").press("Enter")
    await page.get_by_label("Voornaam 2").fill("Bo")
    await page.get_by_label("Achternaam 2").fill("Bos")
    await page.get_by_role("dialog").get_by_role("button", name="Delen").press("Enter")
    users = (await bot.hear("message"))["users_shared"]["users"]
    assert [{name: user[name] for name in user if name != "user_id"} for user in users] == [
        {"first_name": "Noor", "username": "noor_b"},
        {"first_name": "Bo", "last_name": "Bos"},
    ]
    await expect(page.get_by_role("group", name="2 personen gedeeld")).to_be_visible()
    await expect(page.get_by_role("button", name="Kies mensen")).to_be_hidden()


async def test_a_button_opens_an_address_in_a_new_tab_or_copies_words(page: Page, bot: ScriptedBot) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row = [
        {"text": "Openen", "url": f"{bot.url}/page/favicon.svg"},
        {"text": "Kopieer", "copy_text": {"text": "Dag\nNoor"}},
    ]
    await bot.say("Schrijf haar", reply_markup={"inline_keyboard": [row]})
    async with page.context.expect_page() as opening:
        await page.get_by_role("link", name="Openen").press("Enter")
    tab = await opening.value
    await expect(tab).to_have_url(f"{bot.url}/page/favicon.svg")
    assert await tab.evaluate("window.opener") is None
    await tab.close()
    await page.get_by_role("button", name="Kopieer").press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Gekopieerd")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == "Dag\nNoor"


async def test_a_message_of_another_is_forwarded_to_the_bot_with_the_keyboard_alone(
    browser: Browser, bot: ScriptedBot, simulator: Simulator
) -> None:
    bo = simulator.world.add_person("Bo", "nl", "Bos", "bo_bos").id
    async with bot.session.post(f"{bot.url}/chat/{bo}/text", json={"text": "Groeten uit Arnhem"}) as response:
        assert response.ok
    await bot.hear("message")
    async with opened(browser, f"{bot.url}/#{bo}") as hers:
        greeting = hers.get_by_role("article").filter(has_text="Groeten uit Arnhem")
        await greeting.get_by_role("button", name="Meer met dit bericht").press("Enter")
        await hers.get_by_role("menuitem", name="Doorsturen").press("Enter")
        await expect(hers.get_by_label("Wie stuurt het door?")).to_have_value(str(ANS))
        await hers.get_by_role("dialog").get_by_role("button", name="Doorsturen").press("Enter")
        heard = await bot.hear("message")
        assert (heard["from"]["id"], heard["text"]) == (ANS, "Groeten uit Arnhem")
        assert heard["forward_origin"]["type"] == "user"
        assert heard["forward_origin"]["sender_user"]["username"] == "bo_bos"
        await expect(hers.get_by_role("article").last).to_contain_text("Doorgestuurd van Bo Bos")
        await expect(hers.get_by_role("heading", name="Ans")).to_be_attached()
        await hers.get_by_role("article").last.get_by_role("button", name="Meer met dit bericht").press("Enter")
        await expect(hers.get_by_role("menuitem", name="Doorsturen")).to_be_visible()


async def test_pictures_go_both_ways_and_an_album_lies_together(page: Page, bot: ScriptedBot) -> None:
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("a", "b", "c")]
    await bot.call("sendMediaGroup", chat_id=ANS, media=media, a=picture(10), b=picture(90), c=picture(180))
    await expect(page.get_by_role("group", name="Album").get_by_role("img")).to_have_count(3)
    await bot.call("sendPhoto", chat_id=ANS, photo=picture(), caption="Jouw netwerk")
    shown = page.get_by_role("article").last.get_by_role("img", name="Jouw netwerk")
    await expect(shown).to_have_js_property("naturalWidth", 64)
    await page.get_by_role("button", name="Bijvoegen").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="Foto of video").click()
    await (await choosing.value).set_files({"name": "ik.png", "mimeType": "image/png", "buffer": picture(200)})
    await page.get_by_label("Bijschrift").fill("Dit ben ik")
    await page.get_by_role("dialog").get_by_role("button", name="Versturen").click()
    heard = await bot.hear("message")
    assert (heard["caption"], len(heard["photo"]) > 0) == ("Dit ben ik", True)


async def test_both_sides_react(page: Page, bot: ScriptedBot) -> None:
    await write(page, "Gelukt!")
    heard = await bot.hear("message")
    reaction = [{"type": "emoji", "emoji": "🎉"}]
    await bot.call("setMessageReaction", chat_id=ANS, message_id=heard["message_id"], reaction=reaction)
    await expect(page.get_by_role("img", name="Reactie van de bot: 🎉")).to_be_visible()
    await bot.say("Knap")
    praise = page.get_by_role("article").filter(has_text="Knap")
    await praise.get_by_role("button", name="Meer met dit bericht").press("Enter")
    await page.get_by_role("button", name="Reageer met 👍").click()
    assert (await bot.hear("message_reaction"))["new_reaction"][0]["emoji"] == "👍"
    await expect(page.get_by_role("button", name="Reactie 👍 weghalen")).to_be_visible()


async def test_another_person_waits_with_what_she_has_not_read(
    page: Page, bot: ScriptedBot, simulator: Simulator
) -> None:
    bo = simulator.world.add_person("Bo", "en", None, None).id
    await bot.session.post(f"{bot.url}/chat/{bo}/text", json={"text": "Hi"})
    await bot.say("Hello Bo", bo)
    await bot.say("How are you?", bo)
    await page.get_by_role("textbox", name="Bericht").fill("half af")
    await page.get_by_role("button", name="Mensen tonen (2 ongelezen)").click()
    await page.get_by_role("button", name=re.compile("Bo.*How are you.*2 ongelezen")).click()
    await expect(page.get_by_role("article").last).to_contain_text("How are you?")
    await expect(page).to_have_url(re.compile(f"#{bo}$"))
    await expect(page.get_by_role("textbox", name="Message")).to_have_value("")
    await expect(page.get_by_role("button", name="Show people", exact=True)).to_be_visible()
    await page.evaluate(f"location.hash = '#{ANS}'")
    await expect(page.get_by_role("textbox", name="Bericht")).to_have_value("half af")


async def test_the_clock_goes_an_hour_a_day_and_to_the_next_moment(page: Page, simulator: Simulator) -> None:
    began = simulator.now()
    await page.get_by_role("button", name="Klok").click()
    for button, ahead in (("+1 uur", 3600), ("+1 dag", 90_000), ("Nu", 0), ("Naar het volgende moment", 90_000)):
        await page.get_by_role("button", name=button, exact=True).click()
        words = "Gelijk met de echte tijd" if ahead == 0 else "1 uur vooruit"
        await expect(page.get_by_role("group", name="Klok")).to_contain_text(words)
        await expect(page.locator("#clock-button")).to_have_class("ahead" if ahead else "")
        assert simulator.now() - began == ahead
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("group", name="Klok")).to_be_hidden()


async def test_opening_the_clock_shows_the_next_moment(page: Page, planned: list[float | None]) -> None:
    clock = page.get_by_role("button", name="Klok")
    following = page.get_by_role("button", name="Naar het volgende moment", exact=True)
    for moment in (None, planned[0]):
        planned[0] = moment
        await clock.click()
        await (expect(following).to_be_enabled() if moment else expect(following).to_be_disabled())
        await page.keyboard.press("Escape")


async def test_commands_are_listed_by_a_slash_and_chosen_with_the_arrow_keys(page: Page, bot: ScriptedBot) -> None:
    commands = {"stappen": "Mijn stappen", "stilte": "Even rust", "help": "Hulp"}
    listed = [{"command": name, "description": words} for name, words in commands.items()]
    await bot.call("setMyCommands", commands=listed)
    await expect(page.get_by_role("button", name="Opdrachten")).to_be_visible()
    await page.get_by_role("textbox", name="Bericht").press_sequentially("/st")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/stilte")
    await page.keyboard.press("Enter")
    assert (await bot.hear("message"))["text"] == "/stilte"
