"""Cards of an address book, read into people: what a coach may know of somebody, and nothing else.

vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as iOS, Android, Outlook, Google and Nextcloud write them. Read here,
for the library that there is (vobject 0.9.9) gives up the rest of a file at one wrong byte in a photo, logs the
words of a line that it cannot read, and can take minutes over two megabytes. Any bytes give people, or none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.engine.people import Contact
from bot.engine.reading import nickname
from bot.gateway import content_lines
from bot.gateway.content_lines import ContentLine, unescaped

MOST = 400
"""People that are read from one file."""
_BEGINNING = re.compile(rb"^BEGIN:VCARD", re.IGNORECASE | re.MULTILINE)
_WANTED = {
    b"BEGIN", b"END", b"AGENT", b"KIND", b"X-ADDRESSBOOKSERVER-KIND", b"N", b"FN", b"NICKNAME",
    b"X-ANDROID-CUSTOM", b"ORG", b"TEL", b"EMAIL", b"BDAY", b"X-SOCIALPROFILE", b"IMPP",
}  # fmt: skip
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_NOTHING = ContentLine("", {}, frozenset(), "")
_NO_YEAR = 1604
"""What Apple writes where somebody told the day of her birth, and not the year."""
_OLDEST = 1900
_BIRTHDAY = re.compile(r"(?P<year>\d{4}|--)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ].*)?", re.ASCII)
_ANDROIDS_NICKNAME = "vnd.android.cursor.item/nickname"
_LONGEST_NUMBER, _LONGEST_MAIL = 40, 254
_TELEGRAM = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:t|telegram)\.me/|tg://resolve\?domain=|(?:telegram|x-apple):|)@?"
    r"([a-z]\w{3,31})/?",
    re.ASCII | re.IGNORECASE,
)
Card = Mapping[str, Sequence[ContentLine]]
"""The lines of one card, by their names."""


def read(content: bytes) -> tuple[tuple[Contact, ...], int]:
    """The people in a file, in order, none of them admitted; and how many cards follow that were too many to read.

    A card without a name is passed over, and so is one of a group.
    """
    content = content_lines.clean(content)
    people: list[Contact] = []
    for cards, card in enumerate(_cards(content), 1):
        if person := _person(card):
            people.append(person)
        if len(people) == MOST:
            return tuple(people), max(0, len(_BEGINNING.findall(content)) - cards)
    return tuple(people), 0


def _cards(content: bytes) -> Iterator[Card]:
    """Each card of the file; one that breaks off ends where the next begins, one inside another is left out."""
    card: dict[str, list[ContentLine]] | None = None
    inner, agent = 0, False
    for line in content_lines.read(content, _WANTED):
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            if agent or inner:
                inner += 1
            else:
                if card is not None:
                    yield card
                card = {}
        elif line.name == "END" and inner:
            inner -= 1
        elif line.name == "END" and card is not None:
            yield card
            card = None
        elif card is not None and not inner:
            card.setdefault(line.name, []).append(line)
        agent = line.name == "AGENT" and not line.value.strip()
    if card is not None:
        yield card


def _person(card: Card) -> Contact | None:
    if any(line.value.strip().lower() == "group" for kind in _KINDS for line in card.get(kind, ())):
        return None
    family, given, middle, *_ = (*_first(card, "N").parts(), "", "", "")
    organisation = nickname(_first(card, "ORG").parts()[0])
    whole = nickname(unescaped(_first(card, "FN").value)) or nickname(f"{given} {middle} {family}")
    called = _called(card) or nickname(given) or whole or organisation
    if not called:
        return None
    return Contact(
        nickname=called,
        name=whole if whole not in {called, organisation} else "",
        organisation=organisation,
        birthday=_birthday(_first(card, "BDAY")),
        phone=_phone(card.get("TEL", ())),
        mail=_mail(card.get("EMAIL", ())),
        telegram=_telegram((*card.get("X-SOCIALPROFILE", ()), *card.get("IMPP", ()))),
        admitted=False,
    )


def _first(card: Card, name: str) -> ContentLine:
    return next((line for line in card.get(name, ()) if line.value.strip(" ;")), _NOTHING)


def _called(card: Card) -> str:
    """What her own address book calls them beside the name; of several the first."""
    said = re.split(r"(?<!\\),", _first(card, "NICKNAME").value)[0]
    customs = (line.parts() for line in card.get("X-ANDROID-CUSTOM", ()))
    androids = next((parts[1] for parts in customs if parts[0] == _ANDROIDS_NICKNAME and len(parts) > 1), "")
    return nickname(unescaped(said)) or nickname(androids)


def _phone(lines: Sequence[ContentLine]) -> str:
    """The number that is most likely to reach them: a mobile one, else the preferred, else the first."""
    told = [
        (line, number) for line in lines if (number := _number(line.value)) and not line.marks & {"FAX", "PAGER"}
    ]
    best = min(
        told, key=lambda one: (not one[0].marks & {"CELL", "IPHONE"}, "PREF" not in one[0].marks), default=None
    )
    return best[1] if best else ""


def _number(value: str) -> str:
    number = unescaped(value).removeprefix("tel:").partition(";")[0].strip()
    return number[:_LONGEST_NUMBER] if any(each.isdigit() for each in number) else ""


def _mail(lines: Sequence[ContentLine]) -> str:
    told = [(line, unescaped(line.value).removeprefix("mailto:")) for line in lines]
    fit = [(line, mail) for line, mail in told if "@" in mail and len(mail) <= _LONGEST_MAIL]
    best = min(fit, key=lambda one: "PREF" not in one[0].marks, default=None)
    return best[1] if best else ""


def _birthday(line: ContentLine) -> str:
    """The day as a contact holds it; nothing where it is none that a calendar knows."""
    found = _BIRTHDAY.fullmatch(line.value.strip())
    if not found:
        return ""
    month, day = int(found["month"]), int(found["day"])
    year = 0 if found["year"] == "--" else int(found["year"])
    known = year >= _OLDEST and line.parameters.get("X-APPLE-OMIT-YEAR", "") != found["year"]
    try:
        born = date(year if known else _NO_YEAR, month, day)
    except ValueError:
        return ""
    return born.isoformat() if known else f"--{month:02}-{day:02}"


def _telegram(lines: Sequence[ContentLine]) -> str:
    """Their name on Telegram, where a card tells it."""
    for line in lines:
        value = unescaped(line.value)
        told = {*line.marks, line.parameters.get("X-SERVICE-TYPE", "").upper(), value.partition(":")[0].upper()}
        if "TELEGRAM" in told or "t.me/" in value:
            found = _TELEGRAM.fullmatch(value) or _TELEGRAM.fullmatch(line.parameters.get("X-USER", ""))
            if found:
                return found[1]
    return ""
