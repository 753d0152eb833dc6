"""Time zones by the name of a city, as the tz database (IANA) names them: Kathmandu is in Asia/Kathmandu."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.engine.values import Value

ZONE = "zone"
"""The named answer that says where she is: the name of a time zone."""
DEFAULT = "Europe/Amsterdam"
"""Where she is taken to be as long as she has not said it: Telegram does not tell."""
_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def zone_of(answers: Mapping[str, Value]) -> ZoneInfo:
    """The time zone in which she is."""
    name = answers.get(ZONE)
    return ZoneInfo(named(name) or DEFAULT if isinstance(name, str) else DEFAULT)


def named(city: str) -> str:
    """The time zone of the city that is called this, or of that name itself; empty if there is none."""
    return _zones().get(_folded(city), "")


def city_of(zone: str) -> str:
    """The city by which a time zone is called."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _zones() -> Mapping[str, str]:
    zones = sorted(name for name in available_timezones() if name.partition("/")[0] in _AREAS)
    cities = {_folded(city_of(name)): name for name in reversed(zones)}
    return cities | {_folded(name): name for name in zones}


def _folded(words: str) -> str:
    """Words without case, accents and marks: Curaçao, curacao."""
    plain = unicodedata.normalize("NFKD", words.replace("_", " ").replace("-", " ")).casefold()
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())
