"""The bot asks what happened: by polling, or by naming an address to post to."""

import re
from urllib.parse import urlsplit

from bot.simulator.bots import Hook
from bot.simulator.calls import Call
from bot.simulator.refusals import Json, bad_request, conflict
from bot.simulator.specification import load

_LONGEST_POLL = 50
_MOST_UPDATES = 100
_MOST_CONNECTIONS = 100
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


async def get_updates(call: Call) -> list[Json]:
    """Answer what waits, or wait for it; an offset confirms everything before it."""
    params, updates = call.params, call.bot.updates
    if call.bot.hook.url:
        raise conflict(_HOOKED)
    _choose_kinds(call)
    if offset := params.get("offset", 0):
        updates.confirm(offset)
        call.world.changed()
    await updates.poll(min(max(params.get("timeout", 0), 0), _LONGEST_POLL))
    return updates.first(min(max(params.get("limit", _MOST_UPDATES), 1), _MOST_UPDATES))


def set_webhook(call: Call) -> bool:
    """Post updates to an address on this machine from now on."""
    params = call.params
    if not params["url"]:
        return delete_webhook(call)
    address = urlsplit(params["url"])
    if address.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: the simulator only posts to this machine")
    if address.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _choose_kinds(call)
    _drop_pending(call)
    connections = min(max(params.get("max_connections", 40), 1), _MOST_CONNECTIONS)
    call.bot.hook = Hook(params["url"], secret, connections)
    call.bot.updates.interrupt("terminated by setWebhook request")
    call.world.changed()
    return True


def delete_webhook(call: Call) -> bool:
    """Let updates wait again until they are asked for."""
    _drop_pending(call)
    call.bot.hook = Hook()
    call.world.changed()
    return True


def get_webhook_info(call: Call) -> Json:
    """Answer where updates go, and what went wrong last."""
    hook, updates = call.bot.hook, call.bot.updates
    info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(updates.waiting)}
    if hook.url:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook.last_error:
        info |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_date}
    return info | {"allowed_updates": updates.allowed} if updates.allowed else info


def _choose_kinds(call: Call) -> None:
    if "allowed_updates" not in call.params:
        return
    kinds = call.params["allowed_updates"]
    if unknown := [kind for kind in kinds if kind not in load().types["Update"] or kind == "update_id"]:
        raise bad_request(f'unknown kind of update "{unknown[0]}" in allowed_updates')
    call.bot.updates.allowed = kinds


def _drop_pending(call: Call) -> None:
    if call.params.get("drop_pending_updates"):
        call.bot.updates.waiting.clear()


METHODS = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
