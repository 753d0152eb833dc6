"""A known value under the master key, in the database: tells a wrong key at start, before it does harm."""

from sqlalchemy import insert, select

from bot.store.database import Connection
from bot.store.keys import Keys, Unreadable, WrongKey
from bot.store.tables import table

_KNOWN = b"netwerkcoach"
_keystone = table("keystone")
_LAID = select(_keystone.c.sealed)
_LAY = insert(_keystone).values(id=1)


def check(connection: Connection, keys: Keys) -> None:
    """Raises ``WrongKey`` unless the database was begun with this key, or is only beginning now."""
    sealed = connection.execute(_LAID).scalar()
    if sealed is None:
        connection.execute(_LAY, {"sealed": keys.master.close(_KNOWN, "keystone")})
        return
    try:
        keys.master.open(sealed, "keystone")
    except Unreadable:
        raise WrongKey("this is not the key that the database was begun with") from None
