import pytest

from bot.engine.inputs import Cards, Input, Media
from bot.engine.people import Contact
from bot.render.calls import Copy, Link, Send
from bot.service.performance import Screen
from bot.service.play import PlayError
from bot.service.send import _after


def someone(nickname: str, **more: str) -> Contact:
    return Contact(nickname, admitted=False, **more)  # type: ignore[arg-type] # parts that hold words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(contact Fatima van de drukkerij)", Cards((someone("Fatima van de drukkerij"),), 1)),
        ("(contact Piet 06 12345678)", Cards((someone("Piet", phone="06 12345678"),), 1)),
        (
            "(cards Fatima; Ans van de bakker; Piet +31612345678)",
            Cards((someone("Fatima"), someone("Ans van de bakker"), someone("Piet", phone="+31612345678")), 1),
        ),
        ("(picked Noor, Bo @bo)", Cards((someone("Noor"), someone("Bo", telegram="bo")), 1)),
        ("(forwarded Noor de Vries)", Cards((someone("Noor de Vries"),), 1)),
        ("(forwarded)", Media("forwarded", 1)),
        ("(cards)", Media("cards", 1)),
    ],
)
def test_people_are_shared_in_a_play_in_each_way(line: str, expected: Input) -> None:
    assert Screen().act(f"> {line}", 0) == expected


def test_what_does_not_come_back_is_shown_and_cannot_be_pressed() -> None:
    screen = Screen()
    screen.see(Send("Eerder", ((("Ja", "1:5:ja"),),)))
    link, copied = Link("https://t.me/noor?text=Dag%20Noor%2C%0Ahoe"), Copy("Dag Noor,\nhoe")
    assert screen.see(Send("Schrijf", ((("Open", link), ("Kopieer", copied)),))) == [
        "< Schrijf",
        "< [Open → https://t.me/noor?text=Dag Noor, ⏎ hoe] [Kopieer ⧉ Dag Noor, ⏎ hoe]",
    ]
    assert screen.act("> [Ja]", 0)
    screen.see(Send("En?", ((("Klaar", "1:6:klaar"), ("Open", link)),)))
    with pytest.raises(PlayError, match="nothing of it comes back"):
        screen.act("> [Open]", 0)


def test_a_key_to_choose_people_comes_and_goes() -> None:
    screen = Screen()
    assert screen.see(Send("Wie?", picker="Kies mensen")) == ["< Wie?", "< (picker: Kies mensen)"]
    assert screen.see(Send("Goed.", unpick=True)) == ["< Goed.", "< (picker gone)"]


def test_a_message_of_which_nothing_comes_back_leaves_the_question_where_it_is() -> None:
    address = ("Open", Link("https://wa.me/31612345678"))
    assert _after(Send("x", ((address,),)), 9, 5) == 5
    assert _after(Send("x", ((address, ("Ja", "1:5:ja")),)), 9, 5) == 9
