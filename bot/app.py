"""The composition root: settings in, a running bot out. The only file that knows every room."""

import asyncio
import gc
import random
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import structlog
import uvloop
from msgspec import Struct
from msgspec.structs import replace

from bot import resources
from bot.config import CannotStart, Settings
from bot.engine.compile import Compiled
from bot.engine.script import Script
from bot.gateway import profile
from bot.gateway.account import Account
from bot.gateway.entrance import Entrance
from bot.gateway.patience import Patience, Refused
from bot.gateway.polling import Polling
from bot.service import due, pinning, upkeep
from bot.service.claim import Budget
from bot.service.deliver import Post
from bot.service.health import answers
from bot.service.moves import Move, foresee
from bot.service.statistics import Question, questions
from bot.service.studio import Studio
from bot.service.turn import Coach
from bot.service.turns import Turns
from bot.service.upcoming import Day, Upcoming, foretell
from bot.store import keys, keystone, moments, schema, tallies
from bot.store.database import Connection, Database, DatabaseError, DatabaseInUse, now
from bot.store.keys import Keys, WrongKey
from bot.store.schema import SchemaUnfit
from bot.store.snapshot import NoDatabase, snapshot

Clock = Callable[[], datetime]
Chance = Callable[[], float]
Beside = Callable[["Running"], Coroutine[Any, Any, None]]

_log = structlog.stdlib.get_logger(__name__)

_FAREWELL_SECONDS = 3.0


def run(living: Coroutine[Any, Any, None]) -> int:
    """Runs this to its end; the exit code. ``CannotStart`` goes on to whoever can tell the operator."""
    try:
        uvloop.run(living)
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
    settings: Settings,
    stop: asyncio.Event,
    *,
    clock: Clock | None = None,
    chance: Chance = random.random,
    beside: Beside | None = None,
) -> None:
    """Runs the coach until ``stop`` is set; raises what a part of it ended with, never runs half.

    Without a ``clock`` the time is this machine's, and the database's own where processes share one. ``beside``
    is one more part, which is handed the coach as it runs.
    """
    script, keys = _script(settings), _keys(settings)
    with _opened(settings.database_url, clock) as database:
        schema.prepare(database)
        await database.run(keystone.lay, keys)
        coach = _coach(await _pinned(database, script, settings), keys)
        gc.freeze()  # dialogs stay: to look through them for what can go stopped everybody for a tenth of a second
        async with Account(settings.api_url, _token(settings)) as account:
            studio = Studio(database, keys, lambda: turns.coach.script)
            post = Post(
                database, keys, account.messenger, settings.messages_per_second, chance, studio, coach.fresh
            )
            turns = Turns(database, coach, post.wake)
            ears = _listen(settings, account, database, turns, clock or _machine, chance)
            keep = [due.run(database, turns, Budget(settings.messages_per_second)), upkeep.run(database)]
            if beside:
                keep.append(beside(Running(settings, database, turns, account, chance)))
            with closing(studio):
                await _live(post, asyncio.create_task(ears), asyncio.create_task(_together(keep)), stop)


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


async def _together(parts: Iterable[Coroutine[Any, Any, None]]) -> None:
    """What happens by itself: moments that have come, throwing away what is old."""
    await asyncio.gather(*parts)


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
    clock: Clock,
    chance: Chance,
) -> None:
    """Takes in what people send, by webhook or by polling, and shows them what the bot is."""
    username = await account.username(Patience(chance))
    _log.info("the bot is known", username=username)
    entrance = Entrance(turns, username, clock, account.file)
    showing = profile.show(profile.of(turns.coach.script), account.bot, Patience(chance))
    if settings.webhook_url and settings.webhook_secret:
        from bot.gateway.webhook import Webhook  # noqa: PLC0415 -- a server takes a tenth of the start

        secret = settings.webhook_secret.get_secret_value()
        webhook = Webhook(account, entrance, settings.webhook_url, secret, partial(answers, database))
        await asyncio.gather(showing, webhook.run(*settings.listen, Patience(chance)))
    else:
        await asyncio.gather(showing, Polling(account, entrance, Patience(chance)).run())


class Running(Struct, frozen=True):
    """The coach as it runs: for an author who is trying it."""

    settings: Settings
    database: Database
    turns: Turns
    account: Account
    chance: Chance

    async def next_moment(self) -> datetime | None:
        """When the next thing is to happen by itself, if anything is."""
        return await self.database.run(lambda connection: moments.following(connection, now(connection)))

    async def reload(self) -> Compiled:
        """Takes the dialogs as they lie in their folder now; if they can't be run, those of before stay."""
        compiled = await asyncio.to_thread(resources.compiled, self.settings.dialogs, self.settings.locale)
        if compiled.script:
            before = self.turns.coach
            script = await _pinned(self.database, compiled.script, self.settings)
            self.turns.coach = replace(_coach(script, before.keys), fresh=before.fresh)
            if (shown := profile.of(script)) != profile.of(before.script):
                await profile.show(shown, self.account.bot, Patience(self.chance))
        return compiled


def migrate(settings: Settings) -> None:
    """Brings the database's schema to this version's."""
    with _opened(settings.database_url) as database:
        schema.migrate(database)


def statistics(settings: Settings) -> list[Question]:
    """What happened at each question so far."""
    with _read(settings.database_url) as connection:
        return questions(tallies.everything(connection))


def moves(settings: Settings) -> list[Move]:
    """Where everybody would go if the dialogs, as they lie in their folder now, were taken."""
    script, keys = _script(settings), _keys_there(settings)
    with _read(settings.database_url) as connection:
        return foresee(connection, keys, script, resources.catalogues(settings.locale), _machine())


def upcoming(settings: Settings, day: Day, person: int | None) -> Iterator[Upcoming]:
    """What would come by itself to everybody (or to this person) on a day, told as it is found."""
    script, keys = _script(settings), _keys_there(settings)
    with _read(settings.database_url) as connection:
        catalogues = resources.catalogues(settings.locale)
        yield from foretell(connection, keys, script, catalogues, day, _machine(), person)


@contextmanager
def _read(url: str) -> Iterator[Connection]:
    """The database as it is now, while the coach may be running on it."""
    try:
        with _telling(), snapshot(url) as connection:
            schema.check_readable(connection)
            yield connection
    except DatabaseError as error:
        raise CannotStart(f"the database does not answer: {error.orig}") from None


@contextmanager
def _opened(url: str, clock: Clock | None = None) -> Iterator[Database]:
    with _telling(), closing(Database(url, clock)) as database:
        yield database


@contextmanager
def _telling() -> Iterator[None]:
    """What only the operator can mend is told as such."""
    try:
        yield
    except (DatabaseInUse, NoDatabase, SchemaUnfit) as error:
        raise CannotStart(str(error)) from None
    except WrongKey as error:
        raise CannotStart(f"{error}; put the right one in its place") from None


def _script(settings: Settings) -> Script:
    compiled = resources.compiled(settings.dialogs, settings.locale)
    if compiled.script is None:
        raise CannotStart(f"the dialogs have {len(compiled.problems)} problems; see: netwerkcoach check")
    return compiled.script


async def _pinned(database: Database, script: Script, settings: Settings) -> Script:
    """This script, kept, with the versions beside it that people may still be in."""
    return await database.run(pinning.begin_with, script, resources.catalogues(settings.locale))


def _coach(script: Script, keys: Keys) -> Coach:
    return Coach(script, keys, script.common["group"][0], script.common["stranger_button"][0])


def _keys(settings: Settings) -> Keys:
    try:
        written = settings.key
        return Keys(keys.decoded(written.get_secret_value()) if written else keys.kept(settings.key_file))
    except WrongKey as error:
        raise CannotStart(str(error)) from None
    except OSError as error:
        raise CannotStart(f"the key file {settings.key_file} cannot be used: {error.strerror}") from None


def _keys_there(settings: Settings) -> Keys:
    """The keys of a database that is there already, so that none is made."""
    if not (settings.key or settings.key_file.exists()):
        raise CannotStart(f"the key file {settings.key_file} is not there")
    return _keys(settings)


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise CannotStart("there is no token")
    return settings.token.get_secret_value()


def _machine() -> datetime:
    return datetime.now(UTC)
