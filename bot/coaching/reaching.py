"""The ways to hand a message over to somebody: links that she opens herself, with her words in them.

Nothing here opens or sends anything, and nothing goes into a message but the words that are given.
"""

import re
from typing import Final

import phonenumbers
from msgspec import Struct
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

from bot.engine.people import Contact

REGION: Final = "NL"
"""Where a number is taken to be from that names no country."""
LONGEST_COPY: Final = 256
"""Characters that a button can copy (Telegram's ``CopyTextButton``)."""
LONGEST_LINK: Final = 2048
"""Characters of an address that can be counted on to open everywhere."""
LONGEST_NUMBER: Final = 250
"""Characters beyond which nothing is a telephone number."""
_USER: Final = re.compile(r"(?:@|(?:https?://)?(?:www\.)?(?:t|telegram)\.me/)?([A-Za-z][A-Za-z0-9_]{3,31})/?")
_MAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]+")
_SERVICE: Final = (PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)
_MOBILE: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Ways(Struct, frozen=True):
    """How a message can be handed over to somebody: addresses that can be opened, empty where there is none."""

    telegram: str = ""
    whatsapp: str = ""
    copy: str = ""


def ways(contact: Contact, words: str) -> Ways:
    """All ways in which these words can be handed over to this one."""
    return Ways(telegram_link(contact, words), whatsapp_link(contact, words), copied(words))


def telegram_link(contact: Contact, words: str) -> str:
    """The address that opens a chat with her in Telegram, the words ready in it."""
    user = telegram_user(contact.telegram)
    return _link(f"https://t.me/{user}", words) if user else ""


def whatsapp_link(contact: Contact, words: str) -> str:
    """The address that opens a chat with her in WhatsApp: the country and the number, digits alone."""
    digits = whatsapp_number(contact.phone)
    return _link(f"https://wa.me/{digits}", words) if digits else ""


def _link(chat: str, words: str) -> str:
    """The address of this chat with the words in it; nothing where they are too many for one."""
    link = f"{chat}?text={_encoded(words)}"
    return link if len(link) <= LONGEST_LINK else ""


def copied(words: str) -> str:
    """The words as a button can copy them; nothing where they are too many, for half a message is none."""
    return words if len(words) <= LONGEST_COPY else ""


def telegram_user(written: str) -> str:
    """The name of a user as it stands in a link: without @ or address; nothing where it can't be one."""
    found = _USER.fullmatch(written.strip())
    return found[1] if found else ""


def phone_number(written: str) -> str:
    """The number as the whole world writes it (E.164: +31612345678); nothing where there is no such number."""
    number = _number(written)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if number else ""


def shown_number(written: str) -> str:
    """The number as people write it, with its country (+31 6 12345678); nothing where there is no such number."""
    number = _number(written)
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else ""


def is_mobile(written: str) -> bool:
    """Whether this is the number of a mobile telephone; also where a country does not tell them apart."""
    number = _number(written)
    return number is not None and phonenumbers.number_type(number) in _MOBILE


def whatsapp_number(written: str) -> str:
    """The digits that WhatsApp wants: the country first, no + and no 0 before it; none for a service number."""
    number = _number(written)
    if not number or phonenumbers.number_type(number) in _SERVICE:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def mail_address(written: str) -> str:
    """The address, where it can be one."""
    stripped = written.strip()
    return stripped if _MAIL.fullmatch(stripped) else ""


def _number(written: str) -> PhoneNumber | None:
    """The number, without the (0) that is not dialled from abroad; else the first that stands among words."""
    if len(written) > LONGEST_NUMBER:
        return None
    abroad = written.lstrip().startswith(("+", "00"))
    plain = written.replace("(0)", "") if abroad else written
    try:
        found = phonenumbers.parse(plain, REGION)
    except NumberParseException:
        found = None
    if found and phonenumbers.is_valid_number(found):
        return found
    return next((match.number for match in PhoneNumberMatcher(plain, REGION)), None)


def _encoded(words: str) -> str:
    """The words as they go into an address (percent-encoding, RFC 3986)."""
    return "".join(
        chr(one) if chr(one) in _UNRESERVED else f"%{one:02X}" for one in words.encode(errors="replace")
    )
