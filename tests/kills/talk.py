"""What twenty people say: presses, words and commands, the same in each run.

``[Words]`` presses the button that says so under the last question, ``[✓ Words]`` ticks it, anything else is
typed. The next line is given when the coach's next question is there; the last two lines of each part leave none
open. No line makes the coach say the same words twice running: that is how a repetition is known.
"""

from collections.abc import Sequence

from msgspec import Struct

_DUTCH = (
    "/start",
    "[Nederlands]",
    "[Ja, dat mag]",
    "[Nee]",
    "{name}",
    "[Onderneemster]",
    "[Nederland of België]",
    "'s avonds",
    "[Ja, nu]",
)
_ENGLISH = (
    "/start",
    "[English]",
    "[Yes, you may]",
    "[Yes]",
    "skip",
    "[Skip]",
    "[Skip]",
    "[Yes, now]",
)
_MIDDLE = (
    "[Een klus voor een vaste prijs]",
    "6",
    "Klant {number} komt al jaren terug",
    "/terug",
    "Klant {number} komt al vijf jaar terug",
    "Rust, zegt klant {number}",
    "[✓ Nog een rondje aanpassen]",
    "[✓ Korting]",
    "[Klaar]",
    "/help",
    "[Een lek]",
    "Dat is extra werk, en het kost {number} euro",
    "[Eerder te laag]",
    "ja",
    "Van de {number} mensen zei niemand iets",
    "[Nu niet]",
    "/privacy",
)
_HIGH = (
    "[Mijn tijd]",
    "[9]",
    "terug",
    "[10]",
    "Ze bellen mij {number} keer in de maand",
    "Te duur, zei er één van de {number}",
    "[✓ Reistijd]",
    "[Klaar]",
    "[Een cadeau]",
    "klopt wel",
    "Mijn buurvrouw van nummer {number}",
    "/privacy",
    "[Ja, ik weet er een]",
    "Donderdag om {number} uur",
    "Als Wim van {number} belt, dan zeg ik het bedrag",
    "/privacy",
)
_LOW = (
    "sla over",
    "3",
    "Ik kwam {number} keer op tijd",
    "Mevrouw {number}, die ik hielp",
    "[✓ Werk voor bekenden]",
    "[Klaar]",
    "[Van allebei iets]",
    "Het tweede uur van klus {number}",
    "[Eerder te laag]",
    "Aan mijn {number} uren op zondag",
    "/pauze",
    "/verder",
    "[Ja, geef eerst een idee]",
    "Zondag na {number} bladzijden",
    "Als het zondag is, dan reken ik er {number} na",
    "/privacy",
)
_PRICE = (
    "[My time]",
    "eight",
    "Client {number} sent flowers",
    "They sleep well, all {number} of them",
    "[✓ Discounts]",
    "[Done]",
    "[A gift]",
    "[On the high side]",
    "A call after {number} weeks",
    "[Yes, I have one]",
    "Monday at {number}",
    "If they call, then I name {number} euros",
    "/privacy",
)

_NAMES = ("Ans", "Bea", "Cor", "Dia", "Els", "Fia", "Gré", "Hed", "Ina", "Jet")
_TALKS = (("nl", _DUTCH + _MIDDLE), ("nl", _DUTCH + _HIGH), ("nl", _DUTCH + _LOW), ("en", _ENGLISH + _PRICE))


class Part(Struct, frozen=True):
    """One person's side of it."""

    name: str
    language: str
    lines: Sequence[str]


def parts(people: int) -> list[Part]:
    """What this many people say, each with words of her own."""
    return [_part(number) for number in range(people)]


def _part(number: int) -> Part:
    language, lines = _TALKS[number % len(_TALKS)]
    name = f"{_NAMES[number % len(_NAMES)]}{number // len(_NAMES) or ''}"
    return Part(name, language, [line.format(name=name, number=100 + number) for line in lines])
