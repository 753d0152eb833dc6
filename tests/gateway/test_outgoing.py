from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog
from msgspec.structs import replace
from telegram import Bot

from bot.gateway.outgoing import TelegramMessenger
from bot.gateway.transport import Transport
from bot.render.calls import Append, Busy, Call, Copy, Link, Notice, Present, Reaction, Rekey, Send
from bot.service.deliver import Delivered, Failure
from tests.gateway.wire import DROP, HANG, TOKEN, Wire, refusal

SENT = {"message_id": 12, "date": 1, "chat": {"id": 41, "type": "private"}, "text": "x"}
BUTTONS = ((("Ja", "1:5:ja"), ("Nee", "1:5:nee")), (("Sla over", "1:5:~skip"),))
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ja", "callback_data": "1:5:ja"}, {"text": "Nee", "callback_data": "1:5:nee"}],
        [{"text": "Sla over", "callback_data": "1:5:~skip"}],
    ]
}
NO_PREVIEW = {"is_disabled": True}


@pytest.fixture
async def messenger(wire: Wire) -> AsyncIterator[TelegramMessenger]:
    async with Transport(answer_seconds=0.3) as transport:
        yield TelegramMessenger(
            Bot(TOKEN, base_url=f"{wire.url}/bot", request=transport, get_updates_request=transport)
        )


async def test_a_new_message_goes_with_its_buttons_and_comes_back_with_its_id(
    wire: Wire, messenger: TelegramMessenger
) -> None:
    wire.answer = lambda *_: SENT
    assert await messenger.call(41, Send("<b>Ja?</b>", BUTTONS)) == Delivered(12)
    text = {"chat_id": 41, "text": "<b>Ja?</b>", "parse_mode": "HTML"}
    assert wire.asked == [("sendMessage", {**text, "link_preview_options": NO_PREVIEW, "reply_markup": KEYBOARD})]


async def test_a_message_without_buttons_has_no_keyboard(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: SENT
    await messenger.call(41, Send("hoi"))
    assert "reply_markup" not in wire.asked[0][1]


async def test_a_button_may_open_an_address_or_copy_words(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: SENT
    buttons = (
        (("Schrijf", Link("https://t.me/noor?text=Dag")), ("Kopieer", Copy("Dag Noor"))),
        (("Ja", "1:5:ja"),),
    )
    await messenger.call(41, Send("Dag", buttons))
    assert wire.asked[0][1]["reply_markup"] == {
        "inline_keyboard": [
            [
                {"text": "Schrijf", "url": "https://t.me/noor?text=Dag"},
                {"text": "Kopieer", "copy_text": {"text": "Dag Noor"}},
            ],
            [{"text": "Ja", "callback_data": "1:5:ja"}],
        ]
    }


async def test_a_key_to_choose_people_asks_for_what_they_are_called(
    wire: Wire, messenger: TelegramMessenger
) -> None:
    wire.answer = lambda *_: SENT
    await messenger.call(41, Send("Wie?", picker="Kies mensen"))
    keyboard = wire.asked[0][1]["reply_markup"]
    (((key,),),) = (keyboard.pop("keyboard"),)
    assert keyboard == {"one_time_keyboard": True, "resize_keyboard": True, "is_persistent": False}
    assert key == {
        "text": "Kies mensen",
        "request_users": {
            "request_id": 1,
            "user_is_bot": False,
            "max_quantity": 10,
            "request_name": True,
            "request_username": True,
        },
    }


async def test_a_key_is_taken_away(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: SENT
    await messenger.call(41, Send("Goed.", unpick=True))
    assert wire.asked[0][1]["reply_markup"] == {"remove_keyboard": True}


async def test_a_paragraph_is_added_behind_what_stands_there_and_the_buttons_go(
    wire: Wire, messenger: TelegramMessenger
) -> None:
    wire.answer = lambda *_: SENT
    shown = '{"text":"Ja 😀?","entities":[{"type":"italic","offset":0,"length":2}]}'
    assert await messenger.call(41, Append(8, shown, "<b>Ja &amp; nee</b>")) == Delivered()
    method, fields = wire.asked[0]
    assert method == "editMessageText"
    assert fields == {
        "chat_id": 41,
        "message_id": 8,
        "text": "Ja 😀?\n\nJa & nee",
        "entities": [
            {"type": "italic", "offset": 0, "length": 2},
            {"type": "bold", "offset": 8, "length": 8},
        ],
        "link_preview_options": NO_PREVIEW,
    }


@pytest.mark.parametrize("shown", ["", '{"text":"' + "x" * 4094 + '","entities":[]}'])
async def test_where_nothing_can_be_added_the_buttons_go_all_the_same(
    wire: Wire, messenger: TelegramMessenger, shown: str
) -> None:
    wire.answer = lambda *_: SENT
    assert await messenger.call(41, Append(8, shown, "Ja")) == Delivered()
    keyboard: dict[str, Any] = {"inline_keyboard": []}
    assert wire.asked == [("editMessageReplyMarkup", {"chat_id": 41, "message_id": 8, "reply_markup": keyboard})]


async def test_other_buttons_take_the_place_of_the_old(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: SENT
    assert await messenger.call(41, Rekey(8, BUTTONS)) == Delivered()
    assert wire.asked == [("editMessageReplyMarkup", {"chat_id": 41, "message_id": 8, "reply_markup": KEYBOARD})]


async def test_a_press_is_answered_with_words_or_without(wire: Wire, messenger: TelegramMessenger) -> None:
    assert await messenger.call(41, Notice("77", "Goed")) == Delivered()
    assert await messenger.call(41, Notice("78")) == Delivered()
    assert wire.fields("answerCallbackQuery") == [
        {"callback_query_id": "77", "text": "Goed"},
        {"callback_query_id": "78"},
    ]


async def test_one_emoji_is_put_on_her_message(wire: Wire, messenger: TelegramMessenger) -> None:
    assert await messenger.call(41, Reaction(7, "👍")) == Delivered()
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert wire.asked == [("setMessageReaction", {"chat_id": 41, "message_id": 7, "reaction": reaction})]


FAILURES: dict[str, tuple[Any, Failure]] = {
    "flood": (
        refusal(429, "Too Many Requests: retry after 3", retry_after=3),
        Failure("flood", 3, "Flood control exceeded. Retry in 0:00:03"),
    ),
    "blocked": (
        refusal(403, "Forbidden: bot was blocked by the user"),
        Failure("blocked", 0, "Forbidden: bot was blocked by the user"),
    ),
    "no chat": (refusal(400, "Bad Request: chat not found"), Failure("refused", 0, "Chat not found")),
    "broken html": (
        refusal(400, 'Bad Request: can\'t parse entities: unsupported start tag "mijn geheim" at byte offset 3'),
        Failure("refused", 0, 'Can\'t parse entities: unsupported start tag "..." at byte offset 3'),
    ),
    "server error": (refusal(500, "Internal Server Error"), Failure("unreachable", 0, "Internal Server Error")),
    "bad gateway": ((502, "<html>"), Failure("unreachable", 0, "Bad Gateway (502)")),
    "token": (refusal(401, "Unauthorized"), Failure("unreachable", 0, "Unauthorized")),
    "too late": (HANG, Failure("unsure", 0, "no answer (TimeoutError)")),
    "cut off": (DROP, Failure("unsure", 0, "no answer (Broken)")),
    "a stranger": ((200, "Welcome to our wifi"), Failure("unsure", 0, "the answer is not the Bot API's")),
    "neither yes nor no": ((200, '{"ok": false}'), Failure("unsure", 0, "'result'")),
}


@pytest.mark.parametrize("case", FAILURES)
async def test_what_the_world_does_is_a_value(wire: Wire, messenger: TelegramMessenger, case: str) -> None:
    answer, failure = FAILURES[case]
    wire.answer = lambda *_: answer
    assert await messenger.call(41, Send("hoi")) == failure


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (Rekey(8), "message is not modified: specified new message content and reply markup are exactly the same"),
        (Rekey(8), "message to edit not found"),
        (Rekey(8), "message can't be edited"),
        (Notice("1"), "query is too old and response timeout expired or query ID is invalid"),
        (Reaction(7, "👍"), "message to react not found"),
    ],
)
async def test_a_refusal_after_which_nothing_is_missing_can_be_ignored(
    wire: Wire, messenger: TelegramMessenger, call: Call, told: str
) -> None:
    wire.answer = lambda *_: refusal(400, f"Bad Request: {told}")
    failure = await messenger.call(41, call)
    assert isinstance(failure, Failure)
    assert failure.kind == "ignorable"


async def test_a_refused_token_is_said_loudly_and_once(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: refusal(401, "Unauthorized")
    with structlog.testing.capture_logs() as log:
        for _ in range(3):
            await messenger.call(41, Send("hoi"))
    assert [line["log_level"] for line in log] == ["error"]


PICTURE = Present("map", "", "2026-03-02", "<b>Zo</b>", "Nee", "map.png", "digest", b"\x89PNG")
BOOK = Present("workbook", "", "2026-03-02", "Hier", "Nee", "netwerkcoach.pdf", "digest", b"%PDF")


async def test_a_picture_goes_whole_and_comes_back_with_the_id_of_its_largest_size(
    wire: Wire, messenger: TelegramMessenger
) -> None:
    wire.answer = lambda *_: {**SENT, "photo": [{"file_id": "small"}, {"file_id": "large"}]}
    assert await messenger.call(41, PICTURE) == Delivered(12, "large")
    told = {"chat_id": "41", "caption": "<b>Zo</b>", "parse_mode": "HTML", "photo": b"\x89PNG"}
    assert wire.asked == [("sendPhoto", told)]


async def test_a_document_goes_whole_under_its_name(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: {**SENT, "document": {"file_id": "book"}}
    assert await messenger.call(41, BOOK) == Delivered(12, "book")
    assert wire.asked[0][0] == "sendDocument"
    assert wire.asked[0][1]["document"] == b"%PDF"


async def test_what_telegram_has_already_goes_by_its_id(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: {**SENT, "photo": [{"file_id": "large"}]}
    await messenger.call(41, replace(PICTURE, content=b"", file="large"))
    told = {"chat_id": 41, "caption": "<b>Zo</b>", "parse_mode": "HTML", "photo": "large"}
    assert wire.asked == [("sendPhoto", told)]


async def test_that_something_is_on_its_way_can_be_seen(wire: Wire, messenger: TelegramMessenger) -> None:
    assert await messenger.call(41, Busy()) == Delivered()
    assert wire.asked == [("sendChatAction", {"chat_id": 41, "action": "upload_document"})]


async def test_a_file_that_telegram_does_not_know_is_refused(wire: Wire, messenger: TelegramMessenger) -> None:
    wire.answer = lambda *_: refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    failure = await messenger.call(41, replace(PICTURE, content=b"", file="gone"))
    assert isinstance(failure, Failure)
    assert failure.kind == "refused"
