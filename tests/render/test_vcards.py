"""Cards for an address book: what iOS, Android and Outlook are documented to read, and read back by strangers."""

import re

import pytest
import vobject  # type: ignore[import-untyped]  # it has no types
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.people import Contact
from bot.gateway import vcards as reader
from bot.render.pictures.words import words_of
from bot.render.vcards import cards
from tests import shipped
from tests.render.lives import FATIMA, ODD

SHIPPED = shipped.script()
WORDS = words_of(SHIPPED, "nl")
WAITING = Contact("Nog niet", admitted=False)
WRITTEN = cards([FATIMA, ODD, WAITING], WORDS)
LINES = WRITTEN.decode().replace("\r\n ", "").split("\r\n")


def test_every_line_ends_as_rfc_2426_says_and_none_is_longer_than_75_bytes() -> None:
    assert WRITTEN.endswith(b"END:VCARD\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", WRITTEN)
    assert max(map(len, WRITTEN.split(b"\r\n"))) <= 75


def test_no_letter_is_cut_where_a_line_is_folded() -> None:
    assert all(line.decode() is not None for line in WRITTEN.split(b"\r\n"))


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("all: the version comes first, in the one that all of them read", "VERSION:3.0"),
        (
            "iOS, Outlook: a name without parts is a given one",
            "N:;Fatima de Wit\\; van\\, alles\\\\nog wat;;;",
        ),
        ("all: no card without the name as it is shown", "FN:Fatima de Wit\\; van\\, alles\\\\nog wat"),
        ("Android: what somebody is called", "NICKNAME:Fatima"),
        ("Outlook: a number without a type is dropped", "TEL;TYPE=CELL:+31 6 12345678"),
        ("Android: a number that is no mobile one", "TEL;TYPE=VOICE:010 4171234"),
        ("Outlook: an address is one of the internet", "EMAIL;TYPE=INTERNET:fatima@example.nl"),
        ("iOS: a birthday without its year", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17"),
        ("Android: a birthday with dashes", "BDAY:1970-02-28"),
        ("iOS: a name on a service", "IMPP;X-SERVICE-TYPE=Telegram:https://t.me/fatima_wit"),
    ],
)
def test_a_program_finds_what_it_is_documented_to_read(program: str, line: str) -> None:
    assert line in LINES, program


@pytest.mark.parametrize(
    ("program", "unread"),
    [
        ("iCloud and Android: a mark of the byte order before the first card", "\ufeff"),
        ("all: 3.0 is UTF-8, and has no parameter for it", "CHARSET"),
        ("Android: what only 2.1 writes", "QUOTED-PRINTABLE"),
        ("all: a picture makes a card too heavy to read", "PHOTO"),
        ("everybody: what she wrote about somebody is hers", "NOTE"),
        ("everybody: what she wrote about somebody is hers", "baby"),
        ("everybody: who waits for her yes is nobody yet", "Nog niet"),
    ],
)
def test_a_card_holds_nothing_on_which_a_program_stumbles(program: str, unread: str) -> None:
    assert unread not in WRITTEN.decode(), program


def test_the_coach_reads_them_back_as_the_same_people() -> None:
    found, more = reader.read(WRITTEN)
    assert more == 0
    assert [_reached(one) for one in found] == [_reached(one) for one in (FATIMA, ODD)]
    assert found[0].name == FATIMA.name


def _reached(one: Contact) -> tuple[str, ...]:
    return one.nickname, one.organisation, one.birthday, one.phone, one.mail, one.telegram


def test_another_library_reads_them_back_as_the_same_people() -> None:
    fatima, odd = vobject.readComponents(WRITTEN.decode())
    assert (fatima.fn.value, fatima.n.value.given) == (FATIMA.name, FATIMA.name)
    assert (fatima.nickname.value, fatima.org.value) == ("Fatima", ["Drukkerij & Zn, Goes"])
    assert (fatima.tel.value, fatima.tel.params) == ("+31 6 12345678", {"TYPE": ["CELL"]})
    assert (fatima.email.value, fatima.bday.value) == ("fatima@example.nl", "1604-05-17")
    assert fatima.categories.value == ["Klanten"]
    assert (odd.fn.value, odd.bday.value) == (ODD.nickname, "1970-02-28")


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x85", "\u2028", "\ud800"])
def test_a_sign_to_machines_is_no_part_of_a_name(sign: str) -> None:
    assert "FN:An s\r\n" in cards([Contact(f"An{sign}s")], WORDS).decode()


@given(st.text(min_size=1), st.text())
def test_whatever_somebody_is_called_another_library_reads_it(nickname: str, organisation: str) -> None:
    written = cards([Contact(nickname, organisation=organisation, phone="112")], WORDS)
    assert max(map(len, written.split(b"\r\n"))) <= 75
    (card,) = vobject.readComponents(written.decode())
    assert _seen(card.fn.value) == _seen(nickname)
    assert _seen(card.org.value[0]) == _seen(organisation) if organisation else not hasattr(card, "org")
    assert card.tel.value == "112"


def _seen(words: str) -> str:
    """These words without what can't be seen."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", " ", words).split())
