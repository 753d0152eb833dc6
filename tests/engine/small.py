"""Small dialogs in the words of authors, and somebody who has just begun one."""

from functools import cache

from msgspec.structs import replace

from bot.engine.advance import begin
from bot.engine.people import Contact
from bot.engine.script import Script
from tests.engine.chat import Chat
from tests.engine.conftest import compiled, sources

KNOWN = "~done.kennis"
"""Kept of somebody who has finished the first dialog."""


@cache
def scripted(*dialogs: str, **files: str) -> Script:
    """The small script of these tests with these dialogs added, and these files (by name) instead of its own."""
    return compiled({**sources(), **{f"{_id(text)}.yaml": text for text in dialogs}, **files})


def talking(*dialogs: str, people: tuple[str, ...] = ()) -> Chat:
    """Somebody who knows the coach, and these people, and who has just begun the first of these dialogs."""
    return beginning(scripted(*dialogs), _id(dialogs[0]), people)


def beginning(script: Script, dialog: str, people: tuple[str, ...] = ()) -> Chat:
    """Somebody who knows the coach, and these people, and who has just begun this dialog."""
    chat = Chat(script)
    chat.conversation = replace(chat.conversation, answers={KNOWN: 1})
    chat.world = replace(chat.world, contacts={f"@{at + 1}": Contact(name) for at, name in enumerate(people)})
    begun(chat, dialog)
    return chat


def begun(chat: Chat, dialog: str) -> str:
    """What she is told as this dialog begins."""
    chat.see(begin(chat.script, chat.conversation, dialog, chat.world))
    return chat.said


def _id(text: str) -> str:
    return text.strip().splitlines()[0].removeprefix("dialog:").strip()
