"""A person's network as it is kept: sealed rows, opened when somebody is first asked for."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

from bot.engine.effects import Meet, Talk
from bot.engine.people import Contact
from bot.store import contacts, talks
from bot.store.keys import Seal

_reader = msgspec.json.Decoder(Contact)


class Network(Mapping[str, Contact]):
    """The people of somebody's network by id, in the order in which they came.

    Most turns are about nobody, so the rows stay closed until one is.
    """

    def __init__(self, seal: Seal, rows: Iterable[contacts.Known]) -> None:
        self._seal = seal
        self._rows = tuple(rows)

    def __getitem__(self, contact: str) -> Contact:
        return self._people[contact]

    def get(self, contact: str, default: Any = None) -> Any:
        """The one with this id, if there is one; what ``Mapping`` does for it, without an exception."""
        return self._people.get(contact, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._people)

    def __contains__(self, contact: object) -> bool:
        return contact in self._people

    def items(self) -> ItemsView[str, Contact]:
        """The people by id; what ``Mapping`` does for it, without a look-up for each."""
        return self._people.items()

    def __len__(self) -> int:
        return len(self._people if "_people" in self.__dict__ else self._rows)

    @cached_property
    def _people(self) -> dict[str, Contact]:
        rows = sorted(self._rows, key=lambda row: int(row.contact[1:]))
        return {row.contact: _opened(self._seal, row) for row in rows}

    def put(self, contact: str, person: Contact | None) -> None:
        """Notes what a turn made of somebody, for the turns that follow in the same batch."""
        if person is None:
            self._people.pop(contact, None)
        else:
            self._people[contact] = person


def sealed(seal: Seal, meet: Meet) -> bytes:
    """Somebody as she is written down."""
    return seal.close(msgspec.json.encode(meet.person), f"contact:{meet.contact}")


def _opened(seal: Seal, row: contacts.Known) -> Contact:
    return _reader.decode(seal.open(row.sealed, f"contact:{row.contact}"))


def sealed_talk(seal: Seal, talk: Talk) -> bytes:
    """A talk as it is written down: all but whose and whom, for two who turn out to be one keep their talks."""
    told = msgspec.to_builtins(talk)
    del told["contact"], told["asked"]
    return seal.close(msgspec.json.encode(told), f"talk:{talk.asked}")


def opened_talk(seal: Seal, row: talks.Known) -> Talk:
    """A talk as it was noted."""
    told = msgspec.json.decode(seal.open(row.sealed, f"talk:{row.asked}"))
    return msgspec.convert({**told, "contact": row.contact, "asked": row.asked}, Talk)
