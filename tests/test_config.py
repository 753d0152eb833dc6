import os
import re
from pathlib import Path
from typing import Any

import pytest

from bot import config
from bot.config import PREFIX, Address, Misconfigured, Settings

DOCS = Path(__file__).parent.parent / "docs" / "running.md"
TOKEN = "123456:AAsecretHaystackNeedle_x-1"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment in which nothing is set yet."""
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def read(monkeypatch: pytest.MonkeyPatch, needed: str = "", **settings: str) -> Settings:
    for name, value in settings.items():
        monkeypatch.setenv(PREFIX + name, value)
    return config.read(needs_token=needed == "token")


def problems(monkeypatch: pytest.MonkeyPatch, needed: str = "", **settings: str) -> list[str]:
    with pytest.raises(Misconfigured) as caught:
        read(monkeypatch, needed, **settings)
    return caught.value.problems


def test_without_any_setting_there_are_defaults() -> None:
    settings = config.read()
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.messages_per_second == 30
    assert settings.listen == Address("127.0.0.1", 8080)
    assert settings.token is None


def test_the_key_does_not_lie_in_the_folder_of_the_database() -> None:
    settings = config.read()
    assert settings.key_file.parent != Path(settings.database_url.removeprefix("sqlite:///")).parent


def test_every_setting_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(
        monkeypatch,
        TOKEN=TOKEN,
        API_URL="http://127.0.0.1:8081/",
        DATABASE_URL="postgresql://me:secret@localhost/coach",
        KEY_FILE="/etc/netwerkcoach/key",
        KEY="a" * 43 + "=",
        DIALOGS=str(tmp_path),
        LOCALE=str(tmp_path),
        WEBHOOK_URL="https://coach.nl/hook",
        WEBHOOK_SECRET="geheim-en-lang-genoeg",
        LISTEN="[::1]:9000",
        MESSAGES_PER_SECOND="100",
        LOG="WARNING",
    )
    assert settings.model_fields_set == set(Settings.model_fields)
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.listen == Address("::1", 9000)
    assert settings.log == "warning"


def test_a_file_beside_the_program_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"NETWERKCOACH_TOKEN={TOKEN}\nNETWERKCOACH_LOG=debug\nOTHER=1\n")
    settings = read(monkeypatch, "token", LOG="error")
    assert settings.token is not None
    assert settings.log == "error"


def test_an_empty_setting_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, WEBHOOK_URL="", TOKEN="").webhook_url is None


WRONG: list[tuple[str, str, str]] = [
    ("TOKEN", "mytoken", "@BotFather"),
    ("API_URL", "api.telegram.org", "https://"),
    ("API_URL", "https://x.nl/?a=1", "without ?"),
    ("DATABASE_URL", "mysql://x/y", "postgresql://user"),
    ("DATABASE_URL", "sqlite://", "sqlite:///"),
    ("DIALOGS", "/no/such/folder", "/no/such/folder"),
    ("LOCALE", "/no/such/folder", "/no/such/folder"),
    ("WEBHOOK_URL", "coach.nl", "https://"),
    ("WEBHOOK_SECRET", "short", "openssl rand"),
    ("LISTEN", "8080", "host:port"),
    ("LISTEN", "127.0.0.1:99999", "host:port"),
    ("LISTEN", "127.0.0.1:http", "host:port"),
    ("MESSAGES_PER_SECOND", "0", "greater than or equal to 1"),
    ("MESSAGES_PER_SECOND", "many", "integer"),
    ("LOG", "loud", "'info'"),
]


@pytest.mark.parametrize(("name", "value", "mend"), WRONG)
def test_a_wrong_value_is_named_with_the_way_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    more = {"WEBHOOK_SECRET": "geheim-en-lang-genoeg"} if name == "WEBHOOK_URL" else {}
    (problem,) = problems(monkeypatch, "", **{name: value}, **more)
    assert problem.startswith(f"{PREFIX}{name}: ")
    assert mend in problem


def test_an_unknown_setting_is_named_with_the_one_that_was_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert problems(monkeypatch, TOKN=TOKEN) == [
        "NETWERKCOACH_TOKN is not a setting. Did you mean NETWERKCOACH_TOKEN?"
    ]
    monkeypatch.delenv("NETWERKCOACH_TOKN")
    assert problems(monkeypatch, COLOUR="red") == ["NETWERKCOACH_COLOUR is not a setting."]


def test_an_unknown_setting_is_found_in_the_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NETWERKCOACH_DATABASE=x\n")
    with pytest.raises(Misconfigured, match="Did you mean NETWERKCOACH_DATABASE_URL"):
        config.read()


def test_everything_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(monkeypatch, "token", TOKN=TOKEN, LISTEN="x", LOG="y")
    assert [line.split(maxsplit=1)[0].rstrip(":") for line in told] == [
        "NETWERKCOACH_TOKN",
        "NETWERKCOACH_LISTEN",
        "NETWERKCOACH_LOG",
    ]


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(monkeypatch, "token", WEBHOOK_URL="https://coach.nl")
    assert [line.split()[0] for line in told] == ["NETWERKCOACH_TOKEN", "NETWERKCOACH_WEBHOOK_SECRET"]


@pytest.mark.parametrize("name", ["TOKEN", "WEBHOOK_SECRET", "KEY", "DATABASE_URL"])
def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(monkeypatch, "", **{name: "se cret!", "LOG": "wrong"})
    assert "se cret" not in str(caught.value)


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, TOKEN=TOKEN, KEY="a" * 43 + "=", WEBHOOK_SECRET="geheim-en-lang-genoeg")
    for secret in settings.secrets:
        assert secret not in f"{settings!r} {settings}"


def test_the_secrets_are_all_that_a_log_must_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, TOKEN=TOKEN, DATABASE_URL="postgresql://me:wachtwoord@localhost/coach")
    assert settings.secrets == (TOKEN, TOKEN.partition(":")[2], "wachtwoord")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described_in_the_code_and_in_the_documentation(name: str) -> None:
    field: Any = Settings.model_fields[name]
    assert field.description
    assert re.search(rf"^\| `{PREFIX}{name.upper()}` \|", DOCS.read_text("utf-8"), re.MULTILINE)


def test_the_documentation_describes_no_setting_that_is_not_there() -> None:
    described = re.findall(rf"{PREFIX}(\w+)", DOCS.read_text("utf-8"))
    assert {name.lower() for name in described} == set(Settings.model_fields)
