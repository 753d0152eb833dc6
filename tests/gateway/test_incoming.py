import copy
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.inputs import Cards, Command, Edited, Media, Press, Start, Text
from bot.engine.people import LONGEST_NAME, Contact
from bot.gateway import incoming
from bot.gateway.attachments import LARGEST
from bot.service.turn import Given, GroupGreeting, Presence, Received

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
ANA = {"id": 41, "is_bot": False, "first_name": "Ana", "language_code": "nl"}
CHAT = {"id": 41, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Wij"}
OURS = {"id": 9, "is_bot": True, "first_name": "Coach", "username": "coach_bot"}


def message(chat: dict[str, Any] = CHAT, **more: Any) -> dict[str, Any]:
    return {"message_id": 7, "date": 1_700_000_000, "chat": chat, "from": ANA, **more}


def heard(**update: Any) -> Received | None:
    return incoming.read({"update_id": 5, **update}, "Coach_Bot", NOW)


def meaning(**update: Any) -> Given | None:
    found = heard(**update)
    return found.given if found else None


def pressed(data: str = "1:1700000001:ja", **more: Any) -> dict[str, Any]:
    ours = {"message_id": 8, "date": 1, "chat": CHAT, "from": OURS, "text": "Ja?"}
    return {"id": "77", "from": ANA, "chat_instance": "1", "data": data, "message": ours, **more}


def changed(was: str, became: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    states = {
        "old_chat_member": {"status": was, "user": OURS},
        "new_chat_member": {"status": became, "user": OURS},
    }
    return {"chat": chat, "from": ANA, "date": 1, **states}


def test_words_arrive_with_who_said_them_and_when() -> None:
    assert heard(message=message(text="hallo")) == Received(
        "update:5", 41, Text("hallo", 7, 1_700_000_000), NOW, "nl", "Ana"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", Start()),
        ("/START", Start()),
        ("/start P3-les_1", Start("P3-les_1")),
        ("/start no way", Start()),
        ("/start " + "x" * 65, Start()),
        ("/start@coach_bot P3", Start("P3")),
        ("/Help", Command("help")),
        ("/help@COACH_BOT  more words\nand lines ", Command("help", "more words\nand lines")),
        ("/help@other_bot", None),
        ("/start@other_bot", None),
        ("/", Text("/", 7, 1_700_000_000)),
        ("/etc/hosts", Text("/etc/hosts", 7, 1_700_000_000)),
        ("/é", Text("/é", 7, 1_700_000_000)),
        ("1/2", Text("1/2", 7, 1_700_000_000)),
    ],
)
def test_a_slash_and_a_name_is_a_command(text: str, expected: Given | None) -> None:
    assert meaning(message=message(text=text)) == expected


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"photo": [{"file_id": "a"}], "caption": "ik"}, "photo"),
        ({"voice": {"file_id": "a"}}, "voice"),
        ({"sticker": {"file_id": "a"}}, "sticker"),
        ({"animation": {"file_id": "a"}, "document": {"file_id": "a"}}, "animation"),
        ({"document": {"file_id": "a"}}, "document"),
        ({"video_note": {"file_id": "a"}}, "video"),
        ({"venue": {}, "location": {}}, "location"),
        ({"poll": {}}, "poll"),
        ({"dice": {}}, "other"),
        ({"text": "van een ander", "forward_origin": {"type": "hidden_user"}}, "forwarded"),
        ({"photo": [{}], "forward_origin": {"type": "hidden_user"}}, "forwarded"),
        ({"contact": {}}, "cards"),
        ({"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}}, "cards"),
    ],
)
def test_what_is_not_her_words_is_told_by_its_kind(content: dict[str, Any], kind: Any) -> None:
    assert meaning(message=message(**content)) == Media(kind, 7)


def someone(nickname: str, **more: Any) -> Contact:
    return Contact(nickname, **more, admitted=False)


def test_a_card_is_somebody_with_a_name_and_a_number() -> None:
    card = {"phone_number": "+31612345678", "first_name": "Bea", "last_name": "de Wit", "user_id": 9}
    bea = someone("Bea", name="Bea de Wit", phone="+31612345678")
    assert meaning(message=message(contact=card)) == Cards((bea,), 7)
    assert meaning(message=message(contact={"phone_number": "112"})) == Cards((someone("112", phone="112"),), 7)


def test_what_a_card_holds_beside_is_read_too_and_the_number_that_she_chose_counts() -> None:
    vcard = "BEGIN:VCARD\nFN:Bea de Wit\nN:Wit;Bea\nORG:Bakkerij;\nBDAY:--0517\nTEL:06\nNOTE:ziek\nEND:VCARD"
    card = {"phone_number": "020", "first_name": "Bea", "last_name": "de Wit", "vcard": vcard}
    bea = someone("Bea", name="Bea de Wit", organisation="Bakkerij", birthday="--05-17", phone="020")
    assert meaning(message=message(contact=card)) == Cards((bea,), 7)
    assert meaning(message=message(contact=card | {"vcard": "BEGIN:VCARD"})) == Cards(
        (someone("Bea", name="Bea de Wit", phone="020"),), 7
    )


def test_a_long_name_is_cut() -> None:
    card = {"first_name": "x" * 200, "phone_number": "06"}
    found = meaning(message=message(contact=card))
    assert isinstance(found, Cards)
    assert found.people[0].nickname == "x" * LONGEST_NAME


def test_whom_she_picked_is_told_by_name_and_username_and_never_by_number() -> None:
    users = [
        {"user_id": 1, "first_name": "Noor", "last_name": "Bakker", "username": "noor_b"},
        {"user_id": 2, "first_name": "Bo"},
        {"user_id": 3, "username": "stille_piet"},
        {"user_id": 4},
        "nonsense",
    ]
    assert meaning(message=message(users_shared={"request_id": 1, "users": users})) == Cards(
        (
            someone("Noor", name="Noor Bakker", telegram="noor_b"),
            someone("Bo"),
            someone("stille_piet", telegram="stille_piet"),
        ),
        7,
    )


NOOR = {"id": 55, "is_bot": False, "first_name": "Noor", "last_name": "Bakker", "username": "noor_b"}


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (
            {"type": "user", "date": 1, "sender_user": NOOR},
            Cards((someone("Noor", name="Noor Bakker", telegram="noor_b"),), 7),
        ),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "Noor B."}, Cards((someone("Noor B"),), 7)),
        ({"type": "user", "date": 1, "sender_user": ANA}, Media("forwarded", 7)),
        ({"type": "hidden_user", "date": 1, "sender_user_name": "Ana"}, Media("forwarded", 7)),
        ({"type": "user", "date": 1, "sender_user": OURS}, Media("forwarded", 7)),
        ({"type": "channel", "date": 1, "chat": {"id": -9, "title": "Nieuws"}}, Media("forwarded", 7)),
        ({"type": "chat", "date": 1, "sender_chat": {"id": -9, "title": "Wij"}}, Media("forwarded", 7)),
    ],
)
def test_what_she_forwards_tells_who_wrote_it_and_nothing_of_the_words(
    origin: dict[str, Any], expected: Given
) -> None:
    assert meaning(message=message(text="geheim", forward_origin=origin)) == expected
    assert meaning(message=message(photo=[{}], caption="geheim", forward_origin=origin)) == expected


def test_a_card_that_she_forwards_is_that_card() -> None:
    origin = {"type": "user", "date": 1, "sender_user": NOOR}
    card = {"first_name": "Bea", "phone_number": "06"}
    assert meaning(message=message(contact=card, forward_origin=origin)) == Cards((someone("Bea", phone="06"),), 7)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"mime_type": "text/vcard", "file_size": 5}, Media("cards", 7, "f")),
        ({"mime_type": "text/X-vCard", "file_name": "x"}, Media("cards", 7, "f")),
        ({"mime_type": "text/directory", "file_size": LARGEST}, Media("cards", 7, "f")),
        ({"mime_type": "application/octet-stream", "file_name": "Contacten.VCF"}, Media("cards", 7, "f")),
        ({"mime_type": "text/vcard", "file_size": LARGEST + 1}, Media("cards", 7)),
        ({"mime_type": "text/plain", "file_name": "vcf.txt"}, Media("document", 7)),
    ],
)
def test_a_file_of_people_is_told_with_where_to_fetch_it_unless_it_is_too_large(
    document: dict[str, Any], expected: Media
) -> None:
    assert meaning(message=message(document={"file_id": "f", **document})) == expected


@pytest.mark.parametrize("news", ["pinned_message", "write_access_allowed", "video_chat_started"])
def test_the_services_own_news_is_not_an_answer(news: str) -> None:
    assert heard(message=message(**{news: {}})) is None


def test_a_changed_message_is_told_with_the_message_it_was() -> None:
    assert meaning(edited_message=message(text="nee toch", edit_date=2)) == Edited("nee toch", 7)
    assert meaning(edited_message=message(caption="foto", photo=[{}])) is None


def test_a_press_says_which_question_and_which_answer() -> None:
    press = meaning(callback_query=pressed())
    assert press == Press(1_700_000_001, "ja", "77", 8, '{"text":"Ja?","entities":[]}')


@pytest.mark.parametrize("data", ["", "x", "2:5:ja", "1::ja", "1:5:", "1:-5:ja", f"1:{9**30}:ja", "1:٣:ja"])
def test_a_press_of_another_form_answers_no_question(data: str) -> None:
    press = meaning(callback_query=pressed(data))
    assert isinstance(press, Press)
    assert (press.asked, press.choice, press.query) == (0, "", "77")


def test_a_choice_may_hold_a_colon() -> None:
    assert meaning(callback_query=pressed("1:5:a:b")) == Press(5, "a:b", "77", 8, '{"text":"Ja?","entities":[]}')


def test_a_press_under_a_message_that_telegram_no_longer_shows_still_counts() -> None:
    gone = {"message_id": 8, "date": 0, "chat": CHAT}
    assert meaning(callback_query=pressed(message=gone)) == Press(1_700_000_001, "ja", "77", 8, "")


def test_what_a_pressed_message_shows_keeps_its_styles_and_drops_what_telegram_finds_itself() -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "url", "offset": 3, "length": 9},
        {"type": "text_link", "offset": 3, "length": 4, "url": "https://x.nl"},
        {"type": "bold", "offset": -1, "length": 2},
        "nonsense",
    ]
    ours = {"message_id": 8, "chat": CHAT, "text": "Ja 😀?", "entities": entities}
    press = meaning(callback_query=pressed(message=ours))
    assert isinstance(press, Press)
    assert json.loads(press.shown) == {"text": "Ja 😀?", "entities": [entities[0], entities[2]]}


def test_blocking_and_unblocking_are_told() -> None:
    assert meaning(my_chat_member=changed("member", "kicked")) == Presence(blocked=True)
    assert meaning(my_chat_member=changed("kicked", "member")) == Presence(blocked=False)
    assert meaning(my_chat_member=changed("member", "something new")) is None


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_in_company_the_bot_answers_whoever_calls_it_by_name_or_lets_it_in(kind: str) -> None:
    chat = {"id": -100, "type": kind}
    called = heard(message=message(chat, text="/start@coach_bot"))
    assert called is not None
    assert (called.chat, called.given) == (-100, GroupGreeting())
    assert meaning(my_chat_member=changed("left", "member", chat)) == GroupGreeting()


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(GROUP, text="hallo allemaal")},
        {"message": message(GROUP, text="/start")},
        {"message": message(GROUP, text="/start@other_bot")},
        {"message": message(GROUP, photo=[{}])},
        {"edited_message": message(GROUP, text="/start@coach_bot")},
        {"callback_query": pressed(message={"message_id": 1, "chat": GROUP, "text": "x"})},
        {"my_chat_member": changed("member", "administrator", GROUP)},
        {"my_chat_member": changed("member", "left", GROUP)},
    ],
    ids=str,
)
def test_in_company_the_bot_hears_nothing_else(update: dict[str, Any]) -> None:
    assert heard(**update) is None


def test_halves_of_characters_and_zeros_are_made_fit_to_store() -> None:
    broken = json.loads('"a\\ud83d b\\u0000c 😀"')
    found = meaning(message=message(text=broken))
    assert found == Text("a� bc 😀", 7, 1_700_000_000)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 1.5, True, "5", None])
def test_a_number_that_no_database_can_hold_is_none(number: Any) -> None:
    assert incoming.read({"update_id": number, "message": message(text="hoi")}, "coach_bot", NOW) is None
    assert heard(message=message({"id": number, "type": "private"}, text="hoi")) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just("private"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
REAL: list[dict[str, Any]] = [
    {"update_id": 1, "message": message(text="/start@coach_bot x", entities=[{"type": "bot_command"}])},
    {"update_id": 2, "message": message(contact={"first_name": "Bea"}, forward_origin={})},
    {"update_id": 6, "message": message(users_shared={"users": [{"first_name": "Bo", "username": "bo"}]})},
    {"update_id": 7, "message": message(text="x", forward_origin={"type": "user", "sender_user": NOOR})},
    {"update_id": 8, "message": message(document={"mime_type": "text/vcard", "file_id": "f", "file_size": 9})},
    {"update_id": 3, "edited_message": message(text="nee")},
    {
        "update_id": 4,
        "callback_query": pressed(message=message(text="x", entities=[{"type": "bold", "offset": 0}])),
    },
    {"update_id": 5, "my_chat_member": changed("left", "member", GROUP)},
]


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: list[Any] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [before, *(path for key, each in inside for path in paths(each, (*before, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A real update in which a few places hold something else, or nothing."""
    update: Any = copy.deepcopy(draw(st.sampled_from(REAL)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(update)))
        if not path:
            return draw(JSON)
        place = update
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = draw(JSON)
    return update


@given(JSON | mutated())
def test_any_json_is_read_or_left(update: Any) -> None:
    found = incoming.read(update, "coach_bot", NOW)
    assert found is None or isinstance(found, Received)
    if found:
        assert found.chat
        assert msgspec.json.encode(found)
