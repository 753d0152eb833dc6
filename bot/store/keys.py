"""What is sealed, and under which key."""


class WrongKey(Exception):
    """The master key is not the one this database was begun with."""


class Keys:
    """The master key: seals for chats without a person, and wraps each person's own key."""

    def __init__(self, master: bytes) -> None:
        raise NotImplementedError
