import os
import stat
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from bot.store import keys, keystone
from bot.store.database import Database
from bot.store.keys import Keys, Seal, Unreadable, WrongKey


def a_keyring() -> Keys:
    return Keys(os.urandom(32))


def test_what_was_sealed_opens_again_and_is_not_to_be_read() -> None:
    seal = Seal(os.urandom(32))
    sealed = seal.close(b"haar woorden", "state")
    assert seal.open(sealed, "state") == b"haar woorden"
    assert b"woorden" not in sealed


def test_the_same_words_never_look_the_same() -> None:
    seal = Seal(os.urandom(32))
    assert seal.close(b"ja", "state") != seal.close(b"ja", "state")


@pytest.mark.parametrize(
    "spoil",
    [lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]), lambda sealed: sealed[:5], lambda _sealed: b""],
)
def test_a_changed_value_does_not_open(spoil: object) -> None:
    seal = Seal(os.urandom(32))
    assert callable(spoil)
    with pytest.raises(Unreadable):
        seal.open(spoil(seal.close(b"ja", "state")), "state")


def test_a_value_moved_to_another_place_does_not_open() -> None:
    seal = Seal(os.urandom(32))
    with pytest.raises(Unreadable, match=r"^answer$"):
        seal.open(seal.close(b"ja", "answer:1:naam"), "answer:2:naam")


def test_a_person_has_a_key_of_her_own_that_belongs_to_her_chat() -> None:
    keyring = a_keyring()
    wrapped = keyring.wrapped(7)
    sealed = keyring.person(wrapped, 7).close(b"ja", "state")
    assert keyring.person(wrapped, 7).open(sealed, "state") == b"ja"
    with pytest.raises(Unreadable):
        keyring.person(wrapped, 8)
    with pytest.raises(Unreadable):
        keyring.person(keyring.wrapped(7), 7).open(sealed, "state")


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "apart" / "key"
    first = keys.kept(file)
    assert keys.kept(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["key"]


def test_a_process_that_comes_second_takes_the_first_ones_key(tmp_path: Path) -> None:
    file = tmp_path / "key"
    first = keys.kept(file)
    keys._make(file)
    assert keys.kept(file) == first


@pytest.mark.parametrize("written", ["", "geen sleutel", urlsafe_b64encode(b"te kort").decode(), "ü" * 43])
def test_a_key_that_is_none_is_refused(written: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(written, "utf-8")
    with pytest.raises(WrongKey):
        keys.kept(file)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(WrongKey):
        Keys(b"kort")


def test_a_database_knows_the_key_it_was_begun_with(database: Database) -> None:
    first, other = a_keyring(), a_keyring()
    for _ in range(2):
        with database.transaction() as connection:
            keystone.lay(connection, first)
    with database.transaction() as connection, pytest.raises(WrongKey):
        keystone.check(connection, other)
