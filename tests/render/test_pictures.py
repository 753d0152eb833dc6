"""Pictures, by what is drawn in them; how they look is on the sheet in docs/progress.md."""

import struct
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from math import hypot
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from PIL import Image, ImageColor

from bot.coaching.history import Answered, History
from bot.coaching.progress import SCORES, Summary, summary
from bot.coaching.snapshot import Snapshot
from bot.engine.effects import Talk
from bot.engine.people import Contact
from bot.render.colours import COLOURS, Look
from bot.render.painting import png
from bot.render.pictures import KINDS, Kind, draw, drawing, twin, words_of
from bot.render.pictures.bullseye import positions
from bot.render.pictures.dots import FRESHNESS, STANDINGS, dot, dots
from bot.render.pictures.names import LONGEST, drawable, drawn, legible
from bot.render.pictures.page import WIDTH, Drawing, Page, svg
from bot.render.pictures.places import EDGE, HER, RINGS, places
from bot.render.svg import piece
from tests import shipped
from tests.render import lives

SHIPPED = shipped.script()
LIVES = {"new": lives.new(), "busy": lives.busy(), "a year on": lives.a_year_on()}
HOSTILE = (
    "<b>&amp;\"'</b>",
    "#import $x$ *y* _z_ \\ @a",
    "فاطمة",
    "李小龙",
    "🌷",
    "\x00\ud800",
    "A" * 80,
    "e\u0301 Zoë",
)
LONGEST_PICTURE = 200_000
LONGEST_CAPTION = 1024
Box = tuple[float, float, float, float]


@cache
def _words(language: str) -> dict[str, str]:
    return words_of(SHIPPED, language)


def _page(language: str = "nl", look: Look = "light") -> Page:
    return Page(language, _words(language), look)


def _all(history: History) -> Summary:
    return summary(history, lives.TODAY, None)


def _people(size: int) -> Summary:
    first = lives.TODAY - timedelta(days=365)
    return _all(replace(lives.new(), contacts=lives.network(size), first=first))


def _tree(kind: Kind, told: Summary, page: Page | None = None) -> ET.Element:
    page = page or _page()
    return ET.fromstring(svg(drawing(kind, told, page)))  # noqa: S314 -- our own


def _texts(tree: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in tree.findall(".//{*}text")]


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "look"), [("nl", "light"), ("en", "dark")])
def test_every_picture_fits_and_is_told_in_words(kind: Kind, life: str, language: str, look: Look) -> None:
    told = _all(LIVES[life])
    painted = draw(kind, told, language, _words(language), look)
    across, down = struct.unpack(">II", painted[16:24])
    assert painted.startswith(b"\x89PNG")
    assert len(painted) <= LONGEST_PICTURE
    assert across >= 700
    assert down <= 1280
    words = twin(kind, told, language, _words(language))
    assert words
    assert len(words.encode("utf-16-le")) // 2 <= LONGEST_CAPTION
    assert "{" not in words + "".join(_texts(_tree(kind, told, _page(language, look))))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_summary_gives_the_same_picture(kind: Kind) -> None:
    told = _all(lives.busy())
    assert draw(kind, told, "nl", _words("nl")) == draw(kind, told, "nl", _words("nl"))


@pytest.mark.parametrize("size", [1, 8, 40, 150])
def test_no_label_of_the_map_lies_on_another_or_on_a_dot_or_on_her(size: int) -> None:
    told = _people(size)
    boxes = list(_labels(_tree("map", told)))
    assert 1 <= len(boxes) <= size
    for one, other in combinations(boxes, 2):
        assert not _meet(one, other)
    for x, y in _spots(told).values():
        assert not any(left < x < right and top < y < bottom for left, top, right, bottom in boxes)
    assert all(hypot(max(left, -right, 0), max(top, -bottom, 0)) > HER for left, top, right, bottom in boxes)
    for left, top, right, bottom in boxes:
        assert hypot(max(-left, right), max(-top, bottom)) <= RINGS[-1] + 2


@pytest.mark.parametrize(("size", "least"), [(1, 1), (8, 8), (40, 30), (150, 25)])
def test_as_many_names_stand_on_the_map_as_have_room(size: int, least: int) -> None:
    assert len(list(_labels(_tree("map", _people(size))))) >= least


def _labels(tree: ET.Element) -> Iterator[Box]:
    """The boxes below the names, in the map's own measure."""
    for one in tree.findall(".//{*}rect"):
        if one.get("fill-opacity"):
            x, y, across, down = (float(one.get(side, 0)) for side in ("x", "y", "width", "height"))
            yield x, y, x + across, y + down


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _spots(told: Summary) -> dict[str, tuple[float, float]]:
    return places(told.now.people, lives.RINGS, lives.CIRCLES)


def test_nobody_moves_when_others_come() -> None:
    few, many = _spots(_people(40)), _spots(_people(150))
    assert few == {one: many[one] for one in few}


def test_when_somebody_is_erased_only_those_of_the_same_cell_move() -> None:
    people = _people(150).now.people
    before = places(people, lives.RINGS, lives.CIRCLES)
    for gone in people[:20]:
        after = places([one for one in people if one != gone], lives.RINGS, lives.CIRCLES)
        moved = [one for one in people if one != gone and after[one.id] != before[one.id]]
        assert all((one.circle, one.ring) == (gone.circle, gone.ring) for one in moved)


def test_nobody_moves_when_somebody_is_laid_away() -> None:
    contacts = lives.network(150)
    history = replace(lives.new(), contacts=contacts, first=lives.TODAY - timedelta(days=365))
    laid = {**contacts, "@3": replace(contacts["@3"], archived=True)}
    before = positions(_all(history).now, _page())
    after = positions(_all(replace(history, contacts=laid)).now, _page())
    assert after == {one: place for one, place in before.items() if one != "@3"}


def test_everybody_stands_in_the_ring_and_the_sector_that_was_said() -> None:
    told = _people(150)
    spots = _spots(told)
    for one in told.now.people:
        x, y = spots[one.id]
        ring = lives.RINGS.index(one.ring) if one.ring else len(RINGS) - 2
        assert RINGS[ring] + EDGE - 0.01 <= hypot(x, y) <= RINGS[ring + 1] - EDGE + 0.01


def test_empty_rings_stay() -> None:
    circles = {one.get("r") for one in _tree("map", _all(lives.new())).findall(".//{*}circle")}
    assert {"92", "138", "178", "212"} <= circles


def test_names_that_can_t_be_drawn_become_numbers_that_the_words_below_explain() -> None:
    contacts = {f"@{at}": Contact(name, lives.CIRCLES[at % 7], ring="ruim") for at, name in enumerate(HOSTILE)}
    told = _all(replace(lives.new(), contacts=contacts))
    texts = _texts(_tree("map", told))
    assert {"4", "5", "6", "فاطمة", "é Zoë"} <= set(texts)
    assert "4 = 李小龙, 5 = 🌷" in twin("map", told, "nl", _words("nl"))
    for kind in KINDS:
        assert draw(kind, told, "nl", _words("nl"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Fatima", "Fatima"),
        ("Fatima 🌷", "Fatima"),
        ("Fatima van de drukkerij", "Fatima van de…"),
        ("Wolfeschlegelsteinhausen", "Wolfeschlegelstei…"),
        ("李小龙", "1"),
        ("🌷", "1"),
        ("…", "1"),
    ],
)
def test_a_name_is_drawn_as_far_as_it_can_be(name: str, shown: str) -> None:
    assert drawn([name]) == [shown]
    assert len(shown) <= LONGEST
    assert not drawable(name) or shown != "1"


def test_what_has_no_shape_is_left_out_where_words_are_printed() -> None:
    assert legible("Zoë zei: 你好!\r\nEn\ttoen 🌷") == "Zoë zei: […]!\nEn toen […]"


def test_then_and_now_stand_still() -> None:
    told = _all(lives.a_year_on())
    assert told.before
    then = Snapshot(told.before.on, told.before.people)
    assert {one.id for one in then.people} <= {one.id for one in told.now.people}
    tree = _tree("then_now", told)
    assert told.before.people[0].id in _spots(told)
    assert f"{len(told.now.people)} mensen" in _texts(tree)


def test_who_moved_stands_then_where_they_stood_then_and_is_named() -> None:
    told = summary(lives.a_year_on(), lives.TODAY, lives.TODAY - timedelta(days=91))
    assert told.before
    then, now = (positions(one, _page()) for one in (told.before, told.now))
    met = set(lives.MOVED) & set(then)
    assert len(met) == len(lives.MOVED)
    assert all(then[one] != now[one] for one in met)
    assert f"{len(met)} mensen staan nu ergens anders" in _texts(_tree("then_now", told))
    names = [one.name for one in told.now.people if one.id in met]
    assert ", ".join(names) in twin("then_now", told, "nl", _words("nl"))


def test_the_table_shows_its_numbers_and_names_what_is_empty() -> None:
    people = {
        "@1": Contact("Bea", brings=("product",)),
        "@2": Contact("Ans", brings=("product",), takes=("promotie",)),
    }
    texts = _texts(_tree("lines", _all(replace(lives.new(), contacts=people))))
    assert texts.count("Nog niemand") == 4
    assert {"2", "Bea, Ans", "1", "Ans", "Van 2 van de 2 mensen is dit bekend"} <= set(texts)


def test_scores_are_drawn_from_nought_to_ten_over_time() -> None:
    days = [lives.TODAY - timedelta(days=days) for days in (200, 100, 0)]
    given = (
        Answered(SCORES[0], "product", value, on, "number") for value, on in zip((0, 5, 10), days, strict=True)
    )
    tree = _tree("scores", _all(replace(lives.new(), answers=tuple(given), first=days[0])))
    (line,) = _paths(tree, "blue")
    (left, bottom), (middle, half), (right, top) = line
    assert middle - left == pytest.approx(right - middle)
    assert bottom - half == pytest.approx(half - top) == pytest.approx(48)
    rules = sorted(
        {float(one.get("y1", 0)) for one in tree.findall(".//{*}line") if one.get("stroke-width") == "1"}
    )
    assert {top, half, bottom} <= set(rules)
    assert _texts(tree).count("Nog geen cijfer") == 3


def test_the_rhythm_is_drawn_point_by_point_without_a_number() -> None:
    told = _all(lives.a_year_on())
    assert told.rhythm
    tree = _tree("rhythm", told)
    (line,) = _paths(tree, "green")
    assert len(line) == len(told.rhythm.points)
    for (earlier, later), ((_, before), (_, after)) in zip(
        pairwise(told.rhythm.points), pairwise(line), strict=True
    ):
        assert (after - before) * (later - earlier) <= 0
    assert "%" not in "".join(_texts(tree))


@pytest.mark.parametrize(
    ("days", "named"),
    [(20, {"7 nov", "14 nov", "21 nov"}), (300, {"feb", "apr"}), (3650, {"2017", "2019", "2025"})],
)
def test_the_time_below_the_rhythm_is_told_in_days_months_or_years(days: int, named: set[str]) -> None:
    said = (Answered("zin", "prijs", "Ja.", lives.TODAY - timedelta(days=back)) for back in range(days, -1, -1))
    began = lives.TODAY - timedelta(days=days)
    texts = _texts(_tree("rhythm", _all(replace(lives.new(), answers=tuple(said), first=began))))
    assert named <= set(texts)


@pytest.mark.parametrize(("count", "dots_between"), [(3, 1), (24, 22), (200, 0)])
def test_many_scores_are_a_line_without_dots(count: int, dots_between: int) -> None:
    given = (
        Answered(SCORES[0], "product", at % 11, lives.TODAY - timedelta(days=count - at), "number")
        for at in range(count)
    )
    tree = _tree("scores", _all(replace(lives.new(), answers=tuple(given), first=date(2020, 1, 1))))
    assert len([one for one in tree.findall(".//{*}circle") if one.get("r") == "4.5"]) == dots_between


def test_the_ends_of_a_scale_are_named_where_no_score_stands() -> None:
    texts = {}
    for value in (5, 9):
        given = (Answered(SCORES[0], "product", value, lives.TODAY, "number"),)
        texts[value] = _texts(_tree("scores", _all(replace(lives.new(), answers=given))))
    assert [(said.count("10"), said.count("0")) for said in texts.values()] == [(4, 4), (3, 4)]


def _paths(tree: ET.Element, colour: str) -> list[list[tuple[float, float]]]:
    """The points of the lines in this colour."""
    stroke = getattr(COLOURS["light"], colour)
    drawn_ = [one.get("d", "") for one in tree.findall(".//{*}path") if one.get("stroke") == stroke]
    pairs = ([tuple(map(float, point.split())) for point in one.removeprefix("M").split("L")] for one in drawn_)
    return [[(x, y) for x, y in line] for line in pairs]


def test_the_course_has_a_tick_on_every_stone_that_is_done() -> None:
    told = _all(lives.busy())
    ticks = [
        one for one in _tree("course", told).findall(".//{*}path") if one.get("stroke") == COLOURS["light"].onto
    ]
    assert len(ticks) == 5


def test_a_week_shows_a_mark_for_each_and_a_number_where_there_are_too_many() -> None:
    answers = tuple(Answered("zin", "prijs", "Ja.", lives.TODAY) for _ in range(20))
    talks = (Talk("@1", lives.TODAY.isoformat()),)
    tree = _tree("week", _all(replace(lives.new(), answers=answers, talks=talks)))
    assert {"+16", "1 keer gesproken", "20 antwoorden", "“Ja.”"} <= set(_texts(tree))


def test_a_caption_of_a_large_network_keeps_its_numbers() -> None:
    words = twin("map", _people(150), "nl", _words("nl"))
    assert len(words.encode("utf-16-le")) // 2 <= LONGEST_CAPTION
    assert "150 mensen" in words
    assert "Op basis van wat jij invulde." in words
    assert "…" in words


def test_nothing_is_told_by_colour_alone() -> None:
    """Each freshness has a filling of its own, whatever its colour."""
    colours = COLOURS["light"]
    fillings = set()
    for freshness in FRESHNESS:
        outline, *lower = ET.fromstring(f"<g>{dot(8, 'echt', freshness, colours)}</g>")  # noqa: S314 -- our own
        full = outline.get("fill") == outline.get("stroke")
        fillings.add((full, bool(lower), outline.get("stroke-dasharray")))
    assert len(fillings) == len(FRESHNESS)


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_lower_half_of_who_is_half_full_is_painted_and_the_upper_is_paper(standing: str) -> None:
    colours = COLOURS["light"]
    mark = piece("g", dots([((20, 20), standing, "earlier")], 15, colours), transform="translate(0 0)")
    painted = Image.open(BytesIO(png(svg(Drawing(mark, 40, "")), 40, colours))).convert("RGB")
    assert [painted.getpixel((40, y)) for y in (28, 52)] == [
        ImageColor.getrgb(colours.paper),
        ImageColor.getrgb(colours.orange),
    ]


@pytest.mark.parametrize("look", COLOURS)
def test_colours_are_painted_as_they_were_chosen(look: Look) -> None:
    """White, which a page names in another way than others, becomes the one of the few that is next to it."""
    colours = COLOURS[look]
    chosen = (colours.ink, colours.soft, colours.green, colours.orange, colours.blue, colours.onto)
    strips = "".join(piece("rect", x=0, y=at * 20, width=40, height=20, fill=one) for at, one in enumerate(chosen))
    painted = Image.open(BytesIO(png(svg(Drawing(strips, 20 * len(chosen), "")), 20 * len(chosen), colours)))
    for at, colour in enumerate(chosen):
        seen = painted.convert("RGB").getpixel((20, at * 40 + 20))
        assert isinstance(seen, tuple)
        assert max(abs(a - b) for a, b in zip(seen, ImageColor.getrgb(colour), strict=True)) < 16, colour


def test_a_picture_is_as_wide_as_a_phone() -> None:
    assert all(_tree(kind, _people(8)).get("width") == f"{WIDTH:g}" for kind in KINDS)
