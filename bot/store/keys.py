"""What is sealed, and under which key.

The master key lies outside the database. Each person has a random data key of her own, kept beside her row but
wrapped by the master key: when her row goes, what any copy still holds of her can no longer be read. A sealed
value is bound to whose it is and what it is for, so that nobody can move it to another place unnoticed.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_LENGTH = 32


class WrongKey(Exception):  # noqa: N818 - it reads so where it is caught
    """The master key cannot be used, or is not the one this database was begun with."""


class Unreadable(Exception):  # noqa: N818 - it reads so where it is caught
    """A sealed value was changed, moved, or sealed under another key."""


class Seal:
    """One key, and what it seals."""

    __slots__ = ("_cipher", "_key")

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._key = key

    def __reduce__(self) -> tuple[type["Seal"], tuple[bytes]]:
        """Lets it be handed to a process of ours that opens what it seals."""
        return Seal, (self._key,)

    def close(self, plain: bytes, purpose: str) -> bytes:
        """Seals a value for one purpose."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """The value that was sealed for this purpose."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except (InvalidTag, ValueError):
            raise Unreadable(purpose.partition(":")[0]) from None


class Keys:
    """The master key: seals for chats without a person, and wraps each person's own key."""

    __slots__ = ("master",)

    def __init__(self, master: bytes) -> None:
        if len(master) != _LENGTH:
            raise WrongKey(f"the key must be {_LENGTH} bytes, and has {len(master)}")
        self.master = Seal(master)

    def wrapped(self, chat: int) -> bytes:
        """A new data key for the person in this chat, wrapped."""
        return self.master.close(AESGCM.generate_key(_LENGTH * 8), f"key:{chat}")

    def person(self, wrapped: bytes, chat: int) -> Seal:
        """The seal of the person in this chat."""
        return Seal(self.master.open(wrapped, f"key:{chat}"))


def decoded(written: str) -> bytes:
    """The key that is written like this (urlsafe base64)."""
    try:
        key = urlsafe_b64decode(written.strip())
    except (BadBase64, ValueError):
        raise WrongKey("the key is not urlsafe base64") from None
    if len(key) != _LENGTH:
        raise WrongKey(f"the key must be {_LENGTH} bytes in urlsafe base64, and has {len(key)}")
    return key


def kept(path: Path) -> bytes:
    """The key in this file, which is made if it is not there: whole or not at all, and for its owner's eyes."""
    try:
        return decoded(path.read_text("ascii"))
    except FileNotFoundError:
        _make(path)
    except UnicodeDecodeError:
        raise WrongKey("the key file does not hold urlsafe base64") from None
    return decoded(path.read_text("ascii"))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(urlsafe_b64encode(AESGCM.generate_key(_LENGTH * 8)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key is the one
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
