"""People whom she shares, as Telegram tells of them: a card, whom she picked, whose words she forwarded.

Only what a coach needs is taken; a number by which Telegram knows somebody is of no use to her.
"""

from msgspec.structs import replace

from bot.engine.inputs import Cards, Media
from bot.engine.people import Contact
from bot.engine.reading import nickname
from bot.gateway import vcards
from bot.gateway.attachments import LARGEST
from bot.gateway.fields import Json, number, part, parts, words

_FILES = {"text/vcard", "text/x-vcard", "text/directory"}
_NAMES = (".vcf", ".vcard")


def on_card(card: Json, message: int) -> Cards | Media:
    """Somebody whose card she shared. What the card itself holds (her birthday) says more than Telegram does."""
    found, _ = vcards.read(words(card, "vcard").encode())
    told = _somebody(card, phone=words(card, "phone_number"))
    if found:
        told = replace(found[0], phone=told.phone or found[0].phone)
    return _cards([told], message)


def picked(shared: Json, message: int) -> Cards | Media:
    """The people whom she chose in her messenger."""
    return _cards([_somebody(user) for user in parts(shared, "users")], message)


def forwarded(message: Json, place: int) -> Cards | Media:
    """Who wrote what she forwards, if that is one person and not herself; never the words.

    Of somebody who hides behind a name only that name is known, also where it is her own.
    """
    origin, herself = part(message, "forward_origin"), part(message, "from")
    if writer := part(origin, "sender_user"):
        known = _somebody(writer)
        own = writer.get("is_bot") is True or number(writer, "id") == number(herself, "id")
    else:
        known = Contact(nickname(words(origin, "sender_user_name")), admitted=False)
        own = known.nickname == nickname(f"{words(herself, 'first_name')} {words(herself, 'last_name')}")
    return Media("forwarded", place) if own or not known.nickname else Cards((known,), place)


def in_file(document: Json, message: int) -> Media | None:
    """A file of people, still to be fetched if it is not too large; None for any other file."""
    is_one = words(document, "mime_type").lower() in _FILES
    if not is_one and not words(document, "file_name").lower().endswith(_NAMES):
        return None
    fits = number(document, "file_size") <= LARGEST
    return Media("cards", message, words(document, "file_id") if fits else "")


def _cards(people: list[Contact], message: int) -> Cards | Media:
    named = tuple(one for one in people if one.nickname)
    return Cards(named, message) if named else Media("cards", message)


def _somebody(user: Json, phone: str = "") -> Contact:
    """A user or card of Telegram's; called by what there is."""
    first, username = nickname(words(user, "first_name")), words(user, "username")
    whole = nickname(f"{first} {words(user, 'last_name')}")
    called = first or whole or username or nickname(phone)
    name = whole if whole != called else ""
    return Contact(called, name=name, phone=phone, telegram=username, admitted=False)
