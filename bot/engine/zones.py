"""Time zones by the name of a city, as the tz database (IANA) names them: Kathmandu is in Asia/Kathmandu."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.engine.values import Value

ZONE = "zone"
"""The named answer that says where she is: the name of a time zone."""
DEFAULT = "Europe/Amsterdam"
"""Where she is taken to be as long as she has not said it: Telegram does not tell."""
_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
_MARKS = re.compile(r"[^\w/]|_")
_LAST_WORDS = 8
"""So many words at the end of an answer may name where she is."""


def zone_of(answers: Mapping[str, Value]) -> ZoneInfo:
    """The time zone in which she is."""
    name = answers.get(ZONE)
    return _zone(name if isinstance(name, str) else DEFAULT)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    """The time zone of this name, remembered: every turn asks a few times where she is."""
    return ZoneInfo(named(name) or DEFAULT)


def named(city: str) -> str:
    """The time zone of the city that is called this, or of that name itself; empty if there is none."""
    return _zones().get(_folded(city), "")


def city_of(zone: str, language: str) -> str:
    """The city by which a time zone is called in this language: as CLDR has it, else the tz database."""
    return Locale.parse(language).time_zones.get(zone, {}).get("city") or _city(zone)


def gazetteer(languages: Iterable[str], listed: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The time zone of each place, by its name without case and accents.

    Cities and countries as these languages call them are CLDR's, of countries only those with one zone; ``listed``
    are more places, by the city of their zone.
    """
    places = {_folded(name): zone for language in languages for name, zone in _called(language)}
    return places | {_folded(name): named(city) for city, names in listed.items() for name in names}


def find_zone(said: str, places: Mapping[str, str]) -> str:
    """The time zone of the place that these words end in (Ik woon in New York); empty if they end in none.

    A place named before that is the nearer one (Tenerife, Spanje), and may have a time of its own.
    """
    words = _folded(said).split()[-_LAST_WORDS:]
    runs = [(at, to) for at in range(len(words)) for to in range(len(words), at, -1)]
    found = {run: zone for run in runs if (zone := _zone_in(" ".join(words[slice(*run)]), places))}
    return next(iter(found.values())) if any(to == len(words) for _, to in found) else ""


def _zone_in(name: str, places: Mapping[str, str]) -> str:
    return named(name) or places.get(name, "")


def _called(language: str) -> Iterator[tuple[str, str]]:
    locale = Locale.parse(language)
    zones = get_global("territory_zones")
    for territory, name in locale.territories.items():
        if len(zones.get(territory, ())) == 1 and named(zones[territory][0]):
            yield name, zones[territory][0]
    cities = ((names.get("city", ""), zone) for zone, names in locale.time_zones.items())
    yield from ((city, zone) for city, zone in cities if city and named(zone))


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _zones() -> Mapping[str, str]:
    zones = sorted(name for name in available_timezones() if name.partition("/")[0] in _AREAS)
    cities = {_folded(_city(name)): name for name in reversed(zones)}
    return cities | {_folded(name): name for name in zones}


def _folded(words: str) -> str:
    """Words without case, accents and marks: Curaçao, curacao."""
    plain = unicodedata.normalize("NFKD", _MARKS.sub(" ", words)).casefold()
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())
