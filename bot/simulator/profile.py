"""What a bot says about itself and asks about chats and files."""

import re

from bot.simulator.calls import Call
from bot.simulator.refusals import Json, bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_LONGEST_COMMAND = 256
_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 512
_LONGEST_SHORT = 120
_REACH = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


def get_me(call: Call) -> Json:
    """Answer who the bot is."""
    return call.bot.user | _REACH


def set_commands(call: Call) -> bool:
    """Keep the commands for a scope and a language."""
    commands = call.params["commands"]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= _LONGEST_COMMAND:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.profile.commands[_scope(call)] = commands
    return _renewed(call)


def get_commands(call: Call) -> list[Json]:
    """Answer the commands of exactly this scope and language."""
    return call.bot.profile.commands.get(_scope(call), [])


def delete_commands(call: Call) -> bool:
    """Forget the commands of a scope and language."""
    call.bot.profile.commands.pop(_scope(call), None)
    return _renewed(call)


def set_name(call: Call) -> bool:
    """Take a name in a language."""
    return _set(call, call.bot.profile.names, "name", _LONGEST_NAME)


def get_name(call: Call) -> Json:
    """Answer the name in a language."""
    return {"name": _get(call, call.bot.profile.names) or call.bot.user["first_name"]}


def set_description(call: Call) -> bool:
    """Say in an empty chat what the bot can do."""
    return _set(call, call.bot.profile.descriptions, "description", _LONGEST_DESCRIPTION)


def get_description(call: Call) -> Json:
    """Answer what an empty chat says."""
    return {"description": _get(call, call.bot.profile.descriptions)}


def set_short_description(call: Call) -> bool:
    """Say on the profile page what the bot is."""
    return _set(call, call.bot.profile.short_descriptions, "short_description", _LONGEST_SHORT)


def get_short_description(call: Call) -> Json:
    """Answer what the profile page says."""
    return {"short_description": _get(call, call.bot.profile.short_descriptions)}


def get_chat(call: Call) -> Json:
    """Answer all about a chat."""
    chat = call.known_chat()
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    more: Json = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    return chat.face | more


def leave_chat(call: Call) -> bool:
    """Go out of a group."""
    chat = call.open_chat()
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.blocked = True
    person = next(iter(call.world.people.values()))
    call.world.change_membership(call.bot, chat, person, "member", "left")
    return True


def get_file(call: Call) -> Json:
    """Answer where a file can be fetched."""
    return call.world.files.describe(call.params["file_id"])


def _scope(call: Call) -> str:
    scope = call.params.get("scope", {"type": "default"})
    parts = [str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope]
    return f"{':'.join(parts)} {call.params.get('language_code', '')}"


def _set(call: Call, kept: dict[str, str], name: str, longest: int) -> bool:
    words = call.params.get(name, "")
    if len(words) > longest:
        raise bad_request(f"{name} is too long: at most {longest} characters")
    language = call.params.get("language_code", "")
    if words:
        kept[language] = words
    else:
        kept.pop(language, None)
    return _renewed(call)


def _get(call: Call, kept: dict[str, str]) -> str:
    return kept.get(call.params.get("language_code", "")) or kept.get("", "")


def _renewed(call: Call) -> bool:
    call.world.events.publish(call.bot.key, "bot", lambda: call.bot.describe(""))
    call.world.changed()
    return True


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": set_name,
    "getMyName": get_name,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short_description,
    "getMyShortDescription": get_short_description,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
