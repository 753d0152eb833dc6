"""The settings: read once from the environment (and a ``.env`` file), and refused all at once when they are wrong.

Every variable begins with ``NETWERKCOACH_``. A variable of that name that nobody reads is a mistake too: a setting
with a slip of the pen in its name would otherwise do nothing, silently.
"""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "NETWERKCOACH_"


class CannotStart(Exception):  # noqa: N818 -- it reads as a sentence where it is caught
    """Something that only the operator can mend; says what, and how."""


class Misconfigured(CannotStart):
    """The settings cannot be used; says everything that is wrong with them."""

    def __init__(self, problems: list[str]) -> None:
        lines = "".join(f"\n  {problem}" for problem in problems)
        super().__init__(f"the settings are not right:{lines}\nEvery setting is described in docs/running.md.")
        self.problems = problems


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


def _address(written: Any) -> Any:
    if isinstance(written, Address):
        return written
    host, _, port = str(written).rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:  # noqa: PLR2004 -- the highest port there is
        raise ValueError("write host:port, for example 127.0.0.1:8080")
    return Address(host.strip("[]"), int(port))


def _web_address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write a web address that begins with https://, without ? or #")
    return written.rstrip("/")


def _database(written: str) -> str:
    if not re.match(r"sqlite:///.|postgresql(\+psycopg)?://.", written):
        raise ValueError("write sqlite:///path/to/file.db or postgresql://user:password@host/database")
    return written


def _folder(written: Path) -> Path:
    if not written.is_dir():
        raise ValueError(f"there is no folder {written}")
    return written


def _token(written: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]+", written.get_secret_value(), re.ASCII):
        raise ValueError("a token looks like 123456:AbC-dEf; copy it whole from @BotFather")
    return written


def _webhook_secret(written: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\w-]{16,256}", written.get_secret_value(), re.ASCII):
        raise ValueError("use 16 to 256 letters, digits, - and _; `openssl rand -hex 32` makes a good one")
    return written


def _lower(written: Any) -> Any:
    return written.lower() if isinstance(written, str) else written


WebAddress = Annotated[str, AfterValidator(_web_address)]
Folder = Annotated[Path, AfterValidator(_folder)]


class Settings(BaseSettings):
    """Everything an operator can set. Nothing else in the program reads the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        None, description="The bot's token, as @BotFather gives it. `run` needs it."
    )
    api_url: WebAddress = Field("https://api.telegram.org", description="Where the Bot API is served.")
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "sqlite:///var/data/netwerkcoach.db", description="The database: a SQLite file, or PostgreSQL."
    )
    key_file: Path = Field(
        Path("var/keys/netwerkcoach.key"), description="The file with the master key; made at the first start."
    )
    key: SecretStr | None = Field(None, description="The master key itself, instead of a file.")
    dialogs: Folder | None = Field(None, description="Another folder with dialogs instead of ours.")
    locale: Folder | None = Field(None, description="Another folder with translations instead of ours.")
    webhook_url: WebAddress | None = Field(
        None, description="The public address to which Telegram brings updates. Without it the coach polls."
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = Field(
        None, description="What Telegram must say at the webhook. Needed with a webhook address."
    )
    listen: Annotated[Address, NoDecode, BeforeValidator(_address)] = Field(
        Address("127.0.0.1", 8080), description="The host:port at which the webhook is served."
    )
    messages_per_second: int = Field(
        30, ge=1, le=1000, description="How many messages leave in a second, all processes together."
    )
    log: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        "info", description="From which level on the log is written."
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be seen in a log; of the token also the half that is secret."""
        kept = [secret.get_secret_value() for secret in (self.token, self.webhook_secret, self.key) if secret]
        halves = [secret.partition(":")[2] for secret in kept]
        return tuple(secret for secret in (*kept, *halves, urlsplit(self.database_url).password) if secret)


def read(*, env_file: Path = Path(".env"), needs_token: bool = False) -> Settings:
    """The settings as they stand in the environment; raises ``Misconfigured`` with everything that is wrong."""
    problems = _unknown(env_file)
    settings = None
    source: dict[str, Any] = {"_env_file": env_file}
    try:
        settings = Settings(**source)
    except ValidationError as error:
        problems += [_told(each["loc"], each["msg"]) for each in error.errors()]
    if settings is not None:
        problems += _incomplete(settings, needs_token=needs_token)
    if problems or settings is None:
        raise Misconfigured(problems)
    return settings


def _unknown(env_file: Path) -> list[str]:
    given = {name.upper() for name in (*os.environ, *dotenv_values(env_file))}
    ours = sorted(name.removeprefix(PREFIX).lower() for name in given if name.startswith(PREFIX))
    return [_unheard(name) for name in ours if name not in Settings.model_fields]


def _unheard(name: str) -> str:
    near = get_close_matches(name, Settings.model_fields, n=1)
    meant = f" Did you mean {PREFIX}{near[0].upper()}?" if near else ""
    return f"{PREFIX}{name.upper()} is not a setting.{meant}"


def _told(where: tuple[int | str, ...], what: str) -> str:
    return f"{PREFIX}{str(where[0]).upper()}: {what.removeprefix('Value error, ')}"


def _incomplete(settings: Settings, *, needs_token: bool) -> list[str]:
    problems = []
    if needs_token and settings.token is None:
        problems.append(f"{PREFIX}TOKEN is missing: ask @BotFather for a bot, and give its token here.")
    if settings.webhook_url and settings.webhook_secret is None:
        problems.append(
            f"{PREFIX}WEBHOOK_SECRET is missing: a webhook needs one; `openssl rand -hex 32` makes a good one."
        )
    return problems
