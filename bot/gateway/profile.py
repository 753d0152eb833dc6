"""What people see of the bot before they talk to it: its commands and what it says it is, in each language."""

from collections.abc import Mapping, Sequence
from functools import partial

import structlog
from msgspec import Struct
from telegram import Bot, BotCommandScopeAllPrivateChats

from bot.engine.script import Script
from bot.gateway.patience import Patience, Refused
from bot.service.turn import spoken

_log = structlog.stdlib.get_logger(__name__)


class Face(Struct, frozen=True):
    """The bot in one language: its commands as (name, description), and who it says it is."""

    commands: Sequence[tuple[str, str]]
    description: str
    short_description: str


class Profile(Struct, frozen=True):
    """The bot in every language, by its code; the empty code is what people of any other language see."""

    faces: Mapping[str, Face]


def of(script: Script) -> Profile:
    """What Telegram shows of this script before the first word."""
    others = {"nl", *script.profile["description"].translations} - {spoken("")}
    return Profile({"": _face(script, spoken("")), **{language: _face(script, language) for language in others}})


def _face(script: Script, language: str) -> Face:
    return Face(
        commands=tuple(
            (command.names[language], command.describe.wording(language))
            for command in script.commands
            if command.listed and language in command.names
        ),
        description=script.profile["description"].wording(language),
        short_description=script.profile["short_description"].wording(language),
    )


async def show(profile: Profile, bot: Bot, patience: Patience) -> None:
    """Sets what differs from what Telegram shows now: it counts changes, and soon refuses more."""
    for language, face in profile.faces.items():
        for settle in (_commands, _description, _short_description):
            try:
                await patience.insist("setting the profile", partial(settle, bot, language, face))
            except Refused as error:
                _log.error("the profile is not as it should be", language=language, error=str(error))


async def _commands(bot: Bot, language: str, face: Face) -> None:
    scope = BotCommandScopeAllPrivateChats()
    shown = await bot.get_my_commands(scope, language)
    if [(each.command, each.description) for each in shown] != list(face.commands):
        await bot.set_my_commands(list(face.commands), scope, language)


async def _description(bot: Bot, language: str, face: Face) -> None:
    shown = await bot.get_my_description(language)
    if shown.description != face.description:
        await bot.set_my_description(face.description, language)


async def _short_description(bot: Bot, language: str, face: Face) -> None:
    shown = await bot.get_my_short_description(language)
    if shown.short_description != face.short_description:
        await bot.set_my_short_description(face.short_description, language)
