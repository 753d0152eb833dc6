"""A network of four hundred people, with names as people and exports have them, in the shipped dialogs."""

import pytest
from msgspec.structs import replace

from bot.engine.conversation import Conversation
from bot.engine.people import Contact
from bot.engine.saying import done_key
from bot.engine.script import Script
from tests import shipped
from tests.engine.chat import Chat

ODD = (
    "🌻" * 20,
    "x" * 80,
    "أمل بنت يوسف",
    "<b>Bo</b> & zoon",
    "李小龙",
    "Renée-Zoë",
    "'; DROP TABLE contacts",
    "{naam}",
)
MOST = 400
CIRCLES = ("klanten", "familie", "buurt", "")


@pytest.fixture(scope="module")
def script() -> Script:
    return shipped.script()


@pytest.fixture
def chat(script: Script) -> Chat:
    chat = Chat(script)
    chat.conversation = Conversation(answers={done_key(script.first): 1, "netwerk_hint": True})
    people = [
        Contact(
            ODD[at] if at < len(ODD) else f"Naam {at:03}",
            circle=CIRCLES[at % len(CIRCLES)],
            rhythm=30 if at % 3 else 0,
            spoken="2026-01-01" if at % 5 else "",
            added="2025-12-01",
            brings=("informatie",) if at % 2 else (),
        )
        for at in range(MOST)
    ]
    chat.world = replace(chat.world, contacts={f"@{at + 1}": one for at, one in enumerate(people)})
    return chat


def _buttons(chat: Chat) -> list[tuple[str, str]]:
    """The buttons that stand in the chat, each with what Telegram would carry for it."""
    found = [button for rows in chat.keyboards.values() for row in rows for button in row]
    assert len(found) <= 100
    assert all(0 < len(data.encode()) <= 64 and 0 < len(label) <= 64 for label, data in found)
    return found


def test_all_of_them_are_found_page_by_page(chat: Chat) -> None:
    chat.command("netwerk")
    chat.press("Per kring")
    chat.press("Iedereen")
    seen = set()
    for _ in range(MOST):
        buttons = _buttons(chat)
        seen |= {data.partition("~pick.")[2] for _, data in buttons if "~pick." in data}
        if "Volgende ›" not in [label for label, _ in buttons]:  # noqa: RUF001 -- the coach's own arrow
            break
        chat.press("Volgende ›")  # noqa: RUF001 -- the coach's own arrow
    assert seen == chat.world.contacts.keys()


@pytest.mark.parametrize("choice", ["Aan de beurt", "Nog geen ritme", "Wat komt en gaat", "Ritme voor een groep"])
def test_whatever_she_looks_at_fits_on_the_page(chat: Chat, choice: str) -> None:
    said = chat.command("netwerk")
    assert "400 namen" in said
    assert len(chat.press(choice)) < 4096
    _buttons(chat)


@pytest.mark.parametrize("name", ODD)
def test_any_name_leads_to_its_card_and_is_said_as_it_is(chat: Chat, name: str) -> None:
    chat.command("netwerk")
    chat.press("Zoek een naam")
    assert chat.write(name).startswith(name)
    assert "Wat wil je doen?" in chat.said


def test_a_rhythm_for_a_whole_circle_is_spread_over_as_many_days(chat: Chat) -> None:
    chat.command("netwerk")
    chat.press("Ritme voor een groep")
    for label in ("Een kring", "Klanten", "Elke week"):
        chat.press(label)
    clients = [one for one in chat.world.contacts.values() if one.circle == "klanten"]
    assert {one.rhythm for one in clients} == {7}
    assert len({one.waits for one in clients}) == len(clients)
