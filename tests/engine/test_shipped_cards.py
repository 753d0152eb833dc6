"""What the shipped dialog of cards says of those that were too many to show."""

import pytest

from bot.engine.inputs import Cards
from bot.engine.people import Contact
from tests import shipped
from tests.engine.small import beginning


@pytest.mark.parametrize(
    ("more", "told"), [(0, ""), (1, "Er was nog 1 kaartje."), (12, "Er waren nog {meer_kaartjes} kaartjes.")]
)
def test_cards_that_were_too_many_are_told_and_whoever_is_not_ticked_is_gone(more: int, told: str) -> None:
    script = shipped.script()
    chat = beginning(script, "menu")
    chat.give(Cards((Contact("Ans", admitted=False), Contact("Bea", admitted=False)), 1, more))
    assert told.replace("{meer_kaartjes}", str(more)) in chat.said
    assert ("kaartje" in chat.said) is bool(more)
    chat.press("Bea")
    chat.press("Klaar")
    assert [one.nickname for one in chat.world.contacts.values() if one.admitted] == ["Bea"]
    chat.press("Sla over")
    assert chat.network == {"Bea": ""}
