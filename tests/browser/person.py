"""A person at the chat page, who waits until she sees the question and then answers it as people do."""

import re
from contextlib import suppress

from msgspec import Struct
from playwright.async_api import Locator, Page, expect

from tests.browser.wording import Wording

FIELD = {"nl": "Bericht", "en": "Message"}
CLOCK = {"nl": re.compile("^Klok"), "en": re.compile("^Clock")}
ONWARDS = {"nl": "Naar het volgende moment", "en": "To the next moment"}
MOMENTS = 40
"""So many planned moments are enough for anything to come."""
A_MOMENT = 2500
"""Milliseconds in which what is due comes."""
PEOPLE = {"nl": re.compile("^Mensen tonen"), "en": re.compile("^Show people")}


class Person(Struct):
    """Somebody with the chat before her; every deed ends when its effect is on the page."""

    page: Page
    words: Wording

    @property
    def field(self) -> Locator:
        """Where she writes."""
        return self.page.get_by_role("textbox", name=FIELD[self.words.language])

    @property
    def last(self) -> Locator:
        """The message at the bottom."""
        return self.page.get_by_role("article").last

    async def starts(self) -> None:
        """Reads what the coach is, and begins."""
        await expect(self.page.get_by_text(self.words.description())).to_be_visible()
        await self.page.get_by_role("button", name="Start", exact=True).click()

    async def is_asked(self, place: str) -> Locator:
        """The message with this question, once it is the last one."""
        await expect(self.last).to_contain_text(self.words.question(place))
        number = await self.last.get_attribute("data-message")
        return self.page.locator(f"article[data-message='{number}']")

    async def taps(self, place: str, choice: str | int) -> None:
        """Answers by a button; what she chose stays to be seen, the other buttons go."""
        label = self.words.label(place, choice)
        asked = await self.is_asked(place)
        await asked.get_by_role("button", name=label, exact=True).click()
        await expect(asked).to_contain_text(self.words.common("chosen", answer=label))
        await expect(asked.locator(".inline-keyboard")).to_have_count(0)

    async def ticks(self, place: str, *choices: str) -> None:
        """Ticks several answers, one by one, and says that these are all."""
        asked = await self.is_asked(place)
        for choice in choices:
            label = self.words.label(place, choice)
            await asked.get_by_role("button", name=label, exact=True).click()
            await expect(asked.get_by_role("button", name=f"✓ {label}", exact=True)).to_be_visible()
        await asked.get_by_role("button", name=self.words.common("done"), exact=True).click()
        await expect(asked.locator(".inline-keyboard")).to_have_count(0)

    async def turns(self, place: str, way: str) -> None:
        """Goes back from a question, or past it."""
        asked = await self.is_asked(place)
        await asked.get_by_role("button", name=self.words.common(way), exact=True).click()
        await expect(asked.locator(".inline-keyboard")).to_have_count(0)

    async def writes(self, place: str, text: str) -> None:
        """Answers in her own words."""
        await self.is_asked(place)
        await self.sends(text)

    async def sends(self, text: str) -> None:
        """Writes something, whatever was asked."""
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.field).to_have_value("")

    async def hears(self, words: str | re.Pattern[str]) -> Locator:
        """The newest message with these words, once it is there."""
        found = self.page.get_by_role("article").filter(has_text=words).last
        await expect(found).to_be_visible()
        return found

    async def corrects(self, text: str) -> None:
        """Changes the last thing that she wrote."""
        await self.field.press("ArrowUp")
        await expect(self.field).not_to_have_value("")
        await self.sends(text)
        await expect(self.page.locator("article.own").last).to_contain_text(text)

    async def sends_sticker(self, picture: bytes) -> None:
        """Sends a sticker."""
        await self.page.get_by_role("button", name="Bijvoegen").click()
        async with self.page.expect_file_chooser() as choosing:
            await self.page.get_by_role("menuitem", name="Sticker").click()
        await (await choosing.value).set_files({"name": "hoi.png", "mimeType": "image/png", "buffer": picture})

    async def brings(self, name: str, language: str) -> "Person":
        """Lets somebody new come to the same page."""
        await self.page.get_by_role("button", name=PEOPLE[self.words.language]).click()
        await self.page.get_by_role("button", name="Nieuwe persoon").click()
        await self.page.get_by_label("Voornaam").fill(name)
        await self.page.get_by_label("Taal").select_option(language)
        await self.page.get_by_role("button", name="Toevoegen").click()
        return Person(self.page, self.words.speaking(language))

    async def hands_over_to(self, other: "Person", name: str) -> None:
        """Turns the page to another one's chat."""
        await self.page.get_by_role("button", name=PEOPLE[self.words.language]).click()
        await self.page.get_by_role("button", name=name).click()
        await expect(other.field).to_be_visible()

    async def picks(self, place: str, name: str) -> None:
        """Answers with somebody of her network, on whose button she taps."""
        asked = await self.is_asked(place)
        await asked.get_by_role("button", name=name, exact=True).click()
        await expect(asked.locator(".inline-keyboard")).to_have_count(0)

    async def waits_for(self, words: re.Pattern[str]) -> Locator:
        """Lets the page's clock go on from one planned moment to the next, until these words come."""
        found = self.page.get_by_role("article").filter(has_text=words).last
        for _ in range(MOMENTS):
            await self.page.get_by_role("button", name=CLOCK[self.words.language]).click()
            onwards = self.page.get_by_role("button", name=ONWARDS[self.words.language])
            await expect(onwards).to_be_enabled()
            await onwards.click()
            await self.page.keyboard.press("Escape")
            with suppress(AssertionError):
                await expect(found).to_be_visible(timeout=A_MOMENT)
                return found
        raise AssertionError(f"nothing like {words.pattern} comes")

    async def tabs_to(self, label: str, key: str = "Tab") -> None:
        """Goes by keyboard to what has this name."""
        named = "() => (document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()"
        for _ in range(60):
            if await self.page.evaluate(named) == label:
                return
            await self.page.keyboard.press(key)
        raise AssertionError(f"{label} cannot be reached by {key}")
