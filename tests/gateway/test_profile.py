from typing import Any

import structlog

from bot.gateway.account import Account
from bot.gateway.patience import Patience
from bot.gateway.profile import Face, Profile, show
from tests.gateway.wire import TOKEN, Wire, refusal

PROFILE = Profile(
    {
        "": Face((("start", "Begin"), ("stop", "Stop")), "Een coach", "Coach"),
        "en": Face((("start", "Begin"), ("stop", "Stop")), "A coach", "Coach"),
    }
)
SCOPE = {"type": "all_private_chats"}


class Kept:
    """What Telegram knows of the bot, by the field and the language."""

    def __init__(self) -> None:
        self.fields: dict[tuple[str, str], Any] = {}

    def __call__(self, method: str, fields: dict[str, Any]) -> Any:
        what, language = method[5:], fields.get("language_code", "")
        name = {"Commands": "commands", "Description": "description", "ShortDescription": "short_description"}[
            what
        ]
        if method.startswith("set"):
            self.fields[name, language] = fields[name]
            return True
        kept = self.fields.get((name, language), [] if name == "commands" else "")
        return kept if name == "commands" else {name: kept}


async def shown(wire: Wire) -> list[str]:
    """The methods that were called to show the profile."""
    wire.asked.clear()
    async with Account(wire.url, TOKEN) as account:
        await show(PROFILE, account.bot, Patience(lambda: 0.0))
    return [method for method, _ in wire.asked]


async def test_commands_and_descriptions_are_set_in_each_language(wire: Wire) -> None:
    wire.answer = kept = Kept()
    await shown(wire)
    start, stop = {"command": "start", "description": "Begin"}, {"command": "stop", "description": "Stop"}
    assert kept.fields == {
        ("commands", ""): [start, stop],
        ("description", ""): "Een coach",
        ("short_description", ""): "Coach",
        ("commands", "en"): [start, stop],
        ("description", "en"): "A coach",
        ("short_description", "en"): "Coach",
    }
    assert all(fields["scope"] == SCOPE for fields in wire.fields("setMyCommands"))


async def test_what_is_right_already_is_not_set_again(wire: Wire) -> None:
    wire.answer = kept = Kept()
    await shown(wire)
    kept.fields["description", "en"] = "An old text"
    assert [method for method in await shown(wire) if method.startswith("set")] == ["setMyDescription"]


async def test_a_refused_text_is_said_and_the_others_are_set(wire: Wire) -> None:
    kept = Kept()

    def answer(method: str, fields: dict[str, Any]) -> Any:
        too_long = refusal(400, "Bad Request: description is too long")
        return too_long if method == "setMyDescription" else kept(method, fields)

    wire.answer = answer
    with structlog.testing.capture_logs() as log:
        await shown(wire)
    assert [line["log_level"] for line in log] == ["error", "error"]
    assert ("commands", "en") in kept.fields
