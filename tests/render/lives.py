"""Made-up lives with the coach, always the same: one just begun, one busy, one a year on; and whole networks."""

from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from bot.coaching.history import Answered, History
from bot.coaching.progress import SCORES
from bot.engine.effects import Talk
from bot.engine.people import Contact

TODAY = date(2026, 11, 27)
COURSE = (
    *("product", "prijs", "promotie", "plaats", "lijnen", "loket_of_echt"),
    *("na_vijf_uur", "nieuwe_verbinding", "het_oude_spel"),
)
FATIMA = Contact(
    "Fatima",
    circle="klanten",
    name="Fatima de Wit; van, alles\\nog wat",
    organisation="Drukkerij & Zn, Goes",
    birthday="--05-17",
    phone="+31 6 12345678",
    mail="fatima@example.nl",
    telegram="fatima_wit",
    met="Op de markt.",
    brings=("informatie", "promotie"),
    question="Hoe gaat het met de baby?",
)
"""Somebody of whom much is known, with signs that files write in their own way."""
ODD = Contact("Ελένη 🌻 " + "é" * 60, birthday="1970-02-28", phone="010 4171234")
"""Somebody with letters that are longer written than read."""
CIRCLES = ("zakelijk", "familie", "vriendinnen", "klanten", "opdrachtgeefsters", "collegas", "buurt")
RINGS = ("kern", "nabij", "ruim", "rand")
NAMES = (
    *("Fatima", "Ans", "Bea", "Joke van de markt", "Willem", "Mo", "Sanne", "Ayşe", "Gerda", "Tante Truus"),
    *("Kim", "Noor", "Priya", "Karel de drukker", "Elif", "Roos", "Henk", "Loket Ondernemen", "Marijke", "Yvonne"),
    *("De Stadsbank", "Lotte", "Saskia", "Ineke", "Babs", "Chantal", "Dewi", "Esther", "Floor", "Greet"),
)
MOVED = {"@2": "klanten rand", "@5": "buurt ruim", "@9": "zakelijk rand"}
"""Who stood elsewhere before."""
WORDS = (
    "Mensen komen bij mij omdat ik luister voordat ik iets laat zien.",
    "Ik heb mijn prijs genoemd en daarna gezwegen. Dat was nieuw.",
    "Als ik vrijdag de laptop dichtdoe, dan schrijf ik Bea één zin.",
)


def network(size: int, today: date = TODAY, seed: int = 7) -> dict[str, Contact]:
    """So many people, who came one by one over a year."""
    chance = Random(seed)  # noqa: S311 -- always the same people
    return {f"@{at + 1}": _somebody(at, size, today, chance) for at in range(size)}


def _somebody(at: int, size: int, today: date, chance: Random) -> Contact:
    name = NAMES[at % len(NAMES)] + ("" if at < len(NAMES) else f" {at // len(NAMES) + 1}")
    lines = ("informatie", "product", "promotie")
    spoken = today - timedelta(days=int(chance.expovariate(1 / 60)))
    return Contact(
        name,
        circle=chance.choice(CIRCLES),
        ring=chance.choices((*RINGS, ""), (2, 5, 7, 5, 1))[0],
        standing=chance.choices(("echt", "loket", "tussen", ""), (5, 2, 2, 2))[0],
        brings=tuple(one for one in lines if chance.random() < 0.25),
        takes=tuple(one for one in lines if chance.random() < 0.2),
        added=(today - timedelta(days=360 - 360 * at // size)).isoformat(),
        spoken=spoken.isoformat() if chance.random() < 0.85 else "",
    )


def new() -> History:
    """Somebody who began today."""
    return History({}, (), (), TODAY, tuple((dialog, False) for dialog in COURSE))


def busy() -> History:
    """Somebody six weeks on, with eight people and half of the course behind her."""
    return _life(42, 8, 5)


def a_year_on() -> History:
    """Somebody who did it all, and has forty people, of whom three moved."""
    life, day = _life(365, 40, len(COURSE)), (TODAY - timedelta(days=60)).isoformat()
    moved = {id_: replace(life.contacts[id_], stood=(f"{day} {was}",)) for id_, was in MOVED.items()}
    return replace(life, contacts={**life.contacts, **moved})


def _life(days: int, people: int, done: int) -> History:
    chance = Random(days)  # noqa: S311
    first = TODAY - timedelta(days=days)
    contacts = network(people, seed=days)
    answers: list[Answered] = []
    talks: list[Talk] = []
    for number in range(days + 1):
        day = first + timedelta(days=number)
        if number % 150 in range(80, 104):
            continue  # a holiday
        if chance.random() < 0.3 + 0.15 * (number % 90) / 90:
            answers.append(Answered("vandaag", "vraag_stroomt", chance.choice(WORDS), day))
        if chance.random() < 0.2:
            talks.append(Talk(f"@{chance.randrange(people) + 1}", day.isoformat(), "gebeld", "ik"))
    for number, name in enumerate(SCORES[: 2 if days < 90 else 4]):
        value = 4 + number
        for at in range(7 + 9 * number, days, 91):
            answers.append(Answered(name, name.split("_")[0], value, first + timedelta(days=at), "number"))
            value = min(10, max(0, value + chance.choice((1, 1, 0, -1))))
    course = tuple((dialog, at < done) for at, dialog in enumerate(COURSE))
    return History(contacts, tuple(sorted(answers, key=lambda one: one.on)), tuple(talks), first, course)
