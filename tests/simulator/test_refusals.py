from io import BytesIO
from typing import Any

import pytest

from tests.simulator.conftest import ANS, TOKEN, Line

TEXT = {"chat_id": ANS, "text": "dag"}


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Ja", **button}]]}


DATA = inline(callback_data="ja")
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "dag"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": ANS}, "message text is empty"),
    ("sendMessage", {"chat_id": ANS, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": ANS, "text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": ANS, "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    ("sendMessage", {"chat_id": ANS, "text": "é" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 42, "text": "dag"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "dag"}, "chat not found"),
    ("sendMessage", TEXT | {"parse_mode": "XML"}, "unsupported parse_mode"),
    ("sendMessage", TEXT | {"silent": True}, 'unknown field "silent" in sendMessage'),
    (
        "sendMessage",
        TEXT | {"disable_notification": "maybe"},
        'field "disable_notification" must be of type Boolean',
    ),
    ("sendMessage", {"chat_id": [ANS], "text": "x"}, 'field "chat_id" must be of type Integer or String'),
    ("sendMessage", {"chat_id": ANS, "text": 5}, 'field "text" must be of type String'),
    ("sendMessage", TEXT | {"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": [{"text": "Ja"}]}},
        'field "reply_markup.inline_keyboard[0]" must be of type Array',
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(callback="ja")},
        'unknown field "reply_markup.inline_keyboard[0][0].callback" in InlineKeyboardButton',
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": [[{"callback_data": "ja"}]]}},
        'can\'t find field "text" in InlineKeyboardButton at "reply_markup.inline_keyboard[0][0]"',
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(callback_data=1)},
        'field "reply_markup.inline_keyboard[0][0].callback_data" must be of type String',
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(callback_data="x", url="https://x.nl")},
        "can't parse inline keyboard button: Exactly one action is allowed, found callback_data, url",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}},
        "can't parse inline keyboard button: Button text must be non-empty",
    ),
    ("sendMessage", TEXT | {"reply_markup": inline(callback_data="")}, "BUTTON_DATA_INVALID"),
    ("sendMessage", TEXT | {"reply_markup": inline(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        TEXT | {"reply_markup": inline(url="no address")},
        "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}},
        "reply markup is too long",
    ),
    ("sendMessage", TEXT | {"reply_markup": {"keyboard": [[]]}}, "reply keyboard must have buttons"),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"force_reply": True, "input_field_placeholder": "x" * 65}},
        "input field placeholder is too long",
    ),
    ("sendPhoto", {"chat_id": ANS}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": ANS, "photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
    (
        "sendPhoto",
        {"chat_id": ANS, "photo": "https://x.nl/x.png"},
        "the simulator does not fetch files from an HTTP URL",
    ),
    ("sendMediaGroup", {"chat_id": ANS, "media": []}, "wrong number of messages in the album: 2-10 expected"),
    ("sendChatAction", {"chat_id": ANS, "action": "dancing"}, "wrong parameter action in request"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": ANS, "message_id": 99, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"chat_id": ANS, "message_id": 1, "text": "x"}, "message can't be edited"),
    (
        "editMessageCaption",
        {"chat_id": ANS, "message_id": 2, "caption": "x"},
        "there is no caption in the message to edit",
    ),
    ("deleteMessage", {"chat_id": ANS, "message_id": 99}, "message to delete not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "5"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerCallbackQuery", {"callback_query_id": "5", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    (
        "setMessageReaction",
        {"chat_id": ANS, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "✅"}]},
        "REACTION_INVALID",
    ),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat"}},
        'can\'t find field "chat_id" in BotCommandScopeChat at "scope"',
    ),
    ("setMyDescription", {"description": "x" * 513}, "description is too long: at most 512 characters"),
    (
        "setMyShortDescription",
        {"short_description": "x" * 121},
        "short_description is too long: at most 120 characters",
    ),
    ("getFile", {"file_id": "unknown"}, "invalid file_id"),
    ("getChat", {"chat_id": 42}, "chat not found"),
    ("leaveChat", {"chat_id": ANS}, "chat member status can't be changed in private chats"),
    ("getUpdates", {"allowed_updates": ["messages"]}, 'unknown kind of update "messages" in allowed_updates'),
    ("setWebhook", {"url": "https://example.com/hook"}, "bad webhook: the simulator only posts to this machine"),
    (
        "setWebhook",
        {"url": "https://localhost/", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
]


@pytest.mark.parametrize(("method", "params", "words"), REFUSED)
async def test_a_call_telegram_refuses_is_refused_in_its_words(
    line: Line, method: str, params: dict[str, Any], words: str
) -> None:
    await line.say("/start")
    await line.result("sendMessage", chat_id=ANS, text="dag", reply_markup=DATA)

    assert await line.refusal(method, **params) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("token", "method", "status"),
    [
        (TOKEN, "getMe", 200),
        (TOKEN, "GETME", 200),
        (TOKEN, "getNothing", 404),
        (TOKEN, "sendDice", 501),
        ("7770-simulated-token", "getMe", 404),
        ("7:short", "getMe", 404),
    ],
)
async def test_methods_and_tokens_are_known_or_not(line: Line, token: str, method: str, status: int) -> None:
    given = {"chat_id": ANS} if method == "sendDice" else {}
    assert (await line.call(method, token, **given))[0] == status


async def test_the_same_content_again_is_not_an_edit(line: Line) -> None:
    await line.say("/start")
    sent = await line.result("sendMessage", chat_id=ANS, text="dag", reply_markup=DATA)
    edit = {"chat_id": ANS, "message_id": sent["message_id"], "text": "<b>dag</b>", "parse_mode": "HTML"}

    changed = await line.result("editMessageText", **edit)
    again = await line.refusal("editMessageText", **edit)

    assert "reply_markup" not in changed
    assert again.startswith("400 Bad Request: message is not modified: specified new message content and reply")


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(line: Line) -> None:
    await line.say("/start")
    markup = {"keyboard": [[{"text": "Ja"}]]}
    sent = await line.result("sendMessage", chat_id=ANS, text="dag", reply_markup=markup)
    edit = {"chat_id": ANS, "message_id": sent["message_id"], "text": "x"}

    assert await line.refusal("editMessageText", **edit) == "400 Bad Request: message can't be edited"


async def test_a_bot_cannot_write_first_nor_to_who_blocked_it(line: Line) -> None:
    dag = {"chat_id": ANS, "text": "dag"}
    first = await line.refusal("sendMessage", **dag)
    await line.say("/start")
    await line.do(f"/{ANS}/block", blocked=True)
    blocked = await line.refusal("sendMessage", **dag)
    await line.do(f"/{ANS}/block", blocked=False)

    assert first == "403 Forbidden: bot can't initiate conversation with a user"
    assert blocked == "403 Forbidden: bot was blocked by the user"
    assert (await line.result("sendMessage", **dag))["text"] == "dag"


async def test_a_message_of_two_days_ago_stays(line: Line) -> None:
    message = await line.say("/start")
    line.clock.moment += 48 * 3600 + 1
    gone = {"chat_id": ANS, "message_id": message["message_id"]}

    assert await line.refusal("deleteMessage", **gone) == "400 Bad Request: message can't be deleted for everyone"
    assert await line.result("deleteMessages", chat_id=ANS, message_ids=[message["message_id"], 99]) is True
    assert len((await line.look(f"/{ANS}/messages"))["messages"]) == 1


async def test_a_press_may_wait_a_quarter_of_an_hour_for_its_answer(line: Line) -> None:
    await line.say("/start")
    sent = await line.result("sendMessage", chat_id=ANS, text="dag", reply_markup=DATA)
    press = {"message_id": sent["message_id"], "data": "ja"}
    early = (await line.do(f"/{ANS}/press", **press))["query_id"]
    line.clock.moment += 900
    assert await line.result("answerCallbackQuery", callback_query_id=early) is True
    line.clock.moment += 1

    late = await line.refusal("answerCallbackQuery", callback_query_id=early)

    assert late == "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_file_nobody_speaks_of_is_refused(line: Line) -> None:
    await line.say("/start")
    form = {"chat_id": str(ANS), "text": "dag", "extra": BytesIO(b"content")}
    async with line.session.post(f"{line.url}/bot{TOKEN}/sendMessage", data=form) as response:
        assert (await response.json())[
            "description"
        ] == 'Bad Request: nothing in sendMessage speaks of the file "extra"'


async def test_a_form_and_a_query_are_read_as_well(line: Line) -> None:
    await line.say("/start")
    where = f"{line.url}/bot{TOKEN}/sendMessage"
    async with line.session.post(
        where, data={"chat_id": str(ANS), "text": "1", "protect_content": "true"}
    ) as response:
        assert (await response.json())["result"]["has_protected_content"] is True
    async with line.session.get(where, params={"chat_id": str(ANS), "text": "2"}) as response:
        assert (await response.json())["result"]["text"] == "2"
