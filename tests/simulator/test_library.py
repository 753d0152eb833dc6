from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.simulator.checking import check_value
from tests.simulator.conftest import ANS, TOKEN, Line, png

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="ja")]])


@pytest.fixture
async def bot(line: Line) -> AsyncIterator[Bot]:
    await line.say("/start")
    async with Bot(TOKEN, base_url=f"{line.url}/bot", base_file_url=f"{line.url}/file/bot") as bot:
        yield bot


async def test_the_library_reads_every_message_it_sends(bot: Bot) -> None:
    text = await bot.send_message(
        ANS, "<b>Dag</b> 😀 /stop", parse_mode="HTML", reply_markup=YES, reply_to_message_id=1
    )
    assert [one.type for one in text.entities] == [MessageEntity.BOLD, MessageEntity.BOT_COMMAND]
    assert text.reply_to_message
    assert text.reply_markup == YES

    photo = await bot.send_photo(ANS, png(), caption="<i>foto</i>", parse_mode="HTML")
    assert (photo.photo[-1].width, photo.photo[-1].height, photo.caption) == (12, 8, "foto")
    assert (await bot.send_photo(ANS, photo.photo[-1])).photo == photo.photo
    document = await bot.send_document(ANS, b"inhoud", filename="kaart.pdf")
    assert document.document
    assert (document.document.file_name, document.document.mime_type) == ("kaart.pdf", "application/pdf")
    assert await (await document.document.get_file()).download_as_bytearray() == b"inhoud"
    assert (await bot.send_voice(ANS, b"geluid", duration=2)).voice
    album = await bot.send_media_group(ANS, [InputMediaPhoto(png()), InputMediaDocument(b"x")], caption="samen")
    assert len({one.media_group_id for one in album}) == 1
    assert (await bot.send_location(ANS, 52.1, 5.1)).location
    assert (await bot.send_contact(ANS, "+31612345678", "Bo")).contact
    assert await bot.send_chat_action(ANS, "typing") is True


async def test_the_library_reads_every_change_it_makes(bot: Bot) -> None:
    text = await bot.send_message(ANS, "dag")
    photo = await bot.send_photo(ANS, png())

    changed = await text.edit_text("hoi", reply_markup=YES)
    assert isinstance(changed, Message)
    assert changed.edit_date
    assert await text.edit_reply_markup()
    assert await photo.edit_caption("nieuw")
    assert await photo.edit_media(InputMediaDocument(b"x", caption="<b>y</b>", parse_mode="HTML"))
    assert await text.set_reaction("👍") is True
    assert await bot.delete_messages(ANS, [photo.message_id]) is True
    assert await text.delete() is True


async def test_the_library_reads_what_the_bot_says_of_itself(bot: Bot) -> None:
    commands = (BotCommand("stop", "Stop"),)
    assert (await bot.get_me()).full_name == "Netwerkcoach"
    assert await bot.set_my_commands(commands, scope=BotCommandScopeChat(ANS), language_code="nl")
    assert await bot.get_my_commands(scope=BotCommandScopeChat(ANS), language_code="nl") == commands
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(scope=BotCommandScopeChat(ANS), language_code="nl")
    assert await bot.set_my_name("Coach", "en")
    assert await bot.set_my_description("lang", "en")
    assert await bot.set_my_short_description("kort", "en")
    assert (await bot.get_my_name("en")).name == "Coach"
    assert (await bot.get_my_name()).name == "Netwerkcoach"
    assert (await bot.get_my_description("en")).description == "lang"
    assert (await bot.get_my_short_description("en")).short_description == "kort"
    assert (await bot.get_chat(ANS)).first_name == "Ans"
    assert await bot.set_webhook("https://localhost:1/", max_connections=3)
    assert (await bot.get_webhook_info()).max_connections == 3
    assert await bot.delete_webhook()


async def everything_a_person_does(line: Line, bot: Bot) -> None:
    asks = KeyboardButton("Kies", request_users=KeyboardButtonRequestUsers(5, request_name=True, max_quantity=2))
    await bot.send_message(ANS, "wie?", reply_markup=ReplyKeyboardMarkup([[asks]]))
    question = await bot.send_message(ANS, "ja?", reply_markup=YES)
    here = f"/{ANS}"
    await line.do(f"{here}/text", text="dag", reply_to_message_id=question.message_id)
    await line.do(f"{here}/text", text="oud", forward_from={"first_name": "Bo", "last_name": "Bos"})
    await line.do(f"{here}/edit", message_id=1, text="/begin")
    await line.do(f"{here}/press", message_id=question.message_id, data="ja")
    await line.do(f"{here}/contact", phone_number="+316", first_name="Bo", own=False)
    await line.do(f"{here}/contact", own=True)
    await line.do(f"{here}/location", latitude=52, longitude=5)
    await line.do(f"{here}/poll", question="?", options=["a", "b"])
    await line.do(f"{here}/users", request_id=5, users=[{"first_name": "Bo", "username": "bo"}])
    for kind in ("photo", "voice", "document", "sticker", "video"):
        form = aiohttp.FormData({"kind": kind, "caption": ""})
        form.add_field("file", png(), filename="x.png", content_type="image/png")
        async with line.session.post(f"{line.url}/chat{here}/upload", data=form) as response:
            assert response.status == 200
    await line.do(f"{here}/react", message_id=question.message_id, emoji="👍")
    await line.do(f"{here}/block", blocked=True)
    group = (await line.do("/group", title="Club"))["id"]
    await line.do(f"/{group}/text", text="/start", as_person=ANS)


async def test_the_library_reads_every_update(line: Line, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message", "edited_message", "callback_query", "my_chat_member"])
    await everything_a_person_does(line, bot)

    updates = await bot.get_updates()

    kinds = [key for update in updates for key in update.to_dict() if key != "update_id"]
    assert kinds.count("message") == 14
    assert {"edited_message", "callback_query", "my_chat_member"} < set(kinds)
    shared = next(
        update.message.users_shared for update in updates if update.message and update.message.users_shared
    )
    assert [(user.first_name, user.username) for user in shared.users] == [("Bo", None)]


async def test_every_update_and_message_has_the_published_form(line: Line, bot: Bot) -> None:
    kinds = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
    await bot.get_updates(allowed_updates=kinds)
    await everything_a_person_does(line, bot)
    await line.do(f"/{ANS}/block", blocked=False)
    await bot.send_message(ANS, "weg", reply_markup=ReplyKeyboardRemove())

    updates: list[Any] = await line.updates()
    messages = (await line.look(f"/{ANS}/messages"))["messages"]

    for update in updates:
        check_value("Update", update)
    for message in messages:
        check_value("Message", message)
    assert len(messages) == 16
    check_value("User", await line.result("getMe"))
    check_value("ChatFullInfo", await line.result("getChat", chat_id=ANS))
    check_value("WebhookInfo", await line.result("getWebhookInfo"))
