"""A known value under the master key, in the database: tells a wrong key at start, before it does harm."""

from sqlalchemy import insert, select

from bot.store.database import Connection
from bot.store.keys import Keys, Unreadable, WrongKey
from bot.store.tables import table

_KNOWN = b"netwerkcoach"
_keystone = table("keystone")
_LAID = select(_keystone.c.sealed)
_LAY = insert(_keystone).values(id=1)


def lay(connection: Connection, keys: Keys) -> None:
    """Checks the key; a database that is only beginning now gets its known value."""
    check(connection, keys)
    if connection.execute(_LAID).first() is None:
        connection.execute(_LAY, {"sealed": keys.master.close(_KNOWN, "keystone")})


def check(connection: Connection, keys: Keys) -> None:
    """Raises ``WrongKey`` unless the database was begun with this key, or not at all yet."""
    sealed = connection.execute(_LAID).scalar()
    try:
        if sealed is not None:
            keys.master.open(sealed, "keystone")
    except Unreadable:
        raise WrongKey("this is not the key that the database was begun with") from None
