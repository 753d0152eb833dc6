"""The composition root: settings in, a running bot out. The only file that knows every room."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import structlog

from bot import resources
from bot.config import CannotStart, Settings
from bot.engine.script import Script
from bot.gateway.account import Account
from bot.gateway.entrance import Entrance
from bot.gateway.patience import Patience, Refused
from bot.gateway.polling import Polling
from bot.gateway.profile import Face, Profile, show
from bot.gateway.webhook import Webhook
from bot.service import due, upkeep
from bot.service.deliver import Post
from bot.service.statistics import Question, questions
from bot.service.turn import Coach, spoken
from bot.service.turns import Turns
from bot.store import keys, keystone, schema, tallies
from bot.store.database import Connection, Database, DatabaseError, DatabaseInUse
from bot.store.keys import Keys, WrongKey
from bot.store.schema import SchemaUnfit

Clock = Callable[[], datetime]
Chance = Callable[[], float]

_log = structlog.stdlib.get_logger(__name__)

_FAREWELL_SECONDS = 3.0
_HEALTH_SECONDS = 5.0


def run(living: Coroutine[Any, Any, None]) -> int:
    """Runs this to its end; the exit code. ``CannotStart`` goes on to whoever can tell the operator."""
    try:
        asyncio.run(living)
    except CannotStart:
        raise
    except DatabaseError as error:
        _log.error("the database does not answer", error=str(error.orig))
        return 1
    except Exception:  # noqa: BLE001 -- whatever it is: a process that lives on without a part is worse
        _log.exception("the coach ends because a part of it broke")
        return 1
    return 0


async def serve(
    settings: Settings, stop: asyncio.Event, *, clock: Clock | None = None, chance: Chance = random.random
) -> None:
    """Runs the coach until ``stop`` is set; raises what a part of it ended with, never runs half.

    Without a ``clock`` the time is this machine's, and the database's own where processes share one.
    """
    coach = _coach(settings)
    with _opened(settings.database_url, clock) as database:
        schema.prepare(database)
        await database.run(keystone.check, coach.keys)
        async with Account(settings.api_url, _token(settings)) as account:
            post = Post(database, coach.keys, account.messenger, settings.messages_per_second, chance)
            turns = Turns(database, coach, post.wake)
            ears = _listen(settings, account, database, turns, coach.script, clock or _machine, chance)
            await _live(post, asyncio.create_task(ears), asyncio.create_task(_keep(database, turns)), stop)


async def _live(
    post: Post, listening: asyncio.Task[None], tidying: asyncio.Task[None], stop: asyncio.Event
) -> None:
    sending = asyncio.create_task(post.run())
    try:
        await _until(stop, {listening, sending, tidying})
        _log.info("ending")
        listening.cancel()
        await asyncio.wait({listening})
        await post.drain(_FAREWELL_SECONDS)
    except Refused as error:
        raise CannotStart(str(error)) from None
    finally:
        await _ended({listening, sending, tidying})
    _log.info("ended")


async def _keep(database: Database, turns: Turns) -> None:
    """What happens by itself: moments that have come, and throwing away what is old."""
    await asyncio.gather(due.run(database, turns), upkeep.run(database))


async def _until(stop: asyncio.Event, parts: set[asyncio.Task[None]]) -> None:
    """Waits to be told to end. A part that ends before that has broken, and everything ends with it."""
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({stopping, *parts}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    for part in parts:
        if part.done():
            part.result()
            raise RuntimeError(f"{part.get_coro()} ended by itself")


async def _ended(parts: Iterable[asyncio.Task[None]]) -> None:
    for part in parts:
        part.cancel()
    await asyncio.gather(*parts, return_exceptions=True)


async def _listen(
    settings: Settings,
    account: Account,
    database: Database,
    turns: Turns,
    script: Script,
    clock: Clock,
    chance: Chance,
) -> None:
    """Takes in what people send, by webhook or by polling, and shows them what the bot is."""
    username = await account.username(Patience(chance))
    _log.info("the bot is known", username=username)
    entrance = Entrance(turns, username, clock, account.file)
    showing = show(profile(script), account.bot, Patience(chance))
    if settings.webhook_url and settings.webhook_secret:

        async def healthy() -> bool:
            return await answers(database)

        secret = settings.webhook_secret.get_secret_value()
        webhook = Webhook(account, entrance, settings.webhook_url, secret, healthy)
        await asyncio.gather(showing, webhook.run(*settings.listen, Patience(chance)))
    else:
        await asyncio.gather(showing, Polling(account, entrance, Patience(chance)).run())


def profile(script: Script) -> Profile:
    """What Telegram shows of this script before the first word."""
    others = {"nl", *script.profile["description"].translations} - {spoken("")}
    return Profile({"": _face(script, spoken("")), **{language: _face(script, language) for language in others}})


def _face(script: Script, language: str) -> Face:
    return Face(
        commands=tuple(
            (command.names[language], command.describe.wording(language))
            for command in script.commands
            if command.listed and language in command.names
        ),
        description=script.profile["description"].wording(language),
        short_description=script.profile["short_description"].wording(language),
    )


async def answers(database: Database) -> bool:
    """Whether the database does what it is asked, soon."""
    with suppress(DatabaseError, TimeoutError):
        async with asyncio.timeout(_HEALTH_SECONDS):
            await database.run(_nothing)
            return True
    return False


def _nothing(_connection: Connection) -> None:
    """A transaction with nothing in it."""


def migrate(settings: Settings) -> None:
    """Brings the database's schema to this version's."""
    with _opened(settings.database_url) as database:
        schema.migrate(database)


def statistics(settings: Settings) -> list[Question]:
    """What happened at each question so far."""
    with _opened(settings.database_url) as database, database.transaction() as connection:
        return questions(tallies.everything(connection))


@contextmanager
def _opened(url: str, clock: Clock | None = None) -> Iterator[Database]:
    try:
        database = Database(url, clock)
    except DatabaseInUse as error:
        raise CannotStart(str(error)) from None
    try:
        yield database
    except SchemaUnfit as error:
        raise CannotStart(str(error)) from None
    except WrongKey as error:
        raise CannotStart(f"{error}; put the right one in its place") from None
    finally:
        database.close()


def _coach(settings: Settings) -> Coach:
    compiled = resources.compiled(settings.dialogs, settings.locale)
    if compiled.script is None:
        raise CannotStart(f"the dialogs have {len(compiled.problems)} problems; see: netwerkcoach check")
    common = compiled.script.common
    return Coach(compiled.script, _keys(settings), common["group"][0], common["stranger_button"][0])


def _keys(settings: Settings) -> Keys:
    try:
        written = settings.key
        return Keys(keys.decoded(written.get_secret_value()) if written else keys.kept(settings.key_file))
    except WrongKey as error:
        raise CannotStart(str(error)) from None
    except OSError as error:
        raise CannotStart(f"the key file {settings.key_file} cannot be used: {error.strerror}") from None


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise CannotStart("there is no token")
    return settings.token.get_secret_value()


def _machine() -> datetime:
    return datetime.now(UTC)
