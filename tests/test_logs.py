import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

SECRET = "AAsecretHaystackNeedle_x-1"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def undone() -> Iterator[None]:
    """Logging belongs to the whole process: what a test sets up is taken down again."""
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    before = (root.handlers[:], root.level, ours.level)
    yield
    root.handlers[:], root.level, ours.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def written(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def log(name: str = "bot.somewhere") -> structlog.stdlib.BoundLogger:
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found


def test_for_a_machine_each_event_is_a_line_of_json() -> None:
    stream = io.StringIO()
    logs.set_up("info", stream=stream)
    log().info("sent", chat=5)
    (line,) = written(stream)
    assert (line["event"], line["level"], line["chat"]) == ("sent", "info", 5)
    assert str(line["timestamp"]).endswith("Z")


def test_for_a_person_it_is_a_line_to_read() -> None:
    stream = Terminal()
    logs.set_up("info", stream=stream)
    log().info("sent", chat=5)
    assert "sent" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_what_is_below_the_level_is_not_written() -> None:
    stream = io.StringIO()
    logs.set_up("warning", stream=stream)
    log().info("quiet")
    log().warning("loud")
    assert [line["event"] for line in written(stream)] == ["loud"]


@pytest.mark.parametrize("library", ["telegram.Bot", "aiohttp.access", "httpx", "sqlalchemy.engine", "asyncio"])
def test_libraries_speak_only_from_a_warning_up(library: str) -> None:
    stream = io.StringIO()
    logs.set_up("debug", stream=stream)
    logging.getLogger(library).info("what people wrote")
    logging.getLogger(library).warning("trouble with %s", 3)
    (line,) = written(stream)
    assert (line["event"], line["logger"]) == ("trouble with 3", library)


def test_a_warning_of_python_is_a_line_like_any_other() -> None:
    stream = io.StringIO()
    logs.set_up("info", stream=stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", UserWarning, stacklevel=1)
    assert [line["level"] for line in written(stream)] == ["warning"]


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_traceback_shows_where_but_not_with_what(stream: io.StringIO) -> None:
    logs.set_up("info", stream=stream)

    def break_down() -> None:
        address = f"https://api.telegram.org/bot1:{SECRET}/getMe"
        raise ValueError(len(address))

    try:
        break_down()
    except ValueError:
        log().exception("broken")
    assert "break_down" in stream.getvalue()
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_secret_does_not_leave_whoever_says_it(stream: io.StringIO) -> None:
    logs.set_up("info", secrets=[SECRET], stream=stream)
    log().info("calling", url=f"/bot1:{SECRET}/getMe")
    logging.getLogger("some.library").error("calling /bot1:%s/getMe", SECRET)
    log().error("broken", exc_info=ValueError(SECRET))
    assert stream.getvalue().count("<secret>") >= 3
    assert SECRET not in stream.getvalue()
