from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.engine.people import LONGEST_NAME, Contact
from bot.gateway import content_lines, vcards

EXPORTS = Path(__file__).parent / "cards"
PHOTO = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"/9j/4AAQSkZJRgABAQ\r\n " * 20 + b"\r\n"


def people(content: bytes | str) -> list[Contact]:
    found, _ = vcards.read(content.encode() if isinstance(content, str) else content)
    assert not any(one.admitted for one in found)
    return [replace(one, admitted=True) for one in found]


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def person(*lines: str) -> Contact:
    (found,) = people(card("FN:Bea", *lines))
    return found


@pytest.mark.parametrize(
    ("export", "expected"),
    [
        (
            "ios",
            [
                Contact(
                    nickname="Tante Bea",
                    name="Bea de Wit",
                    organisation="Bakkerij de Wit",
                    birthday="--05-17",
                    phone="+31 6 12345678",
                    mail="bea@bakkerij.example",
                    telegram="bea_bakt",
                ),
                Contact("Buurtgarage Smit", organisation="Buurtgarage Smit", phone="(030) 555 44 33"),
                Contact("Gül", name="Gül Y\u0131lmaz 👩‍🎨", birthday="1984-02-29", phone="06-87654321"),
            ],
        ),
        (
            "android",
            [
                Contact(
                    nickname="Noël",
                    name="Noël van de drukkerij aan de Zaanweg",
                    organisation="Drukkerij Zaanzicht & Zoon",
                    birthday="--05-17",
                    phone="0612340001",
                    mail="noel@drukkerij.example",
                ),
                Contact("Piet", name="Piet Jansen", birthday="1970-05-17", phone="+31612340002"),
                Contact("Сергей", phone="0612340003"),
            ],
        ),
        (
            "outlook",
            [
                Contact(
                    nickname="Jürgen",
                    name="Jürgen van den Müller",
                    organisation="Müller & Co; advies",
                    birthday="1970-05-17",
                    phone="06-12340005",
                    mail="jurgen@muller.example",
                )
            ],
        ),
        (
            "google",
            [
                Contact(
                    nickname="Aïcha",
                    name="Dr. Aïcha El Amrani-van Dijk",
                    organisation="Praktijk Zuid",
                    birthday="1981-04-01",
                    phone="+31612340006",
                    mail="aicha@post.example",
                ),
                Contact("info@kvk.example", mail="info@kvk.example"),
                Contact("Fatima", birthday="--05-17", phone="06 1234 0007"),
            ],
        ),
        (
            "nextcloud",
            [
                Contact(
                    nickname="Nootje",
                    name="Noor Bakker",
                    organisation="Coöperatie De Hoek, Arnhem",
                    birthday="1979-05-17",
                    phone="+31-6-1234-0008",
                    mail="noor@hoek.example",
                    telegram="noor_bakker",
                ),
                Contact("ליאת", name="ליאת כהן", telegram="liat_k"),
            ],
        ),
    ],
)
def test_what_programs_export_is_read_and_nothing_but_what_is_needed(export: str, expected: list[Contact]) -> None:
    assert people((EXPORTS / f"{export}.vcf").read_bytes()) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("BDAY:1970-05-17", "1970-05-17"),
        ("BDAY:19700517", "1970-05-17"),
        ("BDAY:1970-05-17T00:00:00Z", "1970-05-17"),
        ("BDAY;VALUE=date:--0517", "--05-17"),
        ("BDAY:--05-17", "--05-17"),
        ("BDAY:--02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17", "--05-17"),
        ("BDAY:1604-05-17", "--05-17"),
        ("BDAY;X-APPLE-OMIT-YEAR=2000:2000-05-17", "--05-17"),
        ("BDAY:2001-02-29", ""),
        ("BDAY:--13-40", ""),
        ("BDAY:0000-00-00", ""),
        ("BDAY:1970-05", ""),
        ("BDAY:17 mei", ""),
        ("BDAY:１９７０-０５-１７", ""),  # noqa: RUF001 -- digits, and no date
        ("BDAY:", ""),
    ],
)
def test_a_birthday_is_a_day_of_the_calendar_with_or_without_its_year(written: str, expected: str) -> None:
    assert person(written).birthday == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["TEL;TYPE=HOME,PREF:020", "TEL;TYPE=CELL:06"], "06"),
        (["TEL;TYPE=HOME:020", "TEL;TYPE=WORK;TYPE=pref:030"], "030"),
        (["TEL;TYPE=WORK:020", "TEL;TYPE=HOME:030"], "020"),
        (["TEL;CELL:06 1", "TEL;CELL;PREF:06 2"], "06 2"),
        (["TEL;TYPE=FAX,PREF:020"], ""),
        (['TEL;VALUE=uri;PREF=1;TYPE="cell,voice":tel:+31-6;ext=3'], "+31-6"),
        (["item1.TEL;type=CELL:06"], "06"),
        (["TEL;CELL:geen", "TEL:020"], "020"),
        (["TEL:" + "1" * 500], "1" * 40),
    ],
)
def test_of_several_numbers_a_mobile_one_counts_then_the_preferred(written: list[str], expected: str) -> None:
    assert person(*written).phone == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("X-SOCIALPROFILE;TYPE=telegram:https://t.me/bea_bakt", "bea_bakt"),
        ("X-SOCIALPROFILE;type=Telegram;x-user=bea_bakt:http://example.org/bea", "bea_bakt"),
        ("X-SOCIALPROFILE;TYPE=TELEGRAM:@bea_bakt", "bea_bakt"),
        ("IMPP;X-SERVICE-TYPE=Telegram;type=HOME:x-apple:bea_bakt", "bea_bakt"),
        ("IMPP:telegram:bea_bakt", "bea_bakt"),
        ("X-SOCIALPROFILE;type=twitter:https://twitter.example/bea", ""),
        ("IMPP;X-SERVICE-TYPE=Signal:bea_bakt", ""),
        ("X-SOCIALPROFILE;TYPE=telegram:+31612345678", ""),
    ],
)
def test_a_name_on_telegram_is_read_however_it_is_written(written: str, expected: str) -> None:
    assert person(written).telegram == expected


@pytest.mark.parametrize(
    ("lines", "nickname", "name"),
    [
        (["FN:Bea de Wit", "N:de Wit;Bea;;;"], "Bea", "Bea de Wit"),
        (["FN:Bea de Wit"], "Bea de Wit", ""),
        (["N:de Wit;Bea;;;"], "Bea", "Bea de Wit"),
        (["N:;Bea;;;"], "Bea", ""),
        (["FN:Bea de Wit", r"NICKNAME:Bé\, onze\, tante,Tante"], "Bé, onze, tante", "Bea de Wit"),
        (["FN:  Bea \t de Wit  "], "Bea de Wit", ""),
        (["FN:Bea\\nde Wit"], "Bea de Wit", ""),
        (["FN:<b>Bea</b> 👩‍🎨"], "<b>Bea</b> 👩‍🎨", ""),
        (["FN:" + "x" * 200], "x" * LONGEST_NAME, ""),
    ],
)
def test_people_are_called_by_their_nickname_else_their_first_name_else_their_name(
    lines: list[str], nickname: str, name: str
) -> None:
    assert people(card(*lines)) == [Contact(nickname, name=name)]


def test_whoever_has_no_name_is_passed_over_and_so_is_a_group() -> None:
    nameless, group = card("TEL:1233"), card("FN:Oud-collega's", "KIND:group")
    assert people(nameless + group + card("FN:Bea")) == [Contact("Bea")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hallo",
        b"BEGIN:VCARD",
        b"END:VCARD\r\nEND:VCARD",
        b"BEGIN:VCALENDAR\r\nFN:Bea\r\nEND:VCALENDAR",
        bytes(range(256)) * 40,
        b"\xff\xfe\x00",
        b"BEGIN:VCARD\r\n" * 1000,
        b"BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE:=",
        b'BEGIN:VCARD\r\nFN;X="' + b"x" * 10_000,
        b"BEGIN:VCARD\r\nFN;CHARSET=\0;ENCODING=QUOTED-PRINTABLE:=00=01=\r\nEND:VCARD",
    ],
)
def test_what_is_no_card_gives_nobody(content: bytes) -> None:
    assert people(content) == []


@pytest.mark.parametrize("charset", ["UTF-8", "utf-16", "cp1252", "hex", "punycode", "onzin", ""])
def test_letters_are_read_even_where_the_card_is_wrong_about_them(charset: str) -> None:
    written = f"BEGIN:VCARD\nFN;CHARSET={charset}:Noël\nEND:VCARD\n"
    (found,) = people(written.encode("cp1252" if charset == "cp1252" else "utf-8"))
    assert found.nickname == "Noël" or charset == "utf-16"


def test_a_file_may_be_written_with_any_ends_of_lines_and_marks_of_order() -> None:
    written = card("FN:Noël", "TEL:020")
    for content in (
        written.encode("utf-8-sig"),
        written.encode("utf-16"),
        written.replace("\r\n", "\n").encode(),
        written.replace("\r\n", "\r").encode(),
        written.lower().replace("noël", "Noël").encode(),
    ):
        assert people(content) == [Contact("Noël", phone="020")]


def test_a_card_that_breaks_off_ends_where_the_next_begins_or_the_file_ends() -> None:
    half = "BEGIN:VCARD\r\nFN:Half\r\nN;ENCODING=QUOTED-PRINTABLE:;=48=61=6C=66=\r\n"
    assert [one.nickname for one in people(half + card("FN:Bea") + half)] == ["Half", "Bea", "Half"]


def test_a_card_inside_another_is_left_out() -> None:
    inner = "AGENT:\r\n" + card("FN:Iemand", "TEL:030")
    assert people(card("FN:Bea", inner, "TEL:020")) == [Contact("Bea", phone="020")]


def test_a_note_that_looks_like_lines_is_taken_for_none() -> None:
    note = "NOTE;ENCODING=QUOTED-PRINTABLE:Bel haar niet=0D=0A=\r\nTEL:1233=0D=0A=\r\nNICKNAME:Dikkie"
    assert person(note, "TEL:020") == Contact("Bea", phone="020")
    assert person("NOTE:Bel haar niet\r\n TEL:1233", "TEL:020") == Contact("Bea", phone="020")


@pytest.mark.parametrize(
    "broken",
    [
        "PHOTO;ENCODING=b:/9j/4AAQS",
        "PHOTO;ENCODING=BASE64;JPEG:/9j/\r\n4AAQSkZJRg==",
        "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=28=D0",
        "NOTE:eerste regel\r\ntweede regel",
        "ADR",
        ":;",
    ],
)
def test_a_line_that_is_wrong_costs_nobody_else_anything(broken: str) -> None:
    assert people(card("FN:Bea", broken, "TEL:06") + card("FN:Bo")) == [Contact("Bea", phone="06"), Contact("Bo")]


def test_a_name_over_several_lines_is_one_name() -> None:
    assert people(card("FN:Bea van der\r\n  Wit")) == [Contact("Bea van der Wit")]
    folded = "FN;ENCODING=QUOTED-PRINTABLE:Bea =\r\nvan der=\r\n=20Wit"
    assert people(card(folded)) == [Contact("Bea van der Wit")]


def test_the_first_of_very_many_are_read_and_the_rest_counted() -> None:
    content = "".join(card(f"FN:Bea {number}") for number in range(1000)).encode()
    found, more = vcards.read(content)
    assert (len(found), found[-1].nickname, more) == (400, "Bea 399", 600)
    found, more = vcards.read(content[: content.index(b"Bea 400") - 40])
    assert (len(found), more) == (400, 0)


def test_a_card_of_ten_megabytes_is_read_without_its_photo() -> None:
    content = card("FN:Bea", "PHOTO:" + "/9j/4AAQ" * 1_300_000, "TEL:020").encode()
    assert people(content) == [Contact("Bea", phone="020")]


def test_of_a_file_only_the_lines_that_are_wanted_are_held_and_no_more_of_one_than_a_name_needs() -> None:
    content = card(
        "FN:" + "x" * 50_000, "PHOTO:" + "/9j/4AAQ" * 50_000, "NOTE:x", "FN:" + "y\r\n " * 50_000
    ).encode()
    lines = list(content_lines.read(content, {b"FN"}))
    assert [line.name for line in lines] == ["FN", "FN"]
    assert all(8000 < len(line.value) < 8193 for line in lines)


LINES = st.sampled_from(
    [
        b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b"N:a;b;c", b"N:", b"FN:x", b"ORG:;", b"TEL;CELL:1", b"KIND:",
        b"BDAY:--0230", b"FN;ENCODING=QUOTED-PRINTABLE:=41=", b"=", b" =", b" x", b"\t", b"", b";:",
        b'N;A=":";B:x', b"X-ANDROID-CUSTOM:", b"X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname",
        b"IMPP:telegram:",
        b"N;CHARSET=utf-7:+2AA-;+2AA-",
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINES | st.binary(max_size=12), max_size=14), st.sampled_from([b"\r\n", b"\n", b"\r"]))
def test_any_bytes_give_people_who_can_be_stored_or_nobody(lines: list[bytes], ending: bytes) -> None:
    for one in people(ending.join(lines)):
        assert one.nickname
        assert len(one.nickname) <= LONGEST_NAME
        assert "\0" not in repr(one).encode().decode()
