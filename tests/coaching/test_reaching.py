"""How a message can be handed over, as tables."""

import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import reaching
from bot.engine.people import Contact
from tests.coaching.people import someone


@pytest.mark.parametrize(
    ("written", "number", "shown"),
    [
        ("06-12345678", "+31612345678", "+31 6 12345678"),
        ("06 12 34 56 78", "+31612345678", "+31 6 12345678"),
        ("+31 6 12345678", "+31612345678", "+31 6 12345678"),
        ("+31 (0)6 1234 5678", "+31612345678", "+31 6 12345678"),
        ("0031612345678", "+31612345678", "+31 6 12345678"),
        ("tel:+31612345678", "+31612345678", "+31 6 12345678"),
        ("06 12345678 (werk)", "+31612345678", "+31 6 12345678"),
        ("020-1234567", "+31201234567", "+31 20 123 4567"),
        ("+32 470 12 34 56", "+32470123456", "+32 470 12 34 56"),
        ("+90 532 123 45 67", "+905321234567", "+90 532 123 45 67"),
        ("0900-1234", "+319001234", "+31 900 1234"),
        ("112", "", ""),
        ("0612", "", ""),
        ("geen", "", ""),
        ("", "", ""),
        ("1" * 10_000, "", ""),
        ("\ud800", "", ""),
    ],
)
def test_a_number_is_read_as_it_is_written_in_the_netherlands(written: str, number: str, shown: str) -> None:
    assert reaching.phone_number(written) == number
    assert reaching.shown_number(written) == shown


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("06-12345678", "31612345678"),
        ("+32 470 12 34 56", "32470123456"),
        ("020-1234567", "31201234567"),
        ("0900-1234", ""),
        ("0800-0543", ""),
        ("112", ""),
        ("", ""),
    ],
)
def test_whatsapp_gets_the_country_and_the_number_in_digits(written: str, digits: str) -> None:
    assert reaching.whatsapp_number(written) == digits


@pytest.mark.parametrize(
    ("written", "user"),
    [
        ("fatima_d", "fatima_d"),
        ("@Fatima_D", "Fatima_D"),
        (" t.me/fatima_d ", "fatima_d"),
        ("https://t.me/fatima_d/", "fatima_d"),
        ("https://telegram.me/fatima_d", "fatima_d"),
        ("fat", ""),
        ("1fatima", ""),
        ("fatima d", ""),
        ("fatima?text=x", ""),
        ("https://t.me.example.org/fatima_d", ""),
        ("f" * 33, ""),
        ("", ""),
    ],
)
def test_a_telegram_name_is_read_with_or_without_its_address(written: str, user: str) -> None:
    assert reaching.telegram_user(written) == user


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("fatima@drukkerij.nl", "fatima@drukkerij.nl"),
        (" F.de-Vries+x@post.example.org ", "F.de-Vries+x@post.example.org"),
        ("fatima@drukkerij", ""),
        ("fatima drukkerij.nl", ""),
        ("a@b.nl, c@d.nl", ""),
        ("<a@b.nl>", ""),
        ("@b.nl", ""),
        ("", ""),
    ],
)
def test_a_mail_address_is_one(written: str, address: str) -> None:
    assert reaching.mail_address(written) == address


@pytest.mark.parametrize(
    ("contact", "telegram", "whatsapp"),
    [
        (someone(), "", ""),
        (someone(telegram="@fatima_d"), "https://t.me/fatima_d?text=Dag%20Fatima%2C%20caf%C3%A9%3F", ""),
        (someone(phone="06-12345678"), "", "https://wa.me/31612345678?text=Dag%20Fatima%2C%20caf%C3%A9%3F"),
        (someone(phone="112", telegram="x"), "", ""),
    ],
)
def test_there_is_a_link_for_each_way_that_is_known(contact: Contact, telegram: str, whatsapp: str) -> None:
    words = "Dag Fatima, café?"
    assert reaching.ways(contact, words) == reaching.Ways(telegram, whatsapp, words)


@pytest.mark.parametrize(("length", "fits"), [(0, True), (1, True), (256, True), (257, False)])
def test_what_a_button_copies_is_the_whole_message_or_nothing(length: int, *, fits: bool) -> None:
    assert reaching.copied("a" * length) == ("a" * length if fits else "")


@given(st.text())
def test_a_link_holds_the_words_and_nothing_that_could_be_more(words: str) -> None:
    contact = someone(phone="0612345678", telegram="fatima_d", met="geheim", question="geheim")
    for link in (reaching.telegram_link(contact, words), reaching.whatsapp_link(contact, words)):
        address, _, text = link.partition("?text=")
        assert set(text) <= set(string.ascii_letters + string.digits + "-._~%")
        assert text == quote(words, safe="")
        assert set(address) <= set(string.ascii_letters + string.digits + "_:/.")


@given(st.text(max_size=300))
def test_anything_can_be_read_as_a_number_a_name_or_an_address(written: str) -> None:
    contact = someone(phone=written, telegram=written, mail=written)
    reaching.ways(contact, written)
    assert reaching.phone_number(reaching.phone_number(written)) == reaching.phone_number(written)
    assert reaching.telegram_user(reaching.telegram_user(written)) == reaching.telegram_user(written)
