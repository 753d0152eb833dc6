"""Buttons under and beside messages: which of them Telegram would take."""

import re

from bot.simulator.refusals import Json, Refusal, bad_request

_BESIDE_ACTIONS = frozenset({"text", "icon_custom_emoji_id", "style"})
_STYLES = frozenset({"danger", "success", "primary"})
_ADDRESS = re.compile(r"(?:https?://[^\s/]+|tg://\S+)\S*|[\w-]+(\.[\w-]+)+(/\S*)?")
_MOST_BUTTONS = 100
_MOST_DATA_BYTES = 64
_MOST_COPIED = 256
_MOST_PLACEHOLDER = 64
_MOST_USERS = 10


def read_inline(markup: Json | None) -> Json | None:
    """Answer the inline keyboard as Telegram keeps it, nothing if it has no buttons; refuse bad buttons."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_inline(button)
    return {"inline_keyboard": rows} if rows else None


def _check_inline(button: Json) -> None:
    actions = button.keys() - _BESIDE_ACTIONS
    if not button["text"].strip():
        raise _inline_refusal("Button text must be non-empty")
    if not actions:
        raise _inline_refusal("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _inline_refusal(f"Exactly one action is allowed, found {', '.join(sorted(actions))}")
    if button.get("style", "primary") not in _STYLES:
        raise _inline_refusal("Invalid button style specified")
    _check_action(button)


def _check_action(button: Json) -> None:
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= _MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _ADDRESS.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= _MOST_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _inline_refusal(words: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {words}")


def read_reply(markup: Json) -> Json:
    """Answer what stands beside her writing as Telegram keeps it; refuse what it would not take."""
    if len(markup.get("input_field_placeholder", "")) > _MOST_PLACEHOLDER:
        raise bad_request("input field placeholder is too long")
    if "keyboard" not in markup:
        return markup
    rows = [[{"text": key} if isinstance(key, str) else key for key in row] for row in markup["keyboard"]]
    if not any(rows):
        raise bad_request("reply keyboard must have buttons")
    for row in rows:
        for button in row:
            _check_reply_button(button)
    return markup | {"keyboard": rows}


def _check_reply_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse keyboard button: Button text must be non-empty")
    actions = button.keys() - _BESIDE_ACTIONS
    if len(actions) > 1:
        raise bad_request(f"can't parse keyboard button: At most one action, found {', '.join(sorted(actions))}")
    most = button.get("request_users", {}).get("max_quantity", 1)
    if not 1 <= most <= _MOST_USERS:
        raise bad_request("can't parse keyboard button: Wrong max_quantity specified")


def find_data(markup: Json | None, data: str) -> Json | None:
    """Answer the button of an inline keyboard that carries this data, if it is there."""
    rows = (markup or {}).get("inline_keyboard", [])
    return next((button for row in rows for button in row if button.get("callback_data") == data), None)


def find_request(keyboard: Json | None, request_id: int) -> Json | None:
    """Answer what the reply keyboard's button asks that requests users under this id, if it is there."""
    rows = (keyboard or {}).get("keyboard", [])
    requests = (button.get("request_users", {}) for row in rows for button in row)
    return next((asked for asked in requests if asked.get("request_id") == request_id), None)
